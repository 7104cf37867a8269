"""What is wrong in a request for parks: a coded error at its place."""

import copy
import json
from typing import Any

import pytest

from api.rankings.requests import default_parts

OVERRIDE = {"alternative": "tcr", "criterion": "land_price", "value": 95, "source": "our quotation"}
SCENARIO = {"name": "mine", "as_of": "2026-01-01", "rates": {"US": {"vietnam": 20}}}


def override(**fields: Any) -> dict[str, Any]:
    return {"overrides": [{**OVERRIDE, **fields}]}


def lease(years: Any, **fields: Any) -> dict[str, Any]:
    return override(tenure={"kind": "lease", "years": years, **fields})


def scenario(**fields: Any) -> dict[str, Any]:
    return {"scenario": {**SCENARIO, **fields}}


def us(rate: Any) -> dict[str, Any]:
    return scenario(rates={"US": {"vietnam": rate}})


def enterprise(**fields: Any) -> dict[str, Any]:
    return {"enterprise": fields}


RATE = "/scenario/rates/US/vietnam"
CASES: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"enterprise": None}, [("/enterprise", "wrong_type")]),
    ({"enterprise": []}, [("/enterprise", "wrong_type")]),
    ({"extra": 1}, [("/extra", "unknown_field")]),
    (enterprise(extra=1), [("/enterprise/extra", "unknown_field")]),
    (enterprise(home={"town": "x"}), [("/enterprise/home/town", "unknown_field")]),
    (enterprise(home={"city": 1}), [("/enterprise/home/city", "wrong_type")]),
    (enterprise(home=1), [("/enterprise/home", "wrong_type")]),
    (enterprise(sectors="auto"), [("/enterprise/sectors", "wrong_type")]),
    (enterprise(sectors=["auto", 1]), [("/enterprise/sectors/1", "wrong_type")]),
    (enterprise(sectors=["auto", " "]), [("/enterprise/sectors/1", "enterprise_not_names")]),
    (enterprise(sectors=["auto_parts", "banana"]), [("/enterprise/sectors/1", "unknown_sector")]),
    (enterprise(markets={"CHN": 1}), [("/enterprise/markets/CHN", "unknown_market")]),
    (enterprise(home={"province": "Mars"}), [("/enterprise/home/province", "unknown_province")]),
    (enterprise(home={"city": "Atlantis"}), [("/enterprise/home/city", "unknown_city")]),
    (
        enterprise(home={"province": "Mars"}, sectors=["x"]),
        [
            ("/enterprise/sectors/0", "unknown_sector"),
            ("/enterprise/home/province", "unknown_province"),
        ],
    ),
    (enterprise(sectors=["x"] * 51), [("/enterprise/sectors", "wrong_type")]),
    (enterprise(size="huge"), [("/enterprise/size", "wrong_type")]),
    (enterprise(intent="guess"), [("/enterprise/intent", "wrong_type")]),
    (enterprise(first_investment=1), [("/enterprise/first_investment", "wrong_type")]),
    (enterprise(first_investment="yes"), [("/enterprise/first_investment", "wrong_type")]),
    (
        enterprise(needs_standard_factory="true"),
        [("/enterprise/needs_standard_factory", "wrong_type")],
    ),
    (enterprise(partners_in=["tcr", "x"]), [("/enterprise/partners_in/1", "unknown_park")]),
    (enterprise(investor_reliance=1.5), [("/enterprise/investor_reliance", "invalid_reliance")]),
    (enterprise(investor_reliance=-0.5), [("/enterprise/investor_reliance", "invalid_reliance")]),
    (enterprise(container_value=0), [("/enterprise/container_value", "container_value_invalid")]),
    (enterprise(container_value=2e7), [("/enterprise/container_value", "container_value_invalid")]),
    (enterprise(container_value="1"), [("/enterprise/container_value", "wrong_type")]),
    (enterprise(container_value=True), [("/enterprise/container_value", "wrong_type")]),
    (enterprise(markets=[]), [("/enterprise/markets", "wrong_type")]),
    (enterprise(markets={"US": -0.1}), [("/enterprise/markets/US", "market_share_invalid")]),
    (enterprise(markets={"US": 1.1}), [("/enterprise/markets/US", "market_share_invalid")]),
    (enterprise(markets={"US": None}), [("/enterprise/markets/US", "wrong_type")]),
    (
        enterprise(markets={"US": 0.7, "EU": 0.5}),
        [("/enterprise/markets", "market_shares_above_one")],
    ),
    ({"parks": []}, [("/parks", "empty_list")]),
    ({"parks": "ljip"}, [("/parks", "wrong_type")]),
    ({"parks": ["ljip", "x"]}, [("/parks/1", "unknown_park")]),
    ({"parks": ["ljip", 1]}, [("/parks/1", "wrong_type")]),
    ({"parks": ["ljip", "ljip"]}, [("/parks/1", "duplicate_id")]),
    (
        {
            "weights": {"kind": "direct", "values": {"land_price": 1}},
            "criteria": ["investor_type"],
        },
        [
            ("/weights/values", "weight_missing"),
            ("/weights/values/land_price", "weight_unknown_criterion"),
        ],
    ),
    ({"criteria": []}, [("/criteria", "empty_list")]),
    ({"criteria": ["x"]}, [("/criteria/0", "unknown_catalogue_criterion")]),
    ({"criteria": ["land_price", "land_price"]}, [("/criteria/1", "duplicate_id")]),
    (
        {"requirements": [{"criterion": "x", "at_most": 1}]},
        [("/requirements/0/criterion", "requirement_unknown_criterion")],
    ),
    (override(alternative="x"), [("/overrides/0/alternative", "unknown_park")]),
    (override(criterion="x"), [("/overrides/0/criterion", "unknown_catalogue_criterion")]),
    (override(source=""), [("/overrides/0/source", "override_without_source")]),
    (override(source=" "), [("/overrides/0/source", "override_without_source")]),
    (override(source=None), [("/overrides/0/source", "wrong_type")]),
    (override(value=1e6), [("/overrides/0/value", "override_outside_range")]),
    (override(value=-1), [("/overrides/0/value", "override_outside_range")]),
    (override(value=None), [("/overrides/0/value", "override_outside_range")]),
    (override(value=True), [("/overrides/0/value", "wrong_type")]),
    (override(value={"low": 50, "high": 1e6}), [("/overrides/0/value", "override_outside_range")]),
    (override(value={"low": 99, "high": 80}), [("/overrides/0/value/low", "bounds_reversed")]),
    (override(value={"low": 50}), [("/overrides/0/value/high", "missing_field")]),
    (lease(0), [("/overrides/0/tenure/years", "tenure_term")]),
    (lease(1000), [("/overrides/0/tenure/years", "tenure_term")]),
    (lease("50"), [("/overrides/0/tenure/years", "wrong_type")]),
    (lease(5e-324), [("/overrides/0/value", "override_outside_range")]),
    (lease(50, kind="sale"), [("/overrides/0/tenure/years", "tenure_term")]),
    (lease(50, kind="owned"), [("/overrides/0/tenure/kind", "wrong_type")]),
    (lease(50, extra=1), [("/overrides/0/tenure/extra", "unknown_field")]),
    (override(tenure={}), [("/overrides/0/tenure/kind", "missing_field")]),
    (override(tenure="sale"), [("/overrides/0/tenure", "wrong_type")]),
    (
        override(criterion="infrastructure", value=5, tenure={"kind": "sale"}),
        [("/overrides/0/tenure", "tenure_without_price")],
    ),
    (
        override(
            value={"dist": "beta", "alpha": 2, "beta": 3, "low": 90, "high": 99},
            tenure={"kind": "rent"},
        ),
        [("/overrides/0/value", "tenure_of_distribution")],
    ),
    (
        override(value=50_000, tenure={"kind": "rent"}),
        [("/overrides/0/value", "override_outside_range")],
    ),
    (override(extra=1), [("/overrides/0/extra", "unknown_field")]),
    ({"overrides": [OVERRIDE, OVERRIDE]}, [("/overrides/1", "overridden_twice")]),
    (
        {"overrides": [{"alternative": "tcr"}]},
        [(f"/overrides/0/{name}", "missing_field") for name in ("criterion", "value", "source")],
    ),
    ({"scenario": "guess"}, [("/scenario", "unknown_scenario")]),
    ({"scenario": 1}, [("/scenario", "wrong_type")]),
    ({"scenario": True}, [("/scenario", "wrong_type")]),
    ({"scenario": {}}, [(f"/scenario/{name}", "missing_field") for name in ("id", "day")]),
    (scenario(name=" "), [("/scenario/name", "scenario_incomplete")]),
    (scenario(as_of=2026), [("/scenario/as_of", "wrong_type")]),
    (scenario(rates={}), [("/scenario/rates", "scenario_incomplete")]),
    (scenario(rates=[]), [("/scenario/rates", "wrong_type")]),
    (scenario(rates={"US": 20}), [("/scenario/rates/US", "wrong_type")]),
    (scenario(extra=1), [("/scenario/extra", "unknown_field")]),
    (scenario(rates={"US": {"mars": 1}}), [("/scenario/rates/US/mars", "unknown_country")]),
    (us(-1), [(RATE, "tariff_rate_invalid")]),
    (us(1001), [(RATE, "tariff_rate_invalid")]),
    (us(True), [(RATE, "wrong_type")]),
    (us("20"), [(RATE, "wrong_type")]),
    (us(None), [(RATE, "wrong_type")]),
    (us({"low": 1}), [(f"{RATE}/high", "missing_field")]),
    (us({"low": 2, "high": 1}), [(RATE, "tariff_rate_invalid")]),
    (us({"low": 1, "mode": 5, "high": 2}), [(RATE, "tariff_rate_invalid")]),
    (us({"low": 1, "high": "2"}), [(f"{RATE}/high", "wrong_type")]),
    (us({"low": [], "high": 2}), [(f"{RATE}/low", "wrong_type")]),
    (us({"low": 1, "high": 2, "x": 3}), [(f"{RATE}/x", "unknown_field")]),
]


@pytest.mark.parametrize(
    ("fields", "wanted"), CASES, ids=[f"{i}-{str(f)[:40]}" for i, (f, _) in enumerate(CASES)]
)
def test_what_is_wrong_is_named_at_its_place(refused, recommendation, fields, wanted):
    refused("/v1/recommendations", recommendation(**copy.deepcopy(fields)), *wanted)


def test_the_enterprise_is_required(refused):
    refused("/v1/recommendations", {}, ("/enterprise", "missing_field"))


def test_an_unknown_profile_is_named(refused, recommendation):
    body = recommendation(weights={"kind": "profile", "id": "nobody"})
    refused("/v1/recommendations", body, ("/weights/id", "unknown_profile"))


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "1e999"])
@pytest.mark.parametrize("place", ["rates", "extra"])
def test_no_number_hides_in_a_scenario(client, recommendation, place, literal):
    fields = us(7777.25) if place == "rates" else scenario(extra=7777.25)
    text = json.dumps(recommendation(**fields)).replace("7777.25", literal)
    headers = {"Content-Type": "application/json"}
    answer = client.post("/v1/recommendations", content=text, headers=headers)
    assert answer.status_code == 422
    for word in ('"extra":NaN', '"extra": NaN', '"extra": Infinity', '"extra": 1e999'):
        assert word not in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        enterprise(markets={"US": 0.5, "EU": 0.5}),
        enterprise(markets={"US": 0.1, "EU": 0.2, "host": 0.7}),
        enterprise(markets={"KENYA": 1}),
        enterprise(markets={}),
        enterprise(home={}),
        enterprise(home={"city": "杭州"}),
        enterprise(home={"province": "Hangzhou"}),
        enterprise(home={"province": "zhejiang", "city": "Somewhere"}),
        enterprise(sectors=["Auto parts", "auto-parts", "other"]),
        {"parks": ["ljip"]},
        us({"low": 10, "mode": None, "high": 20}),
        {"scenario": None},
    ],
)
def test_what_looks_odd_has_an_answer(send, recommendation, fields):
    asked = {
        "parks": ["ljip", "vcep", "tcr", "kitic"],
        "sensitivity": {
            **default_parts(),
            "acceptability": {"samples": 300},
        },  # and all other parts
        **fields,
    }
    assert send("/v1/recommendations", recommendation(**asked))["ranking"][0]["rank"] == 1


@pytest.mark.parametrize("part", ["sector", "province", "market", "source", "scenario"])
def test_half_a_character_is_refused_not_a_crash(send, recommendation, part):
    fields: dict[str, Any] = {
        "sector": enterprise(sectors=["\ud800"]),
        "province": enterprise(home={"province": "\ud800"}),
        "market": enterprise(markets={"\ud800": 0.5}),
        "source": override(source="\ud800"),
        "scenario": scenario(name="\ud800"),
    }[part]
    send("/v1/recommendations", recommendation(**fields), status=422)
