"""Duty that an enterprise's sales would bear from a park's country, under a scenario."""

from mcda.cells import Cell
from mcda.errors import Note
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import Finding
from mcda.parks.model import Country
from mcda.parks.rationale import joined, rationale
from mcda.parks.sales import Part, average, parts
from mcda.parks.scenario import Scenario


def trade_cost_exposure(enterprise: Enterprise, country: Country, scenario: Scenario) -> Finding:
    r"""Return the duty in per cent of sales, averaged over the enterprise's markets.

    .. math:: d = \sum_k s_k d_k

    with the share ``s_k`` of market ``k`` and its duty ``d_k`` on goods of the park's country.
    Sales in that country bear none. A market without a rate, and the share that no market
    accounts for, lie between 0 and the highest rate the scenario records for that country.

    Parameters
    ----------
    enterprise
        Shares of sales by market.
    country
        The country of the park.
    scenario
        Named and dated rates.

    Returns
    -------
    Finding
        0 to 50, larger is worse; ``None`` where the markets are not stated or the scenario has no
        rate for the country.
    """
    cell, notes = duty(enterprise, country, scenario)
    highest = scenario.highest(country.id)
    if cell is None or highest is None:
        return _unknown(enterprise, country, scenario)
    said = rationale(
        "trade_cost", country=country.name, scenario=scenario.name, as_of=scenario.as_of
    )
    if notes:
        said = joined(said, rationale("trade_cost_open", high=highest))
    return Finding(cell=cell, rationale=said, claims=scenario.claims, notes=tuple(notes))


def duty(enterprise: Enterprise, country: Country, scenario: Scenario) -> tuple[Cell, list[Note]]:
    """Return the cell alone, and what it leaves open; see `trade_cost_exposure`."""
    highest = scenario.highest(country.id)
    if not enterprise.markets or highest is None:
        return None, []
    found = list(parts(enterprise, country, lambda market: scenario.rate(market, country.id)))
    notes = [_open(part, country, highest) for part in found if part.cost is None]
    return average(found, highest), notes


def _open(part: Part, country: Country, highest: float) -> Note:
    if part.market is None:
        fields: dict[str, object] = {"share": round(part.share, 6)}
        return Note("share_not_accounted", ("enterprise", "markets"), fields)
    fields = {"market": part.market, "country": country.name, "high": highest}
    return Note("market_without_rate", ("enterprise", "markets", part.market), fields)


def _unknown(enterprise: Enterprise, country: Country, scenario: Scenario) -> Finding:
    if not enterprise.markets:
        note = Note("markets_not_stated", ("enterprise", "markets"), {})
        return Finding(cell=None, rationale=rationale("markets_unknown"), notes=(note,))
    fields = {"country": country.name, "scenario": scenario.name}
    note = Note("country_without_rate", ("scenario", "rates"), fields)
    said = rationale("country_unknown", country=country.name, scenario=scenario.name)
    return Finding(cell=None, rationale=said, claims=scenario.claims, notes=(note,))
