"""Writing of rows as CSV text or a workbook in which no text runs as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mcda.errors import InvalidTable
from mcda.sheets.escaping import escape
from mcda.sheets.notation import address, write_number

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

Cell = str | float | None
Row = Sequence[Cell]
MOST_ROWS = 1_048_576
"""Rows that a worksheet holds, its head among them."""


class _Number(float):
    """A number in CSV, written unquoted as the shortest text that reads back as the same number."""

    def __str__(self) -> str:
        return write_number(self)


def csv_text(rows: Iterable[Row]) -> bytes:
    """Return rows as a CSV text, UTF-8 with byte order mark.

    Texts are quoted, so that a semicolon in a text does not split its cell.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        filled = ["" if cell is None else cell for cell in row]
        writer.writerow([escape(c) if isinstance(c, str) else _Number(c) for c in filled])
    return text.getvalue().encode("utf-8-sig")


@contextmanager
def workbook(content: io.BytesIO, **options: Any) -> "Iterator[Workbook]":
    """Write a workbook in which no text becomes a formula or a link."""
    from xlsxwriter import Workbook

    texts = {"strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, {"in_memory": not options, **texts, **options}) as book:
        yield book


def write_sheet(
    book: "Workbook", rows: Iterable[Row], name: str | None = None, labels: int = 0
) -> Any:
    """Write rows as a worksheet, the first row as its head, and return the worksheet.

    Rows past `MOST_ROWS` go to further worksheets, each with the head. `labels` columns stay
    visible when scrolling, like the head.

    Raises
    ------
    InvalidTable
        A text exceeds the limit of a cell.
    """
    source, bold = iter(rows), book.add_format({"bold": True})
    head = next(source, ())
    first = sheet = _begun(book, name, head, bold, labels)
    for number, row in enumerate(source):
        page, place = divmod(number, MOST_ROWS - 1)
        if page and not place:
            sheet = _begun(book, f"{name} {page + 1}" if name else None, head, bold, labels)
        for column, cell in enumerate(row):
            _write(sheet, place + 1, column, cell)
    return first


def _begun(book: "Workbook", name: str | None, head: Row, bold: Any, labels: int) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, labels)
    for column, cell in enumerate(head):
        _write(sheet, 0, column, cell, bold)
    return sheet


def _write(sheet: Any, row: int, column: int, cell: Cell, form: Any = None) -> None:
    if cell is None or cell == "":
        return
    write = sheet.write_string if isinstance(cell, str) else sheet.write_number
    if write(row, column, cell, form) < 0:
        where = address(row, column)
        raise InvalidTable.at("sheet_cell", where, cell=where, value=str(cell))
