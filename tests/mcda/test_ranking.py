from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from mcda import rank


@pytest.fixture
def answer(make_problem, weigh):
    # Weighted sums by min-max: 0.5, 1, 0.5, 0.
    return rank(make_problem([[3, 1], [3, 3], [1, 3], [1, 1]]), weigh(1, 1), "weighted_sum")


def test_order_and_ranks(answer):
    np.testing.assert_allclose(answer.scores, [0.5, 1, 0.5, 0])
    assert answer.ranks.tolist() == [2, 1, 2, 4]
    assert answer.order == (1, 0, 2, 3)
    assert answer.alternatives == ("a1", "a0", "a2", "a3")
    assert answer.winner == "a1"
    assert answer.winners == ("a1",)


def test_ties_are_named(answer):
    assert answer.tied_with(0) == ("a2",)
    assert answer.tied_with(2) == ("a0",)
    assert answer.tied_with(1) == ()


def test_several_winners(make_problem, weigh):
    ranking = rank(make_problem([[1], [5], [5]]), weigh(1))
    assert ranking.winner == "a1"
    assert ranking.winners == ("a1", "a2")


def test_contributions(answer):
    np.testing.assert_allclose(answer.contributions, [[0.5, 0], [0.5, 0.5], [0, 0.5], [0, 0]])


def test_frozen(answer):
    with pytest.raises(FrozenInstanceError):
        answer.scores = None


def test_to_frame_is_best_first(answer):
    frame = answer.to_frame()
    assert frame.index.tolist() == ["a1", "a0", "a2", "a3"]
    assert frame["rank"].tolist() == [1, 2, 2, 4]
    np.testing.assert_allclose(frame["score"], [1, 0.5, 0.5, 0])
    np.testing.assert_allclose(frame["c0"], [0.5, 0.5, 0, 0])


def test_outcome_holds_what_the_method_says_besides_scores(make_problem, weigh):
    ranking = rank(make_problem([[0.0], [4.0]]), weigh(1), "vikor")
    assert ranking.outcome["S"] == [1.0, 0.0]
    assert ranking.outcome["R"] == [1.0, 0.0]
