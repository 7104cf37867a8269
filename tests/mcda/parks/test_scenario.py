"""Tariff scenarios: recorded ones and the user's own."""

from typing import Any

import pytest

from mcda.cells import Interval, Triangular
from mcda.errors import InvalidEnterprise
from mcda.parks import Catalogue, Scenario
from mcda.parks.scenario import market_key

HOSTS = ("vietnam", "thailand", "indonesia")


def test_recorded_rates_of_august_2025(catalogue: Catalogue) -> None:
    scenario = catalogue.scenario("us_2025_08")
    assert [scenario.rate("US", host) for host in HOSTS] == [20, 19, 19]
    for host in HOSTS:
        claim = catalogue.claims[f"{host}.us_reciprocal_tariff.1"]
        assert float(claim.value) == scenario.rate("US", host)


def test_the_span_reaches_from_lapse_to_the_rate_of_august(catalogue: Catalogue) -> None:
    span, august = catalogue.default_scenario, catalogue.scenario("us_2025_08")
    for host in HOSTS:
        assert span.rate("US", host) == Triangular(low=0, mode=10, high=august.rate("US", host))  # type: ignore[arg-type]


def test_highest_rate_of_a_host(catalogue: Catalogue) -> None:
    assert catalogue.default_scenario.highest("vietnam") == 20
    assert catalogue.scenario("us_section_122").highest("indonesia") == 15
    assert catalogue.default_scenario.highest("atlantis") is None


@pytest.mark.parametrize(
    ("written", "key"),
    [("usa", "US"), ("U.S.", "US"), ("美国", "US"), ("European Union", "EU"), ("欧盟", "EU"),
     ("Host", "host"), ("VN", "VIETNAM"), ("越南", "VIETNAM"), ("Brazil", "BRAZIL")],
)  # fmt: skip
def test_market_names(written: str, key: str) -> None:
    assert market_key(written) == key


def test_a_scenario_of_the_user(catalogue: Catalogue) -> None:
    rates = {"us": {"vietnam": 25, "thailand": {"low": 5, "high": 15}},
             "EU": {"indonesia": {"low": 0, "mode": 2, "high": 4}}}  # fmt: skip
    own = Scenario.from_mapping({"name": "2027", "as_of": "2026-11", "rates": rates}, HOSTS)
    assert own.rate("USA", "vietnam") == 25.0
    assert own.rate("US", "thailand") == Interval(low=5, high=15)
    assert own.rate("EU", "indonesia") == Triangular(low=0, mode=2, high=4)
    assert own.rate("EU", "vietnam") is None
    assert (own.id, own.name["zh"], own.claims) == ("custom", "2027", ())


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"name": ""}, "scenario_incomplete", ("scenario", "name")),
        ({"as_of": None}, "scenario_incomplete", ("scenario", "as_of")),
        ({"rates": {}}, "scenario_incomplete", ("scenario", "rates")),
        ({"rates": {"US": 3}}, "tariff_rate_invalid", ("scenario", "rates", "US")),
        ({"rates": {"US": {"atlantis": 3}}}, "unknown_country",
         ("scenario", "rates", "US", "atlantis")),
        *[
            ({"rates": {"US": {"vietnam": bad}}}, "tariff_rate_invalid",
             ("scenario", "rates", "US", "vietnam"))
            for bad in (-1, 51, True, "3", float("nan"), None, {"low": 3}, {"low": 3, "high": 2},
                        {"low": 1, "mode": 5, "high": 3}, {"low": 1, "high": 3, "mean": 2})
        ],
    ],
)  # fmt: skip
def test_refused_scenarios(change: dict[str, Any], code: str, path: tuple[str, ...]) -> None:
    document = {"name": "x", "as_of": "2026", "rates": {"US": {"vietnam": 1}}} | change
    with pytest.raises(InvalidEnterprise) as caught:
        Scenario.from_mapping(document, HOSTS)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [(code, path)]
    assert caught.value.say("zh")
    assert caught.value.say("en")
