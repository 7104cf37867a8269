"""Whether what two claims say of one thing lies apart: figures by their bounds, or dates."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from mcda.parks.dates import year_of
from mcda.parks.model import Claim

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


@dataclass(frozen=True, slots=True)
class _Read:
    """What a claim says: a date, or what a figure allows, in which unit and with which remark."""

    is_date: bool
    is_dated: bool
    unit: str
    remark: frozenset[tuple[str, str]]
    span: tuple[float, float] | None


def disagree(one: Claim, other: Claim) -> bool:
    """Tell whether two claims of one attribute cannot both be right.

    Parameters
    ----------
    one, other
        About one subject. Figures are compared in one unit and year, or undated, and lie apart
        where their bounds differ by more than 5 % of the larger; those of different years are a
        series, but not of what is `TIMELESS`. Dates lie apart where neither is the other in more
        detail. What a unit says in brackets is a remark, and figures are of different things where
        only one remark speaks of a plan, an earlier time or a part. A private figure may lack its
        unit.
    """
    first, second = _read_claim(one), _read_claim(other)
    if first.is_date or second.is_date:
        return first.is_dated and second.is_dated and _other_dates(one.value, other.value)
    if first.span is None or second.span is None or first.remark != second.remark:
        return False
    blank = (one.private or other.private) and "" in (first.unit, second.unit)
    if first.unit != second.unit and not blank:
        return False
    years = year_of(one), year_of(other)
    series = not one.attribute.startswith(TIMELESS)
    if series and None not in years and years[0] != years[1]:
        return False
    low, high = max(first.span[0], second.span[0]), min(first.span[1], second.span[1])
    return low - high > _MARGIN * max(abs(low), abs(high))


def _read_claim(claim: Claim) -> _Read:
    return _read(claim.value, claim.low, claim.high, claim.unit, claim.attribute in DATED)


@lru_cache(maxsize=4096)
def _read(value: str, low: float | None, high: float | None, unit: str, of_dates: bool) -> _Read:
    # Chinese writes full-width brackets.
    named, _, remark = unit.replace("（", "(").casefold().partition("(")
    known, scale = _UNITS.get(named.strip(), (named.strip(), 1.0))
    is_dated = bool(_DATE.fullmatch(value))
    return _Read(
        is_date=is_dated and (of_dates or "-" in value or named.startswith(_OF_DATES)),
        is_dated=is_dated,
        unit=known,
        remark=frozenset(_OTHER.findall(remark)),
        span=_span(value, low, high, scale),
    )


def _other_dates(one: str, other: str) -> bool:
    return not (one.startswith(other) or other.startswith(one))


def _span(
    value: str, low: float | None, high: float | None, scale: float
) -> tuple[float, float] | None:
    """Return what a figure allows: "at least" and "at most" are open on one side."""
    if low is not None or high is not None:
        return (
            -math.inf if low is None else low * scale,
            math.inf if high is None else high * scale,
        )
    try:
        number = float(value) * scale
    except ValueError:
        return None
    return number, number
