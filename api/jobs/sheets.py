"""Results of jobs as tables: CSV and XLSX in which no text runs as a formula."""

import csv
import io
from collections.abc import Iterator
from typing import Any, Literal

import orjson

from mcda.parks.overlay.escaping import guarded

Form = Literal["csv", "xlsx"]
Cell = str | float | int | None
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sheet(kind: str, result: bytes, form: Form) -> bytes:
    """Return the table of a result."""
    rows = _ROWS[kind](orjson.loads(result))
    return _csv(rows) if form == "csv" else _xlsx(rows)


def _ranking(answer: dict[str, Any]) -> Iterator[list[Cell]]:
    yield ["alternative", "rank", "score"]
    for line in answer["ranking"]:
        yield [line["alternative"], line["rank"], line["score"]]


def _recommendations(answer: dict[str, Any]) -> Iterator[list[Cell]]:
    yield ["request", "park", "rank", "score"]
    for place, item in enumerate(answer["items"]):
        for line in item["ranking"]:
            yield [place, line["alternative"], line["rank"], line["score"]]


def _portfolio(answer: dict[str, Any]) -> Iterator[list[Cell]]:
    yield ["id", "park", "rank", "score", "unknown"]
    for item in answer["items"]:
        for line in item["best"]:
            yield [item["id"], line["park"], line["rank"], line["score"], line["unknown"]]


_ROWS = {
    "ranking": _ranking,
    "recommendations": _recommendations,
    "portfolio": _portfolio,
}


def _csv(rows: Iterator[list[Cell]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(rows: Iterator[list[Cell]]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]  # ships no types

    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet("results")
        bold = book.add_format({"bold": True})
        for place, row in enumerate(rows):
            page.write_row(place, 0, row, bold if place == 0 else None)
        page.freeze_panes(1, 0)
    return out.getvalue()
