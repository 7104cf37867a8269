"""Questions from figures, the caller's or the interview's own."""

from typing import Any

import numpy as np
import pytest

from mcda.errors import InvalidWeights
from weights.elicit import Interview

VALUES = [[160.0, 7, 7], [85, 3, 7], [100, 5, 7]]


@pytest.fixture
def state(make_problem: Any) -> Interview:
    problem = make_problem(
        VALUES, ("cost", "benefit", "benefit"), range=[(40, 260), (0, 7), None], unit=["$", "", ""]
    )
    return Interview.start(problem)


def test_figures_give_the_threshold(state: Interview) -> None:
    """Under minmax 15 of a span of 75 is a fifth, 2 of a span of 4 a half."""
    question = state.ask("c0", 15, "c1", 2)
    assert question.ratio == pytest.approx((2 / 4) / (15 / 75))
    assert question.meaning == "trade_off"
    assert question.sentence.say() == (
        "Which is worth more to you: “c0” lower by 15 $, or “c1” higher by 2?"
    )


def test_a_question_asked_again_from_its_figures_is_the_same(state: Interview) -> None:
    question = state.next_question()
    assert question is not None
    first, second = question.first, question.second
    again = state.ask(first.criterion, first.amount, second.criterion, second.amount)
    assert (again.first, again.second, again.ratio) == (first, second, question.ratio)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (("c0", 1, "x", 1), [("weight_unknown_criterion", ("second", "criterion"))]),
        (("c0", 1, "c0", 1), [("elicit_same_criterion", ("second", "criterion"))]),
        (("c0", 0, "c1", 1), [("elicit_amount", ("first", "amount"))]),
        (("c0", 1, "c1", np.nan), [("elicit_amount", ("second", "amount"))]),
        (("c0", 1, "c1", np.inf), [("elicit_amount", ("second", "amount"))]),
        (("c0", "1", "c1", True), [("elicit_amount", (s, "amount")) for s in ("first", "second")]),
        (("c0", 1e-320, "c1", 1), [("elicit_far_apart", ("first", "amount"))]),
        (("c0", 1, "c1", 1e308), [("elicit_far_apart", ("second", "amount"))]),
        (("c0", 1e-320, "c1", 1e308), [("elicit_far_apart", ("first", "amount"))]),
        (("c0", 1, "c2", 1), [("elicit_no_extent", ("second", "criterion"))]),
    ],
)
def test_what_is_no_question_is_refused(state: Interview, asked: Any, wanted: Any) -> None:
    with pytest.raises(InvalidWeights) as caught:
        state.ask(*asked)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == wanted
    for language in ("en", "zh"):
        assert "{" not in caught.value.say(language)


@pytest.mark.parametrize("amount", [7.6e-5, 7.4e7])
def test_nearly_a_million_to_one_can_be_asked(state: Interview, amount: float) -> None:
    """Amounts of which 75 and 4 are worth a whole weight."""
    state = state.answer(state.ask("c0", amount, "c1", 4), "first")
    assert state.standing().winner in state.problem.alternative_ids
    assert np.isfinite(state.posterior.shares).all()
