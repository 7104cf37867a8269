"""Whether private data fit together and fit the shipped catalogue; all faults at once."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from mcda.errors import Fault, InvalidTable, Note
from mcda.hidden_characters import hidden_in, with_hidden_shown
from mcda.parks.catalogue import Catalogue
from mcda.parks.links import is_of_another_kind
from mcda.parks.model import Claim, CriterionInfo
from mcda.parks.overlay.columns import layouts, levels
from mcda.parks.overlay.figures import figures, level_of
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
    tenure_of,
)
from mcda.parks.overlay.parser import ParsedSheets, Progress, parse
from mcda.parks.present_cost import LONGEST_TERM, UNSTATED, has_sound_term, possible_price
from mcda.parks.screen_verdicts import STABILITY
from mcda.sheets.columns import RowPlace
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
        The shipped one, over which they are laid.
    progress
        Told the number of rows read and of rows in all.
    today
        Day after which nothing may be dated; that of the clock where left out.
    kept
        Whether they were taken over before: a link or a character that is refused today is read.
    present
        What is at hand already: the data may rest on its sources and claims.

    Raises
    ------
    InvalidTable
        With a fault for each thing that is wrong; its path is the file and a cell like
        ``claims!F12``.
    LimitExceeded
        The files hold more than is read.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Files, read_overlay
    >>> sheet = b"park,criterion,mode,source,as_of\ntcr,land_price,118,sheng_2025,2026-03-12"
    >>> files = Files("quotations.csv", {"quotations.csv": sheet})
    >>> [(row.park, row.mode) for row in read_overlay(files, load_catalogue()).quotations]
    [('tcr', 118.0)]
    """
    found, rests_on = files if isinstance(files, Files) else Files.at(files), present or Overlay()
    parsed = parse(found.name, found.sheets(), catalogue, progress, today)
    for sheet, ids in (
        ("sources", [row.id for row in rests_on.sources]),
        ("claims", [row.id for row in rests_on.claims]),
        ("claims", [row.claim_id for row in rests_on.quotations]),
    ):
        parsed.declared.setdefault(sheet, set()).update(ids)
    check(parsed, catalogue, {row.source for row in rests_on.sourced}, kept=kept)
    return parsed.overlay


def check(
    parsed: ParsedSheets, catalogue: Catalogue, used: Collection[str] = (), *, kept: bool = False
) -> None:
    """Raise `InvalidTable` with all faults of the cells and between the rows, in their order.

    Parameters
    ----------
    parsed
        What was read.
    catalogue
        The shipped one.
    used
        Ids of sources that something at hand comes from already.
    kept
        As for `read_overlay`.
    """
    faults = [*parsed.faults, *_relation_faults(parsed, catalogue)]
    faults.extend(_unused_sources(parsed, {*used, *catalogue.sources}))
    if not kept:
        faults.extend(_misleading(parsed))
    if faults:
        raise InvalidTable(sorted(faults, key=_order))


def relation_faults(overlay: Overlay, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what is wrong between rows, and between them and the catalogue.

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
    sources = {*catalogue.sources, *(row.id for row in overlay.sources)}
    if "sources" not in parsed.nameless:
        yield from _unknown_sources(parsed, sources.union(declared.get("sources", ())))
    claims = {*catalogue.claims, *(row.id for row in overlay.claims)}
    claims.update(row.claim_id for row in overlay.quotations)
    if not parsed.nameless & {"claims", "quotations"}:
        yield from _unknown_claims(parsed, claims.union(declared.get("claims", ())))
    yield from _claim_bounds(overlay)
    yield from _claim_values(overlay)
    yield from _impossible(overlay, catalogue)
    yield from _tenures(overlay, catalogue)
    for row in overlay.rated:
        yield from _figure_faults(row, catalogue)


def _misleading(parsed: ParsedSheets) -> Iterator[Fault]:
    """Yield a fault for each text that is read otherwise than it is, and each link to no page."""
    sound = [
        (row.place, {name: getattr(row, name) for name in layouts()[row.place.sheet].names})
        for row in parsed.overlay
    ]
    for place, values in (*sound, *parsed.faulty):
        for column, value in values.items():
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str):
                    yield from _text_faults(place, column, text)


def _text_faults(place: RowPlace, column: str, text: str) -> Iterator[Fault]:
    character, shown = hidden_in(text), with_hidden_shown(text)
    if character is not None:
        yield place.fault("overlay_hidden", column, shown, character=character)
    elif column == "url" and is_of_another_kind(text):
        yield place.fault("overlay_link", column, shown)


def _order(fault: Note) -> tuple[int, int, int, str]:
    """Return sheet, row and column of a fault."""
    sheet, _, cell = str(fault.path[-1]).rpartition("!")
    return SHEETS.index(sheet_name(sheet)), *cell_order(cell)


def _repeated(overlay: Overlay) -> Iterator[Fault]:
    for group in (("sources",), ("claims",), ("ratings", "quotations")):
        seen: dict[tuple[str, ...], AnyRow] = {}
        for row in (row for sheet in group for row in overlay.sheet(sheet)):
            if row.key in seen:
                column = "id" if len(row.key) == 1 else "park"
                first = seen[row.key].place.cell(column)
                yield row.place.fault("overlay_row_twice", column, "/".join(row.key), first=first)
            seen.setdefault(row.key, row)


def _taken(overlay: Overlay, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each id that the catalogue uses for something else."""
    for source in overlay.sources:
        if catalogue.sources.get(source.id, source.source()) != source.source():
            yield source.place.fault("overlay_id_taken", "id", source.id)
    for claim in overlay.claims:
        shipped = catalogue.claims.get(claim.id)
        if claim.id.startswith(QUOTED) or (shipped and not _same(claim, shipped)):
            yield claim.place.fault("overlay_id_taken", "id", claim.id)


def _same(row: ClaimRow, shipped: Claim) -> bool:
    own = replace(row.claim(shipped.source), private=False)
    return own == shipped and row.source == shipped.source.id


def _unknown_sources(parsed: ParsedSheets, known: Collection[str]) -> Iterator[Fault]:
    named = [(row.place, row.source) for row in parsed.overlay.sourced]
    named += [(place, cells["source"]) for place, cells in parsed.faulty if cells.get("source")]
    for place, source in named:
        if source not in known:
            yield place.fault("overlay_unknown_source", "source", source)


def _unused_sources(parsed: ParsedSheets, used: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each source that nothing comes from."""
    cells = [cells for place, cells in parsed.faulty if place.sheet in SOURCED]
    if not all(cell.get("source") for cell in cells):
        return  # whose source cannot be read may come from any of them
    named = {*used, *(row.source for row in parsed.overlay.sourced)}
    named.update(cell["source"] for cell in cells)
    declared = {*parsed.declared.get("sources", ()), *(row.id for row in parsed.overlay.sources)}
    if not named <= declared.union(used):
        return  # one mistyped id is one fault: the source that was meant is not told as well
    for row in parsed.overlay.sources:
        if row.id not in named:
            yield row.place.fault("overlay_unused_source", "id", row.id)


def _unknown_claims(parsed: ParsedSheets, known: Collection[str]) -> Iterator[Fault]:
    named = [(row.place, row.claims) for row in parsed.overlay.ratings]
    named += [(place, cells["claims"]) for place, cells in parsed.faulty if cells.get("claims")]
    for place, claims in named:
        for claim in claims:
            if claim not in known:
                yield place.fault("overlay_unknown_claim", "claims", claim)


def _claim_values(overlay: Overlay) -> Iterator[Fault]:
    """Yield a fault for each value that what reads claims as figures could not use."""
    for row in overlay.claims:
        value = _figure(row.value)
        if value is None and row.attribute != STABILITY:
            continue
        low = -math.inf if row.low is None else row.low
        high = math.inf if row.high is None else row.high
        if value is None or not math.isfinite(value) or (low <= high and not low <= value <= high):
            yield row.place.fault("overlay_value", "value", row.value, low=low, high=high)


def _figure(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _impossible(overlay: Overlay, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each figure of a claim that the criterion read off it cannot be."""
    read_off = [info for info in catalogue.all_criteria if info.indicator is not None]
    for row in overlay.claims:
        for info in read_off:
            found = info.indicator
            if found and row.attribute == found.attribute and row.unit.startswith(found.unit):
                given = {"value": _figure(row.value), "low": row.low, "high": row.high}
                yield from _outside(row, given, info.possible, info.unit)


def _outside(
    row: AnyRow, given: Mapping[str, float | None], possible: tuple[float, float], unit: str
) -> Iterator[Fault]:
    least, most = possible
    for column, value in given.items():
        if value is not None and not least <= value <= most:
            yield row.place.fault(
                "overlay_outside", column, value, least=least, most=most, unit=unit
            )


def _tenures(overlay: Overlay, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each tenure of what is no price, and each term of what is no lease."""
    prices = {info.id for info in catalogue.all_criteria if info.use is not None}
    for row in overlay.sourced:
        about = row.attribute if isinstance(row, ClaimRow) else row.criterion
        if row.tenure and about not in prices:
            yield row.place.fault("overlay_tenure", "tenure", row.tenure, attribute=about)
        years = row.lease_years
        if years is not None and not (row.tenure == "lease" and 0 < years <= LONGEST_TERM):
            yield row.place.fault("overlay_term", "lease_years", years, limit=LONGEST_TERM)


def _claim_bounds(overlay: Overlay) -> Iterator[Fault]:
    for row in overlay.claims:
        if row.low is not None and row.high is not None and row.low > row.high:
            yield row.place.fault("overlay_bounds", "low", row.low, high=row.high)


def _figure_faults(row: RatingRow | Quotation, catalogue: Catalogue) -> Iterator[Fault]:
    place = row.place
    if isinstance(row, RatingRow) and not (row.rationale_en or row.rationale_zh):
        yield place.fault("overlay_no_rationale", "rationale_en", "")
    try:
        level = level_of(row, catalogue)
    except KeyError:
        allowed = levels(catalogue, row.criterion)
        told = row.level if isinstance(row, RatingRow) else ""
        yield place.fault(
            "overlay_level", "level", told, criterion=row.criterion, allowed=allowed or ("",)
        )
        return
    found = figures(row, level)
    if found is None:
        column = "mode" if row.low is None and row.high is None else _open_end(row)
        yield place.fault("overlay_no_figures", column, "")
        return
    if level is not None and found[1] != level.value:
        yield place.fault(
            "overlay_level_value", "mode", found[1], level=level.id, wanted=level.value
        )
        return
    yield from _span_faults(row, found, catalogue)


def _open_end(row: RatingRow | Quotation) -> str:
    return "low" if row.low is None else "high"


def _possible(row: RatingRow | Quotation, info: CriterionInfo) -> tuple[float, float]:
    """Return the ends of what may be stated: of a price those whose cost is possible."""
    tenure = (tenure_of(row) or UNSTATED) if isinstance(row, Quotation) else None
    if tenure is None or info.use is None or not has_sound_term(tenure):
        return info.possible
    return possible_price(tenure, info.use, info.possible)


def _span_faults(
    row: RatingRow | Quotation, found: tuple[float, float, float], catalogue: Catalogue
) -> Iterator[Fault]:
    given = {column: getattr(row, column) for column in ("low", "mode", "high")}
    info = catalogue.criterion(row.criterion)
    unit = info.quoted_unit if isinstance(row, Quotation) else info.unit
    yield from _outside(row, given, _possible(row, info), unit)
    low, mode, high = found
    if not low <= mode <= high:
        yield row.place.fault("overlay_order", "mode", mode, low=low, high=high)
