"""Sea freight that an enterprise's sales would bear from a park's country."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mcda.cells import Cell, Interval, Spread
from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.computed_criterion import ComputedCriterion, CriterionView, NotePart
from mcda.parks.criteria.registry import CRITERIA
from mcda.parks.enterprise import DEAREST_CONTAINER, Enterprise
from mcda.parks.evidence import CellFinding, headline, span, spread
from mcda.parks.markets import HOST, SalesPart, average, market_name, parts, unaccounted
from mcda.parks.model import Country, Park, Text
from mcda.parks.rationale import joined, rationale
from mcda.parks.sea_rates import SeaRate, SeaRates
from mcda.texts.marks import COMMA

HIGHEST_SHARE = 50.0
"""Per cent of the value; what is above is cut."""
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Journey:
    """The average price of a container of the sales in USD, and the rates behind it."""

    cost: float | Spread
    open: tuple[SalesPart, ...]
    used: tuple[SeaRate, ...]
    top: SeaRate | None
    """The highest rate on record, where it bounds what is open."""

    @property
    def rates(self) -> tuple[SeaRate, ...]:
        """All that went into the price."""
        return self.used if self.top is None else (*self.used, self.top)

    @property
    def highest(self) -> float:
        """The upper bound of what is open."""
        return 0.0 if self.top is None else self.top.high


def freight_cost(enterprise: Enterprise, country: Country, freight: SeaRates) -> CellFinding:
    r"""Return sea freight in per cent of sales, averaged over the enterprise's markets.

    .. math:: f = \frac{100}{v} \sum_k s_k r_k

    with the share ``s_k`` of market ``k``, the rate ``r_k`` of a 40-foot container from the park's
    country to it, and the value ``v`` of the enterprise's goods in such a container. Sales in that
    country bear none. A market without a rate, and the share that no market accounts for, lie
    between 0 and the highest rate by sea on record, of any country to any market, and the way to a
    landlocked country's port: alike for all, so that none gains by having fewer rates on record. A
    rate that a region's other countries stand in for is called a proxy.

    0 to 50, larger is worse; ``None`` where the markets or `container_value` are not stated, or
    no rate at all is on record.
    """
    value = enterprise.container_value
    if value is None or not enterprise.markets:
        sentences, notes = [], []
        if not enterprise.markets:
            sentences.append(rationale("freight_markets_unknown"))
            notes.append(Note("markets_not_stated", ("enterprise", "markets"), {}))
        if value is None:
            path = ("enterprise", "container_value")
            sentences.append(rationale("freight_value_unknown"))
            notes.append(Note("container_value_not_stated", path, {}))
        return CellFinding(cell=None, rationale=joined(*sentences), notes=tuple(notes))
    journey = average_journey(enterprise, country, freight)
    if journey is None:
        note = Note("country_without_freight", ("parks",), {"country": country.name})
        unknown = rationale("freight_country_unknown", country=country.name)
        return CellFinding(cell=None, rationale=unknown, notes=(note,))
    return CellFinding(
        cell=in_per_cent(journey.cost, value),
        rationale=_said(journey, country, value),
        claims=tuple(dict.fromkeys(claim for rate in journey.rates for claim in rate.claims)),
        notes=tuple(_notes(journey, country, value)),
        proxy=any(rate.region is not None for rate in journey.used),
    )


def freight_cell(enterprise: Enterprise, country: Country, freight: SeaRates) -> Cell:
    """Return only the cell; see `freight_cost`."""
    value = enterprise.container_value
    if value is None or not enterprise.markets:
        return None
    journey = average_journey(enterprise, country, freight)
    return None if journey is None else in_per_cent(journey.cost, value)


def sales_parts(
    enterprise: Enterprise, catalogue: Catalogue, made: Mapping[str, Any]
) -> Iterator[NotePart]:
    """Yield the sales to each market, and the sales without a stated market, separately.

    The notes of the parts are the notes of the whole; only if the value of a container is so small
    that freight may be cut do they depend on all sales together.
    """
    markets, value = enterprise.markets, enterprise.container_value
    may_be_cut = value is not None and value * HIGHEST_SHARE < 100 * catalogue.freight.top
    if may_be_cut or not markets:
        exporter = Enterprise(**made, markets=markets, container_value=value)
        yield NotePart(enterprise=exporter)
        return
    sold = {**made, "container_value": None if value is None else DEAREST_CONTAINER}
    for market, share in markets.items():
        if share > 0:
            yield NotePart(enterprise=Enterprise(**sold, markets={market: 1.0}))
    rest = unaccounted(enterprise)
    if rest > 0:
        yield NotePart(enterprise=Enterprise(**sold, markets={HOST: 0.0}), share=round(rest, 6))


def average_journey(enterprise: Enterprise, country: Country, freight: SeaRates) -> Journey | None:
    """Return the journey, ``None`` if sales leave the country and no rate is on record at all."""
    used: list[SeaRate] = []

    def cost(market: str) -> Cell:
        rate = freight.rate(market, country.id)
        if rate is None:
            return None
        used.append(rate)
        return rate.cell

    costs = list(parts(enterprise, country, cost))
    gaps = tuple(part for part in costs if part.cost is None)
    top = freight.highest(country.id) if gaps else None
    average_cost = average(costs, 0.0 if top is None else top.high)
    if average_cost is None or (gaps and top is None):
        return None
    return Journey(average_cost, gaps, tuple(used), top)


def in_per_cent(cost: float | Spread, value: float) -> Cell:
    """Return the price of a container in per cent of the value in it, at most 50."""
    low, high = (_cut(end, value) for end in span(cost))
    mode = None if isinstance(cost, Interval) else headline(cost)
    return spread(low, None if mode is None else _cut(mode, value), high)


def _cut(dollars: float, value: float) -> float:
    return round(min(100 * dollars / value, HIGHEST_SHARE), _DIGITS)


def _said(journey: Journey, country: Country, value: float) -> Text:
    if not journey.rates:
        return rationale("freight_none", country=country.name)
    low, high, worth = map(_money, (*span(journey.cost), value))
    as_of = ", ".join(dict.fromkeys(rate.as_of for rate in journey.rates))
    reason = rationale(
        "freight", country=country.name, as_of=as_of, low=low, high=high, value=worth
    )
    if journey.open:
        reason = joined(reason, rationale("freight_open", high=_money(journey.highest)))
    legs = [rate.leg for rate in journey.used if rate.leg is not None]
    for leg in {(leg.start["en"], leg.end["en"]): leg for leg in legs}.values():
        code = "freight_leg" if leg.port_country else "freight_road"
        way = rationale(code, start=leg.start, end=leg.end, km=f"{leg.km:,.0f}")
        reason = joined(reason, way)
    regions = {rate.region.id: rate.region.name for rate in journey.used if rate.region is not None}
    if not regions:
        return reason
    names = {
        language: mark.join(name[language] for name in regions.values())
        for language, mark in COMMA.items()
    }
    return joined(reason, rationale("freight_proxy", regions=names))


def _notes(journey: Journey, country: Country, value: float) -> Iterator[Note]:
    for part in journey.open:
        path = ("enterprise", "markets")
        if part.market is None:
            yield Note("share_not_accounted", path, {"share": round(part.share, 6)})
            continue
        ceiling = {"country": country.name, "high": journey.highest}
        fields = {"market": market_name(part.market), **ceiling}
        yield Note("market_without_freight", (*path, part.market), fields)
    if 100 * span(journey.cost)[1] > HIGHEST_SHARE * value:
        fields = {"value": value, "high": HIGHEST_SHARE}
        yield Note("freight_cut", ("enterprise", "container_value"), fields)


def _money(dollars: float) -> str:
    return f"{dollars:,.0f}" if dollars >= 100 else f"{dollars:.4g}"


@CRITERIA.register
class FreightCost(ComputedCriterion):
    """See `freight_cost`."""

    id = "freight_cost"

    def recorded_claims(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield the claims behind the rates."""
        for row in catalogue.freight.rates.values():
            for rate in row.values():
                yield from rate.claims

    def unsaid(self, enterprise: Enterprise) -> str:
        """Return ``markets`` or ``container_value``, the first that is missing."""
        if not enterprise.markets:
            return "markets"
        return "container_value" if enterprise.container_value is None else ""

    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return sea freight in per cent of sales."""
        country = view.catalogue.countries[park.country]
        return freight_cost(view.enterprise, country, view.catalogue.freight)

    def cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the cell without texts, which take most of the time."""
        country = view.catalogue.countries[park.country]
        return freight_cell(view.enterprise, country, view.catalogue.freight)

    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return the shares of sales and the value of a container."""
        return tuple(enterprise.markets.items()), enterprise.container_value

    def note_parts(self, enterprise: Enterprise, catalogue: Catalogue) -> Iterator[NotePart]:
        """Yield the sales market by market."""
        return sales_parts(enterprise, catalogue, {})

    def subject(self, park: Park) -> str:
        """Return the country."""
        return park.country
