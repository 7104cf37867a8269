"""Answers and lists as rows for a spreadsheet, with the same heads in every language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import typer

from api.cli.terminal import Form, Language
from api.document.result import Result
from mcda.plain import Plain
from mcda.sheets.writer import Cell, Row, csv_text

Answer = Mapping[str, Any]


def write_rows(rows: Iterable[Row]) -> None:
    """Write CSV in UTF-8, with the byte order mark by which spreadsheets recognise it."""
    typer.echo(csv_text(rows), nl=False)


def write_data(
    answer: Plain, rows: Callable[[Plain], Iterable[Row]], form: Form, language: Language
) -> None:
    """Write an answer in codes for a program: as JSON, or as rows for a spreadsheet."""
    from api.http.localisation import localise, localise_json

    if form == "json":
        typer.echo(localise_json(answer, language))
    else:
        write_rows(rows(localise(answer, language)))


def ranking_rows(answer: dict[str, Any]) -> Iterator[list[Cell]]:
    """Yield a head and a row for each alternative, best first, then the unranked ones."""
    result, gaps = Result(answer), answer.get("gaps") or {}
    criteria = list(answer["weights"]["values"]) if gaps else []
    heads = ("rank", "id", "name", "score", "tied_with", "first_share", "half_low", "half_high")
    yield [*heads, *(f"behind_{name}" for name in criteria), "note"]
    for line in result.ranking:
        key = line["alternative"]
        half = ((answer.get("ranks") or {}).get(key) or {}).get("half") or (None, None)
        behind = gaps.get(key, {})
        yield [
            *(line["rank"], key, _name(answer, key), line["score"], "; ".join(line["tied_with"])),
            *(result.first_share(key), *half, *(behind.get(name, 0.0) for name in criteria), ""),
        ]
    for item in answer["excluded"]:
        empty = [None] * (5 + len(criteria))
        key = item["alternative"]
        yield [None, key, _name(answer, key), *empty, _reasons(item)]


def comparison_rows(answer: Answer) -> Iterator[list[Cell]]:
    """Yield a head and a row for each alternative: its rank and its score under each weighting."""
    from api.comparisons.presentation import by_alternative

    names = [item["name"] for item in answer["rankings"]]
    heads = [f"{figure}_{name}" for name in names for figure in ("rank", "score")]
    yield ["id", "name", *heads, "note"]
    for key, lines in by_alternative(answer).items():
        cells = [line[figure] for line in lines for figure in ("rank", "score")]
        yield [key, _name(answer, key), *cells, ""]
    for item in answer["excluded"]:
        key = item["alternative"]
        yield [key, _name(answer, key), *[None] * len(heads), _reasons(item)]


def _name(answer: Answer, key: str) -> str:
    return str(answer["names"]["alternatives"].get(key, key))


def _reasons(item: Answer) -> str:
    return " ".join(reason["detail"] for reason in item["reasons"])
