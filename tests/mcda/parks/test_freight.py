"""Sea freight, by hand."""

from dataclasses import replace

import pytest

from mcda.cells import Interval
from mcda.parks import Catalogue, Enterprise, appraise
from mcda.parks.criteria import is_rated
from mcda.parks.criteria.freight_cost import HIGHEST_SHARE, freight_cell, freight_cost
from mcda.parks.evidence import CellFinding, bounds, headline
from mcda.parks.portfolio import portfolio
from mcda.parks.sea_rates import SeaRates


def _cost(
    catalogue: Catalogue,
    markets: dict[str, float],
    value: float | None = 50_000,
    country: str = "vietnam",
) -> CellFinding:
    enterprise = Enterprise(markets=markets, container_value=value)
    found = freight_cost(enterprise, catalogue.country(country), catalogue.freight)
    assert freight_cell(enterprise, catalogue.country(country), catalogue.freight) == found.cell
    return found


def _codes(found: CellFinding) -> list[str]:
    return [note.code for note in found.notes]


def test_the_example_enterprise(catalogue):
    found = _cost(catalogue, {"US": 0.6, "EU": 0.2, "host": 0.2})
    # 0.6 x (1636, 2343, 6178) + 0.2 x (1703, 2712, 5160) = 1322.2, 1948.2, 4738.8 USD
    assert bounds(found.cell) == pytest.approx((2.6444, 9.4776))
    assert headline(found.cell) == pytest.approx(3.8964)
    assert found.notes == ()
    assert "1,322 to 4,739 US dollars" in found.rationale["en"]
    assert "50,000" in found.rationale["zh"]


def test_a_rate_of_its_own_is_no_proxy(catalogue):
    found = _cost(catalogue, {"US": 1.0})
    assert headline(found.cell) == pytest.approx(100 * 2343 / 50_000)
    assert not found.proxy
    assert "proxy" not in found.rationale["en"]
    assert found.claims == catalogue.freight.rates["US"]["vietnam"].claims


@pytest.mark.parametrize("country", ["thailand", "indonesia", "cambodia", "malaysia"])
def test_a_region_stands_in_and_is_called_a_proxy(catalogue, country):
    found = _cost(catalogue, {"US": 1.0}, country=country)
    assert headline(found.cell) == pytest.approx(100 * 2441 / 50_000)
    assert found.proxy
    assert "proxy" in found.rationale["en"]
    assert "Southeast Asia" in found.rationale["en"]
    assert "东南亚" in found.rationale["zh"]


def test_both_regions_are_named(catalogue):
    found = _cost(catalogue, {"US": 0.5, "EU": 0.5}, country="thailand")
    assert "(Southeast Asia, the Far East)" in found.rationale["en"]
    assert "（东南亚、远东）" in found.rationale["zh"]


@pytest.mark.parametrize("market", ["host", "Vietnam", "VN", "越南"])
def test_sales_in_the_parks_country_cost_nothing(catalogue, market):
    found = _cost(catalogue, {market: 1.0})
    assert found.cell == 0.0
    assert (found.claims, found.notes, found.proxy) == ((), (), False)
    assert "bear no sea freight" in found.rationale["en"]


def test_host_sales_cost_nothing_where_no_rate_is_recorded(catalogue):
    assert _cost(catalogue, {"host": 1.0}, country="egypt").cell == 0.0


def test_what_is_not_accounted_for_is_not_guessed(catalogue):
    found = _cost(catalogue, {"EU": 0.5, "Canada": 0.25})
    # 0.5 x (1703, 5160) + 0.5 x (0, the highest by sea of any country to any market)
    top = catalogue.freight.highest("vietnam")
    assert top is not None
    assert isinstance(found.cell, Interval)
    assert bounds(found.cell) == pytest.approx((1.703, 5.16 + top.high / 1000))
    assert _codes(found) == ["market_without_freight", "share_not_accounted"]
    assert found.notes[0].path == ("enterprise", "markets", "Canada")
    assert f"{top.high:,.0f}" in found.rationale["en"]
    # what bounds the gap is cited, but no way of its country told
    assert set(top.claims) <= set(found.claims)
    assert "by land" not in found.rationale["en"]


@pytest.mark.parametrize("country", ["vietnam", "mexico", "tajikistan", "kenya"])
def test_what_is_open_is_as_wide_for_every_country(catalogue, country):
    freight = catalogue.freight
    top, by_sea = freight.highest(country), freight.highest("china")
    assert top is not None
    assert by_sea is not None
    assert (top == by_sea) is (country not in freight.legs)
    found = _cost(catalogue, {"Canada": 1.0}, value=100_000, country=country)
    assert bounds(found.cell) == pytest.approx((0, top.high / 1000))
    assert not found.proxy


def test_the_value_of_a_container_is_not_guessed(catalogue):
    found = _cost(catalogue, {"US": 1.0}, value=None)
    assert found.cell is None
    assert _codes(found) == ["container_value_not_stated"]
    for language in ("en", "zh"):
        assert found.rationale[language]
    assert "not stated" in found.rationale["en"]


def test_nothing_stated_tells_both(catalogue):
    found = _cost(catalogue, {}, value=None)
    assert found.cell is None
    assert _codes(found) == ["markets_not_stated", "container_value_not_stated"]
    assert _codes(_cost(catalogue, {})) == ["markets_not_stated"]


def test_a_country_without_rates_is_as_open_as_a_market_without_one(catalogue):
    nowhere = replace(catalogue.freight, regions=catalogue.freight.regions[:2], legs={})
    assert nowhere.rate("US", "egypt") is None
    enterprise = Enterprise(markets={"US": 0.5, "host": 0.5}, container_value=50_000)
    found = freight_cost(enterprise, catalogue.country("egypt"), nowhere)
    assert found.cell == Interval(low=0, high=nowhere.top / 1000)
    assert _codes(found) == ["market_without_freight"]


def test_without_any_rate_freight_is_unknown(catalogue):
    enterprise = Enterprise(markets={"US": 0.5, "host": 0.5}, container_value=50_000)
    found = freight_cost(enterprise, catalogue.country("egypt"), SeaRates())
    assert found.cell is None
    assert _codes(found) == ["country_without_freight"]
    part = Enterprise(markets={"host": 0.5}, container_value=50_000)
    assert freight_cost(part, catalogue.country("egypt"), SeaRates()).cell is None


@pytest.mark.parametrize("country", ["egypt", "pakistan", "kenya", "serbia"])
def test_where_no_rate_of_the_region_is_known_all_on_record_stand_in(catalogue, country):
    found = _cost(catalogue, {"US": 1.0}, country=country)
    rates = catalogue.freight.rates["US"].values()
    low, high = bounds(found.cell)
    assert found.proxy
    assert low is not None
    assert high is not None
    assert low >= 100 * min(rate.low for rate in rates) / 50_000
    assert high >= 100 * max(rate.high for rate in rates) / 50_000


def test_freight_beyond_the_scale_is_cut_and_told(catalogue):
    found = _cost(catalogue, {"US": 1.0}, value=5_000)
    assert bounds(found.cell) == pytest.approx((32.72, HIGHEST_SHARE))
    assert headline(found.cell) == pytest.approx(46.86)
    assert _codes(found) == ["freight_cut"]
    assert _cost(catalogue, {"US": 1.0}, value=1).cell == HIGHEST_SHARE


def test_the_cut_is_past_the_end_of_the_scale(catalogue):
    info = catalogue.criterion("freight_cost")
    assert info.range == (0, 20)
    assert info.range[1] < HIGHEST_SHARE < info.possible[1]
    assert not is_rated(info)
    assert info.direction == "cost"
    assert set(info.overlaps) == {"logistics", "port_distance"}


def test_twice_the_value_is_half_the_freight(catalogue):
    one, two = (_cost(catalogue, {"US": 0.7, "EU": 0.3}, value=v) for v in (40_000, 80_000))
    assert headline(one.cell) == pytest.approx(2 * (headline(two.cell) or 0))


def test_in_an_appraisal(catalogue):
    enterprise = Enterprise(markets={"US": 1.0}, container_value=50_000)
    view = appraise(catalogue, enterprise, ["ljip", "tcr", "teda_suez"], ["freight_cost"])
    own, proxy, far = (view.evidence[park]["freight_cost"] for park in view.alternative_ids)
    assert (own.kind, own.proxy, own.unit) == ("derived", False, "% of export value")
    assert {claim.subject for claim in own.claims} == {"vietnam", "china", "far_east", "shanghai"}
    assert proxy.proxy
    assert proxy.quality is not None
    assert "proxy" in proxy.quality.doubts
    # the other country that stands in is cited
    assert {claim.subject for claim in proxy.claims} >= {"southeast_asia", "vietnam"}
    assert far.proxy
    assert far.cell == Interval(low=100 * 1636 / 50_000, high=100 * 6500 / 50_000)


def test_readings_of_other_weeks_are_no_contradiction(catalogue):
    enterprise = Enterprise(markets={"US": 0.5, "EU": 0.5}, container_value=50_000)
    view = appraise(catalogue, enterprise, ["ljip", "tcr"], ["freight_cost"])
    for park in view.alternative_ids:
        quality = view.evidence[park]["freight_cost"].quality
        assert quality is not None
        assert "conflict" not in quality.doubts


def test_it_overlaps_with_logistics(catalogue):
    enterprise = Enterprise(markets={"US": 1.0}, container_value=50_000)
    view = appraise(catalogue, enterprise, ["ljip"], ["freight_cost", "logistics", "port_distance"])
    assert len([note for note in view.notes if note.code == "criteria_overlap"]) == 3


def test_a_catalogue_without_rates_knows_nothing(catalogue):
    assert _cost(replace(catalogue, freight=SeaRates()), {"US": 1.0}).cell is None


def test_a_portfolio_sees_what_each_appraisal_sees(catalogue):
    enterprises = [
        Enterprise(markets=markets, container_value=value)
        for markets in ({"US": 0.6, "EU": 0.2, "host": 0.2}, {"EU": 0.5}, {"host": 1.0}, {})
        for value in (None, 4_000.0, 50_000.0)
    ]
    parks, criteria = ["ljip", "tcr", "teda_suez"], ["freight_cost", "trade_cost_exposure"]
    (freight, _) = portfolio(catalogue, enterprises, parks, criteria).columns
    for row, enterprise in enumerate(enterprises):
        view = appraise(catalogue, enterprise, parks, criteria)
        for at, park in enumerate(parks):
            seen = view.evidence[park]["freight_cost"]
            assert freight.unknown[freight.index[row], at] == (
                seen.cell is None and not seen.unsaid
            )
            assert freight.values[freight.index[row], at] == view.values[at, 0]
    # equal facts are worked out once
    again = portfolio(catalogue, [*enterprises, *enterprises], parks, criteria).columns[0]
    assert len(again.values) == len(enterprises)
