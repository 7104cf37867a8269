"""From raw cells to rows: each cell is read by the kind of its column, and all faults are kept."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mcda.errors import Fault
from mcda.parks.catalogue import Catalogue
from mcda.parks.checks import LONGEST_QUOTE
from mcda.parks.dates import is_calendar_date, lies_ahead
from mcda.parks.overlay.columns import Choices, Column, choices, layouts, levels
from mcda.parks.overlay.escaping import unguarded
from mcda.parks.overlay.model import ROWS, SHEETS, AnyRow, Overlay, Place, quoted
from mcda.parks.overlay.reading import Tables
from mcda.tables.grid import Grid
from mcda.tables.notation import blank, read_name, read_number

Progress = Callable[[int, int], None]
LONGEST_TEXT = 2000
KEYS: Mapping[str, tuple[str, ...]] = {
    "sources": ("id",),
    "claims": ("id",),
    "ratings": (),
    "quotations": ("park", "criterion"),
}
"""Columns by which other sheets refer to a row."""
_TOLD_EVERY = 500
_ID = re.compile(r"[\w.\-]+")


@dataclass(slots=True)
class Parsed:
    """What was read.

    Parameters
    ----------
    overlay
        The rows without a fault.
    faults
        What is wrong with the others.
    declared
        Sheet -> ids of faulty rows: what refers to them is no fault of its own.
    faulty
        Place and sound cells of each faulty row: what they refer to is checked all the same.
    nameless
        Sheets whose header hides what identifies a row: what refers to them cannot be checked.
    """

    overlay: Overlay = field(default_factory=Overlay)
    faults: list[Fault] = field(default_factory=list)
    declared: dict[str, set[str]] = field(default_factory=dict)
    faulty: list[tuple[Place, Mapping[str, Any]]] = field(default_factory=list)
    nameless: set[str] = field(default_factory=set)


def parse(
    tables: Tables,
    catalogue: Catalogue,
    progress: Progress | None = None,
    today: date | None = None,
) -> Parsed:
    """Read the cells of all sheets.

    Parameters
    ----------
    tables
        Raw cells.
    catalogue
        Gives parks, criteria and levels.
    progress
        Told the number of rows read and of rows in all.
    today
        Day after which nothing may be dated; that of the clock where left out.
    """
    found = Parsed()
    total = sum(max(len(grid.rows) - 1, 0) for grid in tables.grids.values())
    counted = _Counter(total, progress)
    allowed = dict(choices(catalogue))
    allowed.update({_ladder(name): levels(catalogue, name) for name in allowed["criterion"]})
    rules = _Rules(allowed, today or date.today())
    sheets: dict[str, tuple[AnyRow, ...]] = {}
    for sheet in SHEETS:
        if sheet in tables.grids:
            reader = _Sheet(tables.file, sheet, tables.grids[sheet], rules, found)
            sheets[sheet] = tuple(reader.rows(counted))
    found.overlay = Overlay(**sheets)  # type: ignore[arg-type]  # each sheet has its own rows
    return found


@dataclass(frozen=True, slots=True)
class _Rules:
    allowed: Choices
    today: date


class _Counter:
    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def one_more(self) -> None:
        self._done += 1
        if self._progress and (self._done % _TOLD_EVERY == 0 or self._done == self._total):
            self._progress(self._done, self._total)


class _Sheet:
    """One reading of a sheet."""

    def __init__(self, file: str, sheet: str, grid: Grid, rules: _Rules, into: Parsed) -> None:
        self._file, self._sheet, self._grid, self._into = file, sheet, grid, into
        self._rules = rules
        self._columns = layouts()[sheet].columns
        self._places: dict[str, int] = {}
        self._titled: set[int] = set()
        self._read_header()
        self._missing = [c.name for c in self._columns if c.required and c.name not in self._places]
        self._told_missing()

    def rows(self, counted: _Counter) -> Iterator[AnyRow]:
        """Yield the rows without a fault."""
        for number in range(1, len(self._grid.rows)):
            counted.one_more()
            if self._places and not all(map(blank, self._grid.rows[number])):
                row = self._row(number)
                if row is not None:
                    yield row

    def _fault(self, code: str, place: Place, column: str, value: Any, **more: Any) -> None:
        fields = place.fields(column, value, **more)
        self._into.faults.append(Fault(code, place.path(column), fields))

    def _read_header(self) -> None:
        """Find the columns; the first of two with one name is read."""
        known = layouts()[self._sheet].names
        header = self._grid.rows[0] if self._grid.rows else []
        for number, value in enumerate(header):
            name = str(value).strip().lower()
            here = Place(self._file, self._sheet, 1, {name: number})
            if name:
                self._titled.add(number)
            if name in self._places:
                self._fault("overlay_column_twice", here, name, value)
            elif name in known:
                self._places[name] = number
            elif name:
                self._fault("overlay_column_unknown", here, name, value, known=known)

    def _told_missing(self) -> None:
        if self._missing:
            known = layouts()[self._sheet].names
            here = Place(self._file, self._sheet, 1, {})
            self._fault("overlay_column_missing", here, ", ".join(self._missing), "", known=known)
        if set(KEYS[self._sheet]) & set(self._missing):
            self._into.nameless.add(self._sheet)

    def _row(self, number: int) -> AnyRow | None:
        place = Place(self._file, self._sheet, number + 1, self._places)
        before, values = len(self._into.faults), dict[str, Any]()
        if not self._missing:  # else what stands under no column is one of those
            self._check_strays(number, place)
        for column in self._columns:
            value = self._value(number, column)
            if blank(value):
                if column.required and column.name not in self._missing:
                    self._fault("overlay_required", place, column.name, "", note=column.note)
                continue
            values[column.name] = self._cell(column, value, place, values.get("criterion"))
        if len(self._into.faults) == before and not self._missing:
            return ROWS[self._sheet](place=place, **values)
        self._into.faulty.append((place, values))
        self._declare(values)
        return None

    def _declare(self, values: Mapping[str, Any]) -> None:
        sheet, name = self._sheet, values.get("id")
        if sheet == "quotations" and values.get("park") and values.get("criterion"):
            sheet, name = "claims", quoted(values["park"], values["criterion"])
        if isinstance(name, str):
            self._into.declared.setdefault(sheet, set()).add(name)

    def _check_strays(self, number: int, place: Place) -> None:
        """Refuse what stands under no column: half of a text that a comma has cut, say."""
        for j, value in enumerate(self._grid.rows[number]):
            if j not in self._titled and not blank(value):
                there = Place(place.file, place.sheet, place.row, {"": j})
                fields = there.fields("", value)
                self._into.faults.append(Fault("overlay_stray", there.path(""), fields))

    def _value(self, number: int, column: Column) -> Any:
        if column.name not in self._places:
            return ""
        value = self._grid.value(number, self._places[column.name])
        return unguarded(value) if type(value) is str and not self._grid.typed else value

    def _cell(self, column: Column, value: Any, place: Place, criterion: str | None) -> Any:
        if column.choices == "level" and criterion is not None:
            return self._level(column, value, place, criterion)
        if column.kind == "choice":
            return self._choice(column, value, place)
        try:
            found = _READ[column.kind](value, self._grid.typed)
        except ValueError:
            code = {
                "id": "overlay_id",
                "ids": "overlay_ids",
                "quote": "overlay_quote",
                "number": "overlay_number",
                "date": "overlay_date",
            }.get(column.kind, "overlay_text")
            limit = LONGEST_QUOTE if column.kind == "quote" else LONGEST_TEXT
            self._fault(code, place, column.name, value, limit=limit)
            return None
        if column.kind == "date" and lies_ahead(found, self._rules.today):
            latest = self._rules.today.isoformat()
            self._fault("overlay_future", place, column.name, found, latest=latest)
            return None
        return found

    def _level(self, column: Column, value: Any, place: Place, criterion: str) -> str | None:
        allowed = self._rules.allowed[_ladder(criterion)]
        name = value.strip() if type(value) is str else None
        if name in allowed:
            return name
        more = {"criterion": criterion, "allowed": allowed or ("",)}
        self._fault("overlay_level", place, column.name, value, **more)
        return None

    def _choice(self, column: Column, value: Any, place: Place) -> str | None:
        allowed = self._rules.allowed[column.choices]
        name = value.strip() if type(value) is str else None
        if name in allowed:
            return name
        self._fault("overlay_choice", place, column.name, value, allowed=allowed)
        return None


def _ladder(criterion: str) -> str:
    return f"level of {criterion}"


def _text(value: Any, typed: bool) -> str:
    if isinstance(value, date):
        return _day(value)
    found = read_name(value).replace("\r\n", "\n").replace("\r", "\n")
    if len(found) > LONGEST_TEXT:
        raise ValueError(value)
    return found


def _id(value: Any, typed: bool) -> str:
    found = read_name(value)
    if not _ID.fullmatch(found):
        raise ValueError(value)
    return found


def _ids(value: Any, typed: bool) -> tuple[str, ...]:
    return tuple(_id(part, typed) for part in read_name(value).split(";"))


def _quote(value: Any, typed: bool) -> str:
    found = _text(value, typed)
    if len(found.split()) > LONGEST_QUOTE:
        raise ValueError(value)
    return found


def _date(value: Any, typed: bool) -> str:
    if isinstance(value, date):
        return _day(value)
    found = read_name(value)
    if not is_calendar_date(found):
        raise ValueError(value)
    return found


def _day(value: date) -> str:
    return (value.date() if isinstance(value, datetime) else value).isoformat()


_READ: Mapping[str, Callable[[Any, bool], Any]] = {
    "id": _id,
    "ids": _ids,
    "text": _text,
    "quote": _quote,
    "number": read_number,
    "date": _date,
}
