"""What draws say, as plain data."""

from collections.abc import Callable
from typing import Any

import pytest

from api.rankings.parts import draws
from mcda.methods import make_method
from mcda.ranking import Ranking
from mcda.robust import Plan, Question, acceptability, budget, sensitivity


def test_indices_are_named_by_alternative(ranked: Callable[..., Ranking]) -> None:
    found = acceptability(ranked(), 500, 3, "any")
    assert found is not None
    told = draws.acceptability(found, "en")
    assert list(told["rank_shares"]) == list(told["rank_entropy"]) == ["a", "b", "c"]
    assert set(told["confidence_factors"]) == set(told["central_weights"])
    assert all(told["rank_shares"][name][0] > 0 for name in told["central_weights"])
    assert told["drawn_from"]["sentence"]
    assert "a" not in told["pairwise"]["a"]


def test_questions_keep_their_order() -> None:
    asked = [
        Question(alternative=x, criterion="c", chance_of_changing_winner=p, standard_error=0.01)
        for x, p in (("a", 0.3), ("b", 0.1))
    ]
    found = draws.questions(asked)
    assert [(q["park"], q["chance_of_changing_winner"]) for q in found] == [("a", 0.3), ("b", 0.1)]


def test_what_is_worth_knowing(ranked: Callable[..., Ranking]) -> None:
    told = draws.worth(sensitivity(ranked(), Plan(samples=2000, seed=3, spread="any")))
    assert {item["criterion"] for item in told["weights"]} <= {"price", "roads"}
    assert told["weights"]
    assert told["judgements"] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_budget_names_its_sources(ranked: Callable[..., Ranking], language: Any) -> None:
    found = budget(ranked(), [make_method("vikor")], samples=200, spread="any")
    assert found is not None
    told = draws.budget(found, language)
    assert {item["kind"] for item in told["sources"]} == {"weights", "method", "cell"}
    assert sum(item["share"] for item in told["sources"]) == pytest.approx(1)
    assert [item["name"] for item in told["methods"]] == ["topsis", "vikor"]
    assert told["unavailable"] == []
