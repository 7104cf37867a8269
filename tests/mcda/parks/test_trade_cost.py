"""Trade cost exposure, by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mcda.cells import Interval, Mixture, Triangular
from mcda.parks import Catalogue, Enterprise
from mcda.parks.criteria import CriterionView
from mcda.parks.criteria.trade_cost_exposure import (
    TradeCostExposure,
    _weighted,
    trade_cost_exposure,
)
from mcda.parks.duties import Duty, Portion
from mcda.parks.evidence import CellFinding, bounds, headline
from mcda.parks.markets import goods
from mcda.parks.scenario import OwnRates, Scenario

RATES = {"US": {"vietnam": {"low": 0, "mode": 10, "high": 20}, "thailand": 19},
         "EU": {"vietnam": {"low": 0, "mode": 0, "high": 4.1}}}  # fmt: skip
OWN = OwnRates.from_mapping({"name": "n", "as_of": "2026", "rates": RATES}, ("vietnam", "thailand"))


def _cost(
    catalogue: Catalogue,
    markets: dict[str, float],
    country: str = "vietnam",
    scenario: Scenario | str = OWN,
    **said: Any,
) -> CellFinding:
    view = CriterionView(
        catalogue=catalogue,
        enterprise=Enterprise(markets=markets, **said),
        scenario=catalogue.scenario(scenario) if isinstance(scenario, str) else scenario,
        today=date(2026, 11, 28),
    )
    park = replace(catalogue.parks["tcr"], country=country)
    found = trade_cost_exposure(view, park)
    assert TradeCostExposure().cell(view, park) == found.cell
    return found


def _codes(found: CellFinding) -> list[str]:
    return [note.code for note in found.notes]


def test_the_average_over_the_markets(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"US": 0.6, "EU": 0.2, "host": 0.2})
    # 0.6 x (0, 10, 20) + 0.2 x (0, 0, 4.1)
    assert bounds(found.cell) == pytest.approx((0, 12.82))
    assert headline(found.cell) == pytest.approx(6)


def test_fixed_rates_give_a_number(catalogue: Catalogue) -> None:
    assert _cost(catalogue, {"US": 0.5, "host": 0.5}, "thailand").cell == 9.5


@pytest.mark.parametrize("market", ["host", "Vietnam", "VN", "越南"])
def test_sales_in_the_parks_country_bear_no_duty(catalogue: Catalogue, market: str) -> None:
    found = _cost(catalogue, {market: 1.0}, scenario="lapsed")
    assert (found.cell, found.portions, found.notes) == (0.0, (), ())


def test_the_host_elsewhere_is_a_foreign_market(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"Vietnam": 1.0}, "thailand")
    assert found.cell == pytest.approx((10 + 19 + 0) / 3)  # typical of the rates on record
    assert _codes(found) == ["market_typical_rate"]


def test_what_is_not_accounted_for_is_tried_in_every_great_market(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"US": 0.6}, "thailand")
    assert isinstance(found.cell, Mixture)
    assert found.cell.pick[-1] == ("firm.markets", 8)
    typical = (10 + 19 + 0) / 3  # of the seven markets without a rate
    assert headline(found.cell) == pytest.approx(11.4 + 0.4 * (19 + 7 * typical) / 8)
    assert [(note.code, note.fields["share"]) for note in found.notes] == [
        ("share_not_accounted", pytest.approx(0.4))
    ]


def test_a_market_of_share_zero_does_not_matter(catalogue: Catalogue) -> None:
    assert _cost(catalogue, {"host": 1.0, "Brazil": 0.0}).notes == ()


def test_no_markets_is_unknown(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {})
    assert found.cell is None
    assert _codes(found) == ["markets_not_stated"]


def test_a_scenario_that_leaves_a_country_out(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"US": 1.0}, "laos")
    assert found.cell is None
    assert _codes(found) == ["country_without_rate"]


def test_the_sentence_dates_the_scenario(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"US": 1.0}, scenario="lapsed")
    assert "2026-11-28" in found.rationale["en"]
    assert "not today's law" in found.rationale["en"]
    assert "不等于现行法律" in found.rationale["zh"]


def test_it_says_which_layer_makes_how_much(catalogue: Catalogue) -> None:
    said = {"sectors": ["auto_parts"], "chinese_parts": 0.1}
    found = _cost(catalogue, {"US": 0.5, "host": 0.5}, "thailand", "forced_labour", **said)
    parts = {one.layer: one for one in found.portions}
    share = catalogue.schedule.layers["us_section_232_auto_parts"].share.mode
    assert parts["us_section_232_auto_parts"].mode == pytest.approx(0.5 * 25 * share)
    assert parts["us_forced_labour_12_5"].mode == pytest.approx(0.5 * 12.5)
    assert sum(one.mode for one in found.portions) == pytest.approx(headline(found.cell))
    assert "section 232, automobile parts 11" in found.rationale["en"]
    assert "232 条款汽车零件 11" in found.rationale["zh"]
    assert "Section 232: buses" in found.rationale["en"].split("In the upper bound alone")[1]


def test_whose_goods_they_are_is_asked_and_stays_open(catalogue: Catalogue) -> None:
    said = {"sectors": ["garments"]}
    open_ = _cost(catalogue, {"US": 1.0}, scenario="lapsed", **said)
    china = _cost(catalogue, {"US": 1.0}, "china", "lapsed", **said)
    own = _cost(catalogue, {"US": 1.0}, scenario="lapsed", chinese_parts=0.1, **said)
    lost = _cost(catalogue, {"US": 1.0}, scenario="lapsed", chinese_parts=0.9, **said)
    assert "origin_open" in _codes(open_)
    assert bounds(open_.cell)[1] == pytest.approx(bounds(china.cell)[1])
    chance = catalogue.schedule.chance_chinese(None)
    assert 0.3 < chance < 0.4
    either = (1 - chance) * headline(own.cell) + chance * headline(china.cell)  # type: ignore[operator]
    assert headline(open_.cell) == pytest.approx(either)
    assert "origin_open" not in _codes(own)
    assert set(lost.cell.parts) == set(china.cell.parts)
    assert headline(lost.cell) == pytest.approx(headline(china.cell))
    assert "no recorded rule of origin" in lost.rationale["en"]


def test_goods_that_are_not_stated_are_the_average_product_and_told(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"US": 1.0}, scenario="lapsed", chinese_parts=0.0)
    chapters = sorted({c[:2] for known in catalogue.schedule.codes.values() for c in known})
    each = [
        headline(
            _cost(
                catalogue, {"US": 1.0}, scenario="lapsed", chinese_parts=0.0, goods=[chapter]
            ).cell
        )
        for chapter in chapters
    ]
    assert headline(found.cell) == pytest.approx(sum(each) / len(each))  # type: ignore[arg-type]
    assert "goods_not_stated" in _codes(found)


def test_chapters_take_the_place_of_sectors(catalogue: Catalogue) -> None:
    enterprise = Enterprise(sectors=["auto_parts"], goods=["40"])
    assert [line.code for line in goods(enterprise, catalogue.schedule).lines] == ["40"]


def test_freight_is_added_where_the_value_of_a_container_is_stated(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"US": 0.5, "host": 0.5}, container_value=100_000)
    # 0.5 x (0, 10, 20) of duty, and 0.5 x (1636, 2343, 6178) USD of 100 000
    assert bounds(found.cell) == pytest.approx((0.818, 13.089))
    assert headline(found.cell) == pytest.approx(6.1715)
    assert set(catalogue.freight.rates["US"]["vietnam"].claims) <= set(found.claims)
    assert [one.layer for one in found.portions] == ["freight"]
    assert "40-foot container" in found.rationale["en"]
    without = _cost(catalogue, {"US": 0.5, "host": 0.5})
    assert headline(without.cell) == 5
    assert "Freight is not in it" in without.rationale["en"]
    assert "未计入运费" in without.rationale["zh"]


def test_a_landlocked_host_pays_the_way_to_the_port(catalogue: Catalogue) -> None:
    said = {"sectors": ["garments"], "chinese_parts": 0.0}
    laos = _cost(catalogue, {"US": 1.0}, "laos", "lapsed", container_value=100_000, **said)
    bare = _cost(catalogue, {"US": 1.0}, "laos", "lapsed", **said)
    rate = catalogue.freight.rate("US", "thailand")
    assert rate is not None
    low = headline(laos.cell) - headline(bare.cell)  # type: ignore[operator]
    # the port's rate and 693 km at 1.9 USD
    assert low == pytest.approx((rate.mode + 693 * 1.9) / 1000)  # type: ignore[operator]
    assert "Laem Chabang" in laos.rationale["en"]
    assert "林查班" in laos.rationale["zh"]


def test_a_scenario_is_assumed(catalogue: Catalogue) -> None:
    assert _cost(catalogue, {"US": 1.0}).doubts == ("scenario",)
    assert _cost(catalogue, {"host": 1.0}).doubts == ()


def test_bounds_without_a_likeliest_stay_without(catalogue: Catalogue) -> None:
    rates = {"US": {"vietnam": {"low": 0, "high": 8}}}
    own = OwnRates.from_mapping({"name": "n", "as_of": "2026", "rates": rates}, ("vietnam",))
    found = _cost(catalogue, {"US": 1.0}, scenario=own)
    assert found.cell == Interval(low=0, high=8, shared="country.vietnam.duty")
    assert isinstance(_cost(catalogue, {"US": 1.0}).cell, Triangular)


def test_a_measure_that_counts_in_one_market_is_not_merely_named() -> None:
    name = {"en": "Safeguard", "zh": "保障措施"}
    of_some = Portion(layer="safeguard", name=name, low=0, mode=0, high=25, named=True)
    of_all = replace(of_some, low=10, mode=10, high=10, named=False)
    levied = [
        (share, Duty(low=0, mode=0, high=0, portions=(part,)))
        for share, part in ((0.5, of_some), (0.2, of_all))
    ]
    (average,) = _weighted(levied)
    assert (average.low, average.mode, average.high, average.named) == (2.0, 2.0, 14.5, False)
    (average,) = _weighted(levied[:1])
    assert (average.high, average.named) == (12.5, True)
