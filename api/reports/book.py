"""Writing of a workbook: sheets, and cells that hold exactly their values."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SHARE, VALUE, COUNT, POINTS = "0.0%", "0.0000", "#,##0", "0.0"
FIRST, OTHER, SOFT, YELLOW, WASH = "#0b5d51", "#b9b4a7", "#56606b", "#fff2b8", "#f2f0ea"
"""Colours: of the first choice, of others, of remarks, of what may be changed, of heads."""
LONGEST = 32_767
"""Characters that a cell of a workbook holds."""
_HEIGHT = 15.5
_FONTS = {"zh": "Microsoft YaHei"}
"""Office's own font has no Chinese: what stands in for it differs from place to place."""
_LARGE = 20
_COLUMN = 8.43
"""Width of a column that nobody set."""
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LAST_NARROW = 0x2E7F


def number_format(values: Sequence[float]) -> str:
    """Return the format of a column's numbers: whole numbers, or one or two decimals."""
    if all(value == int(value) for value in values):
        return COUNT
    return "#,##0.0" if max(map(abs, values)) >= _LARGE else "0.00"


def _lines(said: str, width: float) -> int:
    """Return the number of lines of a text in a cell of this width."""
    return sum(max(1, -(-wide(line) * 19 // int(20 * width))) for line in said.split("\n"))


def wide(said: str) -> int:
    """Return the width of a text in Latin letters."""
    return sum(2 if ord(letter) > _LAST_NARROW else 1 for letter in said)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its present value, for programs that compute nothing."""

    text: str
    value: float | str
    form: str = VALUE


@dataclass(frozen=True, slots=True)
class Number:
    """A number with a format of its own; an empty cell for None."""

    value: float | None
    form: str = SHARE


Written = str | float | int | None | Formula | Number


class Book:
    """Writes one workbook."""

    def __init__(self, language: str = "en") -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # ships no types

        self._out = io.BytesIO()
        # Numbers as texts and what is no number are left as they are by default.
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self._out, options)
        self._font = _FONTS.get(language)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def format(self, **properties: Any) -> Any:
        """Return a format; equal properties share one format."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            font = {"font_name": self._font} if self._font else {}
            self._formats[key] = self.book.add_format({"valign": "top", **font, **properties})
        return self._formats[key]

    def plain(self, **properties: Any) -> Any:
        """Return a format of only these properties, for cells under conditional formatting."""
        return self.book.add_format(properties)

    def sheet(self, title: str, widths: Sequence[float] = ()) -> "BookSheet":
        """Return a new sheet with columns of these widths, its name shortened where needed."""
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
        sheet = BookSheet(self, page, name)
        sheet.widen(widths)
        return sheet

    def title(self, sheet: "BookSheet", document: Mapping[str, Any]) -> None:
        """Write the title of the workbook, the firm, the name and the day."""
        sheet.string(0, 0, document["title"], bold=True, font_size=16)
        parts = (document["firm"], document["name"], document["day"])
        sheet.string(1, 0, " · ".join(part for part in parts if part), font_color=SOFT)
        sheet.row = 3

    def close(self) -> bytes:
        """Return the workbook as a file."""
        self.book.close()
        return self._out.getvalue()


@dataclass(slots=True)
class BookSheet:
    """A sheet that is written row by row."""

    book: Book
    page: Any
    name: str
    row: int = 0
    widths: list[float] = field(default_factory=list)

    def widen(self, widths: Sequence[float]) -> None:
        """Set columns to at least these widths."""
        for column, width in enumerate(widths):
            if column == len(self.widths):
                self.widths.append(0.0)
            if width > self.widths[column]:
                self.widths[column] = width
                self.page.set_column(column, column, width)

    def string(self, row: int, column: int, words: str, **look: Any) -> None:
        """Write a text that never becomes a formula, cut at what a cell holds."""
        self.page.write_string(row, column, words[:LONGEST], self.book.format(**look))

    def head(self, cells: Sequence[str], *, numbers: Sequence[int] = ()) -> None:
        """Write the head of a table; columns of numbers are aligned to the right.

        An empty head continues the head before it.
        """
        for column, label in enumerate(cells):
            wraps = column + 1 == len(cells) or cells[column + 1] != ""
            look = {"bold": True, "bg_color": WASH, "bottom": 1, "valign": "bottom"}
            align, indent = ("right", 0) if column in numbers else ("left", min(column, 1))
            look |= {"align": align, "indent": indent, "text_wrap": wraps}
            self.string(self.row, column, label, **look)
        alone = [
            head if head and after else ""
            for head, after in zip(cells, (*cells[1:], " "), strict=True)
        ]
        self._raise(alone, range(len(cells)))
        self.row += 1

    def note_row(self, cells: Sequence[str]) -> None:
        """Write remarks on the columns of a table, under its head."""
        look = {"font_color": SOFT, "text_wrap": True, "font_size": 9}
        for column, note in enumerate(cells):
            self.string(self.row, column, note, **look, **({"align": "right"} if column else {}))
        self._raise(cells, range(len(cells)))
        self.row += 1

    def _raise(self, cells: Sequence[str], columns: Sequence[int]) -> None:
        """Set the height of the row for its longest text."""
        widths = [self.widths[c] if c < len(self.widths) else _COLUMN for c in columns]
        lines = [_lines(text, width) for text, width in zip(cells, widths, strict=True)]
        if max(lines, default=1) > 1:
            self.page.set_row(self.row, _HEIGHT * max(lines))

    def yellow(self, row: int, column: int, value: str | float, form: str) -> None:
        """Write a cell that the reader may change."""
        look = {"bg_color": YELLOW, "border": 1, "border_color": "#e3dfd5", "num_format": form}
        if isinstance(value, str):
            self.string(row, column, value, font_color=SOFT, align="right", text_wrap=True, **look)
        else:
            self.page.write_number(row, column, value, self.book.format(**look))

    def across(self, row: int, first: int, last: int, said: str) -> None:
        """Write a remark across several columns of a row."""
        form = self.book.format(font_color=SOFT, text_wrap=True, indent=1)
        self.page.merge_range(row, first, row, last, "", form)
        self.page.write_string(row, first, said[:LONGEST], form)
        width = sum(self.widths[first : last + 1]) or _COLUMN
        if _lines(said, width) > 1:
            self.page.set_row(row, _HEIGHT * _lines(said, width))

    def freeze(self, columns: int = 1) -> None:
        """Freeze the rows written so far, and some columns."""
        self.page.freeze_panes(self.row, columns)
        self.page.repeat_rows(self.row - 1)

    def write(self, cells: Sequence[Written], *, bold: bool = False) -> int:
        """Write a row and return its index."""
        place = self.row
        for column, cell in enumerate(cells):
            self.put(place, column, cell, bold=bold)
        self.row += 1
        return place

    def put(self, row: int, column: int, cell: Written, *, bold: bool = False) -> None:
        """Write one cell: a text never becomes a formula, a number stays a number."""
        weight = {"bold": True} if bold else {}
        if isinstance(cell, str):
            self.string(row, column, cell, text_wrap=True, indent=min(column, 1), **weight)
        elif cell is not None:
            if isinstance(cell, int | float):
                cell = Number(cell, number_format([cell]))
            form = self.book.format(num_format=cell.form, **weight)
            if isinstance(cell, Formula):
                self.page.write_formula(row, column, cell.text, form, cell.value)
            elif cell.value is not None:
                self.page.write_number(row, column, cell.value, form)

    def heading(self, said: str, *, large: bool = False) -> None:
        """Write a heading below an empty row."""
        self.string(self.row + 1, 0, said, bold=True, font_size=14 if large else 12)
        self.row += 2

    def text(self, said: str, *, bold: bool = False, columns: int = 4) -> None:
        """Write a text across the first columns, in a row of sufficient height."""
        weight = {"bold": True} if bold else {}
        form = self.book.format(text_wrap=True, **weight)
        self.page.merge_range(self.row, 0, self.row, columns - 1, "", form)
        self.page.write_string(self.row, 0, said[:LONGEST], form)
        width = sum(self.widths[:columns]) + _COLUMN * max(0, columns - len(self.widths))
        self.page.set_row(self.row, _HEIGHT * _lines(said, width))
        self.row += 1

    def span(self, top: int, left: int, bottom: int, right: int) -> str:
        """Return the absolute address of a range for formulas of other sheets."""
        first, last = self.at(top, left), self.at(bottom, right)
        return f"{first}:{last.rpartition('!')[2]}"

    def at(self, row: int, column: int) -> str:
        """Return the absolute address of a cell for formulas of other sheets."""
        from xlsxwriter.utility import (  # type: ignore[import-untyped]  # ships no types
            quote_sheetname,
            xl_rowcol_to_cell,
        )

        address = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        return f"{quote_sheetname(self.name)}!{address}"
