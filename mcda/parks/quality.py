"""How good the evidence behind a cell is: its sources, their age, and whether they agree."""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from mcda.cells import Interval
from mcda.parks.dates import year_of
from mcda.parks.evidence import Evidence
from mcda.parks.model import Claim, Doubt, Grade, Quality

STALE_AFTER = 5
"""Years after which evidence counts as old."""

_FAIR: frozenset[Doubt] = frozenset({"single_source", "scenario"})
_MARGIN = 0.05  # of the larger figure: what differs by less agrees


def quality(found: Evidence, today: date, stale_after: int = STALE_AFTER) -> Quality:
    """Grade the evidence behind a cell, by the claims that state the fact itself.

    Parameters
    ----------
    found
        The evidence.
    today
        Day from which age is counted.
    stale_after
        Years after which a claim is old.
    """
    if found.kind == "override":
        return Quality(grade="own", doubts=(), sources=0, newest=None)
    stating = [claim for claim in found.claims if claim.id not in found.general]
    newest = max((year for claim in stating if (year := year_of(claim))), default=None)
    sources = len({claim.source.id for claim in stating if not claim.source.weak})
    if found.kind == "unknown":
        return Quality(grade="none", doubts=(), sources=sources, newest=newest)
    doubts = (
        *_doubts(found, sources, newest, today.year - stale_after),
        *_contradictions(stating),
        *found.doubts,
    )
    if not doubts:
        grade: Grade = "strong"
    else:
        grade = "fair" if set(doubts) <= _FAIR else "weak"
    return Quality(grade=grade, doubts=doubts, sources=sources, newest=newest)


def _doubts(found: Evidence, sources: int, newest: int | None, oldest: int) -> Iterator[Doubt]:
    if found.proxy:
        yield "proxy"
    if isinstance(found.cell, Interval):
        yield "bounds_only"
    if sources == 0:
        yield "weak_sources"
    elif sources == 1:
        yield "single_source"
    if newest is None:
        yield "undated"
    elif newest < oldest:
        yield "old"


def _contradictions(stating: Sequence[Claim]) -> Iterator[Doubt]:
    if any(True for _ in conflicts(stating)):
        yield "conflict"


def conflicts(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield claims of different sources that cannot both be right.

    Figures of one thing in one unit and year, or undated, whose bounds lie more than 5 % apart.
    Those of different years are a series, not a conflict.
    """
    things: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        things.setdefault(_thing(claim), []).append(claim)
    for alike in things.values():
        for one, other in combinations(alike, 2):
            if one.source.id != other.source.id and _apart(one, other):
                yield one, other


def _thing(claim: Claim) -> tuple[str, str, str]:
    """Return what a figure is about; what a unit says in brackets is a remark."""
    return claim.subject, claim.attribute, claim.unit.split("(")[0].strip()


def _apart(one: Claim, other: Claim) -> bool:
    first, second = year_of(one), year_of(other)
    if first is not None and second is not None and first != second:
        return False
    spans = _span(one), _span(other)
    if spans[0] is None or spans[1] is None:
        return False
    low, high = max(spans[0][0], spans[1][0]), min(spans[0][1], spans[1][1])
    return low - high > _MARGIN * max(abs(low), abs(high))


def _span(claim: Claim) -> tuple[float, float] | None:
    """Return what a claim allows: "at least" and "at most" are open on one side."""
    if claim.low is not None or claim.high is not None:
        return (
            -math.inf if claim.low is None else claim.low,
            math.inf if claim.high is None else claim.high,
        )
    try:
        value = float(claim.value)
    except ValueError:
        return None
    return value, value
