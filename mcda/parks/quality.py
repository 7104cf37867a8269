"""How good the evidence behind a cell is: its sources, their age, and whether they agree."""

from collections.abc import Iterator
from datetime import date

from mcda.parks.apart import year_of
from mcda.parks.conflicts import contested
from mcda.parks.evidence import Evidence
from mcda.parks.model import Doubt, Grade, Quality

STALE_AFTER = 5
"""Years after which evidence counts as old."""


def quality(found: Evidence, today: date, stale_after: int = STALE_AFTER) -> Quality:
    """Grade the evidence behind a cell.

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
    newest = max((year for claim in found.claims if (year := year_of(claim))), default=None)
    sources = len({claim.source.id for claim in found.claims if not claim.source.weak})
    if found.kind == "unknown":
        return Quality(grade="none", doubts=(), sources=sources, newest=newest)
    doubts = tuple(_doubts(found, sources, newest, today.year - stale_after))
    if not doubts:
        grade: Grade = "strong"
    else:
        grade = "fair" if set(doubts) <= {"single_source"} else "weak"
    return Quality(grade=grade, doubts=doubts, sources=sources, newest=newest)


def _doubts(found: Evidence, sources: int, newest: int | None, oldest: int) -> Iterator[Doubt]:
    if found.proxy:
        yield "proxy"
    if sources == 0:
        yield "weak_sources"
    elif sources == 1:
        yield "single_source"
    if newest is None:
        yield "undated"
    elif newest < oldest:
        yield "old"
    if contested(found.claims):
        yield "conflict"
