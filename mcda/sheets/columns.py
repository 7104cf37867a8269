"""Tables whose columns are declared: read cell by cell, with all that is wrong by its address."""

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
    """A column as it is declared.

    Parameters
    ----------
    name
        Its head, and what a row calls its cells.
    kind
        Which `Read` its cells are read by.
    required
        Whether the sheet must have it, and no cell may be empty.
    empty
        Code of the fault of a required cell that is empty, where it has one of its own.
    also
        Further heads, such as Chinese ones.
    note, example
        For whoever fills it in.
    choices
        Name of the list that its cells are chosen from.
    """

    name: str
    kind: str
    required: bool = False
    empty: str = ""
    also: Sequence[str] = ()
    note: Text = field(default_factory=dict)
    example: str = ""
    choices: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table: what it is for, and its columns."""

    about: Text
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in their order."""
        return tuple(column.name for column in self.columns)


def layouts_of(document: Mapping[str, Any]) -> dict[str, Layout]:
    """Return the layouts that a document declares, by name."""
    return {
        name: Layout(about=said["about"], columns=tuple(Column(**item) for item in said["columns"]))
        for name, said in document.items()
    }


def by_head(columns: Iterable[Column]) -> dict[str, Column]:
    """Return columns by their heads as `folded`."""
    return {folded(head): column for column in columns for head in (column.name, *column.also)}


def folded(value: Any) -> str:
    """Return a head without what makes no difference."""
    return str(value).strip().casefold()


class UnfitCell(ValueError):
    """A cell that cannot be used.

    Parameters
    ----------
    code
        Of the fault.
    fields
        Of the fault, beside the cell, its column and its value.
    """

    def __init__(self, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.code, self.fields = code, fields


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stands.

    Parameters
    ----------
    file
        Name of the file or folder; empty where only one was sent.
    sheet
        Name of the sheet; empty where the file has but one.
    row
        As a spreadsheet counts; the head is 1.
    columns
        Name of a column -> its place in this sheet, counted from 0.
    title
        Of the sheet as the file writes it, where it is not ``sheet``.
    """

    file: str
    sheet: str
    row: int
    columns: Mapping[str, int] = field(repr=False)
    title: str = ""

    def cell(self, column: str) -> str:
        """Return an address such as ``claims!F12``; of a missing column that of the first."""
        where = address(self.row - 1, self.columns.get(column, 0))
        title = self.title or self.sheet
        return f"{title}!{where}" if title else where

    def path(self, column: str) -> tuple[str, ...]:
        """Return the path of a fault in this row."""
        return (self.file, self.cell(column)) if self.file else (self.cell(column),)

    def fields(self, column: str, value: Any, **more: Any) -> dict[str, Any]:
        """Return the fields of a fault in this row: cell, column, value, and what else it says."""
        told = shown(value)
        if isinstance(told, str) and len(told) > _LONGEST_SHOWN:
            told = told[: _LONGEST_SHOWN - 3] + "..."
        return {"cell": self.cell(column), "column": column, "value": told, **more}

    def fault(self, code: str, column: str, value: Any, **more: Any) -> Fault:
        """Return a fault in this row."""
        return Fault(code, self.path(column), self.fields(column, value, **more))


@dataclass(frozen=True, slots=True)
class Row:
    """A row: where it stands, its cells that are sound and not empty, and whether all are."""

    place: RowPlace
    values: Mapping[str, Any]
    is_sound: bool


class TableReader:
    """One reading of rows whose columns are found by their heads.

    Parameters
    ----------
    heads
        Those of the sheet.
    typed
        True where the file tells numbers from text.
    columns
        As they are declared.
    kinds
        How cells are read, by kind of column.
    place
        Returns where a row stands, from its number and the places of the columns.
    other
        Returns the column of a head that is not declared, or raises `UnfitCell`.

    Attributes
    ----------
    faults
        What is wrong so far: of the heads at once, of a row once it was read.
    places
        Name of a column that the sheet has -> its place, counted from 0.
    missing
        Names of the required columns that it lacks.
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
        self._typed, self._place, self._other = typed, place, other or self._unknown
        self._columns, self._headed = list(columns), set[int]()
        self._known = by_head(columns)
        for at, head in enumerate(heads):
            if not blank(head):
                self._headed.add(at)
                self._read_head(at, head)
        self._present = [
            (self.places[column.name], column, kinds[column.choices or column.kind])
            for column in self._columns
            if column.name in self.places
        ]
        self._without_gap = next(at for at in count() if at not in self._headed)
        self.missing = [c.name for c in columns if c.required and c.name not in self.places]
        if self.missing:
            known, lacking = self._names(), ", ".join(self.missing)
            self.faults.append(
                self.place(1).fault("sheet_column_missing", lacking, "", known=known)
            )

    def place(self, row: int) -> RowPlace:
        """Return the place of a row."""
        return self._place(row, self.places)

    def row(self, number: int, cells: Sequence[Any]) -> Row:
        """Read a row; of one with faults what is sound."""
        place, before, values = self.place(number), len(self.faults), dict[str, Any]()
        # What stands under no column may be one of those that are missing.
        if len(cells) > self._without_gap and not self.missing:
            self._check_strays(number, cells)
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
                    raise _lacking(column)
            except UnfitCell as unfit:
                self.faults.append(place.fault(unfit.code, column.name, value, **unfit.fields))
        return Row(place, values, len(self.faults) == before and not self.missing)

    def _read_head(self, at: int, head: Any) -> None:
        """Find the column of a head; the first of two with one name is read."""
        here = self._place(1, {str(head): at})
        try:
            column = self._known.get(folded(head)) or self._other(head)
            if column.name in self.places:
                raise UnfitCell("sheet_duplicate")
        except UnfitCell as unfit:
            self.faults.append(here.fault(unfit.code, str(head), head, **unfit.fields))
            return
        self.places[column.name] = at
        if folded(head) not in self._known:
            self._columns.append(column)

    def _unknown(self, head: Any) -> Column:
        raise UnfitCell("sheet_column_unknown", known=self._names())

    def _names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column.name for column in self._known.values()))

    def _check_strays(self, number: int, cells: Sequence[Any]) -> None:
        """Refuse what stands under no column: half of a text that a comma has cut, say."""
        for at, value in enumerate(cells):
            if at not in self._headed and not blank(value):
                self.faults.append(self._place(number, {"": at}).fault("sheet_stray", "", value))


def _lacking(column: Column) -> UnfitCell:
    return UnfitCell(column.empty) if column.empty else UnfitCell("cell_required", note=column.note)


def open_table(
    sheet: Sheet,
    columns: Sequence[Column],
    kinds: Mapping[str, Read],
    file: str = "",
    name: str = "",
) -> tuple[TableReader, Iterator[Row]]:
    """Return a sheet whose heads stand in its first row, and its rows that are not empty.

    Parameters
    ----------
    sheet
        Raw cells.
    columns, kinds
        As for `TableReader`.
    file, name
        Of the file and of the sheet, see `RowPlace`.

    Raises
    ------
    LimitExceeded
        A row, maybe one taken later, has cells past `MOST_COLUMNS`.
    """
    cells = _narrow(sheet.rows)
    place = partial(RowPlace, file, name, title=sheet.name)
    table = TableReader(next(cells, ()), sheet.typed, columns, kinds, place)
    return table, _filled(table, cells)


def _filled(table: TableReader, rows: Iterator[Sequence[Any]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, 2):
        if table.places and not all(map(blank, cells)):
            yield table.row(number, cells)


def _narrow(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Pass rows on, none of them with anything past `MOST_COLUMNS`."""
    for number, row in enumerate(rows, start=1):
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            fields = {"limit": MOST_COLUMNS}
            raise LimitExceeded([Fault("too_many_columns", (number,), fields)])
        yield row if len(row) <= MOST_COLUMNS else row[:MOST_COLUMNS]


def text(value: Any, typed: bool, before: Mapping[str, Any], longest: int = LONGEST_TEXT) -> str:
    """Read a text, a number or a date as text."""
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    try:
        found = read_name(value)
    except ValueError:
        raise UnfitCell("cell_text", limit=longest) from None
    if len(found) > longest:
        raise UnfitCell("cell_text", limit=longest)
    return found.replace("\r\n", "\n").replace("\r", "\n") if "\r" in found else found


def number(value: Any, typed: bool, before: Mapping[str, Any]) -> float:
    """Read a plain finite number."""
    try:
        return read_number(value, typed)
    except SeparatedNumber:
        raise UnfitCell("sheet_separator") from None
    except ValueError:
        raise UnfitCell("cell_number") from None


def parts(value: Any, typed: bool, before: Mapping[str, Any]) -> list[str]:
    """Read texts that semicolons part."""
    return [part.strip() for part in text(value, typed, before).split(";") if part.strip()]


def choice(offered: Mapping[Any, Any]) -> Read:
    """Return what reads one of some words, as the value that it stands for."""

    def read(value: Any, typed: bool, before: Mapping[str, Any]) -> Any:
        word = value.strip() if type(value) is str else value
        if isinstance(word, str | bool) and word in offered:
            return offered[word]
        raise UnfitCell("cell_choice", allowed=tuple(map(str, offered)) or ("",))

    return read
