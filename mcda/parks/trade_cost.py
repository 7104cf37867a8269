"""Duty that an enterprise's sales would bear from a park's country, under a scenario."""

import math
from dataclasses import dataclass

from mcda.cells import Cell, Interval
from mcda.errors import Note
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import Finding, bounds, headline, spread
from mcda.parks.model import Country
from mcda.parks.rationale import joined, rationale
from mcda.parks.scenario import HOST, Scenario, market_key

_DIGITS = 10


@dataclass(frozen=True, slots=True)
class _Part:
    share: float
    duty: Cell


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
    parts, notes = _parts(enterprise, country, scenario, Interval(low=0.0, high=highest))
    low, high = (
        round(math.fsum(part.share * (bounds(part.duty)[end] or 0.0) for part in parts), _DIGITS)
        for end in (0, 1)
    )
    modes = [part.share * (headline(part.duty) or 0.0) for part in parts]
    guessed = any(isinstance(part.duty, Interval) for part in parts)
    mode = None if guessed else round(math.fsum(modes), _DIGITS)
    return spread(low, mode, high), notes


def _parts(
    enterprise: Enterprise, country: Country, scenario: Scenario, open_span: Interval
) -> tuple[list[_Part], list[Note]]:
    parts: list[_Part] = []
    notes: list[Note] = []
    for market, share in enterprise.markets.items():
        if share == 0:
            continue
        if market_key(market) in (HOST, market_key(country.id)):
            parts.append(_Part(share, 0.0))
            continue
        duty = scenario.rate(market, country.id)
        if duty is None:
            fields = {"market": market, "country": country.name, "high": open_span.high}
            notes.append(Note("market_without_rate", ("enterprise", "markets", market), fields))
        parts.append(_Part(share, open_span if duty is None else duty))
    rest = 1 - math.fsum(enterprise.markets.values())
    if rest > 1e-9:
        fields = {"share": round(rest, 6)}
        notes.append(Note("share_not_accounted", ("enterprise", "markets"), fields))
        parts.append(_Part(rest, open_span))
    return parts, notes


def _unknown(enterprise: Enterprise, country: Country, scenario: Scenario) -> Finding:
    if not enterprise.markets:
        note = Note("markets_not_stated", ("enterprise", "markets"), {})
        return Finding(cell=None, rationale=rationale("markets_unknown"), notes=(note,))
    fields = {"country": country.name, "scenario": scenario.name}
    note = Note("country_without_rate", ("scenario", "rates"), fields)
    said = rationale("country_unknown", country=country.name, scenario=scenario.name)
    return Finding(cell=None, rationale=said, claims=scenario.claims, notes=(note,))
