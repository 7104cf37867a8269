import numpy as np
import pytest

from mcda.pairwise import geometric_mean, principal_eigenvector, priorities
from mcda.pairwise.priorities import principal_eigenvalue


def _ratios(values):
    values = np.array(values, dtype=float)
    return np.outer(values, 1 / values)


@pytest.mark.parametrize("how", ["eigenvector", "geometric_mean"])
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


def test_eigenvector_satisfies_its_equation():
    matrix = np.array(
        [[1, 1, 5, 2], [1, 1, 3, 4], [1 / 5, 1 / 3, 1, 3 / 4], [1 / 2, 1 / 4, 4 / 3, 1]]
    )
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
