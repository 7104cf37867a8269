"""Results of jobs as tables: CSV and XLSX in which no text is evaluated as a formula."""

import io
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from api.jobs.results import result_table
from mcda.sheets.writer import Cell, csv_text, workbook, write_sheet

Form = Literal["csv", "xlsx"]
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sheet(kind: str, result: bytes, form: Form) -> bytes:
    """Return the table of a result."""
    rows = _ROWS[kind](result_table(kind, result))
    if form == "csv":
        return csv_text(rows)
    content = io.BytesIO()
    with workbook(content, constant_memory=True) as book:
        write_sheet(book, rows, "results")
    return content.getvalue()


def _ranking(answer: Mapping[str, Any]) -> Iterator[list[Cell]]:
    yield ["alternative", "rank", "score"]
    for line in answer["ranking"]:
        yield [line["alternative"], line["rank"], line["score"]]


def _recommendations(answer: Mapping[str, Any]) -> Iterator[list[Cell]]:
    yield ["request", "park", "rank", "score"]
    for place, item in enumerate(answer["items"]):
        for line in item["ranking"]:
            yield [place, line["alternative"], line["rank"], line["score"]]


def _portfolio(answer: Mapping[str, Any]) -> Iterator[list[Cell]]:
    yield ["id", "park", "rank", "score", "unknown"]
    for item in answer["items"]:
        for line in item["best"]:
            yield [item["id"], line["alternative"], line["rank"], line["score"], line["unknown"]]


_ROWS = {"ranking": _ranking, "recommendations": _recommendations, "portfolio": _portfolio}
