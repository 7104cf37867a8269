"""Claims that contradict each other: reviewed contradictions, and figures that lie apart."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from typing import Literal

from mcda.parks.catalogue import Catalogue
from mcda.parks.contradiction import Contradiction, CuratedLists, LookAlike, curated_lists
from mcda.parks.dates import year_of
from mcda.parks.model import Claim, Park, Text, figure_of
from mcda.parks.rationale import rationale

_MARGIN = 0.05  # of the larger figure: what differs by less agrees
_DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}")
_OF_DATES = ("year", "date")
TIMELESS = (
    "distance_",
    "new_estate_",
    "area_total",
    "area_planned",
    "area_phase",
    "area_industrial",
)
"""How attributes begin of what stays as it is: two figures of them are no series.

Areas that fill up, developed, leased or occupied, are left to their years as tenants and jobs are.
"""
DATED = ("oetcz_certification", "project_start", "project_restart")
"""Attributes whose values are dates, also where the unit does not say so."""
# What a remark on the unit says where the figure is of another plan, time or part.
_OTHER = re.compile(
    r"\b(plan|initial|original|earlier|former|expected|historical|phase|stage)(?:ned|ly)?\b"
    r"|(规划|计划|最初|早期|预计|[一二三首]期)"
)
_UNITS: Mapping[str, tuple[str, float]] = {
    "km2": ("m2", 1e6),
    "ha": ("m2", 1e4),
    "billion usd": ("million usd", 1e3),
    "enterprises": ("companies", 1.0),
    "firms": ("companies", 1.0),
}
Standing = Literal["relied", "open", "moot", "unread"]


@dataclass(frozen=True, slots=True)
class _Read:
    """The content of a claim: a date, or the range of a figure with its unit and remark."""

    is_date: bool
    is_dated: bool
    unit: str
    remark: frozenset[tuple[str, str]]
    span: tuple[float, float] | None


def disagree(one: Claim, other: Claim) -> bool:
    """Tell whether two claims of one attribute cannot both be right.

    Figures are compared if they have one unit and year, or no year, and lie apart if their bounds
    differ by more than 5 % of the larger; figures of different years are a series, unless the
    attribute is `TIMELESS`. Dates lie apart if neither gives the other in more detail. Text in
    brackets in a unit is a remark, and figures are of different things if only one remark names a
    plan, an earlier time or a part. A private figure may lack its unit.
    """
    first, second = _read_claim(one), _read_claim(other)
    if first.is_date or second.is_date:
        in_detail = one.value.startswith(other.value) or other.value.startswith(one.value)
        return first.is_dated and second.is_dated and not in_detail
    if first.span is None or second.span is None or first.remark != second.remark:
        return False
    blank = (one.private or other.private) and "" in (first.unit, second.unit)
    if first.unit != second.unit and not blank:
        return False
    years = year_of(one), year_of(other)
    if not one.attribute.startswith(TIMELESS) and None not in years and years[0] != years[1]:
        return False
    low, high = max(first.span[0], second.span[0]), min(first.span[1], second.span[1])
    return low - high > _MARGIN * max(abs(low), abs(high))


def _read_claim(claim: Claim) -> _Read:
    return _read(claim.value, claim.low, claim.high, claim.unit, claim.attribute in DATED)


@lru_cache(maxsize=4096)
def _read(value: str, low: float | None, high: float | None, unit: str, of_dates: bool) -> _Read:
    # Chinese writes full-width brackets.
    measure, _, remark = unit.replace("（", "(").casefold().partition("(")
    unit_name, scale = _UNITS.get(measure.strip(), (measure.strip(), 1.0))
    is_dated = bool(_DATE.fullmatch(value))
    return _Read(
        is_date=is_dated and (of_dates or "-" in value or measure.startswith(_OF_DATES)),
        is_dated=is_dated,
        unit=unit_name,
        remark=frozenset(_OTHER.findall(remark)),
        span=_span(value, low, high, scale),
    )


def _span(
    value: str, low: float | None, high: float | None, scale: float
) -> tuple[float, float] | None:
    """Return the range that a figure allows: "at least" and "at most" are open on one side."""
    if low is not None or high is not None:
        least = -math.inf if low is None else low * scale
        return least, math.inf if high is None else high * scale
    figure = figure_of(value)
    return None if figure is None else (figure * scale, figure * scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimConflict:
    """Statements that cannot all be right."""

    sides: tuple[tuple[Claim, ...], ...]
    """The claims; those of one side say the same."""
    entry: Contradiction | None
    """What we make of them; None for figures that nobody has read side by side."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, side after side."""
        return tuple(claim for side in self.sides for claim in side)

    @property
    def reading(self) -> Text:
        """Our interpretation of the conflict, by language."""
        return rationale("conflict_unread") if self.entry is None else self.entry.reading

    @property
    def standing(self) -> Standing:
        """Whether one side is relied on, and otherwise whether a value depends on the answer."""
        if self.entry is None:
            return "unread"
        if not self.entry.open:
            return "relied"
        return "open" if self.entry.matters else "moot"

    @property
    def pairs(self) -> tuple[tuple[Claim, Claim], ...]:
        """All pairs of claims on different sides."""
        return tuple(
            pair for side, other in combinations(self.sides, 2) for pair in product(side, other)
        )


def claims_around(park: Park, catalogue: Catalogue) -> tuple[Claim, ...]:
    """Return the claims about a park, its host estate and country, and those behind its values."""
    subjects = (park.id, park.host_estate, park.country)
    about = [claim for subject in subjects for claim in catalogue.claims_about(subject)]
    claim_ids = [
        *(c for (owner, _), r in catalogue.ratings.items() if owner == park.id for c in r.claims),
        *(park.ownership.claims if park.ownership is not None else ()),
    ]
    duties = [catalogue.claims[claim] for claim in catalogue.default_scenario.claims]
    elsewhere = set(catalogue.countries) - {park.country}
    claims = [
        *about,
        *(catalogue.claims[claim] for claim in claim_ids),
        *(claim for claim in duties if claim.subject not in elsewhere),
    ]
    return tuple({claim.id: claim for claim in claims}.values())


def disputes(claims: Sequence[Claim], catalogue: Catalogue) -> tuple[ClaimConflict, ...]:
    """Return the contradictions that involve given claims, the reviewed ones first."""
    lists = catalogue.curated
    ids = {claim.id for claim in claims}
    read = [
        ClaimConflict(
            sides=tuple(tuple(catalogue.claims[c] for c in side) for side in entry.sides),
            entry=entry,
        )
        for entry in lists.contradictions.values()
        if ids & set(entry.claims)
    ]
    unread = [ClaimConflict(sides=((a,), (b,)), entry=None) for a, b in conflicts(claims, lists)]
    return (*read, *unread)


def look_alikes(claims: Sequence[Claim], known: CuratedLists) -> tuple[LookAlike, ...]:
    """Return the entries that only look like a contradiction, if all their claims are given."""
    ids = {claim.id for claim in claims}
    return tuple(entry for entry in known.look_alikes.values() if ids >= set(entry.claims))


def contested(
    claims: Sequence[Claim],
    stating: Sequence[Claim] | None = None,
    known: CuratedLists | None = None,
) -> bool:
    """Tell whether a value that rests on claims is in doubt because sources contradict each other.

    This is so for figures that cannot both be right, and for a side of an open contradiction on
    which values depend; not if the catalogue relies on one side.

    Only the figures of the claims `stating` are compared; by default those of all claims.
    """
    lists = curated_lists() if known is None else known
    if any(claim.id in lists.in_doubt for claim in claims):
        return True
    compared = claims if stating is None else stating
    return any(True for _ in conflicts(compared, lists))


def conflicts(
    claims: Sequence[Claim], known: CuratedLists | None = None
) -> Iterator[tuple[Claim, Claim]]:
    """Yield pairs of figures of different sources that cannot both be right and were not reviewed.

    See `disagree` for the conditions.
    """
    lists = curated_lists() if known is None else known
    things: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        things.setdefault((claim.subject, claim.attribute), []).append(claim)
    for alike in things.values():
        for claim, other in combinations(alike, 2):
            if claim.source.id == other.source.id or not disagree(claim, other):
                continue
            if not lists.knows(claim, other):
                yield claim, other
