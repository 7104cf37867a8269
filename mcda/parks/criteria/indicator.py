"""A criterion read off a figure: of the park, or of its country."""

import math
from datetime import date

from mcda.cells import Cell
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

    They are the claim's own where it states both; else its value less and more 5 % for each year
    of its age, at least 5 % and at most 50 %, which is also taken for one without date. A claim
    that says "at least" or "at most" bounds that side. What is stated is never cut, but age alone
    takes no bound of a value inside the criterion's range out of it. Another claim supports
    the newest where its figure is the same within 5 %.

    Parameters
    ----------
    info
        The criterion; what it can be bounds everything.
    indicator
        Attribute and unit of the claims that count.
    park
        Whose cell it is.
    claims
        All claims about the park or its country.
    today
        Day from which age is counted.

    Returns
    -------
    CellFinding
        ``None`` where no claim states a figure.
    """
    dated = sorted(
        (claim for claim in claims if counts(claim, indicator)),
        key=lambda claim: (year_of(claim) or 0, claim.as_of),
    )
    if not dated:
        said = rationale("rating_unknown", park=park.name, criterion=info.name)
        return CellFinding(cell=None, rationale=said)
    newest = dated[-1]
    said = rationale(
        f"indicator_{indicator.about}",
        value=newest.value,
        unit=unit_text(newest.unit),
        as_of=date_text(newest.as_of),
        source=newest.source.title,
    )
    cell = _cell(newest, info, today)
    return CellFinding(
        cell=cell,
        rationale=said,
        claims=tuple(claim.id for claim in dated[::-1]),
        general=frozenset(claim.id for claim in dated if not _agree(claim, newest)),
    )


def _agree(one: Claim, other: Claim) -> bool:
    return math.isclose(float(one.value), float(other.value), rel_tol=WIDER_BY_YEAR)


def counts(claim: Claim, indicator: Indicator) -> bool:
    """Tell whether a claim states a figure of an indicator's attribute in its unit."""
    if claim.attribute != indicator.attribute or not claim.unit.startswith(indicator.unit):
        return False
    try:
        float(claim.value)
    except ValueError:
        return False
    return True


def _cell(claim: Claim, info: CriterionInfo, today: date) -> Cell:
    value = float(claim.value)
    year = year_of(claim)
    age = today.year - year if year is not None else None
    wider = WIDEST if age is None else min(max(age, 1) * WIDER_BY_YEAR, WIDEST)
    least, most = info.possible
    low = claim.low if claim.low is not None else value * (1 - wider)
    high = claim.high if claim.high is not None else value * (1 + wider)
    low, value, high = (round(min(max(end, least), most), _DIGITS) for end in (low, value, high))
    return spread(low, value, high)
