import numpy as np
import pytest

from mcda.errors import InvalidJudgements
from mcda.pairwise import (
    geometric_mean,
    logarithmic_least_squares,
    principal_eigenvector,
    principal_eigenvectors,
    priorities,
)
from mcda.pairwise.priorities import principal_eigenvalue
from tests.refusals import rejects


def _ratios(values):
    values = np.array(values, dtype=float)
    return np.outer(values, 1 / values)


@pytest.mark.parametrize("how", ["eigenvector", "geometric_mean", "logarithmic_least_squares"])
@pytest.mark.parametrize("values", [[1], [1, 3], [1, 2, 5], list(range(1, 17))])
def test_consistent_judgements_give_back_their_ratios(how, values):
    np.testing.assert_allclose(priorities(_ratios(values), how), np.array(values) / sum(values))


def test_geometric_mean_by_hand():
    matrix = np.array([[1, 2, 4], [1 / 2, 1, 1], [1 / 4, 1, 1]])
    means = np.array([8, 1 / 2, 1 / 4]) ** (1 / 3)
    np.testing.assert_allclose(geometric_mean(matrix), means / means.sum())


def test_for_three_items_both_ways_coincide():
    matrix = np.array([[1, 5, 1 / 2], [1 / 5, 1, 7], [2, 1 / 7, 1]])
    np.testing.assert_allclose(principal_eigenvector(matrix), geometric_mean(matrix), atol=1e-12)


SETTLED_SECOND = [[1, 1 / 8, 4, 1 / 2], [8, 1, 1 / 8, 4], [1 / 4, 8, 1, 1 / 8], [2, 1 / 4, 8, 1]]
"""The second has a third of the geometric means, and again after a step; the others have not."""


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 1, 5, 2], [1, 1, 3, 4], [1 / 5, 1 / 3, 1, 3 / 4], [1 / 2, 1 / 4, 4 / 3, 1]],
        SETTLED_SECOND,
    ],
)
def test_eigenvector_satisfies_its_equation(rows):
    matrix = np.array(rows)
    vector = principal_eigenvector(matrix)
    largest = principal_eigenvalue(matrix)
    np.testing.assert_allclose(matrix @ vector, largest * vector, atol=1e-12)
    assert largest == pytest.approx(np.linalg.eigvals(matrix).real.max())
    assert largest > 4


def test_cyclic_judgements_weigh_alike():
    cycle = np.array([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]])
    np.testing.assert_allclose(principal_eigenvector(cycle), 1 / 3)


@pytest.mark.parametrize("n", [2, 5, 16, 30])
def test_against_a_full_eigendecomposition(n):
    rng = np.random.default_rng(n)
    matrix = np.ones((n, n))
    upper = np.triu_indices(n, 1)
    matrix[upper] = np.exp(rng.uniform(-2, 2, len(upper[0])))
    matrix.T[upper] = 1 / matrix[upper]
    values, vectors = np.linalg.eig(matrix)
    wanted = np.abs(vectors[:, values.real.argmax()].real)
    np.testing.assert_allclose(principal_eigenvector(matrix), wanted / wanted.sum(), atol=1e-12)


def test_slow_convergence_is_finished_by_an_eigendecomposition():
    # A near-cycle of four: the other eigenvalues are almost as large as the principal one.
    matrix = np.ones((4, 4))
    for i, j, value in [(0, 1, 1e4), (1, 2, 2e4), (2, 3, 3e3), (3, 0, 1e4), (0, 2, 5), (1, 3, 0.1)]:
        matrix[i, j], matrix[j, i] = value, 1 / value
    vector = principal_eigenvector(matrix)
    assert vector.sum() == pytest.approx(1)
    assert (vector > 0).all()
    largest = np.linalg.eigvals(matrix).real.max()
    np.testing.assert_allclose(matrix @ vector, largest * vector, rtol=1e-9)


def test_logarithmic_least_squares_takes_open_pairs_and_else_is_the_geometric_mean():
    matrix = np.array([[1, 2, 4], [1 / 2, 1, 1], [1 / 4, 1, 1]])
    how = "logarithmic_least_squares"
    np.testing.assert_array_equal(priorities(matrix, how), geometric_mean(matrix))
    matrix[1, 2] = matrix[2, 1] = np.nan
    np.testing.assert_array_equal(priorities(matrix, how), logarithmic_least_squares(matrix))
    np.testing.assert_allclose(priorities(matrix, how), np.array([4, 2, 1]) / 7)


@pytest.mark.parametrize("how", ["eigenvector", "geometric_mean"])
def test_other_priorities_of_open_pairs_are_refused(how):
    matrix = np.array([[1, 2, np.nan], [1 / 2, 1, 1], [np.nan, 1, 1]])
    with pytest.raises(InvalidJudgements) as caught:
        priorities(matrix, how)
    assert (caught.value.code, caught.value.faults[0].path) == ("judgement_missing", (0, 2))


def _batch(s, n, seed, draw=lambda rng, size: np.exp(rng.uniform(-2.2, 2.2, size))):
    rng = np.random.default_rng(seed)
    first, second = np.triu_indices(n, 1)
    batch = np.ones((s, n, n))
    batch[:, first, second] = draw(rng, (s, len(first)))
    batch[:, second, first] = 1 / batch[:, first, second]
    return batch


@pytest.mark.parametrize("n", [1, 2, 3, 4, 6, 9, 15, 30])
def test_a_batch_against_full_eigendecompositions(n):
    batch = _batch(200 if n < 16 else 20, n, n)
    vectors, largest = principal_eigenvectors(batch)
    values, every = np.linalg.eig(batch)
    at = values.real.argmax(axis=1)
    wanted = np.abs(np.take_along_axis(every, at[:, None, None], axis=2)[:, :, 0].real)
    wanted /= wanted.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(vectors, wanted, rtol=1e-12, atol=0)
    np.testing.assert_allclose(largest, values.real.max(axis=1), rtol=1e-12)


def test_a_batch_of_consistent_matrices_whatever_the_weights():
    weights = 10.0 ** np.array([[9.0 * k for k in range(30)], [0.1 * k for k in range(30)]])
    vectors, largest = principal_eigenvectors(weights[:, :, None] / weights[:, None, :])
    np.testing.assert_allclose(vectors, weights / weights.sum(axis=1)[:, None], rtol=1e-12)
    np.testing.assert_allclose(largest, 30, rtol=1e-13)


def test_slow_matrices_go_on_when_the_others_have_settled():
    # Near-cycles of four: the other eigenvalues are almost as large as the principal one.
    batch = _batch(50, 4, 1)
    for k in (7, 30):
        for i, j, value in [(0, 1, 1e4), (1, 2, 2e4), (2, 3, 3e3), (3, 0, 1e4 + k)]:
            batch[k, i, j], batch[k, j, i] = value, 1 / value
    vectors, largest = principal_eigenvectors(batch)
    residual = (batch @ vectors[:, :, None])[:, :, 0] - largest[:, None] * vectors
    assert (np.abs(residual) / largest[:, None]).max() < 1e-13
    for k in range(50):
        np.testing.assert_allclose(vectors[k], principal_eigenvector(batch[k]), atol=1e-12)


def test_transposes_give_left_eigenvectors():
    (matrix,) = _batch(1, 5, 3)
    (left,), (largest,) = principal_eigenvectors(matrix.T[None])
    np.testing.assert_allclose(left @ matrix, largest * left, atol=1e-13)


def test_a_batch_may_be_empty_and_is_left_as_it_was():
    assert [found.shape for found in principal_eigenvectors(np.ones((0, 4, 4)))] == [(0, 4), (0,)]
    batch = _batch(3, 4, 0)
    before = batch.copy()
    principal_eigenvectors(batch)
    np.testing.assert_array_equal(batch, before)


def test_open_pairs_in_a_batch_are_refused():
    batch = _batch(3, 4, 0)
    batch[2, 0, 1] = batch[2, 1, 0] = np.nan
    with rejects(InvalidJudgements, path=(2, 0, 1)):
        principal_eigenvectors(batch)
