"""Rates of sea freight: a region's stand in, and every figure is one of a claim."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mcda.cells import Interval, Triangular
from mcda.errors import CatalogueFault
from mcda.parks import Catalogue
from mcda.parks.checks import check
from mcda.parks.sea_rates import SeaRates

NAME = {"en": "x", "zh": "x"}
VIETNAM = {"low": 10, "mode": 20, "high": 30, "as_of": "2025", "claims": ["v"]}
CHINA = {"low": 5, "mode": 15, "high": 25, "as_of": "2026", "claims": ["c", "v"]}
MALAYSIA = {"low": 12, "high": 40, "mode": None, "as_of": "2025", "claims": ["m"]}


def _rates(rates: Mapping[str, Any], readings: Mapping[str, Any] | None = None) -> SeaRates:
    near = {"name": NAME, "countries": ["vietnam", "malaysia", "thailand"]}
    far = {"name": NAME, "countries": ["china", "vietnam", "malaysia", "thailand"]}
    regions = {"near": {**near, "readings": readings or {}}, "far": far}
    return SeaRates.from_mapping({"rates": rates, "regions": regions})


def test_a_rate_of_its_own_comes_first() -> None:
    found = _rates({"US": {"vietnam": VIETNAM, "china": CHINA}}).rate("usa", "vietnam")
    assert found is not None
    assert found.cell == Triangular(low=10, mode=20, high=30)
    assert found.region is None


def test_the_narrowest_region_with_a_rate_stands_in() -> None:
    rates = _rates({"US": {"vietnam": VIETNAM, "china": CHINA}, "EU": {"china": CHINA}})
    near, far = rates.rate("US", "thailand"), rates.rate("EU", "thailand")
    assert near is not None
    assert far is not None
    assert near.region is not None
    assert (near.region.id, near.cell) == ("near", Triangular(low=10, mode=20, high=30))
    assert far.region is not None
    assert (far.region.id, far.cell) == ("far", Triangular(low=5, mode=15, high=25))


def test_a_proxy_spans_all_countries_recorded() -> None:
    rates = {"US": {"vietnam": VIETNAM, "malaysia": MALAYSIA}}
    found = _rates(rates).rate("US", "thailand")
    assert found is not None
    assert found.cell == Interval(low=10, high=40)
    assert found.claims == ("v", "m")
    read = _rates(rates, {"US": {"mode": 22, "claims": ["r"]}}).rate("US", "thailand")
    assert read is not None
    assert read.cell == Triangular(low=10, mode=22, high=40)
    assert read.claims == ("r", "v", "m")


def test_nothing_is_told_of_other_countries_and_markets() -> None:
    rates = _rates({"US": {"vietnam": VIETNAM}})
    assert rates.rate("US", "egypt") is None
    assert rates.rate("EU", "vietnam") is None


def test_a_region_may_stand_in_to_some_markets_only() -> None:
    rates = {"US": {"china": CHINA}, "EU": {"china": CHINA}}
    far = {"name": NAME, "countries": ["china", "thailand"], "markets": ["usa"]}
    found = SeaRates.from_mapping({"rates": rates, "regions": {"far": far}})
    assert found.rate("US", "thailand") is not None
    assert found.rate("EU", "thailand") is None
    assert found.rate("EU", "china") is not None


def test_a_rate_needs_no_likeliest_value() -> None:
    known = {key: value for key, value in MALAYSIA.items() if key != "mode"}
    found = _rates({"US": {"malaysia": known}}).rate("US", "malaysia")
    assert found is not None
    assert found.cell == Interval(low=12, high=40)


def test_the_highest_of_any_country_to_any_market_bounds_what_is_not_on_record() -> None:
    known = _rates({"EU": {"china": CHINA}, "US": {"vietnam": VIETNAM}})
    highest = [known.highest(country) for country in ("china", "vietnam", "egypt")]
    assert [rate and rate.high for rate in highest] == [30, 30, 30]
    assert known.top == 30
    assert SeaRates().highest("china") is None
    assert SeaRates().top == 0


ROAD = {"low": 1, "mode": 2, "high": 3, "as_of": "2022", "claims": ["km"]}
LEG = {"start": NAME, "end": NAME, "km": 700.0, "claims": ["way"]}


def _by_land(**more: Any) -> SeaRates:
    near = {"name": NAME, "countries": ["vietnam", "thailand"]}
    known = {"rates": {"US": {"vietnam": VIETNAM}}, "regions": {"near": near}, "per_km": ROAD}
    return SeaRates.from_mapping({**known, **more})


def test_a_landlocked_country_pays_its_ports_rate_and_the_way_there() -> None:
    rates = _by_land(legs={"laos": {**LEG, "port_country": "thailand"}})
    coast, inland = rates.rate("US", "thailand"), rates.rate("US", "laos")
    assert coast is not None
    assert inland is not None
    assert inland.cell == Triangular(low=10 + 700, mode=20 + 1400, high=30 + 2100)
    assert inland.claims == ("v", "way", "km")
    assert inland.region == coast.region
    assert rates.rate("EU", "laos") is None
    assert rates.highest("laos") == replace(inland, region=None)
    assert rates.highest("thailand") == replace(coast, region=None)
    assert rates.top == 30 + 2100


def test_a_way_by_land_alone_needs_no_port() -> None:
    found = _by_land(roads={"EU": {"hungary": LEG}}).rate("EU", "hungary")
    assert found is not None
    assert found.cell == Triangular(low=700, mode=1400, high=2100)
    assert found.region is None


def test_no_landlocked_host_pays_less_than_the_coast(catalogue: Catalogue) -> None:
    freight = catalogue.freight
    assert {"laos", "uzbekistan", "ethiopia", "zambia", "hungary"} <= set(freight.legs)
    for country, leg in freight.legs.items():
        for market in ("US", "EU"):
            inland = freight.rate(market, country)
            coast = freight.rate(market, leg.port_country)
            assert inland is not None
            assert coast is not None
            if country not in freight.roads.get(market, {}):
                assert inland.low > coast.low, (market, country)
                assert inland.high > coast.high, (market, country)


def test_every_host_has_a_freight_to_both_great_markets(catalogue: Catalogue) -> None:
    hosts = {park.country for park in catalogue.parks.values()}
    for market in ("US", "EU"):
        without = {host for host in hosts if catalogue.freight.rate(market, host) is None}
        assert without == set(), market


def test_shipped_bounds_do_not_set_countries_apart(catalogue: Catalogue) -> None:
    """The market moves for all origins at once; a peak read at one port is not that port's own."""
    for market in catalogue.freight.rates:
        spans = {
            (rate.low, rate.high)
            for country in ("china", "vietnam", "thailand", "malaysia")
            if (rate := catalogue.freight.rate(market, country))
        }
        assert len(spans) == 1, market


def test_shipped_claims_are_of_2025_and_2026_and_indias_of_2024(catalogue: Catalogue) -> None:
    early = {"india", "egypt", "china.rail_freight_moscow"}
    for row in catalogue.freight.rates.values():
        for rate in row.values():
            for name in rate.claims:
                year = catalogue.claims[name].as_of.removeprefix("c.")[:4]
                former = any(name.startswith(f"{one}.") for one in early)
                assert year in ("2025", "2026") or (former and year == "2024"), name


def test_the_levels_of_june_2026_lie_within(catalogue: Catalogue) -> None:
    lanes = {"us_west_coast": "US", "north_europe": "EU", "mediterranean": "TR"}
    for lane, market in lanes.items():
        claim = catalogue.claims[f"far_east.ocean_freight_{lane}_2026_06_25.1"]
        for country in ("china", "vietnam"):
            rate = catalogue.freight.rate(market, country)
            assert rate is not None
            assert rate.low < float(claim.value) <= rate.high, (market, country)


def test_only_the_great_markets_have_stand_ins_of_the_world(catalogue: Catalogue) -> None:
    for market in catalogue.freight.rates:
        known = catalogue.freight.rate(market, "kenya") is not None
        assert known == (market in ("US", "EU")), market


def _problems(catalogue: Catalogue, freight: SeaRates) -> str:
    with pytest.raises(CatalogueFault) as caught:
        check(replace(catalogue, freight=freight))
    return "; ".join(
        f"{fault.fields['where']}: {fault.fields['problem']}" for fault in caught.value.faults
    )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"low": 3000.0}, "not 0 < low <= mode <= high"),
        ({"mode": 9000.0}, "not 0 < low <= mode <= high"),
        ({"low": 0.0}, "not 0 < low <= mode <= high"),
        ({"mode": None, "low": 6200.0}, "not 0 < low <= mode <= high"),
        ({"low": 1600.0}, "1600 lies beyond the figures of its claims"),
        ({"high": 6500.0}, "6500 lies beyond the figures of its claims"),
        ({"claims": ()}, "lies beyond the figures of its claims"),
        ({"claims": ("ghost",)}, "unknown claim ghost"),
        ({"claims": ("vietnam.us_reciprocal_tariff.1",)}, "is not in USD per 40-ft container"),
    ],
)
def test_bad_rates(catalogue: Catalogue, change: dict[str, Any], problem: str) -> None:
    shipped = catalogue.freight
    row = shipped.rates["US"]
    changed = {**row, "vietnam": replace(row["vietnam"], **change)}
    said = _problems(catalogue, replace(shipped, rates={**shipped.rates, "US": changed}))
    assert "freight US/vietnam" in said
    assert problem in said


def test_a_rate_of_an_unknown_country(catalogue: Catalogue) -> None:
    shipped = catalogue.freight
    row = {**shipped.rates["US"], "atlantis": shipped.rates["US"]["china"]}
    said = _problems(catalogue, replace(shipped, rates={**shipped.rates, "US": row}))
    assert "freight US/atlantis: unknown country atlantis" in said


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"countries": ("atlantis", "vietnam")}, "unknown country atlantis"),
        ({"name": {"en": "only"}}, "lacks a language"),
        ({"readings": {"US": (9000.0, ())}}, "lies beyond the rates of its countries"),
        ({"readings": {"EU": (2500.0, ())}}, "lies beyond the rates of its countries"),
        ({"readings": {"US": (2890.0, ("ghost",))}}, "unknown claim ghost"),
        ({"readings": {"US": (2890.0, ())}}, "2890 lies beyond the figures of its claims"),
    ],
)
def test_bad_regions(catalogue: Catalogue, change: dict[str, Any], problem: str) -> None:
    first, *others = catalogue.freight.regions
    changed = replace(first, **change)
    said = _problems(catalogue, replace(catalogue.freight, regions=(changed, *others)))
    assert problem in said


def test_bounds_of_a_claim_count_too(catalogue: Catalogue) -> None:
    row = catalogue.freight.rates["US"]
    name = "vietnam.ocean_freight_us_west_coast_2025_04_25.1"
    wide = replace(catalogue.claims[name], value="not a number", low=2000.0, high=6000.0)
    rate = replace(row["vietnam"], high=6000.0)
    freight = replace(catalogue.freight, rates={"US": {**row, "vietnam": rate}})
    assert replace(catalogue, claims={**catalogue.claims, name: wide}, freight=freight)
