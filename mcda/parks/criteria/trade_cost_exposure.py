"""Duty and sea freight that an enterprise's sales would bear from a park's country."""

import math
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from mcda.cells import Cell, FloatArray, Interval, Mixture, Triangular
from mcda.errors import Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.computed_criterion import ComputedCriterion, CriterionView, NotePart
from mcda.parks.criteria.freight_cost import freight_cell, freight_cost, sales_parts
from mcda.parks.criteria.registry import CRITERIA
from mcda.parks.duties import Duty, Goods, Portion
from mcda.parks.duties.coverage import GROUPS
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import CellFinding, headline, span
from mcda.parks.markets import (
    SalesPart,
    average,
    goods,
    is_at_home,
    market_key,
    market_name,
    parts,
    together,
)
from mcda.parks.markets import markets as known_markets
from mcda.parks.model import Country, Park, Text
from mcda.parks.rationale import joined, rationale
from mcda.parks.scenario import Scenario
from mcda.parks.sea_rates import SeaRates
from mcda.texts.marks import COMMA

_MADE = ("sectors", "goods", "chinese_parts")
_MARKETS = 8
"""The greatest, among which the market of sales that name none is looked for."""
_LINES = 16
"""Of goods that are told apart; of more, sections of the tariff are."""
_SECTIONS = [group[:2] for group in GROUPS]


def trade_cost_exposure(view: CriterionView, park: Park) -> CellFinding:
    r"""Return duty and freight in per cent of sales, averaged over the enterprise's markets.

    .. math:: c = \sum_k s_k \left(d_k + \frac{100}{v} r_k\right)

    with the share ``s_k`` of market ``k``, its duty ``d_k`` on the enterprise's goods made in the
    park, see `mcda.parks.duties.Schedule.duty`, the rate ``r_k`` of a 40-foot container
    to it, and the value ``v`` of the goods in one. Sales in that country bear neither. A market
    without a duty on record counts with the typical general duty on such goods, alike for all
    countries. What the enterprise left open (goods, Chinese parts, the market of some sales) makes
    cases, the same in a draw for all parks. Where ``v`` is not stated only the duty counts.

    Larger is worse; portions say which layer makes how much of it. ``None`` where the markets are
    not stated or the scenario has no duty for the country.
    """
    enterprise, scenario = view.enterprise, view.scenario
    country = view.catalogue.countries[park.country]
    paid = _duty(view, park)
    if paid is None:
        return _without_duty(enterprise, country, scenario)
    sentences: list[Text] = [
        rationale("trade_cost", country=country.name, scenario=scenario.name, as_of=scenario.as_of)
    ]
    if paid.open:
        sentences.append(rationale("trade_cost_open", typical=paid.typical))
    sea = _sea(enterprise, country, view.catalogue.freight)
    portions = paid.portions
    if sea.cell is not None:
        (low, high), mode = span(sea.cell), headline(sea.cell) or 0.0
        name = rationale("freight_portion")
        portions += (Portion(layer="freight", name=name, low=low, mode=mode, high=high),)
    counted = [portion for portion in portions if portion.mode > 0]
    named_portions = [portion for portion in portions if portion.named]
    if counted:
        largest_first = sorted(counted, key=lambda portion: -portion.mode)
        figures = portions_listed(largest_first, ".3g")
        sentences.append(rationale("trade_cost_portions", portions=figures))
    if named_portions:
        names = {
            language: mark.join(dict.fromkeys(portion.name[language] for portion in named_portions))
            for language, mark in COMMA.items()
        }
        sentences.append(rationale("trade_cost_named", portions=names))
    conferred = view.catalogue.schedule.conferred(enterprise.chinese_parts)
    if conferred != "host" and paid.portions:  # whose goods they are, where that is not plain
        sentences.append(rationale(f"trade_cost_origin_{conferred}", country=country.name))
    cell = _with_freight(paid.cell, sea.cell)
    open_notes = (open_note(part, country.name, paid.typical) for part in paid.open)
    notes = (*open_notes, *_goods_notes(view, paid))
    return CellFinding(
        cell=cell,
        rationale=joined(*sentences, sea.rationale),
        claims=tuple(dict.fromkeys((*paid.claims, *sea.claims))),
        notes=(*notes, *(note for note in sea.notes if note not in notes)),
        proxy=sea.proxy,
        doubts=() if cell == 0 else ("scenario",),
        portions=portions,
    )


@dataclass(frozen=True, slots=True)
class AverageDuty:
    """A duty averaged over the markets: its gaps and its portions."""

    cell: Cell
    """In every case of what the enterprise left open."""
    mean: Cell
    """On the average of its goods, counted as the country's."""
    open: tuple[SalesPart, ...]
    typical: float
    portions: tuple[Portion, ...]
    claims: tuple[str, ...]


def duty(
    enterprise: Enterprise, country: Country, scenario: Scenario, goods: Goods
) -> AverageDuty | None:
    """Return only the duty, ``None`` if no duty is recorded; see `trade_cost_exposure`."""
    if not enterprise.markets or not scenario.covers(country.id):
        return None
    return duty_on(enterprise, country, scenario, goods)


def duty_on(
    enterprise: Enterprise, country: Country, scenario: Scenario, goods: Goods
) -> AverageDuty:
    """Return the duty of a country that the scenario covers, in every case of what is open."""
    costs = list(parts(enterprise, country, lambda name: scenario.rate(name, country.id, goods)))
    missing = tuple(part for part in costs if part.cost is None)
    typical = scenario.typical(goods) if missing else 0.0
    mean = average(
        [part if part.cost is not None else replace(part, cost=typical) for part in costs]
    )
    levied = [
        (part.share, duty)
        for part in costs
        if part.market is not None
        and part.cost is not None
        and not is_at_home(part.market, country)
        and (duty := scenario.duty(market_key(part.market), country.id, goods)) is not None
    ]
    return AverageDuty(
        cell=_by_case(costs, mean, country, scenario, goods),
        mean=mean,
        open=missing,
        typical=typical,
        portions=tuple(_weighted(levied)),
        claims=tuple(dict.fromkeys(claim for _, duty in levied for claim in duty.claims)),
    )


def _by_case(
    costs: Sequence[SalesPart], mean: Cell, country: Country, scenario: Scenario, goods: Goods
) -> Cell:
    """Return the duty in every case of what the enterprise left open.

    Cases are the goods, whether they count as Chinese, and the market of the sales that name none;
    within a case the measures' own bounds are left, in which one draw serves the whole country.
    """
    duties = np.zeros((len(goods.lines), 2, 1, 3))  # by line, origin, open market and end
    for part in costs:
        if part.market is None:
            markets = list(islice(known_markets(), _MARKETS))
            rates = [_rates(market, country, scenario, goods) for market in markets]
            each = np.mean(rates, axis=1)[:, 0]  # of all lines, counted as the country's
            duties = duties + part.share * each
        else:
            duties = duties + part.share * _rates(part.market, country, scenario, goods)[:, :, None]
    chance = goods.chance_chinese
    origins = [k for k, share in enumerate((1 - chance, chance)) if share > 0]
    duties, shares = _grouped(duties[:, origins], goods)
    table = np.round(duties, 10).reshape(-1, 3)
    cases = [
        Interval(low=low, high=high) if low == high else Triangular(low=low, mode=mode, high=high)
        for low, mode, high in table.tolist()
    ]
    residual = f"country.{country.id}.duty"
    if np.ptp(table, axis=0).max() == 0:
        return replace(mean, shared=residual) if isinstance(mean, Interval | Triangular) else mean
    among = np.multiply.outer(shares, np.array([1 - chance, chance])[origins])
    last = duties.shape[2]
    among = np.repeat(among[:, :, None], last, axis=2) / last
    axes = zip(("firm.goods", "firm.chinese_parts", "firm.markets"), duties.shape, strict=False)
    chances, pick = tuple(among.ravel().tolist()), tuple(axis for axis in axes if axis[1] > 1)
    return Mixture(parts=tuple(cases), shares=chances, pick=pick, shared=residual)


def _rates(market: str, country: Country, scenario: Scenario, goods: Goods) -> FloatArray:
    """Return the duty of a market by line and origin, the typical one where none is recorded."""
    if is_at_home(market, country):
        return np.zeros((len(goods.lines), 2, 3))
    rates = scenario.rates_by_line(market_key(market), country.id, goods)
    typical = (len(goods.lines), 2, 3)
    return np.full(typical, scenario.typical(goods)) if rates is None else rates


def _grouped(duties: FloatArray, goods: Goods) -> tuple[FloatArray, FloatArray]:
    """Return duties by line, or by section of the tariff where lines are many, and the shares."""
    count = len(goods.lines)
    if count <= _LINES:
        return duties, np.full(count, 1 / count)
    sections = np.array([bisect_right(_SECTIONS, line.code[:2]) for line in goods.lines])
    present, times = np.unique(sections, return_counts=True)
    return np.array([duties[sections == k].mean(axis=0) for k in present]), times / count


def park_duty(view: CriterionView, park: Park) -> AverageDuty | None:
    """Return the duty on goods made in a park, None where the scenario has none of its country."""
    key = "duty", park.country, park.regimes
    if key not in view.made:
        country, scenario = view.catalogue.countries[park.country], view.scenario
        exports = goods(view.enterprise, view.catalogue.schedule)._replace(regimes=park.regimes)
        covered = scenario.covers(country.id)
        view.made[key] = duty_on(view.enterprise, country, scenario, exports) if covered else None
    paid: AverageDuty | None = view.made[key]
    return paid


def _duty(view: CriterionView, park: Park) -> AverageDuty | None:
    return park_duty(view, park) if view.enterprise.markets else None


def _weighted(levied: Sequence[tuple[float, Duty]]) -> Iterator[Portion]:
    """Yield the portion of each layer in the average over the markets."""
    sums: dict[str, list[tuple[float, Portion]]] = {}
    for share, each in levied:
        for portion in each.portions:
            sums.setdefault(portion.layer, []).append((share, portion))
    for weighted in sums.values():
        low, mode, high = (
            round(math.fsum(share * getattr(part, end) for share, part in weighted), 10)
            for end in ("low", "mode", "high")
        )
        first = weighted[0][1]
        yield replace(
            first, low=low, mode=mode, high=high, named=all(part.named for _, part in weighted)
        )


def portions_listed(portions: Sequence[Portion], digits: str) -> Text:
    """Return the portions of a figure in words, each with its likeliest value."""
    return {
        language: mark.join(f"{p.name[language]} {p.mode:{digits}}" for p in portions)
        for language, mark in COMMA.items()
    }


def _goods_notes(view: CriterionView, paid: AverageDuty) -> Iterator[Note]:
    """Yield notes on facts about the goods that are missing, if the duty has portions."""
    if not paid.portions:
        return
    schedule, enterprise = view.catalogue.schedule, view.enterprise
    if schedule.conferred(enterprise.chinese_parts) == "open":
        yield Note("origin_open", ("enterprise", "chinese_parts"), {})
    if not enterprise.goods and not any(map(schedule.codes.get, enterprise.sectors)):
        yield Note("goods_not_stated", ("enterprise", "sectors"), {})


def _with_freight(paid: Cell, sea: Cell) -> Cell:
    return paid if sea is None else together(paid, sea)


def _sea(enterprise: Enterprise, country: Country, freight: SeaRates) -> CellFinding:
    """Return the finding about the freight."""
    if enterprise.container_value is None:
        return CellFinding(cell=None, rationale=rationale("trade_cost_without_freight"))
    freight_finding = freight_cost(enterprise, country, freight)
    if freight_finding.cell is not None:
        return freight_finding
    reason = rationale("trade_cost_freight_open", country=country.name)
    return CellFinding(cell=None, rationale=reason, notes=freight_finding.notes)


def open_note(part: SalesPart, country: Text, typical: float) -> Note:
    """Return the note that a share of sales has no duty on record."""
    if part.market is None:
        fields: dict[str, object] = {"share": round(part.share, 6)}
        return Note("share_not_accounted", ("enterprise", "markets"), fields)
    fields = {"market": market_name(part.market), "country": country, "typical": typical}
    return Note("market_typical_rate", ("enterprise", "markets", part.market), fields)


def _without_duty(enterprise: Enterprise, country: Country, scenario: Scenario) -> CellFinding:
    if not enterprise.markets:
        note = Note("markets_not_stated", ("enterprise", "markets"), {})
        return CellFinding(cell=None, rationale=rationale("markets_unknown"), notes=(note,))
    fields = {"country": country.name, "scenario": scenario.name}
    note = Note("country_without_rate", ("scenario", "rates"), fields)
    reason = rationale("country_unknown", country=country.name, scenario=scenario.name)
    return CellFinding(cell=None, rationale=reason, claims=scenario.claims, notes=(note,))


@CRITERIA.register
class TradeCostExposure(ComputedCriterion):
    """See `trade_cost_exposure`."""

    id = "trade_cost_exposure"
    uses_scenario = True

    def recorded_claims(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield the claims behind the scenarios."""
        for item in catalogue.scenarios.values():
            yield from item.claims

    def is_recorded(self, catalogue: Catalogue, park: Park) -> bool:
        """Tell whether the default scenario has a duty on goods of the park's country."""
        return catalogue.default_scenario.covers(park.country)

    def unsaid(self, enterprise: Enterprise) -> str:
        """Return ``markets`` if no market is stated."""
        return "" if enterprise.markets else "markets"

    def open_cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the duty in each of the great markets."""
        paid = park_duty(view, park)
        return None if paid is None else paid.cell

    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        """Return duty and freight in per cent of sales."""
        return trade_cost_exposure(view, park)

    def cell(self, view: CriterionView, park: Park) -> Cell:
        """Return the cell without texts, which take most of the time."""
        paid = _duty(view, park)
        if paid is None:
            return None
        country = view.catalogue.countries[park.country]
        sea = freight_cell(view.enterprise, country, view.catalogue.freight)
        return _with_freight(paid.cell, sea)

    def facts(self, enterprise: Enterprise) -> Hashable:
        """Return the goods, the markets, and the value of a container."""
        return (
            tuple(enterprise.markets.items()),
            enterprise.container_value,
            tuple(enterprise.sectors),
            tuple(enterprise.goods),
            enterprise.chinese_parts,
        )

    def note_parts(self, enterprise: Enterprise, catalogue: Catalogue) -> Iterator[NotePart]:
        """Yield the sales market by market, each with the goods."""
        facts = {name: getattr(enterprise, name) for name in _MADE}
        return sales_parts(enterprise, catalogue, facts)

    def subject(self, park: Park) -> str:
        """Return the country, with the regimes of the park."""
        return " ".join((park.country, *park.regimes))
