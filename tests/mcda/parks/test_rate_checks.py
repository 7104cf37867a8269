"""Faults in rates of exchange."""

from dataclasses import replace
from typing import Any

import pytest

from mcda.errors import CatalogueFault
from mcda.parks import Catalogue
from mcda.parks.checks import check
from mcda.parks.model import ExchangeRate
from mcda.parks.rate_checks import rate_faults


def problems(catalogue: Catalogue, **changed: Any) -> str:
    with pytest.raises(CatalogueFault) as caught:
        check(replace(catalogue, **changed))
    return str(caught.value)


def test_the_shipped_rates_are_sound(catalogue: Catalogue) -> None:
    assert list(rate_faults(catalogue)) == []
    assert len(catalogue.rates) == 18


@pytest.mark.parametrize(
    "change", [{"per_usd": 30.0}, {"as_of": "2020"}, {"claim": "ghost"}, {"currency": "XYZ"}]
)
def test_a_rate_is_that_of_its_claim(catalogue: Catalogue, change: dict[str, Any]) -> None:
    wrong = tuple(replace(right, **change) for right in catalogue.rates)
    told = problems(catalogue, rates=wrong)
    for rate in wrong:
        assert f"rate of {rate.currency}, {rate.as_of}: is not what its claim says" in told
    assert told.count("not what its claim says") == len(catalogue.rates)


@pytest.mark.parametrize(
    "change", [{"quote": "2018 32.31 2020 31.29"}, {"unit": "THB per EUR"}, {"value": "31.06"}]
)
def test_a_claim_says_the_rate(catalogue: Catalogue, change: dict[str, Any]) -> None:
    name = "thailand.exchange_rate.1"
    claims = {**catalogue.claims, name: replace(catalogue.claims[name], **change)}
    assert "rate of THB, 2019: is not what its claim says" in problems(catalogue, claims=claims)


def test_a_rate_that_converts_nothing(catalogue: Catalogue) -> None:
    idle = ExchangeRate(
        currency="THB", per_usd=35.05, as_of="2012", claim="thailand.exchange_rate.2"
    )
    found = problems(catalogue, rates=(*catalogue.rates, idle))
    assert "rate of THB, 2012: converts nothing" in found


def test_one_rate_for_a_date(catalogue: Catalogue) -> None:
    again = (*catalogue.rates, catalogue.rates[0])
    assert "not the only one of its date" in problems(catalogue, rates=again)


def test_a_rating_converts_by_the_rate_of_the_rule(catalogue: Catalogue) -> None:
    key = ("kitic", "land_price")
    rating = catalogue.ratings[key]
    early = next(r for r in catalogue.rates if r.claim == "indonesia.exchange_rate.6")
    wrong = replace(
        rating.converted[0], rate=early.claim, low=2.95e6 / early.per_usd, high=2.95e6 / 16312
    )
    ratings = {**catalogue.ratings, key: replace(rating, converted=(wrong,))}
    assert "is to be converted by indonesia.exchange_rate.7" in problems(catalogue, ratings=ratings)
