"""Weights follow from the facts of an enterprise, with the reason of each profile that fits."""

from typing import Any

import pytest

from weights.fit import Facts, fits, statement_for
from weights.kinds.blend import Blend
from weights.kinds.profile import Profile
from weights.profiles import load_profiles
from weights.weightings import resolve

EXPORTER = {"US": 0.3, "EU": 0.3, "host": 0.2}


@pytest.mark.parametrize(
    ("facts", "profiles"),
    [
        ({"sales": {"US": 0.51}}, ["tariff-hit-exporter"]),
        ({"sales": {"US": 0.5}}, []),
        ({"sales": {"host": 0.6}}, ["host-market-seller"]),
        ({"sales": {"host": 0.6, "US": 0.1}}, ["host-market-seller"]),
        ({"sales": {"host": 0.6, "US": 0.3}}, []),  # that profile gives trade cost no weight
        ({"sales": {"CN": 0.4, "host": 0.4}}, ["host-market-seller"]),
        (
            {"sales": EXPORTER, "size": "sme", "first_investment": True},
            ["first-time-private-exporter"],
        ),
        ({"sales": EXPORTER, "intent": "trial"}, ["first-time-private-exporter"]),
        ({"sales": EXPORTER, "size": "large", "first_investment": True}, []),
        ({"size": "sme", "first_investment": True}, []),  # where it sells was not said
        ({"intent": "long_term"}, ["long-term-base-builder"]),
        ({"size": "large", "intent": "expansion"}, ["long-term-base-builder"]),
        ({"size": "sme", "intent": "expansion"}, []),
        ({"sectors": ["garments"]}, ["cost-driven-labour-intensive"]),
        ({"sectors": ["batteries"]}, []),
        ({"investor_reliance": 0.8}, ["security-seeker"]),
        ({"investor_reliance": 0.3}, []),
        ({"partners_in": ["tcr"]}, ["anchor-follower"]),
        ({}, []),
    ],
)
def test_profiles_fit_by_what_was_stated(facts: dict[str, Any], profiles: list[str]) -> None:
    assert [fit.profile for fit in fits(Facts(**facts))] == profiles


@pytest.mark.parametrize("size", ["sme", "large", None])
@pytest.mark.parametrize("intent", ["trial", "relocation", "expansion", "long_term", None])
@pytest.mark.parametrize("first", [True, False, None])
def test_who_sells_at_home_is_no_exporter(size: Any, intent: Any, first: Any) -> None:
    facts = Facts(sales={"CN": 0.6, "US": 0.4}, size=size, intent=intent, first_investment=first)
    exporters = {"tariff-hit-exporter", "first-time-private-exporter"}
    assert exporters.isdisjoint(fit.profile for fit in fits(facts))


def test_sales_at_home_and_in_the_united_states_end_in_different_weights() -> None:
    home, abroad = (
        resolve(statement_for(Facts(sales={m: 1.0}))[0]).as_dict() for m in ("CN", "US")
    )
    assert home["trade_cost_exposure"] == 0
    assert abroad["trade_cost_exposure"] == pytest.approx(100 / 250)


def test_one_fits_several_are_blended_none_is_nothing() -> None:
    one, _ = statement_for(Facts(sales={"US": 1.0}))
    assert isinstance(one, Profile)
    several, found = statement_for(Facts(sales={"US": 1.0}, partners_in=["tcr"]))
    assert isinstance(several, Blend)
    assert [part.share for part in several.parts] == [1, 1]
    assert [part.weights.id for part in several.parts] == [fit.profile for fit in found]  # type: ignore[attr-defined]
    assert [fit.profile for fit in found] == ["tariff-hit-exporter", "anchor-follower"]
    nothing, found = statement_for(Facts())
    assert (nothing.kind, found) == ("unstated", ())


def test_reasons_name_the_share_in_both_languages() -> None:
    (fit,) = fits(Facts(sales={"US": 0.625}))
    assert fit.because == {
        "en": "62 % of your sales go to the United States",
        "zh": "62% 的销售面向美国",
    }


def test_a_hometown_is_no_reliance_on_it() -> None:
    assert not load_profiles()["hometown-network-follower"].fits
