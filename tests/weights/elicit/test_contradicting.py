"""Replies that contradict earlier ones are told with those."""

from typing import Any

import numpy as np
import pytest

from mcda.errors import InvalidWeights
from weights.elicit import Interview

VALUES = [[1.0, 0, 0.5, 0.2], [0, 1, 0.4, 0.9], [0.6, 0.5, 0, 1], [0.3, 0.2, 1, 0]]


@pytest.fixture
def state(make_problem: Any) -> Interview:
    return Interview.start(make_problem(VALUES, range=[(0, 1)] * 4))


def places(error: InvalidWeights) -> list[tuple[Any, ...]]:
    return [(fault.code, *fault.path) for fault in error.faults]


def test_a_cycle_names_its_two_other_answers(state: Interview) -> None:
    """w0 >= 2 w1 and w1 >= 2 w2, so w2 >= w0 leaves nothing; w0 >= w3 is not to blame."""
    for first, second, ratio in (("c0", "c1", 2.0), ("c0", "c3", 1.0), ("c1", "c2", 2.0)):
        state = state.answer(state.ask(first, 1 / ratio, second, 1), "first")
    before = state.polytope
    with pytest.raises(InvalidWeights) as caught:
        state.answer(state.ask("c2", 1, "c0", 1), "first")
    assert places(caught.value) == [
        ("elicit_contradiction", "answers", 3),
        ("elicit_contradicted", "answers", 0),
        ("elicit_contradicted", "answers", 2),
    ]
    assert state.polytope is before
    english = caught.value.faults[0].say()
    assert english == (
        "No weights fit answer 4, “c2” higher by 1 is worth more than “c0” higher by 1, together "
        "with: answer 1, “c0” higher by 0.5 is worth more than “c1” higher by 1, "
        "answer 3, “c1” higher by 0.5 is worth more than “c2” higher by 1."
    )
    assert "第 1 题" in caught.value.say("zh")


def test_what_was_known_before_is_named_too(make_problem: Any) -> None:
    known = [{"weight": "c3", "high": 0.5}, {"ratio": ["c0", "c1"], "low": 3.0}]
    state = Interview.start(make_problem(VALUES, range=[(0, 1)] * 4), known=known)
    with pytest.raises(InvalidWeights) as caught:
        state.answer(state.ask("c1", 1, "c0", 1), "first")
    assert places(caught.value) == [("elicit_contradiction", "answers", 0)]
    assert "what was known before, c0 / c1" in caught.value.say()
    assert "c3" not in caught.value.say()


def test_the_opposite_of_an_answer_contradicts_although_the_boundary_fits(state: Interview) -> None:
    question = state.ask("c0", 1, "c1", 1)
    answered = state.answer(question, "first")
    with pytest.raises(InvalidWeights):
        answered.answer(question, "second")
    assert answered.answer(question, "first").polytope.volume() == pytest.approx(0.5)


def test_equal_contradicts_what_is_far_away(state: Interview) -> None:
    answered = state.answer(state.ask("c0", 0.5, "c1", 1), "first")
    with pytest.raises(InvalidWeights) as caught:
        answered.answer(state.ask("c0", 1, "c1", 1), "equal")
    assert places(caught.value)[1:] == [("elicit_contradicted", "answers", 0)]
    level = answered.answer(state.ask("c0", 0.48, "c1", 1), "equal")
    quotient = level.polytope.sample(500, np.random.default_rng(1))
    ratios = quotient[:, 0] / quotient[:, 1]
    assert ratios.min() >= 2 - 1e-6
    assert ratios.max() <= 1.1 / 0.48 + 1e-6
