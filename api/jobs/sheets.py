"""Results of jobs as tables: CSV and XLSX in which no text runs as a formula."""

import csv
import io
from collections.abc import Iterator
from typing import Any, Literal

import orjson

from mcda.parks.overlay.escaping import guarded

Form = Literal["csv", "xlsx"]
Cell = str | float | int | None
MOST_ROWS = 1_048_576
"""Rows that a page of a workbook holds, its head among them."""
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
    # Names that callers chose stand first: quoted there, not even a semicolon parts them.
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(rows: Iterator[list[Cell]]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]  # ships no types

    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = next(rows)
        page, place = _page(book, head), 1
        for row in rows:
            if place == MOST_ROWS:
                page, place = _page(book, head), 1
            page.write_row(place, 0, row)
            place += 1
    return out.getvalue()


def _page(book: Any, head: list[Cell]) -> Any:
    pages = len(book.worksheets())
    page = book.add_worksheet(f"results {pages + 1}" if pages else "results")
    page.write_row(0, 0, head, book.add_format({"bold": True}))
    page.freeze_panes(1, 0)
    return page
