"""The cost of using land over a span of years, whether it is sold, leased or rented."""

import math
from dataclasses import replace

from mcda.cells import Cell, Interval, Triangular
from mcda.parks.evidence import spread
from mcda.parks.model import CriterionInfo, Figures, PresentCost, Rating, Tenure, Text
from mcda.parks.rationale import joined, rationale

SHORTEST_LEASE = 30.0
"""Years; the shortest term on offer in the parks on record, where no source states one."""
LONGEST_TERM = 999
"""Years; a lease beyond is a mistyped one."""
UNSTATED = Tenure(kind="unstated")


def factors(tenure: Tenure, use: PresentCost, year: int = 0) -> tuple[float, float]:
    r"""Return the lowest and highest factor from a price to the present cost of its use.

    A sum paid once for ``T`` years is worth the same as equal sums a year over them, of which the
    first ``N`` are used:

    .. math:: f = \frac{1 - (1 + r)^{-N}}{1 - (1 + r)^{-T}}

    with ``T`` infinite for land that is kept, and :math:`f = (1 - (1 + r)^{-N}) / r` for a rent a
    year. Where ``T`` is shorter than ``N`` the land is taken again at the same price.

    `use` holds the span ``N`` in years and the rate ``r`` a year; `year` is needed where the tenure
    names the year in which it ends. Lowest and highest factor lie apart only where no source says
    what the price buys.

    Examples
    --------
    >>> from mcda.parks.model import PresentCost, Tenure
    >>> use = PresentCost(years=20, rate=0.08)
    >>> [round(one, 3) for one in factors(Tenure(kind="lease", years=50), use, 2026)]
    [0.803, 0.803]
    >>> [round(one, 3) for one in factors(Tenure(kind="sale"), use, 2026)]
    [0.785, 0.785]
    """
    span = -math.expm1(-use.years * math.log1p(use.rate))
    if tenure.kind == "rent":
        return span / use.rate, span / use.rate
    if tenure.kind == "sale":
        return span, span
    term = tenure.years if tenure.until is None else float(max(tenure.until - year, 1))
    if tenure.kind == "unstated" or term is None:
        return span, span / -math.expm1(-SHORTEST_LEASE * math.log1p(use.rate))
    share = -math.expm1(-term * math.log1p(use.rate))
    factor = span / share if share else math.inf
    return factor, factor


def comparable(rating: Rating, use: PresentCost, year: int = 0) -> Rating:
    """Return a rating of a price as a rating of the present cost of use, which keeps the price."""
    tenure = rating.tenure or UNSTATED
    price = Figures(low=rating.low, mode=rating.mode, high=rating.high)
    cost = present_cost(price, tenure, use, year)
    return replace(
        rating,
        low=cost.low,
        mode=cost.mode,
        high=cost.high,
        tenure=tenure,
        price=price,
        rationale=joined(rating.rationale, _reason(cost, tenure, use)),
    )


def present_cost(price: Figures, tenure: Tenure, use: PresentCost, year: int = 0) -> Figures:
    """Return the present cost of use at a price; parameters as for `factors`."""
    below, above = factors(tenure, use, year)
    return Figures(
        low=_rounded(price.low * below),
        mode=_rounded(price.mode * (below + above) / 2),
        high=_rounded(price.high * above),
    )


def has_sound_term(tenure: Tenure) -> bool:
    """Return whether years are stated for a lease only, and are not longer than a lease can be."""
    years = tenure.years
    return years is None or (tenure.kind == "lease" and 0 < years <= LONGEST_TERM)


def possible_price(
    tenure: Tenure, use: PresentCost, possible: tuple[float, float]
) -> tuple[float, float]:
    """Return the lowest and highest possible price; ``possible`` are the bounds of the cost."""
    below, above = factors(tenure, use)
    return possible[0] / below, possible[1] / above


def possible_value(tenure: Tenure | None, info: CriterionInfo) -> tuple[float, float]:
    """Return the bounds of a stated value: for a price, those whose cost of use is possible."""
    if tenure is None or info.use is None or not has_sound_term(tenure):
        return info.possible
    return possible_price(tenure, info.use, info.possible)


def cell_at_cost(
    price: float | Interval | Triangular, tenure: Tenure, use: PresentCost
) -> tuple[Cell, Text]:
    """Return the cell of a stated price as the cost of use, and the reason."""
    if isinstance(price, Interval | Triangular):
        stated = Figures(low=price.low, mode=price.headline, high=price.high)
    else:
        stated = Figures(low=price, mode=price, high=price)
    cost = present_cost(stated, tenure, use)
    mode = None if isinstance(price, Interval) else cost.mode
    return spread(cost.low, mode, cost.high), _reason(cost, tenure, use)


def _reason(cost: Figures, tenure: Tenure, use: PresentCost) -> Text:
    is_open = tenure.kind == "lease" and not _term(tenure)
    return rationale(
        f"present_cost_{'lease_open' if is_open else tenure.kind}",
        low=cost.low,
        mode=cost.mode,
        high=cost.high,
        years=use.years,
        rate=100 * use.rate,
        term=_term(tenure),
    )


def _rounded(value: float) -> float:
    # A sheet keeps 15 digits: with fewer, what is exported comes back as it was.
    return float(f"{value:.10g}")


def _term(tenure: Tenure) -> str:
    if tenure.until is not None:
        return str(tenure.until)
    return "" if tenure.years is None else f"{tenure.years:g}"
