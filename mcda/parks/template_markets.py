"""What an enterprise's markets make of a template's criterion: duty, or the cost of its exports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from mcda.cells import Cell
from mcda.errors import Note
from mcda.parks.criteria.trade_cost_exposure import duty
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import Finding, bounds, headline, spread
from mcda.parks.markets import HOST_FROM_HOME
from mcda.parks.model import Country, CriterionInfo, Text
from mcda.parks.rationale import joined, rationale
from mcda.parks.sales import average, parts
from mcda.parks.scenario import HIGHEST_RATE, HOST, Scenario, market_key
from mcda.parks.template_model import Choice, Reading, Rule

_PERCENT = "% of export value"
_HOME = "china"


@dataclass(frozen=True, slots=True, kw_only=True)
class Markets:
    """An enterprise's sales, the duties on them, and where the goods may come from."""

    enterprise: Enterprise
    scenario: Scenario
    countries: Mapping[str, Country]

    @property
    def stated(self) -> bool:
        """Whether the enterprise named any market."""
        return bool(self.enterprise.markets)

    def seen_from(self, origin: Country) -> Enterprise:
        """Return the enterprise with the markets as they are to goods of a country.

        Parameters
        ----------
        origin
            Where the goods are made.
        """
        if origin.id != _HOME:
            return self.enterprise
        sales: dict[str, float] = {}
        for market, share in self.enterprise.markets.items():
            name = HOST_FROM_HOME if market_key(market) == HOST else market
            sales[name] = sales.get(name, 0.0) + share
        return Enterprise(markets=sales)


def measured(info: CriterionInfo, rule: Rule | None, measures: Text) -> CriterionInfo:
    """Return a criterion as it is measured where markets are stated: a duty is no level.

    Parameters
    ----------
    info
        The criterion of the template.
    rule
        How markets change it.
    measures
        What a duty measures.
    """
    if rule != "duty":
        return info
    return replace(info, unit=_PERCENT, possible=(0.0, HIGHEST_RATE), measures=measures)


def by_markets(markets: Markets, choice: Choice, info: CriterionInfo, rule: Rule) -> Finding | None:
    """Return the cell that stated markets make, or ``None`` where they say nothing of it.

    Parameters
    ----------
    markets
        Sales, scenario and countries.
    choice
        An alternative with countries, or none of which markets say anything.
    info
        The criterion.
    rule
        ``duty``: that of the scenario on goods of the alternative's countries, averaged over the
        markets. ``exports``: the reading counts for the share of sales that leaves the country.
    """
    origins = [markets.countries[country] for country in choice.countries]
    if not origins:
        return None
    if rule == "duty":
        return _duty(markets, choice, origins)
    reading = choice.readings.get(info.id)
    return None if reading is None else _exports(markets, origins, info, reading)


def hull(cells: Sequence[Cell], mode: float | None = None) -> Cell:
    """Return the span from the lowest to the highest of some known cells; all must be known."""
    known = [bounds(cell) for cell in cells if cell is not None]
    if not known or len(known) < len(cells):
        return None
    return spread(min(low or 0.0 for low, _ in known), mode, max(high or 0.0 for _, high in known))


def _duty(markets: Markets, choice: Choice, origins: Sequence[Country]) -> Finding:
    scenario = markets.scenario
    found = {o.id: duty(markets.seen_from(o), o, scenario) for o in origins}
    cells = [cell for cell, _ in found.values() if cell is not None]
    if not cells:
        said = rationale("country_unknown", country=choice.name, scenario=scenario.name)
        fields = {"country": choice.name, "scenario": scenario.name}
        note = Note("country_without_rate", ("scenario", "rates"), fields)
        return Finding(cell=None, rationale=said, claims=scenario.claims, notes=(note,))
    highest = max(scenario.highest(o.id) or 0.0 for o in origins)
    notes = _of_choice([note for _, some in found.values() for note in some], choice, highest)
    said = rationale(
        "trade_cost", country=choice.name, scenario=scenario.name, as_of=scenario.as_of
    )
    if len(origins) > 1:
        said = joined(said, rationale("template_countries", count=str(len(cells))))
    if notes:
        said = joined(said, rationale("trade_cost_open", high=highest))
    middle = median(headline(cell) or 0.0 for cell in cells)
    return Finding(cell=hull(cells, middle), rationale=said, claims=scenario.claims, notes=notes)


def _of_choice(notes: Sequence[Note], choice: Choice, highest: float) -> tuple[Note, ...]:
    """Return notes on countries as notes on the alternative they belong to, each once."""
    told = [
        replace(note, fields={**note.fields, "country": choice.name, "high": highest})
        if "country" in note.fields
        else note
        for note in notes
    ]
    return tuple(note for place, note in enumerate(told) if note not in told[:place])


def _exports(
    markets: Markets, origins: Sequence[Country], info: CriterionInfo, reading: Reading
) -> Finding:
    level = spread(reading.low, reading.mode, reading.high)
    china = any(origin.id == _HOME for origin in origins)

    def cost(market: str) -> Cell:
        # The reading speaks of overseas markets; of transport to China nothing is said.
        return level if china or market_key(market) != market_key(_HOME) else None

    cells = [
        average(list(parts(markets.seen_from(origin), origin, cost)), info.possible[1])
        for origin in origins
    ]
    middle = median(headline(cell) or 0.0 for cell in cells)
    return Finding(
        cell=hull(cells, middle),
        rationale=joined(reading.rationale, rationale("template_exports")),
        claims=reading.claims,
    )
