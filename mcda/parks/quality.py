"""The quality of the evidence behind a cell: its sources, their age, and their agreement."""

from collections.abc import Iterator
from datetime import date

from mcda.cells import Interval
from mcda.parks.conflicts import contested
from mcda.parks.dates import year_of
from mcda.parks.evidence import Evidence
from mcda.parks.model import Claim, Doubt, Grade, Quality

STALE_AFTER = 5
"""Years after which evidence counts as old."""

_FAIR: frozenset[Doubt] = frozenset({"single_source", "scenario"})


def quality(found: Evidence, today: date, stale_after: int = STALE_AFTER) -> Quality:
    """Grade the evidence behind a cell, by the claims that state the fact directly.

    A claim is old after `stale_after` years.
    """
    if found.kind == "override":
        return Quality(grade="own", doubts=(), sources=0, newest=None)
    stating = [claim for claim in found.claims if claim.id not in found.general]
    newest = max((year for claim in stating if (year := year_of(claim))), default=None)
    sources = len({claim.source.id for claim in stating if not claim.source.weak})
    if found.kind == "unknown":
        return Quality(grade="none", doubts=(), sources=sources, newest=newest)
    oldest = today.year - stale_after
    doubts: tuple[Doubt, ...] = (*_doubts(found, sources, newest, oldest), *found.doubts)
    if "conflict" not in doubts and contested(found.claims, stating):
        doubts = (*doubts, "conflict")
    if "nothing_on_record" in doubts:
        grade: Grade = "unrecorded"
    elif not doubts:
        grade = "strong"
    else:
        grade = "fair" if set(doubts) <= _FAIR else "weak"
    return Quality(grade=grade, doubts=doubts, sources=sources, newest=newest)


def claim_grade(claim: Claim, today: date, stale_after: int = STALE_AFTER) -> Grade:
    """Grade a claim as the evidence of a cell that rests on it alone: fair at best.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> claim = load_catalogue().claims["kiic.land_price.1"]  # an offer of 2021
    >>> claim_grade(claim, date(2026, 1, 1)), claim_grade(claim, date(2028, 1, 1))
    ('fair', 'weak')
    """
    alone = Evidence(cell=0.0, unit=claim.unit, kind="stated", rationale={}, claims=(claim,))
    return quality(alone, today, stale_after).grade


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
