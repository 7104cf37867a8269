"""A workbook being written: sheets, and cells that hold what they are given."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

NUMBER, SHARE, SCORE, COUNT = "#,##0.######", "0.0%", "0.0000", "#,##0"
ACCENT = "#0b5d51"
LONGEST = 32_767
"""Characters that a cell of a workbook holds."""
_LINE, _HEIGHT = 135, 15.5
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LAST_NARROW = 0x2E7F


def wide(said: str) -> int:
    """Return how many Latin letters a text is as wide as."""
    return sum(2 if ord(letter) > _LAST_NARROW else 1 for letter in said)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value it has now, for readers that compute nothing."""

    text: str
    value: float
    form: str = SCORE


@dataclass(frozen=True, slots=True)
class Number:
    """A number to be shown in a format of its own; nothing for None."""

    value: float | None
    form: str = SHARE


Written = str | float | int | None | Formula | Number


class Book:
    """Writes one workbook."""

    def __init__(self) -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # ships no types

        self._out = io.BytesIO()
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        self.book = xlsxwriter.Workbook(self._out, options)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def format(self, **properties: Any) -> Any:
        """Return a format, the same one for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"valign": "top", **properties})
        return self._formats[key]

    def sheet(self, title: str, widths: Sequence[float] = ()) -> "Sheet":
        """Return a new sheet, as near to its title as a name may be, its columns so wide."""
        whole = _FORBIDDEN.sub(" ", title).strip() or "-"
        name, again = whole[:_LONGEST_NAME], 1
        while name.casefold() in self._names:
            again += 1
            name = f"{whole[: _LONGEST_NAME - 4]} {again}"
        self._names.add(name.casefold())
        page = self.book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        made = Sheet(self, page, name)
        made.widen(widths)
        return made

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
    row: int = 0
    widths: list[float] = field(default_factory=list)

    def widen(self, widths: Sequence[float]) -> None:
        """Make columns at least so wide."""
        for column, width in enumerate(widths):
            if column == len(self.widths):
                self.widths.append(0.0)
            if width > self.widths[column]:
                self.widths[column] = width
                self.page.set_column(column, column, width)

    def head(self, cells: Sequence[str], *, numbers: Sequence[int] = ()) -> None:
        """Write the head of a table; columns of numbers stand to the right."""
        look = {"bold": True, "font_color": "#ffffff", "bg_color": ACCENT, "text_wrap": True}
        for column, said in enumerate(cells):
            is_number = column in numbers
            align, indent = ("right", 0) if is_number else ("left", min(column, 1))
            form = self.book.format(align=align, indent=indent, **look)
            self.page.write_string(self.row, column, said, form)
        self.row += 1

    def freeze(self, columns: int = 1) -> None:
        """Keep what was written so far, and so many columns, in sight."""
        self.page.freeze_panes(self.row, columns)
        self.page.repeat_rows(self.row - 1)

    def write(self, cells: Sequence[Written], *, bold: bool = False) -> int:
        """Write a row and return its place."""
        place = self.row
        for column, cell in enumerate(cells):
            self.put(place, column, cell, bold=bold)
        self.row += 1
        return place

    def put(self, row: int, column: int, cell: Written, *, bold: bool = False) -> None:
        """Write one cell: a text never becomes a formula, a number stays a number."""
        weight = {"bold": True} if bold else {}
        if isinstance(cell, Formula):
            form = self.book.format(num_format=cell.form, **weight)
            self.page.write_formula(row, column, cell.text, form, cell.value)
        elif isinstance(cell, Number):
            form = self.book.format(num_format=cell.form, **weight)
            if cell.value is not None:
                self.page.write_number(row, column, cell.value, form)
        elif isinstance(cell, str):
            form = self.book.format(text_wrap=True, indent=min(column, 1), **weight)
            self.page.write_string(row, column, cell[:LONGEST], form)
        elif cell is not None:
            form = self.book.format(num_format=NUMBER, **weight)
            self.page.write_number(row, column, cell, form)

    def heading(self, said: str) -> None:
        """Write a heading under an empty row."""
        self.row += 1
        form = self.book.format(bold=True, font_size=12, font_color=ACCENT)
        self.page.write_string(self.row, 0, said, form)
        self.row += 1

    def text(self, said: str, *, bold: bool = False) -> None:
        """Write a text across the sheet, in a row as high as it needs."""
        weight = {"bold": True} if bold else {}
        form = self.book.format(text_wrap=True, **weight)
        self.page.merge_range(self.row, 0, self.row, 3, "", form)
        self.page.write_string(self.row, 0, said[:LONGEST], form)
        self.page.set_row(self.row, _HEIGHT * max(1, -(-wide(said) // _LINE)))
        self.row += 1

    def at(self, row: int, column: int) -> str:
        """Return the absolute address of a cell as a formula of another sheet names it."""
        from xlsxwriter.utility import (  # type: ignore[import-untyped]  # ships no types
            quote_sheetname,
            xl_rowcol_to_cell,
        )

        address = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        return f"{quote_sheetname(self.name)}!{address}"
