"""Duty and sea freight that an enterprise's sales would bear from a park's country."""

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from mcda.cells import Cell
from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.computed_criterion import ComputedCriterion, CriterionView, NotePart
from mcda.parks.criteria.freight_cost import freight_cell, freight_cost, sales_parts
from mcda.parks.criteria.registry import CRITERIA
from mcda.parks.duties import Duty, Goods, Portion
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, headline, span
from mcda.parks.markets import market_name
from mcda.parks.model import Country, Park, Text
from mcda.parks.rationale import joined, rationale
from mcda.parks.sales import SalesPart, average, goods, is_at_home, parts, together
from mcda.parks.scenario import Scenario, market_key
from mcda.parks.sea_rates import SeaRates
from mcda.texts.marks import COMMA

_MADE = ("sectors", "hs_chapters", "chinese_parts")


def trade_cost_exposure(view: CriterionView, country: Country) -> CellFinding:
    r"""Return duty and freight in per cent of sales, averaged over the enterprise's markets.

    .. math:: c = \sum_k s_k \left(d_k + \frac{100}{v} r_k\right)

    with the share ``s_k`` of market ``k``, its duty ``d_k`` on the enterprise's goods made in the
    park's country, see `mcda.parks.duties.Schedule.duty`, the rate ``r_k`` of a 40-foot container
    to it, and the value ``v`` of the goods in one. Sales in that country bear neither. A market
    without a duty, and the share that no market accounts for, lie between 0 and the highest on
    record for that country. Where ``v`` is not stated only the duty counts.

    Parameters
    ----------
    view
        Shares of sales by market, sectors or chapters, share of Chinese parts and
        `container_value` of the enterprise; the scenario; rates of freight.
    country
        The country of the park.

    Returns
    -------
    CellFinding
        Larger is worse; its portions say which layer makes how much of it. ``None`` where the
        markets are not stated or the scenario has no duty for the country.
    """
    enterprise, scenario = view.enterprise, view.scenario
    paid = _duty(view, country)
    if paid is None:
        return _unknown(enterprise, country, scenario)
    said: list[Text] = [
        rationale("trade_cost", country=country.name, scenario=scenario.name, as_of=scenario.as_of)
    ]
    if paid.open:
        said.append(rationale("trade_cost_open", high=paid.highest))
    sea = _sea(enterprise, country, view.catalogue.freight)
    portions = (*paid.portions, *_freight_portion(sea.cell))
    counted = [portion for portion in portions if portion.mode > 0]
    named = [portion for portion in portions if portion.named]
    if counted:
        said.append(rationale("trade_cost_portions", portions=_listed(counted)))
    if named:
        said.append(rationale("trade_cost_named", portions=_names(named)))
    said += _origin(view, country, paid)
    cell = _with_freight(paid.cell, sea.cell)
    notes = (
        *(open_note(part, country.name, paid.highest) for part in paid.open),
        *_goods_notes(view, paid),
    )
    return CellFinding(
        cell=cell,
        rationale=joined(*said, sea.rationale),
        claims=tuple(dict.fromkeys((*paid.claims, *sea.claims))),
        notes=(*notes, *(note for note in sea.notes if note not in notes)),
        proxy=sea.proxy,
        doubts=() if cell == 0 else ("scenario",),
        portions=portions,
    )


def trade_cost_cell(view: CriterionView, country: Country) -> Cell:
    """Return the cell alone; see `trade_cost_exposure`."""
    paid = _duty(view, country)
    if paid is None:
        return None
    return _with_freight(paid.cell, freight_cell(view.enterprise, country, view.catalogue.freight))


@dataclass(frozen=True, slots=True)
class AverageDuty:
    """A duty averaged over the markets: what it leaves open, and what makes it up."""

    cell: Cell
    open: tuple[SalesPart, ...]
    highest: float
    portions: tuple[Portion, ...]
    claims: tuple[str, ...]


def duty(
    enterprise: Enterprise, country: Country, scenario: Scenario, goods: Goods
) -> AverageDuty | None:
    """Return the duty alone, ``None`` where nothing is recorded; see `trade_cost_exposure`.

    Parameters
    ----------
    enterprise
        Its markets.
    country
        Where the goods are made.
    scenario, goods
        On which they are levied.
    """
    if not enterprise.markets or not scenario.covers(country.id):
        return None
    found = list(parts(enterprise, country, lambda name: scenario.rate(name, country.id, goods)))
    missing = tuple(part for part in found if part.cost is None)
    highest = scenario.highest(country.id, goods) or 0.0 if missing else 0.0
    levied = [
        (part.share, duty)
        for part in found
        if part.market is not None
        and part.cost is not None
        and not is_at_home(part.market, country)
        and (duty := scenario.duty(market_key(part.market), country.id, goods)) is not None
    ]
    return AverageDuty(
        cell=average(found, highest),
        open=missing,
        highest=highest,
        portions=tuple(_weighted(levied)),
        claims=tuple(dict.fromkeys(claim for _, duty in levied for claim in duty.claims)),
    )


def _duty(view: CriterionView, country: Country) -> AverageDuty | None:
    made = goods(view.enterprise, view.catalogue.schedule)
    return duty(view.enterprise, country, view.scenario, made)


def _weighted(levied: Sequence[tuple[float, Duty]]) -> Iterator[Portion]:
    """Yield each layer's part of the average over the markets."""
    sums: dict[str, list[tuple[float, Portion]]] = {}
    for share, each in levied:
        for portion in each.portions:
            sums.setdefault(portion.layer, []).append((share, portion))
    for told in sums.values():
        low, mode, high = (
            round(math.fsum(share * getattr(one, end) for share, one in told), 10)
            for end in ("low", "mode", "high")
        )
        first = told[0][1]
        yield replace(first, low=low, mode=mode, high=high, named=all(one.named for _, one in told))


def _freight_portion(sea: Cell) -> Iterator[Portion]:
    if sea is not None:
        low, high = span(sea)
        mode = headline(sea) or 0.0
        name = rationale("freight_portion")
        yield Portion(layer="freight", name=name, low=low, mode=mode, high=high)


def _listed(portions: Sequence[Portion]) -> Text:
    """Return what makes up the figure, the largest first."""
    ordered = sorted(portions, key=lambda portion: -portion.mode)
    return {
        language: mark.join(f"{one.name[language]} {one.mode:.3g}" for one in ordered)
        for language, mark in COMMA.items()
    }


def _names(portions: Sequence[Portion]) -> Text:
    return {
        language: mark.join(dict.fromkeys(one.name[language] for one in portions))
        for language, mark in COMMA.items()
    }


def _origin(view: CriterionView, country: Country, paid: AverageDuty) -> Iterator[Text]:
    """Yield whose goods they are, where that is open or not the host's."""
    schedule = view.catalogue.schedule
    conferred = schedule.conferred(view.enterprise.chinese_parts)
    if conferred != "host" and paid.portions:
        yield rationale(f"trade_cost_origin_{conferred}", country=country.name)


def _goods_notes(view: CriterionView, paid: AverageDuty) -> Iterator[Note]:
    """Yield what the enterprise leaves open of its goods, where a duty on them is told."""
    if not paid.portions:
        return
    schedule, enterprise = view.catalogue.schedule, view.enterprise
    if schedule.conferred(enterprise.chinese_parts) == "open":
        yield Note("origin_open", ("enterprise", "chinese_parts"), {})
    if not enterprise.hs_chapters and not any(map(schedule.chapters.get, enterprise.sectors)):
        yield Note("goods_not_stated", ("enterprise", "sectors"), {})


def _with_freight(paid: Cell, sea: Cell) -> Cell:
    return paid if sea is None else together(paid, sea)


def _sea(enterprise: Enterprise, country: Country, freight: SeaRates) -> CellFinding:
    """Return what is to be said of the freight."""
    if enterprise.container_value is None:
        return CellFinding(cell=None, rationale=rationale("trade_cost_without_freight"))
    found = freight_cost(enterprise, country, freight)
    if found.cell is not None:
        return found
    said = rationale("trade_cost_freight_open", country=country.name)
    return CellFinding(cell=None, rationale=said, notes=found.notes)


def open_note(part: SalesPart, country: Text, highest: float) -> Note:
    """Return the note that a share of sales has no duty on record.

    Parameters
    ----------
    part
        The share.
    country
        Name of where the goods are made.
    highest
        Duty up to which it may bear.
    """
    if part.market is None:
        fields: dict[str, object] = {"share": round(part.share, 6)}
        return Note("share_not_accounted", ("enterprise", "markets"), fields)
    fields = {"market": market_name(part.market), "country": country, "high": highest}
    return Note("market_without_rate", ("enterprise", "markets", part.market), fields)


def _unknown(enterprise: Enterprise, country: Country, scenario: Scenario) -> CellFinding:
    if not enterprise.markets:
        note = Note("markets_not_stated", ("enterprise", "markets"), {})
        return CellFinding(cell=None, rationale=rationale("markets_unknown"), notes=(note,))
    fields = {"country": country.name, "scenario": scenario.name}
    note = Note("country_without_rate", ("scenario", "rates"), fields)
    said = rationale("country_unknown", country=country.name, scenario=scenario.name)
    return CellFinding(cell=None, rationale=said, claims=scenario.claims, notes=(note,))


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
        return catalogue.default_scenario.covers(park.country)

    def unsaid(self, enterprise: Enterprise) -> str:
        """Return ``markets`` where none are stated."""
        return "" if enterprise.markets else "markets"

    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return duty and freight in per cent of sales."""
        return trade_cost_exposure(view, view.catalogue.countries[park.country])

    def cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the cell without the words, which take most of the time."""
        return trade_cost_cell(view, view.catalogue.countries[park.country])

    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return what is sold, where, and the value of a container."""
        return (
            tuple(enterprise.markets.items()),
            enterprise.container_value,
            tuple(enterprise.sectors),
            tuple(enterprise.hs_chapters),
            enterprise.chinese_parts,
        )

    def note_parts(self, enterprise: Enterprise, catalogue: Catalogue) -> Iterator[NotePart]:
        """Yield the sales market by market, each with what is sold."""
        made = {name: getattr(enterprise, name) for name in _MADE}
        return sales_parts(enterprise, catalogue, made)

    def subject(self, park: Park) -> str:
        """Return the country."""
        return park.country
