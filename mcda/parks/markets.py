"""Markets, by id and name, and an enterprise's sales in them with their costs: duty, freight."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from mcda.cells import Cell, Interval, Mixture, Triangular
from mcda.parks.duties import Goods, Schedule
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import bounds, headline, span, spread
from mcda.parks.model import Country, Text
from mcda.parks.places import normal
from mcda.texts.tables import table

HOST = "host"
"""The country of whichever park is looked at."""
HOST_FROM_HOME = "host country"
"""What ``host`` means to goods made in China: a market abroad, not the country they come from."""
_HOST_NAMES: Mapping[str, Text] = {
    HOST: {"en": "the park's own country", "zh": "园区所在国"},
    HOST_FROM_HOME: {"en": "host country", "zh": "东道国"},
}
_HOST_WORDS = ("host", "local", "本地", "东道国")


def market_key(market: str) -> str:
    """Return the id of a market, under which its duties are stored.

    That is the customs territory of a country, or the country's code where no duties are on record;
    a word that names neither is returned in capitals.

    Examples
    --------
    >>> [market_key(word) for word in ("DE", "European Union", "俄罗斯", "Chile", "Mars")]
    ['EU', 'EU', 'EAEU', 'CL', 'MARS']
    """
    plain = normal(market)
    return _keys().get(plain, plain.upper())


def market_name(market: str) -> Text:
    """Return the name of a market: a large one, a country of the world, or as written."""
    key = market_key(market)
    name = _HOST_NAMES.get(market) or _HOST_NAMES.get(key) or _names().get(normal(market))
    return name or {"en": market, "zh": market}


def markets() -> Mapping[str, Text]:
    """Return the names of the markets on record by id, the greatest first."""
    document = table("mcda.parks", "data", "markets.toml")
    return {key: entry["name"] for key, entry in document["markets"].items()}


def is_market(market: str) -> bool:
    """Tell whether a market is on record, or a country of the world by code, id or either name."""
    return normal(market) in _keys()


@cache
def _names() -> Mapping[str, Text]:
    return {normal(word): name for word, _, name in _words()}


@cache
def _keys() -> Mapping[str, str]:
    return {normal(word): HOST for word in _HOST_WORDS} | {
        normal(word): key for word, key, _ in _words()
    }


def _words() -> Iterator[tuple[str, str, Text]]:
    """Yield words for markets and countries, each with the key and the name of the market."""
    document = table("mcda.parks", "data", "markets.toml")
    for code, entry in document["countries"].items():
        name = {"en": entry["en"], "zh": entry["zh"]}
        for word in (code, *name.values()):
            yield word, entry.get("market", code), name
    for country, entry in table("mcda.parks", "data", "countries.toml").items():
        for word in (country, *entry["codes"], *entry["name"].values()):
            code = entry["codes"][0]
            yield word, document["countries"][code].get("market", code), entry["name"]
    for key, entry in document["markets"].items():
        for word in (key, *entry.get("words", ()), *entry["name"].values()):
            yield word, key, entry["name"]


_DIGITS = 10
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class SalesPart:
    """A share of sales and its cost; ``None`` if no rate is recorded."""

    market: str | None
    """As the enterprise names it; ``None`` for the share that no market accounts for."""
    share: float
    """In ``[0, 1]``."""
    cost: Cell
    """Of goods of the park's country in that market, 0 in the country itself."""


def parts(
    enterprise: Enterprise, country: Country, rate: Callable[[str], Cell]
) -> Iterator[SalesPart]:
    """Yield the shares of sales above 0, with sales without a stated market last.

    Sales in the park's own country cost nothing; `rate` gives ``None`` if no rate is recorded.
    """
    for market, share in enterprise.markets.items():
        if share == 0:
            continue
        yield SalesPart(market, share, 0.0 if is_at_home(market, country) else rate(market))
    rest = unaccounted(enterprise)
    if rest > 0:
        yield SalesPart(None, rest, None)


def unaccounted(enterprise: Enterprise) -> float:
    """Return the share of sales without a stated market, in ``[0, 1]``."""
    rest = 1 - math.fsum(enterprise.markets.values())
    return rest if rest > _TOLERANCE else 0.0


def is_at_home(market: str, country: Country) -> bool:
    """Tell whether a market is the park's own country."""
    own = (country.id, *country.codes, *country.name.values())
    return market_key(market) == HOST or normal(market) in map(normal, own)


def goods(enterprise: Enterprise, schedule: Schedule) -> Goods:
    """Return the goods of an enterprise, as tariffs classify them."""
    return schedule.goods(enterprise.sectors, enterprise.goods, enterprise.chinese_parts)


def average(found: Sequence[SalesPart], highest: float = 0.0) -> Cell:
    r"""Return the cost averaged over the sales.

    .. math:: c = \sum_k s_k c_k

    with share ``s_k`` and cost ``c_k`` of part ``k``, for lowest, likeliest and highest alike.
    A cost that is not recorded lies between 0 and ``highest``. The result has no likeliest value if
    a part has none.
    """
    open_span = Interval(low=0.0, high=highest)
    costs = [(part.share, open_span if part.cost is None else part.cost) for part in found]
    low, high = (
        round(math.fsum(share * (bounds(cost)[end] or 0.0) for share, cost in costs), _DIGITS)
        for end in (0, 1)
    )
    if any(isinstance(cost, Interval) for _, cost in costs):
        return spread(low, None, high)
    modes = (share * (headline(cost) or 0.0) for share, cost in costs)
    return spread(low, round(math.fsum(modes), _DIGITS), high)


def together(one: Cell, other: Cell) -> Cell:
    """Return the sum of two costs.

    The sum has no likeliest value if either cost has none; ``None`` if either is not known.
    """
    if one is None or other is None:
        return None
    if isinstance(one, Mixture):
        ends = (part.low if part.low == part.high else part for part in one.parts)
        cases = tuple(_case(together(part, other)) for part in ends)
        return replace(one, parts=cases)
    low, high = (round(a + b, _DIGITS) for a, b in zip(span(one), span(other), strict=True))
    if isinstance(one, Interval) or isinstance(other, Interval):
        return spread(low, None, high)
    mode = (headline(one) or 0.0) + (headline(other) or 0.0)
    cost = spread(low, round(mode, _DIGITS), high)
    shared = one.shared if isinstance(one, Triangular) else ""
    return replace(cost, shared=shared) if isinstance(cost, Triangular) else cost


def _case(cost: Cell) -> Interval | Triangular:
    """Return a cost as a case of a mixture."""
    if isinstance(cost, Interval | Triangular):
        return cost
    low, high = span(cost)  # type: ignore[arg-type]  # a sum of known costs
    return Interval(low=low, high=high)
