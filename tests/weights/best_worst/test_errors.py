"""How exact best-worst answers are: residuals, the graph of answers, and what they leave open."""

from types import SimpleNamespace

import numpy as np
import pytest

from weights.best_worst.method import BestWorstErrors, best_worst


def errors(*said):
    found = best_worst(*said)
    return BestWorstErrors(found.answers, found.weights)


CONSISTENT = list("abc"), "a", "c", {"b": 2, "c": 8}, {"a": 8, "b": 4}
APART = list("abc"), "a", "c", {"b": 2, "c": 8}, {"a": 8, "b": 2}


def test_answers_that_agree_leave_no_residual():
    size = errors(*CONSISTENT).size
    assert (size.squares, size.freedom) == (pytest.approx(0, abs=1e-20), 1)
    assert size.median < errors(*APART).size.median


def test_residuals_are_those_of_every_answer():
    known = errors(*APART)
    a, b, c = known.weights
    wanted = np.log([8 * c / a, 2 * b / a, 2 * c / b])
    assert known.size.squares == pytest.approx(wanted @ wanted)


def test_two_items_are_as_exact_as_people_are():
    known = errors(["a", "b"], "a", "b", {"b": 3}, {"a": 3})
    assert known.facts["factor"] == pytest.approx(np.exp(0.7), rel=0.01)
    drawn = known.sample(20_000, np.random.default_rng(1))
    assert np.median(drawn[:, 0] / drawn[:, 1]) == pytest.approx(3, rel=0.05)


def test_one_item_leaves_nothing_open():
    np.testing.assert_array_equal(
        errors(["a"], "a", "a", {}, {}).sample(3, np.random.default_rng(1)), np.ones((3, 1))
    )


def test_draws_spread_as_least_squares_on_these_answers_do():
    """Four items, five answers: of every pair but the two in the middle."""
    known = errors(list("abcd"), "a", "d", {"b": 2, "c": 4, "d": 8}, {"a": 8, "b": 4, "c": 2})
    object.__setattr__(
        known, "size", SimpleNamespace(sample=lambda count, rng: np.full(count, 0.2))
    )
    drawn = np.log(known.sample(40_000, np.random.default_rng(1)))
    pairs = [(0, 3), (0, 1), (0, 2), (1, 3), (2, 3)]
    design = np.zeros((5, 4))
    for row, (i, j) in enumerate(pairs):
        design[row, i], design[row, j] = 1, -1
    covariance = 0.04 * np.linalg.pinv(design.T @ design)
    for i, j in [*pairs, (1, 2)]:
        wanted = covariance[i, i] + covariance[j, j] - 2 * covariance[i, j]
        assert (drawn[:, i] - drawn[:, j]).var() == pytest.approx(wanted, rel=0.03)
