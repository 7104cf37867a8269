"""A workbook being written: sheets, and cells that hold what they are given."""

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
    """Return how numbers of one column are shown: whole ones whole, others with two digits."""
    if all(value == int(value) for value in values):
        return COUNT
    return "#,##0.0" if max(map(abs, values)) >= _LARGE else "0.00"


def _lines(said: str, width: float) -> int:
    """Return how many lines a text takes in a cell so wide."""
    return sum(max(1, -(-wide(line) * 19 // int(20 * width))) for line in said.split("\n"))


def wide(said: str) -> int:
    """Return how many Latin letters a text is as wide as."""
    return sum(2 if ord(letter) > _LAST_NARROW else 1 for letter in said)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value it has now, for readers that compute nothing."""

    text: str
    value: float | str
    form: str = VALUE


@dataclass(frozen=True, slots=True)
class Number:
    """A number to be shown in a format of its own; nothing for None."""

    value: float | None
    form: str = SHARE


Written = str | float | int | None | Formula | Number


class Book:
    """Writes one workbook."""

    def __init__(self, language: str = "en") -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # ships no types

        self._out = io.BytesIO()
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        self.book = xlsxwriter.Workbook(self._out, options)
        self._font = _FONTS.get(language)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def format(self, **properties: Any) -> Any:
        """Return a format, the same one for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            font = {"font_name": self._font} if self._font else {}
            self._formats[key] = self.book.add_format({"valign": "top", **font, **properties})
        return self._formats[key]

    def plain(self, **properties: Any) -> Any:
        """Return a format that changes nothing but what it names, for cells that meet a rule."""
        return self.book.add_format(properties)

    def sheet(self, title: str, widths: Sequence[float] = ()) -> "BookSheet":
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
        made = BookSheet(self, page, name)
        made.widen(widths)
        return made

    def title(self, sheet: "BookSheet", document: Mapping[str, Any]) -> None:
        """Write what the workbook is about, of whom and of when."""
        form = self.format(bold=True, font_size=16)
        sheet.page.write_string(0, 0, document["title"], form)
        told = (document["firm"], document["name"], document["day"])
        soft = self.format(font_color=SOFT)
        sheet.page.write_string(1, 0, " · ".join(part for part in told if part), soft)
        sheet.row = 3

    def close(self) -> bytes:
        """Return the workbook as a file."""
        self.book.close()
        return self._out.getvalue()


@dataclass(slots=True)
class BookSheet:
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
        """Write the head of a table; columns of numbers stand to the right.

        A head that is empty belongs to the one before it.
        """
        for column, said in enumerate(cells):
            wraps = column + 1 == len(cells) or cells[column + 1] != ""
            look = {"bold": True, "bg_color": WASH, "bottom": 1, "valign": "bottom"}
            look["text_wrap"] = wraps
            is_number = column in numbers
            align, indent = ("right", 0) if is_number else ("left", min(column, 1))
            form = self.book.format(align=align, indent=indent, **look)
            self.page.write_string(self.row, column, said, form)
        alone = [
            said if said and after else ""
            for said, after in zip(cells, (*cells[1:], " "), strict=True)
        ]
        self._raise(alone, range(len(cells)))
        self.row += 1

    def note_row(self, cells: Sequence[str]) -> None:
        """Write remarks on the columns of a table, under its head."""
        form = self.book.format(font_color=SOFT, align="right", text_wrap=True, font_size=9)
        first = self.book.format(font_color=SOFT, text_wrap=True, font_size=9)
        for column, said in enumerate(cells):
            self.page.write_string(self.row, column, said, form if column else first)
        self._raise(cells, range(len(cells)))
        self.row += 1

    def _raise(self, cells: Sequence[str], columns: Sequence[int]) -> None:
        """Make the row as high as its longest text needs."""
        widths = [self.widths[c] if c < len(self.widths) else _COLUMN for c in columns]
        lines = [_lines(said, width) for said, width in zip(cells, widths, strict=True)]
        if max(lines, default=1) > 1:
            self.page.set_row(self.row, _HEIGHT * max(lines))

    def yellow(self, row: int, column: int, value: str | float, form: str) -> None:
        """Write a cell that may be changed."""
        look = {"bg_color": YELLOW, "border": 1, "border_color": "#e3dfd5", "num_format": form}
        if isinstance(value, str):
            said = self.book.format(font_color=SOFT, align="right", text_wrap=True, **look)
            self.page.write_string(row, column, value, said)
        else:
            self.page.write_number(row, column, value, self.book.format(**look))

    def across(self, row: int, first: int, last: int, said: str) -> None:
        """Write a remark across columns of a row."""
        form = self.book.format(font_color=SOFT, text_wrap=True, indent=1)
        self.page.merge_range(row, first, row, last, "", form)
        self.page.write_string(row, first, said[:LONGEST], form)
        width = sum(self.widths[first : last + 1]) or _COLUMN
        if _lines(said, width) > 1:
            self.page.set_row(row, _HEIGHT * _lines(said, width))

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
            form = self.book.format(num_format=number_format([cell]), **weight)
            self.page.write_number(row, column, cell, form)

    def heading(self, said: str, *, large: bool = False) -> None:
        """Write a heading under an empty row."""
        self.row += 1
        form = self.book.format(bold=True, font_size=14 if large else 12)
        self.page.write_string(self.row, 0, said, form)
        self.row += 1

    def text(self, said: str, *, bold: bool = False, columns: int = 4) -> None:
        """Write a text across the first columns, in a row as high as it needs."""
        weight = {"bold": True} if bold else {}
        form = self.book.format(text_wrap=True, **weight)
        self.page.merge_range(self.row, 0, self.row, columns - 1, "", form)
        self.page.write_string(self.row, 0, said[:LONGEST], form)
        width = sum(self.widths[:columns]) + _COLUMN * max(0, columns - len(self.widths))
        self.page.set_row(self.row, _HEIGHT * _lines(said, width))
        self.row += 1

    def span(self, top: int, left: int, bottom: int, right: int) -> str:
        """Return the absolute address of a range as a formula of another sheet names it."""
        first, last = self.at(top, left), self.at(bottom, right)
        return f"{first}:{last.rpartition('!')[2]}"

    def at(self, row: int, column: int) -> str:
        """Return the absolute address of a cell as a formula of another sheet names it."""
        from xlsxwriter.utility import (  # type: ignore[import-untyped]  # ships no types
            quote_sheetname,
            xl_rowcol_to_cell,
        )

        address = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        return f"{quote_sheetname(self.name)}!{address}"
