"""Tables with declared columns, read cell by cell; every fault has the address of its cell."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import count
from typing import Any

from mcda.errors import Fault, LimitExceeded, Note
from mcda.sheets.notation import (
    LostValue,
    SeparatedNumber,
    address,
    blank,
    read_name,
    read_number,
    shown,
)
from mcda.sheets.sheet import Sheet

LONGEST_TEXT = 2000
MOST_COLUMNS = 200
_LONGEST_SHOWN = 80
Text = Mapping[str, str]
Read = Callable[[Any, bool, Mapping[str, Any]], Any]
"""Reads a cell: the raw value, whether the file tells numbers from text, and what stands before it
in its row. Raises `UnfitCell`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Declaration of a column."""

    name: str
    """Its head, and what a row calls its cells."""
    kind: str
    """Which `Read` its cells are read by."""
    required: bool = False
    """Whether the sheet must have it, and no cell may be empty."""
    empty: str = ""
    """Code of the fault of a required cell that is empty, where it has one of its own."""
    also: Sequence[str] = ()
    """Further heads, such as Chinese ones."""
    note: Text = field(default_factory=dict)
    """For whoever fills it in."""
    example: str = ""
    """For whoever fills it in."""
    choices: str = ""
    """Name of the list that its cells are chosen from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Layout of a table: its purpose and its columns."""

    about: Text
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in their order."""
        return tuple(column.name for column in self.columns)


def columns_of(items: Iterable[Mapping[str, Any]]) -> tuple[Column, ...]:
    """Return the columns that a document declares."""
    return tuple(Column(**item) for item in items)


def by_head(columns: Iterable[Column]) -> dict[str, Column]:
    """Return columns by their heads, which `folded` normalises."""
    return {folded(head): column for column in columns for head in (column.name, *column.also)}


def folded(value: Any) -> str:
    """Return a head without case and surrounding spaces, for comparison."""
    return str(value).strip().casefold()


class UnfitCell(ValueError):
    """A cell that cannot be used."""

    def __init__(self, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.code, self.fields = code, fields


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Position of a row."""

    file: str
    """Name of the file or folder; empty where only one was sent."""
    sheet: str
    """Name of the sheet; empty where the file has but one."""
    row: int
    """As a spreadsheet counts; the head is 1."""
    columns: Mapping[str, int] = field(repr=False)
    """Name of a column -> its place in this sheet, counted from 0."""
    title: str = ""
    """Of the sheet as the file writes it, where it is not ``sheet``."""

    def cell(self, column: str) -> str:
        """Return a cell's address, ``claims!F12``; in the first column if the column is missing."""
        where = address(self.row - 1, self.columns.get(column, 0))
        title = self.title or self.sheet
        return f"{title}!{where}" if title else where

    def path(self, column: str) -> tuple[str, ...]:
        """Return the path of a fault in this row."""
        return (self.file, self.cell(column)) if self.file else (self.cell(column),)

    def fault(self, code: str, column: str, value: Any, **more: Any) -> Fault:
        """Return a fault in this row, with cell, column, value and further fields."""
        excerpt = shown(value)
        if isinstance(excerpt, str) and len(excerpt) > _LONGEST_SHOWN:
            excerpt = excerpt[: _LONGEST_SHOWN - 3] + "..."
        fields = {"cell": self.cell(column), "column": column, "value": excerpt, **more}
        return Fault(code, self.path(column), fields)

    def note(self, code: str, column: str, **fields: Any) -> Note:
        """Return a finding about this row, with the cell before further fields."""
        return Note(code, self.path(column), {"cell": self.cell(column), **fields})


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its position, its valid cells that are not empty, and whether all cells are valid."""

    place: RowPlace
    values: Mapping[str, Any]
    is_sound: bool


class TableReader:
    """Reader of rows whose columns are found by their heads; used for one sheet.

    `typed` says that the file distinguishes numbers from text. `kinds` reads cells by column kind,
    `place` returns a row's position from its number and the places of the columns, and `other`
    returns the column of an undeclared head or raises `UnfitCell`.

    Attributes
    ----------
    faults
        Faults so far: those of the heads from the start, those of a row once the row was read.
    places
        Name of a column that the sheet has -> its place, counted from 0.
    missing
        Names of required columns that the sheet lacks.
    """

    def __init__(
        self,
        heads: Sequence[Any],
        typed: bool,
        columns: Sequence[Column],
        kinds: Mapping[str, Read],
        place: Callable[[int, Mapping[str, int]], RowPlace],
        other: Callable[[Any], Column] | None = None,
    ) -> None:
        self.faults: list[Note] = []
        self.places: dict[str, int] = {}
        self._typed, self._place = typed, place
        self._columns, self._headed = list(columns), set[int]()
        declared = by_head(columns)
        names = tuple(dict.fromkeys(column.name for column in declared.values()))
        for at, head in enumerate(heads):
            if blank(head):
                continue
            self._headed.add(at)
            try:
                column = declared.get(folded(head)) or (other and other(head))
                if column is None:
                    raise UnfitCell("sheet_column_unknown", known=names)
                if column.name in self.places:  # the first of two with one name is read
                    raise UnfitCell("sheet_duplicate")
            except UnfitCell as unfit:
                here = self._place(1, {str(head): at})
                self.faults.append(here.fault(unfit.code, str(head), head, **unfit.fields))
                continue
            self.places[column.name] = at
            if folded(head) not in declared:
                self._columns.append(column)
        self._present = [
            (self.places[column.name], column, kinds[column.choices or column.kind])
            for column in self._columns
            if column.name in self.places
        ]
        self._without_gap = next(at for at in count() if at not in self._headed)
        self.missing = [c.name for c in columns if c.required and c.name not in self.places]
        if self.missing:
            head, lacking = self.place(1), ", ".join(self.missing)
            self.faults.append(head.fault("sheet_column_missing", lacking, "", known=names))

    def place(self, row: int) -> RowPlace:
        """Return the place of a row."""
        return self._place(row, self.places)

    def row(self, number: int, cells: Sequence[Any]) -> Row:
        """Read a row; if it has faults, the result holds its valid cells."""
        place, before, values = self.place(number), len(self.faults), dict[str, Any]()
        # What stands under no column may be one of those that are missing.
        if len(cells) > self._without_gap and not self.missing:
            for at, value in enumerate(cells):  # half of a text that a comma has cut, say
                if at not in self._headed and not blank(value):
                    stray = self._place(number, {"": at}).fault("sheet_stray", "", value)
                    self.faults.append(stray)
        for at, column, read in self._present:
            value = cells[at] if at < len(cells) else ""
            if value == "" and not column.required:
                continue
            try:
                if type(value) is LostValue:
                    raise UnfitCell("cell_without_value")
                if not blank(value):
                    values[column.name] = read(value, self._typed, values)
                elif column.required:
                    if column.empty:
                        raise UnfitCell(column.empty)
                    raise UnfitCell("cell_required", note=column.note)
            except UnfitCell as unfit:
                self.faults.append(place.fault(unfit.code, column.name, value, **unfit.fields))
        return Row(place, values, len(self.faults) == before and not self.missing)


def open_table(
    sheet: Sheet,
    columns: Sequence[Column],
    kinds: Mapping[str, Read],
    file: str = "",
    name: str = "",
) -> tuple[TableReader, Iterator[Row]]:
    """Return the reader of a sheet with heads in its first row, and the rows that are not empty.

    Raises
    ------
    LimitExceeded
        A row has cells past `MOST_COLUMNS`; this may be raised while rows are iterated.
    """
    cells = _narrow(sheet.rows)
    place = partial(RowPlace, file, name, title=sheet.name)
    table = TableReader(next(cells, ()), sheet.typed, columns, kinds, place)
    filled = (
        table.row(number, row)
        for number, row in enumerate(cells, 2)
        if table.places and not all(map(blank, row))
    )
    return table, filled


def _narrow(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Yield rows cut at `MOST_COLUMNS`; raise an error for contents beyond."""
    for number, row in enumerate(rows, start=1):
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise LimitExceeded([Fault("too_many_columns", (number,), {"limit": MOST_COLUMNS})])
        yield row if len(row) <= MOST_COLUMNS else row[:MOST_COLUMNS]


def text(value: Any, typed: bool, before: Mapping[str, Any], longest: int = LONGEST_TEXT) -> str:
    """Read a text, a number or a date as text."""
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    try:
        name = read_name(value)
    except ValueError:
        name = None
    if name is None or len(name) > longest:
        raise UnfitCell("cell_text", limit=longest)
    return name.replace("\r\n", "\n").replace("\r", "\n") if "\r" in name else name


def reader(read: Callable[[Any, bool], Any], code: str) -> Read:
    """Return a function that reads a cell; of one that is refused the fault has this code."""

    def cell(value: Any, typed: bool, before: Mapping[str, Any]) -> Any:
        try:
            return read(value, typed)
        except SeparatedNumber:
            raise UnfitCell("sheet_separator") from None
        except (KeyError, ValueError):
            raise UnfitCell(code) from None

    return cell


number = reader(read_number, "cell_number")
"""Reads a plain finite number."""


def parts(value: Any, typed: bool, before: Mapping[str, Any]) -> list[str]:
    """Read a list of texts separated by semicolons."""
    return [part.strip() for part in text(value, typed, before).split(";") if part.strip()]


def choice(offered: Mapping[Any, Any]) -> Read:
    """Return a function that reads one of the offered words and returns its value."""

    def read(value: Any, typed: bool, before: Mapping[str, Any]) -> Any:
        word = value.strip() if type(value) is str else value
        if isinstance(word, str | bool) and word in offered:
            return offered[word]
        raise UnfitCell("cell_choice", allowed=tuple(map(str, offered)) or ("",))

    return read
