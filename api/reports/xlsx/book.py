"""A workbook being written: sheets in one language, and cells that hold what they are given."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.reports.view import View

Value = str | float | int | None
NUMBER, SHARE, SCORE, COUNT = "#,##0.######", "0.0%", "0.0000", "#,##0"
ACCENT = "#0b5d51"
LONGEST = 32_767
"""Characters that a cell of a workbook holds."""


def wide(said: str) -> int:
    """Return how many Latin letters a text is as wide as."""
    return sum(2 if ord(letter) > _LAST_NARROW else 1 for letter in said)


_LAST_NARROW = 0x2E7F


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value it has now, for readers that compute nothing."""

    text: str
    value: float
    form: str = SCORE


@dataclass(frozen=True, slots=True)
class Share:
    """A number to be shown in a format of its own."""

    value: float | None
    form: str = SHARE


Cell = Value | Formula | Share


class Book:
    """Writes one workbook.

    Parameters
    ----------
    view
        The answer and how to tell it.
    """

    def __init__(self, view: View) -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # ships no types

        self.view = view
        self._out = io.BytesIO()
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        self.book = xlsxwriter.Workbook(self._out, options)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """Return a format, the same one for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"valign": "top", **properties})
        return self._formats[key]

    def sheet(self, key: str, widths: Sequence[float]) -> "Sheet":
        """Return a new sheet, its name in the reader's language, its columns so wide."""
        name = self.view.say(f"sheet_{key}")
        page = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        return Sheet(self, page, name)

    def name_width(self) -> float:
        """Return the width of a column that holds the longest name on one line."""
        found = (wide(self.view.name(line["alternative"])) for line in self.view.ranking)
        return min(70.0, max((1.1 * width + 2 for width in found), default=20.0))

    def close(self) -> bytes:
        """Return the workbook as a file."""
        self.book.close()
        return self._out.getvalue()


@dataclass(slots=True)
class Sheet:
    """A sheet that rows are written to, one under the other."""

    book: Book
    page: Any
    name: str
    row: int = field(default=0)

    def head(self, cells: Sequence[str], *, frozen: int = 1, numbers: Sequence[int] = ()) -> None:
        """Write the head of a table and keep it, and so many columns, in sight.

        Parameters
        ----------
        cells
            Of the head.
        frozen
            Columns that stay in sight.
        numbers
            Columns of numbers, which stand to the right.
        """
        look = {"bold": True, "font_color": "#ffffff", "bg_color": ACCENT, "text_wrap": True}
        for column, said in enumerate(cells):
            is_number = column in numbers
            align, indent = ("right", 0) if is_number else ("left", min(column, 1))
            form = self.book.format(align=align, indent=indent, **look)
            self.page.write_string(self.row, column, said, form)
        self.row += 1
        self.page.freeze_panes(self.row, frozen)
        self.page.repeat_rows(self.row - 1)

    def write(self, cells: Sequence[Cell], *, bold: bool = False) -> int:
        """Write a row and return its place."""
        place = self.row
        for column, cell in enumerate(cells):
            self.put(place, column, cell, bold=bold)
        self.row += 1
        return place

    def put(self, row: int, column: int, cell: Cell, *, bold: bool = False) -> None:
        """Write one cell: a text never becomes a formula, a number stays a number."""
        weight = {"bold": True} if bold else {}
        if isinstance(cell, Formula):
            form = self.book.format(num_format=cell.form, **weight)
            self.page.write_formula(row, column, cell.text, form, cell.value)
        elif isinstance(cell, Share):
            form = self.book.format(num_format=cell.form, **weight)
            if cell.value is not None:
                self.page.write_number(row, column, cell.value, form)
        elif isinstance(cell, str):
            form = self.book.format(text_wrap=True, indent=min(column, 1), **weight)
            self.page.write_string(row, column, cell[:LONGEST], form)
        elif cell is not None:
            form = self.book.format(num_format=NUMBER, **weight)
            self.page.write_number(row, column, cell, form)

    def at(self, row: int, column: int) -> str:
        """Return the absolute address of a cell as a formula of another sheet names it."""
        from xlsxwriter.utility import (  # type: ignore[import-untyped]  # ships no types
            quote_sheetname,
            xl_rowcol_to_cell,
        )

        address = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        return f"{quote_sheetname(self.name)}!{address}"
