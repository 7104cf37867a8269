"""A criterion that is read from a figure of the park or of its country."""

import math
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mcda.parks.claim_terms import date_text, unit_text
from mcda.parks.dates import year_of
from mcda.parks.evidence import CellFinding, spread
from mcda.parks.model import Claim, CriterionInfo, Indicator, Park, figure_of
from mcda.parks.rationale import rationale

WIDER_BY_YEAR = 0.05
WIDEST = 0.5
_DIGITS = 10


class NewestFigure(NamedTuple):
    """The newest figure of an indicator, with its bounds."""

    low: float
    """In the unit of the indicator."""
    value: float
    """In the unit of the indicator."""
    high: float
    """In the unit of the indicator."""
    claims: tuple[Claim, ...]
    """All that state a figure, the newest first."""


def newest_figure(
    indicator: Indicator,
    claims: Iterable[Claim],
    today: date,
    possible: tuple[float, float] = (-math.inf, math.inf),
) -> NewestFigure | None:
    """Return the newest figure among claims, with bounds, ``None`` where no claim states one.

    The bounds are the claim's own; where it states none, its value less and more 5 % for each year
    of its age, at least 5 % and at most 50 %, which is also taken for a claim without a date.
    ``possible`` bounds all figures.
    """
    dated = sorted(
        (claim for claim in claims if counts(claim, indicator)),
        key=lambda claim: (year_of(claim) or 0, claim.as_of),
    )[::-1]
    if not dated:
        return None
    newest = dated[0]
    value, year = float(newest.value), year_of(newest)
    age = today.year - year if year is not None else None
    wider = WIDEST if age is None else min(max(age, 1) * WIDER_BY_YEAR, WIDEST)
    low = newest.low if newest.low is not None else value - wider * abs(value)
    high = newest.high if newest.high is not None else value + wider * abs(value)
    low, value, high = (
        round(min(max(end, possible[0]), possible[1]), _DIGITS) for end in (low, value, high)
    )
    return NewestFigure(low, value, high, tuple(dated))


def indicator_cell(
    info: CriterionInfo, indicator: Indicator, park: Park, claims: tuple[Claim, ...], today: date
) -> CellFinding:
    """Return the newest figure for a criterion, with bounds, see `newest_figure`.

    Another claim supports the newest if its figure is the same within 5 %. ``None`` if no claim
    states a figure. The possible values of the criterion bound all figures.
    """
    figure = newest_figure(indicator, claims, today, info.possible)
    if figure is None:
        reason = rationale("rating_unknown", park=park.name, criterion=info.name)
        return CellFinding(cell=None, rationale=reason)
    newest = figure.claims[0]
    reason = rationale(
        f"indicator_{indicator.about}",
        value=newest.value,
        unit=unit_text(newest.unit),
        as_of=date_text(newest.as_of),
        source=newest.source.title,
    )
    apart = (
        claim.id
        for claim in figure.claims
        if not math.isclose(float(claim.value), float(newest.value), rel_tol=WIDER_BY_YEAR)
    )
    cell = spread(figure.low, figure.value, figure.high)
    ids = tuple(claim.id for claim in figure.claims)
    return CellFinding(cell=cell, rationale=reason, claims=ids, general=frozenset(apart))


def counts(claim: Claim, indicator: Indicator) -> bool:
    """Tell whether a claim states a figure of an indicator's attribute in its unit."""
    if claim.attribute != indicator.attribute or not claim.unit.startswith(indicator.unit):
        return False
    return figure_of(claim.value) is not None
