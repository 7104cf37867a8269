"""Straight moves of weight on problems solved by hand, and on methods without a closed form."""

import numpy as np
import pytest

from mcda import rank
from mcda.kernel import LinearForm
from mcda.robust.weight_change.duels import along_segments
from tests.mcda.small_problems import problem_of


def distance(point, w):
    return 0.5 * np.abs(point - w).sum()


def test_two_criteria():
    # 2 w0 against 3 w1: level at w0 = 3/5.
    form, w = LinearForm(np.array([[2.0, 0.0], [0.0, 3.0]])), np.array([0.7, 0.3])
    point, becomes = along_segments(form, w, 0)
    assert becomes == 1
    np.testing.assert_allclose(point, [0.6, 0.4], atol=1e-8)


def test_moves_between_two_criteria_beat_moves_in_proportion():
    # Second minus first is (-1, 0, 2): the best move is from c0 to c2, of 0.1/3.
    form = LinearForm(np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 2.0]]))
    point, becomes = along_segments(form, np.array([0.5, 0.3, 0.2]), 0)
    assert becomes == 1
    np.testing.assert_allclose(point, [0.5 - 0.1 / 3, 0.3, 0.2 + 0.1 / 3], atol=1e-8)


def test_many_criteria_only_move_in_proportion():
    n = 14
    local = np.zeros((2, n))
    local[0, 0], local[1, 1] = 1.0, 1.0
    w = np.full(n, 1.0)
    w[0] = 2.0
    w /= w.sum()
    point, becomes = along_segments(LinearForm(local), w, 0)
    assert becomes == 1
    # Towards c1 in proportion: 2/15 (1 - t) = 1/15 (1 - t) + t, so t = 1/16.
    assert distance(point, w) == pytest.approx(14 / 15 / 16, abs=1e-8)
    np.testing.assert_allclose(point[2:], w[2:] * 15 / 16, atol=1e-8)


def test_a_dominating_winner_is_never_left():
    form = LinearForm(np.array([[2.0, 2.0, 2.0], [1.0, 1.0, 1.9], [0.0, 1.5, 1.0]]))
    assert along_segments(form, np.array([0.2, 0.3, 0.5]), 0) is None


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("vikor", {}),
        ("topsis", {"distance": "chebyshev", "normalisation": "minmax"}),
        ("topsis", {"distance": "euclidean", "normalisation": "vector"}),
    ],
)
def test_the_winner_of_the_real_ranking_changes_there(method, parameters):
    rng = np.random.default_rng(4)
    changed = 0
    for _ in range(25):
        m, n = int(rng.integers(2, 6)), int(rng.integers(2, 5))
        problem, w = problem_of(rng.uniform(1, 9, (m, n))), rng.dirichlet(np.ones(n))
        ranking = rank(problem, w, method, **parameters)
        found = along_segments(ranking.prepared, w, ranking.order[0])
        if found is None:
            continue
        point, becomes = found
        assert point.min() >= -1e-12
        assert point.sum() == pytest.approx(1, abs=1e-12)
        there = rank(problem, point, method, **parameters)
        scores = -there.scores if method == "vikor" else there.scores
        assert scores[becomes] >= scores[ranking.order[0]]
        assert scores[becomes] == scores.max()
        changed += 1
    assert changed >= 15
