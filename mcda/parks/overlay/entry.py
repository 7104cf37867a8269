"""One typed statement about a park on a criterion, and the rows that it becomes."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Literal

from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria import is_rated
from mcda.parks.model import CriterionInfo
from mcda.parks.overlay.checks import check
from mcda.parks.overlay.columns import layouts
from mcda.parks.overlay.model import ClaimRow, SourceRow
from mcda.parks.overlay.parser import parse
from mcda.sheets.columns import RowPlace
from mcda.sheets.notation import read_number, write_number
from mcda.sheets.sheet import Sheet

OWN = "own"
"""How the ids of what was typed begin, before a full stop."""
Way = Literal["figure", "level", "indicator", "words"]
"""How something of one's own is stated: see `way_of`."""
_FILE = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEntry:
    """A statement as it was typed, without any checks.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "from 60 to 100 km"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", low="60", high="100", **said)
    >>> [row.value for row in add_entry(Overlay(), entry, load_catalogue()).claims]
    ['80']
    """

    park: str
    """Ids of what it is about."""
    criterion: str
    """Ids of what it is about."""
    value: str = ""
    """A number in the unit in which the criterion is stated, the id of a level of its ladder, or a
    few words; see `way_of`. Empty for the middle of ``low`` and ``high``."""
    low: str = ""
    """Ends of a span, each may be empty."""
    high: str = ""
    """Ends of a span, each may be empty."""
    quote: str = ""
    """The source's own words."""
    who: str = ""
    """Who said it, and in which document."""
    as_of: str = ""
    """When."""
    url: str = ""
    """Where it can be read; may be empty."""
    weak: bool = False
    """Whether it comes from a broker, from hearsay or from a copy of a copy."""
    tenure: str = ""
    """What a price buys, and the years of a lease; empty where nobody said so."""
    lease_years: str = ""
    """What a price buys, and the years of a lease; empty where nobody said so."""


def way_of(info: CriterionInfo, catalogue: Catalogue) -> Way:
    """Return how a statement on a criterion is used.

    ``figure`` and ``level`` become a rating of the park. An ``indicator`` is a figure from which
    the criterion is read; the newest one counts. ``words`` are recorded without effect: the
    criterion is computed from the enterprise.

    Parameters
    ----------
    info
        The criterion.
    catalogue
        With the ladders of the levels.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import way_of
    >>> known = load_catalogue()
    >>> names = ("land_price", "infrastructure", "port_distance", "hometown_ties")
    >>> [way_of(known.criterion(name), known) for name in names]
    ['figure', 'level', 'indicator', 'words']
    """
    if is_rated(info):
        return "level" if info.id in catalogue.ladders else "figure"
    return "indicator" if info.indicator is not None else "words"


def thing_of(park: str, info: CriterionInfo, catalogue: Catalogue) -> tuple[str, str, str]:
    """Return subject, attribute and unit of a statement about a park on a criterion.

    Parameters
    ----------
    park
        Its id.
    info
        The criterion; a figure of the country is stated of that.
    catalogue
        With the park.

    Raises
    ------
    NotFound
        The park does not exist, where the figure is one of its country.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import thing_of
    >>> known = load_catalogue()
    >>> thing_of("tcr", known.criterion("port_distance"), known)
    ('tcr', 'distance_port', 'km')
    >>> thing_of("tcr", known.criterion("labour_cost"), known)
    ('thailand', 'manufacturing_worker_base_wage', 'USD/month')
    """
    indicator = info.indicator
    if indicator is None:
        return park, info.id, "" if way_of(info, catalogue) == "words" else info.quoted_unit
    subject = park if indicator.about == "park" else catalogue.park(park).country
    return subject, indicator.attribute, indicator.unit


def entry_rows(
    entry: StatementEntry, catalogue: Catalogue, taken: Iterable[str] = ()
) -> tuple[SourceRow, ClaimRow]:
    """Return the source row and the claim row of a statement.

    Raises
    ------
    InvalidTable
        All values that a workbook could not hold, each with the cell where it would stand.
    NotFound
        The park or the criterion does not exist.
    """
    cells = _cells(entry, catalogue, {*taken, *catalogue.sources, *catalogue.claims})
    sheets = {name: Sheet([[*row], [*row.values()]], typed=False) for name, row in cells.items()}
    parsed = parse(_FILE, sheets, catalogue)
    info = catalogue.criterion(entry.criterion)
    if entry.value.strip() and way_of(info, catalogue) == "indicator":
        try:  # the sheet takes words there, and a claim of words would never count
            read_number(entry.value, typed=False)
        except ValueError:
            columns = {name: j for j, name in enumerate(layouts()["claims"].names)}
            place = RowPlace(_FILE, "claims", 2, columns)
            parsed.faults.append(place.fault("cell_number", "value", entry.value))
    check(parsed, catalogue)
    (source,), (claim,) = parsed.overlay.sources, parsed.overlay.claims
    return source, claim


def _cells(
    entry: StatementEntry, catalogue: Catalogue, used: set[str]
) -> dict[str, dict[str, str]]:
    info = catalogue.criterion(entry.criterion)
    subject, attribute, unit = thing_of(catalogue.park(entry.park).id, info, catalogue)
    way, value = way_of(info, catalogue), entry.value
    if not value:  # the middle of a span whose ends are numbers
        with suppress(ValueError):
            ends = [read_number(end, typed=False) for end in (entry.low, entry.high)]
            value = write_number(float(f"{sum(ends) / 2:.15g}"))
    figure = entry.value if way == "level" else value
    if way == "level":
        with suppress(KeyError):
            figure = write_number(catalogue.ladders[info.id].level(entry.value).value)
    source, claim = (
        next(name for number in count(1) if (name := f"{stem}.{number}") not in used)
        for stem in (OWN, f"{OWN}.{subject}.{info.id}")
    )
    # One end alone would read as "at least" or "at most": the value is the other.
    low, high = entry.low or (entry.high and value), entry.high or (entry.low and value)
    bounds = {"low": low, "high": high} if way in ("figure", "indicator") else {}
    land = {"tenure": entry.tenure, "lease_years": entry.lease_years}
    dated = {"source": source, "as_of": entry.as_of}
    thing = {"id": claim, "subject": subject, "attribute": attribute, "value": figure, **bounds}
    origin = {"as_of": entry.as_of, "kind": "stated", "source": source, "quote": entry.quote}
    cells = {
        "sources": {
            "id": source,
            "title": entry.who,
            "url": entry.url,
            "date": entry.as_of,
            "weak": "yes" if entry.weak else "no",
        },
        "claims": {**thing, "unit": unit, **land, **origin},
    }
    about = {"park": subject, "criterion": info.id}
    if info.use is not None and way == "figure":
        # Read as a quotation, whose price is checked by what it buys.
        cells["quotations"] = {**about, "mode": value, **bounds, **dated, **land}
    elif is_rated(info):
        rests_on = {"kind": "stated", "claims": claim, "rationale_en": OWN}
        cells["ratings"] = {**about, way if way == "level" else "mode": value, **bounds, **rests_on}
    return cells
