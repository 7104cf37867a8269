import numpy as np
import pytest

from mcda.errors import InvalidJudgements
from mcda.pairwise import geometric_mean, log_residuals, logarithmic_least_squares, read_matrix
from mcda.pairwise.least_squares import log_weights


def _random(n, missing=(), seed=0):
    rng = np.random.default_rng(seed)
    matrix = np.ones((n, n))
    upper = np.triu_indices(n, 1)
    matrix[upper] = np.exp(rng.uniform(-2, 2, len(upper[0])))
    matrix.T[upper] = 1 / matrix[upper]
    for i, j in missing:
        matrix[i, j] = matrix[j, i] = np.nan
    return matrix


@pytest.mark.parametrize("n", [1, 2, 3, 9, 30])
def test_of_a_complete_matrix_it_is_the_geometric_mean(n):
    matrix = _random(n)
    np.testing.assert_array_equal(logarithmic_least_squares(matrix), geometric_mean(matrix))


def test_published_weights_of_an_incomplete_matrix():
    # Bozoki, Fulop & Ronyai (2010), Example 3, recomputed by hand: w ~ solution of L ln w = b.
    rows = [[1, 1, 5, 2], [1, 1, 3, 4], [1 / 5, 1 / 3, 1, None], [1 / 2, 1 / 4, None, 1]]
    found = logarithmic_least_squares(read_matrix(rows, "abcd", incomplete=True))
    wanted = [0.374182954172, 0.391633028398, 0.0988407485191, 0.135343268911]
    np.testing.assert_allclose(found, wanted, atol=1e-11)
    assert found[2] / found[3] == pytest.approx(np.sqrt(8 / 15))


@pytest.mark.parametrize("seed", range(5))
def test_against_a_general_least_squares_solver(seed):
    matrix = _random(7, [(0, 1), (0, 2), (0, 3), (0, 4), (2, 5), (3, 6)], seed)
    pairs = [(i, j) for i, j in zip(*np.triu_indices(7, 1), strict=True) if matrix[i, j] > 0]
    design = np.zeros((len(pairs), 7))
    for row, (i, j) in enumerate(pairs):
        design[row, i], design[row, j] = 1, -1
    wanted, *_ = np.linalg.lstsq(design, np.log([matrix[p] for p in pairs]), rcond=None)
    found = np.log(logarithmic_least_squares(matrix))
    np.testing.assert_allclose(found - found.mean(), wanted - wanted.mean(), atol=1e-12)


def test_a_chain_of_judgements_is_multiplied():
    matrix = np.full((4, 4), np.nan)
    np.fill_diagonal(matrix, 1)
    for i, value in enumerate([2.0, 3.0, 0.5]):
        matrix[i, i + 1], matrix[i + 1, i] = value, 1 / value
    found = logarithmic_least_squares(matrix)
    np.testing.assert_allclose(found / found[3], [3, 1.5, 0.5, 1])
    np.testing.assert_allclose(log_weights(matrix)[0] - log_weights(matrix)[3], np.log(3))


def test_residuals_are_what_the_weights_leave_unexplained():
    found = log_residuals(_random(5, [(0, 1), (2, 4)]))
    np.testing.assert_allclose(found, -found.T, atol=1e-14)
    np.testing.assert_allclose(found.sum(axis=1), 0, atol=1e-12)  # the normal equations
    assert found[0, 1] == found[2, 4] == 0
    assert np.abs(found).max() > 0.1


def test_residuals_under_given_weights_by_hand():
    found = log_residuals(np.array([[1, 6], [1 / 6, 1]]), np.array([0.75, 0.25]))
    np.testing.assert_allclose(found, np.log(2) * np.array([[0, 1], [-1, 0]]), atol=1e-15)


def test_weights_may_err_either_way_but_never_beat_the_least_squares():
    matrix = _random(6, [(0, 1), (0, 5)])
    best = logarithmic_least_squares(matrix)
    least = (log_residuals(matrix, best) ** 2).sum()
    assert least == pytest.approx((log_residuals(matrix) ** 2).sum())
    for factor in np.exp(np.random.default_rng(3).normal(0, 0.1, (20, 6))):
        assert (log_residuals(matrix, best * factor) ** 2).sum() > least


@pytest.mark.parametrize("solve", [logarithmic_least_squares, log_residuals, log_weights])
def test_unconnected_judgements_have_no_weights(solve):
    matrix = _random(4, [(0, 2), (0, 3), (1, 2), (1, 3)])
    with pytest.raises(InvalidJudgements) as caught:
        solve(matrix)
    assert caught.value.code == "judgements_disconnected"
    assert caught.value.faults[0].fields["parts"] == [["0", "1"], ["2", "3"]]
