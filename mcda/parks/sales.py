"""An enterprise's sales by market, and what is averaged over them: duty, freight."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mcda.cells import Cell, Interval
from mcda.parks.duties import Goods, Schedule
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import bounds, headline, span, spread
from mcda.parks.model import Country
from mcda.parks.scenario import HOST, market_key

_DIGITS = 10
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class SalesPart:
    """A share of sales and what it costs; ``None`` where no rate is recorded.

    Parameters
    ----------
    market
        As the enterprise names it; ``None`` for the share that no market accounts for.
    share
        In ``[0, 1]``.
    cost
        Of goods of the park's country in that market, 0 in the country itself.
    """

    market: str | None
    share: float
    cost: Cell


def parts(
    enterprise: Enterprise, country: Country, rate: Callable[[str], Cell]
) -> Iterator[SalesPart]:
    """Yield the shares of sales that are not 0, those that no market accounts for last.

    Parameters
    ----------
    enterprise
        Shares of sales by market.
    country
        The country of the park; sales in it cost nothing.
    rate
        Cost of goods of that country in a market, ``None`` where not recorded.
    """
    for market, share in enterprise.markets.items():
        if share == 0:
            continue
        yield SalesPart(market, share, 0.0 if is_at_home(market, country) else rate(market))
    rest = unaccounted(enterprise)
    if rest > 0:
        yield SalesPart(None, rest, None)


def unaccounted(enterprise: Enterprise) -> float:
    """Return the share of sales that no market accounts for, in ``[0, 1]``."""
    rest = 1 - math.fsum(enterprise.markets.values())
    return rest if rest > _TOLERANCE else 0.0


def is_at_home(market: str, country: Country) -> bool:
    """Tell whether a market is the park's own country."""
    return market_key(market) in (HOST, market_key(country.id))


def goods(enterprise: Enterprise, schedule: Schedule) -> Goods:
    """Return what an enterprise sells, as tariffs see it."""
    return schedule.goods(enterprise.sectors, enterprise.hs_chapters, enterprise.chinese_parts)


def average(found: Sequence[SalesPart], highest: float) -> Cell:
    r"""Return the cost averaged over the sales.

    .. math:: c = \sum_k s_k c_k

    with share ``s_k`` and cost ``c_k`` of part ``k``, for lowest, likeliest and highest alike.
    A cost that is not recorded lies between 0 and ``highest``. There is no likeliest one where
    some part has none.
    """
    open_span = Interval(low=0.0, high=highest)
    known = [(part.share, open_span if part.cost is None else part.cost) for part in found]
    low, high = (
        round(math.fsum(share * (bounds(cost)[end] or 0.0) for share, cost in known), _DIGITS)
        for end in (0, 1)
    )
    if any(isinstance(cost, Interval) for _, cost in known):
        return spread(low, None, high)
    modes = (share * (headline(cost) or 0.0) for share, cost in known)
    return spread(low, round(math.fsum(modes), _DIGITS), high)


def together(one: Cell, other: Cell) -> Cell:
    """Return the sum of two costs.

    There is no likeliest one where either has none; ``None`` where either is not known.
    """
    if one is None or other is None:
        return None
    low, high = (round(a + b, _DIGITS) for a, b in zip(span(one), span(other), strict=True))
    if isinstance(one, Interval) or isinstance(other, Interval):
        return spread(low, None, high)
    mode = (headline(one) or 0.0) + (headline(other) or 0.0)
    return spread(low, round(mode, _DIGITS), high)
