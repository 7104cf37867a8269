"""Checks of private data, alone and against the shipped catalogue; all faults are collected."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from mcda.errors import Fault, InvalidTable, Note, hidden_in, with_hidden_shown
from mcda.parks.catalogue import Catalogue
from mcda.parks.gates import STABILITY
from mcda.parks.land_price import LONGEST_TERM, UNSTATED, possible_value
from mcda.parks.links import is_of_another_kind
from mcda.parks.model import Level, figure_of
from mcda.parks.overlay.columns import layouts, levels
from mcda.parks.overlay.files import Files, sheet_name
from mcda.parks.overlay.model import (
    QUOTED,
    SHEETS,
    SOURCED,
    AnyRow,
    ClaimRow,
    Overlay,
    Quotation,
    RatingRow,
)
from mcda.parks.overlay.parser import ParsedSheets, Progress, parse
from mcda.sheets.notation import cell_order


def read_overlay(
    files: Path | Files,
    catalogue: Catalogue,
    progress: Progress | None = None,
    today: date | None = None,
    *,
    kept: bool = False,
    present: Overlay | None = None,
) -> Overlay:
    r"""Read private data from a workbook or CSV files.

    Parameters
    ----------
    files
        The files, or the path of a folder or file.
    catalogue
        The shipped catalogue, over which the data are laid.
    progress
        Called with the number of rows read and the total number of rows.
    today
        Day after which nothing may be dated; that of the clock where left out.
    kept
        Whether the data were accepted before: links or characters that are refused today are read.
    present
        Existing private data: the new data may rest on their sources and claims.

    Raises
    ------
    InvalidTable
        With a fault for each thing that is wrong; its path is the file and a cell like
        ``claims!F12``.
    LimitExceeded
        The files are larger than the limits.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Files, read_overlay
    >>> sheet = b"park,criterion,mode,source,as_of\ntcr,land_price,118,sheng_2025,2026-03-12"
    >>> files = Files("quotations.csv", {"quotations.csv": sheet})
    >>> [(row.park, row.mode) for row in read_overlay(files, load_catalogue()).quotations]
    [('tcr', 118.0)]
    """
    data, rests_on = files if isinstance(files, Files) else Files.at(files), present or Overlay()
    parsed = parse(data.name, data.sheets(), catalogue, progress, today)
    parsed.declared["sources"].update(row.id for row in rests_on.sources)
    parsed.declared["claims"].update(row.claim_id for row in rests_on.sourced)
    check(parsed, catalogue, {row.source for row in rests_on.sourced}, kept=kept)
    return parsed.overlay


def check(
    parsed: ParsedSheets, catalogue: Catalogue, used: Collection[str] = (), *, kept: bool = False
) -> None:
    """Raise `InvalidTable` with all faults of the cells and between the rows, in their order."""
    faults = [*parsed.faults, *_relation_faults(parsed, catalogue)]
    faults.extend(_unused_sources(parsed, {*used, *catalogue.sources}))
    if not kept:
        faults.extend(_misleading(parsed))
    InvalidTable.raise_any(sorted(faults, key=_order))


def relation_faults(overlay: Overlay, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield the faults between rows, and between rows and the catalogue.

    Parameters
    ----------
    overlay
        Rows whose cells are sound.
    catalogue
        The shipped one.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, relation_faults
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "80 km from the port"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="80", **said)
    >>> unsourced = Overlay(claims=add_entry(Overlay(), entry, load_catalogue()).claims)
    >>> [fault.code for fault in relation_faults(unsourced, load_catalogue())]
    ['overlay_unknown_source']
    """
    return _relation_faults(ParsedSheets(overlay=overlay), catalogue)


def _relation_faults(parsed: ParsedSheets, catalogue: Catalogue) -> Iterator[Fault]:
    overlay, declared = parsed.overlay, parsed.declared
    yield from _repeated(overlay)
    yield from _taken(overlay, catalogue)
    if "sources" not in parsed.nameless:
        sources = {*catalogue.sources, *(row.id for row in overlay.sources), *declared["sources"]}
        yield from _unknown("overlay_unknown_source", "source", overlay.sourced, parsed, sources)
    if not parsed.nameless & set(SOURCED):
        claims = {*catalogue.claims, *(r.claim_id for r in overlay.sourced), *declared["claims"]}
        yield from _unknown("overlay_unknown_claim", "claims", overlay.ratings, parsed, claims)
    yield from _claim_faults(overlay, catalogue)
    yield from _tenures(overlay, catalogue)
    for rated in overlay.rated:
        yield from _figure_faults(rated, catalogue)


def _misleading(parsed: ParsedSheets) -> Iterator[Fault]:
    """Yield a fault for each text with deceptive characters, and each link to no web page."""
    sound = [
        (row.place, {name: getattr(row, name) for name in layouts()[row.place.sheet].names})
        for row in parsed.overlay
    ]
    for place, values in (*sound, *parsed.faulty):
        for column, value in values.items():
            for text in value if isinstance(value, tuple) else (value,):
                if not isinstance(text, str):
                    continue
                character, visible = hidden_in(text), with_hidden_shown(text)
                if character is not None:
                    yield place.fault("overlay_hidden", column, visible, character=character)
                elif column == "url" and is_of_another_kind(text):
                    yield place.fault("overlay_link", column, visible)


def _order(fault: Note) -> tuple[int, int, int, str]:
    """Return sheet, row and column of a fault."""
    sheet, _, cell = str(fault.path[-1]).rpartition("!")
    return SHEETS.index(sheet_name(sheet)), *cell_order(cell)


def _repeated(overlay: Overlay) -> Iterator[Fault]:
    groups: tuple[Sequence[AnyRow], ...] = (overlay.sources, overlay.claims, overlay.rated)
    for rows in groups:
        first_rows: dict[tuple[str, ...], AnyRow] = {}
        for row in rows:
            first = first_rows.setdefault(row.key, row)
            if first is not row:
                column, key = row.KEY[0], "/".join(row.key)
                where = first.place.cell(column)
                yield row.place.fault("overlay_row_twice", column, key, first=where)


def _taken(overlay: Overlay, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each id that the catalogue uses for another record."""
    for source in overlay.sources:
        if catalogue.sources.get(source.id, source.source()) != source.source():
            yield source.place.fault("overlay_id_taken", "id", source.id)
    for claim in overlay.claims:
        shipped = catalogue.claims.get(claim.id)
        is_other = shipped is not None and (
            claim.source != shipped.source.id
            or replace(claim.claim(shipped.source), private=False) != shipped
        )
        if claim.id.startswith(QUOTED) or is_other:
            yield claim.place.fault("overlay_id_taken", "id", claim.id)


def _unknown(
    code: str, column: str, rows: Iterable[AnyRow], parsed: ParsedSheets, known: Collection[str]
) -> Iterator[Fault]:
    """Yield a fault for each source or claim that a row names and that does not exist."""
    sound = [(row.place, getattr(row, column)) for row in rows]
    for place, names in (*sound, *((at, cells.get(column)) for at, cells in parsed.faulty)):
        for name in (names,) if isinstance(names, str) else names or ():
            if name not in known:
                yield place.fault(code, column, name)


def _unused_sources(parsed: ParsedSheets, used: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each source that no row uses."""
    cells = [cells for place, cells in parsed.faulty if place.sheet in SOURCED]
    if not all(cell.get("source") for cell in cells):
        return  # whose source cannot be read may come from any of them
    source_ids = {*used, *(row.source for row in parsed.overlay.sourced)}
    source_ids.update(cell["source"] for cell in cells)
    declared = {*parsed.declared["sources"], *(row.id for row in parsed.overlay.sources)}
    if not source_ids <= declared.union(used):
        return  # one mistyped id is one fault: the source that was meant is not told as well
    for row in parsed.overlay.sources:
        if row.id not in source_ids:
            yield row.place.fault("overlay_unused_source", "id", row.id)


def _claim_faults(overlay: Overlay, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each figure that is out of order, useless or impossible."""
    read_off = [(i, i.indicator) for i in catalogue.all_criteria if i.indicator is not None]
    for row in overlay.claims:
        value, place = figure_of(row.value), row.place
        low = -math.inf if row.low is None else row.low
        high = math.inf if row.high is None else row.high
        if low > high:
            yield place.fault("overlay_bounds", "low", low, high=high)
        is_figure = (
            value is not None and math.isfinite(value) and (low > high or low <= value <= high)
        )
        if not is_figure and (value is not None or row.attribute == STABILITY):
            yield place.fault("overlay_value", "value", row.value, low=low, high=high)
        for info, indicator in read_off:
            if row.attribute == indicator.attribute and row.unit.startswith(indicator.unit):
                by_column = {"value": value, "low": row.low, "high": row.high}
                yield from _outside(row, by_column, info.possible, info.unit)


def _outside(
    row: AnyRow, given: Mapping[str, float | None], possible: tuple[float, float], unit: str
) -> Iterator[Fault]:
    fields = {"least": possible[0], "most": possible[1], "unit": unit}
    for column, value in given.items():
        if value is not None and not possible[0] <= value <= possible[1]:
            yield row.place.fault("overlay_outside", column, value, **fields)


def _tenures(overlay: Overlay, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each tenure of a value that is no price, and each term without a lease."""
    prices = {info.id for info in catalogue.all_criteria if info.use is not None}
    for row in overlay.sourced:
        about = row.attribute if isinstance(row, ClaimRow) else row.criterion
        if row.tenure and about not in prices:
            yield row.place.fault("overlay_tenure", "tenure", row.tenure, attribute=about)
        years = row.lease_years
        if years is not None and not (row.tenure == "lease" and 0 < years <= LONGEST_TERM):
            yield row.place.fault("overlay_term", "lease_years", years, limit=LONGEST_TERM)


def _figure_faults(row: RatingRow | Quotation, catalogue: Catalogue) -> Iterator[Fault]:
    place = row.place
    if isinstance(row, RatingRow) and not (row.rationale_en or row.rationale_zh):
        yield place.fault("overlay_no_rationale", "rationale_en", "")
    try:
        level = level_of(row, catalogue)
    except KeyError:
        fields = {"criterion": row.criterion, "allowed": levels(catalogue, row.criterion) or ("",)}
        yield place.fault("overlay_level", "level", row.level, **fields)
        return
    range_ = figures(row, level)
    if range_ is None:
        open_end = "low" if row.low is None else "high"
        column = "mode" if row.low is None and row.high is None else open_end
        yield place.fault("overlay_no_figures", column, "")
        return
    low, mode, high = range_
    if level is not None and mode != level.value:
        yield place.fault("overlay_level_value", "mode", mode, level=level.id, wanted=level.value)
        return
    by_column = {column: getattr(row, column) for column in ("low", "mode", "high")}
    info = catalogue.criterion(row.criterion)
    unit = info.quoted_unit if isinstance(row, Quotation) else info.unit
    tenure = (row.right or UNSTATED) if isinstance(row, Quotation) else None
    yield from _outside(row, by_column, possible_value(tenure, info), unit)
    if not low <= mode <= high:
        yield place.fault("overlay_order", "mode", mode, low=low, high=high)


def level_of(row: RatingRow | Quotation, catalogue: Catalogue) -> Level | None:
    """Return the level that a rating names.

    Raises
    ------
    KeyError
        The ladder of the criterion has no such level, or there is no ladder.
    """
    return catalogue.ladders[row.criterion].level(row.level) if row.level else None


def figures(
    row: RatingRow | Quotation, level: Level | None = None
) -> tuple[float, float, float] | None:
    """Return lowest, most likely and highest value; None if they cannot be derived.

    An empty mode is the value of the level, else the middle of the bounds. Empty bounds are those
    of the level, else the mode itself. One bound without the other is not enough.
    """
    if (row.low is None) != (row.high is None):
        return None
    mode = level.value if row.mode is None and level is not None else row.mode
    if row.low is None or row.high is None:
        if mode is None:
            return None
        return (mode, mode, mode) if level is None else (level.low, mode, level.high)
    return row.low, (row.low + row.high) / 2 if mode is None else mode, row.high
