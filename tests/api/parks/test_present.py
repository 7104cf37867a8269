"""Evidence, claims and scenarios as plain data."""

import json
from typing import Any

import pytest

from api.parks.present import claim, evidence, scenario
from mcda.parks import Catalogue, Enterprise, Override, appraise, load_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_evidence_speaks_one_language(catalogue: Catalogue) -> None:
    appraisal = appraise(catalogue, Enterprise(home="Zhejiang/Hangzhou"))
    english, chinese = (evidence(appraisal, catalogue.rates, c) for c in ("en", "zh"))
    assert english.keys() == chinese.keys()
    for park, row in english.items():
        for criterion, cell in row.items():
            other = chinese[park][criterion]
            assert isinstance(cell["rationale"], str)
            assert cell["rationale"] != other["rationale"]
            assert cell["value"] == other["value"]
    json.dumps(english, allow_nan=False)


def test_an_override_keeps_what_it_replaces(catalogue: Catalogue) -> None:
    own = Override(park="tcr", criterion="land_price", value=95.0, source="ours")
    cell = evidence(appraise(catalogue, Enterprise(), overrides=[own]), catalogue.rates, "en")[
        "tcr"
    ]["land_price"]
    assert (cell["kind"], cell["source"], cell["value"]) == ("override", "ours", 95)
    assert cell["replaced"]["kind"] != "override"
    assert cell["replaced"]["claims"]


def test_a_claim_shows_its_source(catalogue: Catalogue) -> None:
    for item in list(catalogue.claims.values())[:50]:
        shown = claim(item, catalogue.rates)
        assert shown["source"] == item.source.title
        assert shown["as_of"] == item.as_of
        assert shown["quote"] == item.quote
        json.dumps(shown, allow_nan=False)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_scenario_shows_its_rates(catalogue: Catalogue, language: Any) -> None:
    found = scenario(catalogue.default_scenario, language)
    assert found["name"] == catalogue.default_scenario.name[language]
    for row in found["rates"].values():
        for rate in row.values():
            assert rate["low"] <= rate["mode"] <= rate["high"]


def test_a_scenario_can_be_cut_to_one_country(catalogue: Catalogue) -> None:
    found = scenario(catalogue.default_scenario, "en", "vietnam")
    assert {c for row in found["rates"].values() for c in row} == {"vietnam"}


def test_a_claim_in_local_currency_says_dollars_beside_the_original(catalogue: Catalogue) -> None:
    shown = claim(catalogue.claims["bekasi.industrial_land_price.2"], catalogue.rates)
    assert (shown["value"], shown["unit"]) == ("2.95", "million IDR/m2")
    assert shown["usd"]["value"] == pytest.approx(2.95e6 / 16622)
    assert shown["usd"]["rate"] == "indonesia.exchange_rate.7"
    assert claim(catalogue.claims["kiic.land_price.1"], catalogue.rates)["usd"] is None
