"""A criterion that is read from a figure of the park or of its country."""

import math
from datetime import date

from mcda.parks.claim_terms import date_text, unit_text
from mcda.parks.dates import year_of
from mcda.parks.evidence import CellFinding, spread
from mcda.parks.model import Claim, CriterionInfo, Indicator, Park
from mcda.parks.rationale import rationale

WIDER_BY_YEAR = 0.05
WIDEST = 0.5
_DIGITS = 10


def indicator_cell(
    info: CriterionInfo,
    indicator: Indicator,
    park: Park,
    claims: tuple[Claim, ...],
    today: date,
) -> CellFinding:
    """Return the newest figure for a criterion, with bounds.

    The bounds are the claim's own if it states both; else its value less and more 5 % for each year
    of its age, at least 5 % and at most 50 %, which is also taken for a claim without a date. A
    claim that says "at least" or "at most" bounds that side. Stated figures are never cut, but age
    alone takes no bound of a value inside the criterion's range out of it. Another claim supports
    the newest if its figure is the same within 5 %.

    ``None`` if no claim states a figure. The possible values of the criterion bound all figures.
    """
    dated = sorted(
        (claim for claim in claims if counts(claim, indicator)),
        key=lambda claim: (year_of(claim) or 0, claim.as_of),
    )
    if not dated:
        reason = rationale("rating_unknown", park=park.name, criterion=info.name)
        return CellFinding(cell=None, rationale=reason)
    newest = dated[-1]
    reason = rationale(
        f"indicator_{indicator.about}",
        value=newest.value,
        unit=unit_text(newest.unit),
        as_of=date_text(newest.as_of),
        source=newest.source.title,
    )
    value = float(newest.value)
    apart = (
        claim.id
        for claim in dated
        if not math.isclose(float(claim.value), value, rel_tol=WIDER_BY_YEAR)
    )
    year = year_of(newest)
    age = today.year - year if year is not None else None
    wider = WIDEST if age is None else min(max(age, 1) * WIDER_BY_YEAR, WIDEST)
    low = newest.low if newest.low is not None else value * (1 - wider)
    high = newest.high if newest.high is not None else value * (1 + wider)
    least, most = info.possible
    ends = (round(min(max(end, least), most), _DIGITS) for end in (low, value, high))
    return CellFinding(
        cell=spread(*ends),
        rationale=reason,
        claims=tuple(claim.id for claim in dated[::-1]),
        general=frozenset(apart),
    )


def counts(claim: Claim, indicator: Indicator) -> bool:
    """Tell whether a claim states a figure of an indicator's attribute in its unit."""
    if claim.attribute != indicator.attribute or not claim.unit.startswith(indicator.unit):
        return False
    try:
        float(claim.value)
    except ValueError:
        return False
    return True
