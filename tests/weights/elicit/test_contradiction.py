"""Replies that contradict earlier ones are told with those, and may be outvoted."""

from typing import Any

import pytest

from weights.elicit import Interview

VALUES = [[1.0, 0, 0.5, 0.2], [0, 1, 0.4, 0.9], [0.6, 0.5, 0, 1], [0.3, 0.2, 1, 0]]


@pytest.fixture
def state(make_problem: Any) -> Interview:
    return Interview.start(make_problem(VALUES, range=[(0, 1)] * 4))


def test_a_cycle_names_its_three_answers_and_proves_nothing(state: Interview) -> None:
    """w0 >= 2 w1 and w1 >= 2 w2, so w2 >= w0 leaves nothing; w0 >= w3 is not to blame."""
    for first, second, ratio in (("c0", "c1", 2.0), ("c0", "c3", 1.0), ("c1", "c2", 2.0)):
        state = state.answer(state.ask(first, 1 / ratio, second, 1), "first")
    assert state.standing().contradicting == ()
    found = state.answer(state.ask("c2", 1, "c0", 1), "first").standing()
    assert found.contradicting == (1, 3, 4)
    assert (found.proved, found.proof, found.greatest_lead) == (False, None, None)
    assert "1, 3, 4 contradict each other" in found.sentence.say()
    assert "第 1、3、4 题" in found.sentence.say("zh")


def test_the_opposite_of_an_answer_contradicts_although_the_boundary_fits(state: Interview) -> None:
    question = state.ask("c0", 1, "c1", 1)
    answered = state.answer(question, "first")
    other = state.ask("c0", 0.5, "c1", 0.5)
    assert answered.answer(other, "second").standing().contradicting == (1, 2)
    again = answered.answer(question, "first")
    assert again.polytope is not None
    assert again.polytope.volume() == pytest.approx(0.5)


def test_a_slip_is_outvoted(state: Interview) -> None:
    wrong = state.answer(state.ask("c0", 1, "c1", 1), "first")
    before = wrong.posterior.mean()
    for amount in (0.9, 0.8, 0.7):
        wrong = wrong.answer(wrong.ask("c0", 1, "c1", amount), "second")
    after = wrong.posterior.mean()
    assert before[0] > before[1]
    assert after[0] < after[1]
