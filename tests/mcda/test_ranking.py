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


@pytest.mark.parametrize(
    ("cell", "said"), [(3, ""), (None, "Not known, and able to change who is first: c1 of a1.")]
)
def test_an_unknown_that_decides_is_said(make_problem, weigh, cell, said):
    ranking = rank(make_problem([[5, 5], [6, cell], [1, 1]]), weigh(1, 1), "weighted_sum")
    assert said in repr(ranking)
    assert ("unknown" in ranking.to_frame()) is bool(said)
    assert ranking.deciding_unknowns == ((("a1", "c1"),) if said else ())
    if said:
        assert "足以改变第一名：a1的“c1”。" in ranking.summary("zh")
        frame = ranking.to_frame()
        assert list(frame) == ["rank", "score", "c0", "c1", "unknown"]
        assert frame["unknown"].to_dict() == {"a0": "", "a1": "c1", "a2": ""}


def test_an_unknown_that_decides_nothing_is_counted(make_problem, weigh):
    ranking = rank(make_problem([[9, 9], [1, None], [2, 1]]), weigh(9, 1), "weighted_sum")
    assert ranking.deciding_unknowns == ()
    assert "Values not known: 1;" in ranking.summary()


def test_of_many_unknowns_the_first_are_named(make_problem, weigh):
    rows = [[5, 5], *([None, 5] for _ in range(4)), [1, 1]]
    ranking = rank(make_problem(rows), weigh(1, 1), "weighted_sum")
    assert len(ranking.deciding_unknowns) == 4
    assert "c0 of a1, c0 of a2, c0 of a3, 1 more." in ranking.summary()
