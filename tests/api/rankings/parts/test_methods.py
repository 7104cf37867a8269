"""Other methods, choices and lists as plain data."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from api.rankings.parts import methods
from mcda.methods import make_method
from mcda.ranking import Ranking
from mcda.robust import agreement, multiverse, reversal
from mcda.robust.reversal import ReversalCase

NAMES = {"a": "Alpha", "b": "Beta"}


def test_a_configuration_is_plain() -> None:
    preferences = {"price": {"type": "linear", "q": 1.0, "p": 2.0}}
    shown = methods.configuration(make_method("promethee2", {"preferences": preferences}))
    assert shown["name"] == "promethee2"
    assert shown["preferences"]["price"]["type"] == "linear"


def test_agreement_says_why_a_method_is_missing(ranked: Callable[..., Ranking]) -> None:
    answer = ranked()
    told = methods.agreement(agreement(answer, ["vikor"]), NAMES, "en")
    assert set(told["rankings"]) == {"topsis", "vikor"}
    assert told["unavailable"] == {}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_reversal_names_who_causes_it(ranked: Callable[..., Ranking], language: Any) -> None:
    found = reversal(ranked())
    assert found is not None
    told = methods.reversal(found, NAMES, language)
    assert told["tried"] == found.tried
    assert told["sentence"]
    for case in [*told["cases"], *told["order_cases"]]:
        assert case["change"]
        assert case["sentence"]
        assert {case["overtaken"], case["overtaking"]} <= {"a", "b", "c"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_change_is_told_by_names(ranked: Callable[..., Ranking], language: Any) -> None:
    found = reversal(ranked())
    assert found is not None
    case = ReversalCase(
        change="clone_of",
        alternative="a",
        winner="b",
        winner_holds=False,
        overtaken="a",
        overtaking="b",
    )
    told = methods.reversal(replace(found, cases=(case,)), NAMES, language)["cases"][0]
    assert "Alpha" in told["change"]
    assert told["alternative"] == "a"
    newcomer = replace(case, change="ideal_newcomer", alternative=None)
    assert methods.reversal(replace(found, cases=(newcomer,)), NAMES, language)["cases"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_multiverse_is_whole(ranked: Callable[..., Ranking], language: Any) -> None:
    found = multiverse(ranked())
    assert found is not None
    told = methods.multiverse(found, NAMES, language)
    kept = [item["kept"] for item in told["combinations"]]
    assert told["kept_share"] == pytest.approx(sum(kept) / len(kept))
    assert all(item["responsible"] == [] for item in told["combinations"] if item["kept"])
    assert sum(told["winner_shares"].values()) == pytest.approx(1)
    assert str(len(kept)) in told["sentences"][0]
    for item in told["unavailable"]:
        assert item["reason"]["detail"]
