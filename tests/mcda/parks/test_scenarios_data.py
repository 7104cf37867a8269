"""The recorded tariff scenarios against the claims they rest on."""

import csv
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from mcda.parks.scenario import HIGHEST_RATE

DATA = Path(__file__).resolve().parents[3] / "mcda" / "parks" / "data"
BELARUS = "no rate recorded; surcharges alone would hide its loss of normal trade relations"
NOT_ANNOUNCED = "no claim gives a rate of 2 April 2025; that of August allows no inference back"
LEFT_OUT = {
    "us_span_2025_2026": {"belarus": BELARUS},
    "us_2025_08": {"belarus": BELARUS},
    "us_section_122": {"belarus": BELARUS},
    "us_2025_04": {
        "belarus": BELARUS,
        **dict.fromkeys(
            ("malaysia", "pakistan", "egypt", "ethiopia", "zambia", "south_africa", "uzbekistan",
             "hungary"), NOT_ANNOUNCED),
    },
}  # fmt: skip
# The span starts when rates were first charged; those of April 2025 were only announced.
SPAN_FROM = "2025-08-07"


def _scenarios() -> dict[str, Any]:
    return tomllib.loads((DATA / "scenarios.toml").read_text(encoding="utf-8"))


def _claims() -> dict[str, dict[str, str]]:
    found = {}
    for name in ("claims-countries.csv", "claims-found.csv"):
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            found |= {row["id"]: row for row in csv.DictReader(file)}
    return found


def _hosts() -> set[str]:
    countries = tomllib.loads((DATA / "countries.toml").read_text(encoding="utf-8"))
    return {key for key, entry in countries.items() if entry["role"] == "host"}


def _parts(rate: Any) -> list[float]:
    if not isinstance(rate, dict):
        return [rate]
    assert {"low", "high"} <= set(rate) <= {"low", "mode", "high"}
    return [rate[name] for name in ("low", "mode", "high") if name in rate]


@pytest.mark.parametrize(
    ("key", "attribute"),
    [
        ("us_2025_08", "us_reciprocal_tariff"),
        ("us_2025_04", "us_reciprocal_tariff_april_2025"),
    ],
)
def test_reciprocal_rates_are_the_claimed_ones(key: str, attribute: str) -> None:
    claimed = {c["subject"]: c for c in _claims().values() if c["attribute"] == attribute}
    scenario = _scenarios()[key]
    assert {c["id"] for c in claimed.values()} <= set(scenario["claims"])
    # China bears further duties on top; the next test adds them up.
    rates = {name: rate for name, rate in scenario["rates"]["US"].items() if name != "china"}
    assert rates == {name: float(c["value"]) for name, c in claimed.items() if name != "china"}


def test_rates_of_china_are_the_sum_of_its_measures() -> None:
    value = {key: float(c["value"]) for key, c in _claims().items() if _is_number(c["value"])}
    april = _claims()["china.us_reciprocal_tariff_april_2025.1"]
    assert "on top of a 20% levy" in april["quote"]
    before = value["china.us_average_tariff.1"]
    lists = value["china.us_average_tariff.3"] - before
    reciprocal = value["china.us_reciprocal_tariff.1"]
    surcharge = value["all_origins.us_section_122_surcharge.1"]
    top = float(_claims()["china.us_section_301_2018_2019.1"]["high"])
    worst = float(_claims()["china.us_section_301.1"]["high"])
    expected = {
        "us_span_2025_2026": [0, surcharge + lists, reciprocal + 20 + worst],
        "us_2025_08": [reciprocal + 20, reciprocal + 20 + lists, reciprocal + 20 + worst],
        "us_section_122": [surcharge, surcharge + lists, surcharge + worst],
        "us_2025_04": [float(april["value"]) + 20],
        "before_2018": [before],
        "section_301_2019": [before, value["china.us_average_tariff.2"], before + top],
    }
    found = {key: _parts(s["rates"]["US"]["china"]) for key, s in _scenarios().items()}
    assert found == {
        key: pytest.approx([min(part, HIGHEST_RATE) for part in parts])
        for key, parts in expected.items()
    }


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def test_every_host_has_a_us_rate_or_a_reason_for_none() -> None:
    for key, scenario in _scenarios().items():
        assert _hosts() - set(scenario["rates"]["US"]) == set(LEFT_OUT.get(key, {})), key


def test_a_country_has_rates_of_both_markets_or_none() -> None:
    # A missing market would be bounded by the other's rate: 0 for Hungary, which is in the EU.
    for key, scenario in _scenarios().items():
        assert set(scenario["rates"]) == {"US", "EU"}
        assert set(scenario["rates"]["US"]) == set(scenario["rates"]["EU"]), key


def test_the_default_contains_the_rates_of_the_scenarios_within_it() -> None:
    default, *others = _scenarios().values()
    within = [s for s in others if SPAN_FROM <= s["as_of"] <= default["as_of"]]
    assert len(within) == 2
    for market, row in default["rates"].items():
        for country, rate in row.items():
            held = [_parts(s["rates"][market][country]) for s in within]
            parts = list(chain.from_iterable(held))
            assert min(_parts(rate)) <= min(parts), (market, country)
            assert max(parts) == max(_parts(rate)), (market, country)


def test_eu_rates_are_normal_averages_or_none() -> None:
    claims = _claims().values()
    written = [c[part] for c in claims if c["attribute"] == "mfn_tariff"
               for part in ("low", "value", "high") if c[part]]  # fmt: skip
    averages = {float(text) for text in written}
    for key, scenario in _scenarios().items():
        for country, rate in scenario["rates"]["EU"].items():
            parts = _parts(rate)
            assert set(parts) <= {0, *averages}, (key, country)
            # Without a recorded status the duty lies anywhere up to the highest sector average.
            assert len(parts) != 2 or parts == [0, max(averages)], (key, country)


def test_every_rate_is_in_order_and_every_claim_exists() -> None:
    claims = _claims()
    assert next(iter(_scenarios())) == "us_span_2025_2026"
    for key, scenario in _scenarios().items():
        named = scenario["claims"]
        assert len(named) == len(set(named)), key
        assert set(named) <= set(claims), key
        for row in scenario["rates"].values():
            assert set(row) <= {*_hosts(), "china"}, key
            for rate in row.values():
                parts = _parts(rate)
                assert parts == sorted(parts), (key, rate)
                assert 0 <= parts[0] <= parts[-1] <= HIGHEST_RATE, (key, rate)
