"""The explanation as plain data."""

from collections.abc import Callable
from typing import Any

import pytest

from api.rankings.parts.explanation import explanation
from mcda.explain import explain
from mcda.ranking import Ranking

NAMES = {"a": "Alpha", "b": "Beta"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sentences_and_their_figures(ranked: Callable[..., Ranking], language: Any) -> None:
    answer = ranked()
    told = explanation(explain(answer), NAMES, language)
    assert NAMES[answer.alternatives[0]] in told["sentences"][0]
    for contrast in told["contrasts"]:
        assert contrast["first"] == answer.winner
        assert sum(contrast["parts"].values()) == pytest.approx(contrast["lead"], abs=1e-12)
    assert told["dominance"]["dominated_by"] == {"c": ["a"]}
    assert "c" not in told["dominance"]["efficient"]
    argument = told["argument"]
    assert argument["rival"] in answer.alternatives
    assert argument["change"]["criterion"] in ("price", "roads")


def test_one_alternative_has_no_argument(ranked: Callable[..., Ranking]) -> None:
    from mcda import rank

    answer = ranked()
    alone = rank(answer.problem.select([0]), answer.weights)
    told = explanation(explain(alone), NAMES, "en")
    assert told["argument"] is None
    assert len(told["sentences"]) == 1
