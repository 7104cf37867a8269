"""Evidence, claims and scenarios as plain data."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.http.localisation import localise
from api.parks.presentation import Terms, claim, evidence_of, scenario, terms
from api.rankings.analysis import WHOLE
from mcda.parks import Catalogue, Enterprise, Override, appraise, load_catalogue
from mcda.parks.markets import goods
from mcda.texts import LANGUAGES


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def told(catalogue: Catalogue) -> Terms:
    """Terms of a day: what is older than five years is old."""
    return terms(catalogue, date(2026, 11, 28), 5)


def told_whole(view):
    return {
        park: {criterion: evidence_of(cell, WHOLE) for criterion, cell in row.items()}
        for park, row in view.evidence.items()
    }


def test_evidence_speaks_one_language(catalogue):
    found = told_whole(appraise(catalogue, Enterprise(home="Zhejiang/Hangzhou")))
    english, chinese = (localise(found, language) for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    for park, row in english.items():
        for criterion, cell in row.items():
            other = chinese[park][criterion]
            assert isinstance(cell["rationale"], str)
            assert cell["rationale"] != other["rationale"]
            assert cell["value"] == other["value"]
    json.dumps(english, allow_nan=False)


def test_an_override_keeps_what_it_replaces(catalogue):
    own = Override(alternative="tcr", criterion="land_price", value=95.0, source="ours")
    cell = told_whole(appraise(catalogue, Enterprise(), overrides=[own]))["tcr"]["land_price"]
    assert (cell["kind"], cell["source"], cell["value"]) == ("override", "ours", 95)
    assert cell["replaced"]["kind"] != "override"
    assert cell["replaced"]["claims"]
    assert all(name in catalogue.claims for name in cell["replaced"]["claims"])


def test_a_claim_shows_its_source(catalogue, told):
    for item in list(catalogue.claims.values())[:50]:
        shown = claim(item, told)
        assert shown["source"] == item.source.title
        assert shown["as_of"] == item.as_of
        assert shown["quote"] == item.quote
        json.dumps(shown, allow_nan=False)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_scenario_shows_its_rates(catalogue, language):
    chosen, made = catalogue.default_scenario, goods(Enterprise(), catalogue.schedule)
    found = localise(scenario(chosen, made, catalogue.countries), language)
    assert found["name"] == chosen.name[language]
    assert list(found["rates"]) == list(chosen.markets)
    for market, row in found["rates"].items():
        for country, rate in row.items():
            duty = chosen.duty(market, country, made)
            assert duty is not None
            assert rate == {"low": duty.low, "mode": duty.mode, "high": duty.high}
            assert rate["low"] <= rate["mode"] <= rate["high"]
    assert set(found["rates"]["US"]) == set(catalogue.countries)


def test_a_scenario_can_be_cut_to_one_country(catalogue):
    made = goods(Enterprise(), catalogue.schedule)
    found = scenario(catalogue.default_scenario, made, ["vietnam"])
    assert {c for row in found["rates"].values() for c in row} == {"vietnam"}


def test_duties_are_those_of_the_goods_and_of_the_day(catalogue):
    def rate(day: str, **facts: Any) -> Any:
        made = goods(Enterprise(**facts), catalogue.schedule)
        found = scenario(catalogue.scenarios["lapsed"].on(day), made, ["vietnam"])
        assert found["as_of"] == day
        return found["rates"]["US"]["vietnam"]

    toys = {"goods": ["95"], "chinese_parts": 0.0}
    # From 24 February 2026 on for 150 days, that is to 23 July: ten per cent on everything.
    first, last, after = (rate(day, **toys) for day in ("2026-02-24", "2026-07-23", "2026-07-24"))
    assert first == last
    assert last["mode"] == pytest.approx(after["mode"] + 10)
    assert rate("2026-07-24", **{**toys, "chinese_parts": 1.0}) != after
    assert rate("2026-07-24", goods=["64"], chinese_parts=0.0) != after


def test_a_claim_in_local_currency_says_dollars_beside_the_original(catalogue, told):
    shown = claim(catalogue.claims["bekasi.industrial_land_price.2"], told)
    assert (shown["value"], shown["unit"]) == ("2.95", "million IDR/m2")
    assert shown["usd"]["value"] == pytest.approx(2.95e6 / 16622)
    assert shown["usd"]["rate"] == "indonesia.exchange_rate.7"
    assert claim(catalogue.claims["kiic.land_price.1"], told)["usd"] is None


def test_a_claim_is_old_or_not_by_the_day_and_says_how_it_was_read(catalogue, told):
    item = catalogue.claims["kiic.land_price.1"]  # as of October 2021
    assert claim(item, told)["old"] is False
    assert claim(item, terms(catalogue, date(2027, 1, 1), 5))["old"] is True
    assert claim(replace(item, as_of=""), told)["old"] is False
    shown = claim(item, told)
    assert (shown["kind"], shown["read"]) == (item.kind, item.source.read)
    assert (shown["basis"], shown["weak_source"]) == (item.source.basis, item.source.weak)


def test_a_duty_comes_with_the_measures_that_make_it_up(catalogue):
    for parts in (None, 0.0):
        view = appraise(catalogue, Enterprise(markets={"US": 1}, chinese_parts=parts), ["tcr"])
        cell = told_whole(view)["tcr"]["trade_cost_exposure"]
        total = sum(part["mode"] for part in cell["portions"] if not part["named"])
        # Where it may count as Chinese, portions are still of its own origin.
        assert cell["value"] == pytest.approx(total + (6.333 if parts is None else 0), abs=0.01)
    assert all(part["low"] <= part["high"] for part in cell["portions"])
    assert "portions" not in told_whole(view)["tcr"]["land_price"]
