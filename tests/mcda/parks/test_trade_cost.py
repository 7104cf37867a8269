"""Trade cost exposure, by hand."""

import pytest

from mcda.cells import Interval, Triangular
from mcda.parks import Catalogue, Enterprise, Scenario
from mcda.parks.criteria.trade_cost_exposure import trade_cost_cell, trade_cost_exposure
from mcda.parks.evidence import Finding, bounds, headline


def _cost(
    catalogue: Catalogue,
    markets: dict[str, float],
    country: str = "vietnam",
    scenario: Scenario | str = "us_span_2025_2026",
    value: float | None = None,
) -> Finding:
    chosen = catalogue.scenario(scenario) if isinstance(scenario, str) else scenario
    asked = Enterprise(markets=markets, container_value=value), catalogue.country(country), chosen
    found = trade_cost_exposure(*asked, catalogue.freight)
    assert trade_cost_cell(*asked, catalogue.freight) == found.cell
    return found


def test_the_example_enterprise(catalogue: Catalogue) -> None:
    markets = {"US": 0.6, "EU": 0.2, "host": 0.2}
    vietnam = _cost(catalogue, markets)
    # 0.6 x (0, 10, 20) + 0.2 x (0, 0, 4.1)
    assert bounds(vietnam.cell) == pytest.approx((0, 12.82))
    assert headline(vietnam.cell) == pytest.approx(6)
    thailand = _cost(catalogue, markets, "thailand")
    # 0.6 x (0, 10, 19) + 0.2 x (0.9, 4.1, 11.5)
    assert bounds(thailand.cell) == pytest.approx((0.18, 13.7))
    assert headline(thailand.cell) == pytest.approx(6.82)


def test_fixed_rates_give_a_number(catalogue: Catalogue) -> None:
    assert _cost(catalogue, {"US": 0.5, "host": 0.5}, scenario="us_2025_08").cell == 10.0


@pytest.mark.parametrize("market", ["host", "Vietnam", "VN", "越南"])
def test_sales_in_the_parks_country_bear_no_duty(catalogue: Catalogue, market: str) -> None:
    found = _cost(catalogue, {market: 1.0})
    assert found.cell == 0.0
    assert found.notes == ()


def test_the_host_elsewhere_is_a_foreign_market(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"Vietnam": 1.0}, "thailand")
    assert found.cell == Interval(low=0.0, high=19.0)
    assert [note.code for note in found.notes] == ["market_without_rate"]


def test_what_is_not_accounted_for_is_not_guessed(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"US": 0.6}, scenario="us_2025_08")
    assert found.cell == Interval(low=12.0, high=20.0)
    assert [(note.code, note.fields["share"]) for note in found.notes] == [
        ("share_not_accounted", pytest.approx(0.4))
    ]
    assert "0" in found.rationale["en"]


def test_a_market_of_share_zero_does_not_matter(catalogue: Catalogue) -> None:
    assert _cost(catalogue, {"host": 1.0, "Brazil": 0.0}).notes == ()


def test_no_markets_is_unknown(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {})
    assert found.cell is None
    assert found.notes[0].code == "markets_not_stated"


def test_a_scenario_that_leaves_a_country_out(catalogue: Catalogue) -> None:
    rates = {"US": {"thailand": 5}}
    own = Scenario.from_mapping({"name": "n", "as_of": "2026", "rates": rates}, ("thailand",))
    found = _cost(catalogue, {"US": 1.0}, scenario=own)
    assert found.cell is None
    assert found.notes[0].code == "country_without_rate"
    assert _cost(catalogue, {"US": 1.0}, "thailand", own).cell == 5.0


def test_the_sentence_dates_the_scenario(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"US": 1.0})
    assert "2026-02-24" in found.rationale["en"]
    assert "not today's law" in found.rationale["en"]
    assert "不等于现行法律" in found.rationale["zh"]


def test_freight_is_added_where_the_value_of_a_container_is_stated(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"US": 0.5, "host": 0.5}, value=100_000)
    # 0.5 x (0, 10, 20) of duty, and 0.5 x (1653, 2774, 5476) USD of 100 000
    assert bounds(found.cell) == pytest.approx((0.8265, 12.738))
    assert headline(found.cell) == pytest.approx(6.387)
    assert set(catalogue.freight.rates["US"]["vietnam"].claims) <= set(found.claims)
    assert "40-foot container" in found.rationale["en"]
    without = _cost(catalogue, {"US": 0.5, "host": 0.5})
    assert headline(without.cell) == 5
    assert "Freight is not in it" in without.rationale["en"]
    assert "未计入运费" in without.rationale["zh"]


def test_freight_that_nobody_recorded_is_bounded_by_the_highest_on_record(
    catalogue: Catalogue,
) -> None:
    found = _cost(catalogue, {"US": 1.0}, country="egypt", value=54_760)
    # duty 0, 10, 15; freight 0, 2738, 5476 USD of 54 760
    assert found.cell == Triangular(low=0.0, mode=15.0, high=25.0)
    assert found.doubts == ("scenario", "bounds_only")
    # Sales in the country bear none: 0.1 x (0, 10, 15) and 0.1 x (0, 5, 10)
    part = _cost(catalogue, {"host": 0.9, "US": 0.1}, country="egypt", value=54_760)
    assert part.cell == Triangular(low=0.0, mode=1.5, high=2.5)
    assert [note.code for note in found.notes] == ["country_without_freight"]
    assert "5,476" in found.rationale["en"]
    assert _cost(catalogue, {"host": 1.0}, country="egypt", value=54_760).cell == 0.0


def test_what_is_beyond_the_scale_is_cut(catalogue: Catalogue) -> None:
    found = _cost(catalogue, {"US": 1.0}, value=6_000)
    assert bounds(found.cell) == pytest.approx((27.55, 50))
    assert headline(found.cell) == 50
    nowhere = _cost(catalogue, {"US": 1.0}, country="egypt", value=6_000)
    assert (*bounds(nowhere.cell), headline(nowhere.cell)) == (0, 50, 50)


def test_a_scenario_is_assumed(catalogue: Catalogue) -> None:
    assert _cost(catalogue, {"US": 1.0}).doubts == ("scenario",)
    assert _cost(catalogue, {"US": 1.0}, scenario="us_2025_08").doubts == ("scenario",)
    assert _cost(catalogue, {"host": 1.0}).doubts == ()
