"""Parser from sheets to rows of private data, by column; all faults are collected."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.checks import LONGEST_QUOTE
from mcda.parks.dates import is_calendar_date, lies_ahead
from mcda.parks.overlay.columns import choices, layouts, levels
from mcda.parks.overlay.model import ROWS, SHEETS, AnyRow, Overlay, quoted
from mcda.sheets.columns import Read, RowPlace, UnfitCell, choice, number, open_table, reader, text
from mcda.sheets.notation import read_name
from mcda.sheets.sheet import Sheet

Progress = Callable[[int, int], None]
_TOLD_EVERY = 500
_ID = re.compile(r"[\w.\-]+")


@dataclass(slots=True)
class ParsedSheets:
    """The parsed rows and faults."""

    overlay: Overlay = field(default_factory=Overlay)
    """The rows without a fault."""
    faults: list[Note] = field(default_factory=list)
    """What is wrong with the others."""
    declared: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Sheet -> ids of faulty rows: what refers to them is no fault of its own."""
    faulty: list[tuple[RowPlace, Mapping[str, Any]]] = field(default_factory=list)
    """Place and sound cells of each faulty row: what they refer to is checked all the same."""
    nameless: set[str] = field(default_factory=set)
    """Sheets whose header hides what identifies a row: what refers to them cannot be checked."""


def parse(
    file: str,
    sheets: Mapping[str, Sheet],
    catalogue: Catalogue,
    progress: Progress | None = None,
    today: date | None = None,
) -> ParsedSheets:
    """Read the cells of all sheets."""
    parsed, kinds = ParsedSheets(), _kinds(catalogue, today or date.today())
    cells = {name: list(sheets[name].rows) for name in SHEETS if name in sheets}
    total, places = sum(max(len(rows) - 1, 0) for rows in cells.values()), count(1)

    def counted(rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        yield from rows[:1]
        for row in rows[1:]:
            yield row
            done = next(places)
            if progress and (done % _TOLD_EVERY == 0 or done == total):
                progress(done, total)

    read: dict[str, tuple[AnyRow, ...]] = {}
    for name, rows in cells.items():
        sheet = replace(sheets[name], rows=counted(rows))
        read[name] = tuple(_rows(file, name, sheet, kinds, parsed))
    parsed.overlay = Overlay(**read)  # type: ignore[arg-type]  # each sheet has its own rows
    return parsed


def _rows(
    file: str, name: str, sheet: Sheet, kinds: Mapping[str, Read], into: ParsedSheets
) -> Iterator[AnyRow]:
    """Yield the rows of a sheet without faults, and record the cells and ids of the others."""
    table, rows = open_table(sheet, layouts()[name].columns, kinds, file, name)
    if set(ROWS[name].KEY) & set(table.missing):
        into.nameless.add(name)
    for row in rows:
        if row.is_sound:
            yield ROWS[name](place=row.place, **row.values)
        else:
            into.faulty.append((row.place, row.values))
            sheet_of, key = name, row.values.get("id")
            if name == "quotations" and {"park", "criterion"} <= row.values.keys():
                sheet_of, key = "claims", quoted(row.values["park"], row.values["criterion"])
            if key is not None:
                into.declared[sheet_of].add(key)
    into.faults.extend(table.faults)


def _kinds(catalogue: Catalogue, today: date) -> Mapping[str, Read]:
    offered = {name: _among(words) for name, words in choices(catalogue).items()}

    def level(value: Any, typed: bool, before: Mapping[str, Any]) -> Any:
        criterion = before.get("criterion")
        if not criterion:
            return offered["level"](value, typed, before)
        try:
            return _among(levels(catalogue, criterion))(value, typed, before)
        except UnfitCell as unfit:
            raise UnfitCell("overlay_level", criterion=criterion, **unfit.fields) from None

    def day(value: Any, typed: bool, before: Mapping[str, Any]) -> str:
        words = (text if isinstance(value, date) else _date)(value, typed, before)
        if not is_calendar_date(words):
            raise UnfitCell("cell_date")
        if lies_ahead(words, today):
            raise UnfitCell("overlay_future", latest=today.isoformat())
        return words

    def quote(value: Any, typed: bool, before: Mapping[str, Any]) -> str:
        words = text(value, typed, before)
        if len(words.split()) > LONGEST_QUOTE:
            raise UnfitCell("cell_quote", limit=LONGEST_QUOTE)
        return words

    return {
        "text": text,
        "quote": quote,
        "number": number,
        "id": reader(lambda value, _: _id(read_name(value)), "cell_id"),
        "ids": reader(lambda value, _: tuple(map(_id, read_name(value).split(";"))), "cell_ids"),
        "date": day,
        **offered,
        "level": level,
    }


def _among(words: Sequence[str]) -> Read:
    return choice(dict(zip(words, words, strict=True)))


def _id(name: str) -> str:
    if not _ID.fullmatch(name.strip()):
        raise ValueError(name)
    return name.strip()


_date = reader(lambda value, _: read_name(value), "cell_date")
