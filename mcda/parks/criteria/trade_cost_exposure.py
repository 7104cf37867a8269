"""Duty and sea freight that an enterprise's sales would bear from a park's country."""

from collections.abc import Hashable, Iterator

from mcda.cells import Cell, Triangular
from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.computed import ComputedCriterion, View
from mcda.parks.criteria.freight_cost import freight_cell, freight_cost, in_per_cent
from mcda.parks.criteria.registry import CRITERIA
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import Finding
from mcda.parks.markets import market_name
from mcda.parks.model import Country, Doubt, Park
from mcda.parks.rationale import joined, rationale
from mcda.parks.sales import Part, abroad, average, parts, together
from mcda.parks.scenario import HIGHEST_RATE, Scenario
from mcda.parks.sea_rates import SeaRates


def trade_cost_exposure(
    enterprise: Enterprise, country: Country, scenario: Scenario, freight: SeaRates
) -> Finding:
    r"""Return duty and sea freight in per cent of sales, averaged over the enterprise's markets.

    .. math:: c = \sum_k s_k \left(d_k + \frac{100}{v} r_k\right)

    with the share ``s_k`` of market ``k``, its duty ``d_k`` on goods of the park's country, the
    rate ``r_k`` of a 40-foot container to it, and the value ``v`` of the goods in one. Sales in
    that country bear neither. A market without a rate, and the share that no market accounts for,
    lie between 0 and the highest rate recorded for that country. Where ``v`` is not stated only
    the duty counts; where it is and no freight is recorded for the country, the rate lies between
    0 and the highest recorded for any, its middle taken for the likeliest.

    Parameters
    ----------
    enterprise
        Shares of sales by market, and `container_value`.
    country
        The country of the park.
    scenario
        Named and dated duties.
    freight
        Dated rates of sea freight.

    Returns
    -------
    Finding
        0 to 50, larger is worse; what is above is cut. ``None`` where the markets are not stated
        or the scenario has no rate for the country.
    """
    paid, notes = duty(enterprise, country, scenario)
    highest = scenario.highest(country.id)
    if paid is None or highest is None:
        return _unknown(enterprise, country, scenario)
    said = [
        rationale("trade_cost", country=country.name, scenario=scenario.name, as_of=scenario.as_of)
    ]
    if notes:
        said.append(rationale("trade_cost_open", high=highest))
    sea = _sea(enterprise, country, freight)
    cell = _with_freight(paid, sea.cell, enterprise, country, freight)
    return Finding(
        cell=cell,
        rationale=joined(*said, sea.rationale),
        claims=tuple(dict.fromkeys((*scenario.claims, *sea.claims))),
        notes=(*notes, *(note for note in sea.notes if note not in notes)),
        proxy=sea.proxy,
        doubts=_doubts(cell, open_sea=sea.cell is None and enterprise.container_value is not None),
    )


def _doubts(cell: Cell, *, open_sea: bool) -> tuple[Doubt, ...]:
    """Return what makes it weaker than its sources: a scenario is assumed, not observed."""
    if cell == 0:
        return ()
    return ("scenario", "bounds_only") if open_sea else ("scenario",)


def trade_cost_cell(
    enterprise: Enterprise, country: Country, scenario: Scenario, freight: SeaRates
) -> Cell:
    """Return the cell alone; see `trade_cost_exposure`."""
    paid, _ = duty(enterprise, country, scenario)
    sea = freight_cell(enterprise, country, freight)
    return _with_freight(paid, sea, enterprise, country, freight)


def duty(
    enterprise: Enterprise, country: Country, scenario: Scenario
) -> tuple[Cell, tuple[Note, ...]]:
    """Return the duty alone, and what it leaves open; see `trade_cost_exposure`."""
    highest = scenario.highest(country.id)
    if not enterprise.markets or highest is None:
        return None, ()
    found = list(parts(enterprise, country, lambda market: scenario.rate(market, country.id)))
    notes = tuple(_open(part, country, highest) for part in found if part.cost is None)
    return average(found, highest), notes


def _with_freight(
    paid: Cell, sea: Cell, enterprise: Enterprise, country: Country, freight: SeaRates
) -> Cell:
    value = enterprise.container_value
    if value is None or paid is None:
        return paid
    if sea is None:
        dearest = freight.top * abroad(enterprise, country)
        sea = in_per_cent(Triangular(low=0.0, mode=dearest / 2, high=dearest), value)
    return together(paid, sea, HIGHEST_RATE)


def _sea(enterprise: Enterprise, country: Country, freight: SeaRates) -> Finding:
    """Return what is to be said of the freight."""
    if enterprise.container_value is None:
        return Finding(cell=None, rationale=rationale("trade_cost_without_freight"))
    found = freight_cost(enterprise, country, freight)
    if found.cell is not None:
        return found
    said = rationale("trade_cost_freight_open", country=country.name, high=f"{freight.top:,.0f}")
    return Finding(cell=None, rationale=said, notes=found.notes)


def _open(part: Part, country: Country, highest: float) -> Note:
    if part.market is None:
        fields: dict[str, object] = {"share": round(part.share, 6)}
        return Note("share_not_accounted", ("enterprise", "markets"), fields)
    fields = {"market": market_name(part.market), "country": country.name, "high": highest}
    return Note("market_without_rate", ("enterprise", "markets", part.market), fields)


def _unknown(enterprise: Enterprise, country: Country, scenario: Scenario) -> Finding:
    if not enterprise.markets:
        note = Note("markets_not_stated", ("enterprise", "markets"), {})
        return Finding(cell=None, rationale=rationale("markets_unknown"), notes=(note,))
    fields = {"country": country.name, "scenario": scenario.name}
    note = Note("country_without_rate", ("scenario", "rates"), fields)
    said = rationale("country_unknown", country=country.name, scenario=scenario.name)
    return Finding(cell=None, rationale=said, claims=scenario.claims, notes=(note,))


@CRITERIA.register
class TradeCostExposure(ComputedCriterion):
    """See `trade_cost_exposure`."""

    id = "trade_cost_exposure"
    uses_scenario = True

    def recorded_claims(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield what the scenarios rest on."""
        for item in catalogue.scenarios.values():
            yield from item.claims

    def is_recorded(self, catalogue: Catalogue, park: Park) -> bool:
        """Tell whether the default scenario has a duty on goods of the park's country."""
        return catalogue.default_scenario.highest(park.country) is not None

    def unsaid(self, enterprise: Enterprise) -> str:
        """Return ``markets`` where none are stated."""
        return "" if enterprise.markets else "markets"

    def finding(self, view: View, park: Park) -> Finding:
        """Return duty and freight in per cent of sales."""
        country, freight = view.catalogue.countries[park.country], view.catalogue.freight
        return trade_cost_exposure(view.enterprise, country, view.scenario, freight)

    def cell(self, view: View, park: Park) -> Cell:
        """Return the cell without the words, which take most of the time."""
        country, freight = view.catalogue.countries[park.country], view.catalogue.freight
        return trade_cost_cell(view.enterprise, country, view.scenario, freight)

    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return the shares of sales and the value of a container."""
        return tuple(enterprise.markets.items()), enterprise.container_value

    def subject(self, park: Park) -> str:
        """Return the country."""
        return park.country
