"""The weights at which a profile stands."""

import pytest

from weights.centres import centre, kept
from weights.profiles import profile


def test_swings_by_their_sum() -> None:
    found = centre(profile("tariff-hit-exporter"), ("land_price", "trade_cost_exposure"))
    assert found == pytest.approx({"land_price": 40 / 140, "trade_cost_exposure": 100 / 140})


def test_an_order_by_its_centroid() -> None:
    # Operator and policy share the first two places, land cost stands last of these three.
    found = centre(
        profile("way-in-base-builder"), ("land_cost", "policy_terms", "operator_experience")
    )
    assert found == pytest.approx(
        {"land_cost": 1 / 9, "policy_terms": 4 / 9, "operator_experience": 4 / 9}
    )


def test_what_a_profile_excludes_weighs_nothing_and_what_nobody_spoke_of_the_least() -> None:
    seller = profile("host-market-seller")
    asked = ("trade_cost_exposure", "weather", "land_price", "infrastructure")
    assert centre(seller, asked) == pytest.approx(
        {
            "trade_cost_exposure": 0.0,
            "weather": 55 / 210,
            "land_price": 100 / 210,
            "infrastructure": 55 / 210,
        }
    )
    assert centre(seller, ("trade_cost_exposure",)) == {"trade_cost_exposure": 0.0}


def test_an_order_keeps_its_ties() -> None:
    assert kept([["a", "b"], ["c"], ["d"]], ("d", "b", "a")) == [["a", "b"], ["d"]]
