import numpy as np
import pytest
import scipy.optimize

from mcda.errors import InvalidJudgements
from mcda.pairwise import complete, connected_parts, logarithmic_least_squares, read_matrix

SCALE = np.array([1 / k for k in range(9, 1, -1)] + [float(k) for k in range(1, 10)])


def random_matrix(n, missing, rng, scale=SCALE):
    """Draw a connected matrix with so many pairs open, by opening pairs that are no bridge."""
    matrix = np.ones((n, n))
    first, second = np.triu_indices(n, 1)
    matrix[first, second] = rng.choice(scale, len(first))
    matrix[second, first] = 1 / matrix[first, second]
    for k in rng.permutation(len(first)):
        if not missing:
            break
        opened = matrix.copy()
        opened[first[k], second[k]] = opened[second[k], first[k]] = np.nan
        if len(connected_parts(opened)) == 1:
            matrix, missing = opened, missing - 1
    return matrix


def _largest(matrix):
    return np.linalg.eigvals(matrix).real.max()


def _filled(matrix, pairs, logarithms):
    filled = matrix.copy()
    for (i, j), value in zip(pairs, logarithms, strict=True):
        filled[i, j], filled[j, i] = np.exp(value), np.exp(-value)
    return filled


def _principal(matrix):
    values, vectors = np.linalg.eig(matrix)
    return np.abs(vectors[:, values.real.argmax()].real)


def _gradient(found):
    """By another way: left and right eigenvectors of a full decomposition."""
    a = found.matrix
    right, left = _principal(a), _principal(a.T)
    left = left / (left @ right)
    return np.array(
        [a[i, j] * left[i] * right[j] - a[j, i] * left[j] * right[i] for i, j in found.missing]
    )


def test_published_completion():
    # Bozoki, Fulop & Ronyai (2010), Example 3.
    rows = [[1, 1, 5, 2], [1, 1, 3, 4], [1 / 5, 1 / 3, 1, None], [1 / 2, 1 / 4, None, 1]]
    found = complete(read_matrix(rows, "abcd", incomplete=True))
    assert found.missing == {(2, 3): pytest.approx(np.sqrt(8 / 15), rel=1e-12)}
    assert found.missing[2, 3] == pytest.approx(0.7302965, abs=1e-6)
    assert found.matrix[2, 3] * found.matrix[3, 2] == pytest.approx(1)
    assert found.lambda_max == pytest.approx(4.09236729394, abs=1e-11)


@pytest.mark.parametrize("seed", range(10))
def test_of_four_items_with_one_pair_open_it_is_the_least_squares_completion(seed):
    # Csato, Agoston & Bozoki (2024): the two completions coincide for n = 4, m = 1.
    matrix = random_matrix(4, 1, np.random.default_rng(seed))
    found = complete(matrix)
    ((i, j),) = found.missing
    weights = logarithmic_least_squares(matrix)
    assert found.missing[i, j] == pytest.approx(weights[i] / weights[j], rel=1e-11)


def test_of_five_items_it_is_another_one():
    matrix = random_matrix(5, 3, np.random.default_rng(0))
    weights = logarithmic_least_squares(matrix)
    apart = [np.log(weights[i] / weights[j] / v) for (i, j), v in complete(matrix).missing.items()]
    assert np.abs(apart).max() > 0.01


@pytest.mark.parametrize(("n", "m"), [(4, 2), (5, 1), (5, 5), (6, 3), (7, 8)])
def test_against_a_general_optimiser(n, m):
    matrix = random_matrix(n, m, np.random.default_rng(10 * n + m))
    found = complete(matrix)
    assert len(found.missing) == m
    best = scipy.optimize.minimize(
        lambda x: _largest(_filled(matrix, found.missing, x)), np.zeros(m), method="BFGS"
    )
    assert found.lambda_max == pytest.approx(best.fun, abs=1e-8)
    assert found.lambda_max == pytest.approx(_largest(found.matrix), rel=1e-13)
    np.testing.assert_allclose(np.log(list(found.missing.values())), best.x, atol=1e-4)


@pytest.mark.parametrize(("n", "m"), [(3, 1), (9, 12), (15, 40), (30, 217), (30, 300)])
def test_the_gradient_vanishes_up_to_thirty_items(n, m):
    found = complete(random_matrix(n, m, np.random.default_rng(n)))
    assert len(found.missing) == m
    assert np.linalg.norm(_gradient(found)) < 1e-10


def test_judged_pairs_stay_as_they_were():
    matrix = random_matrix(8, 10, np.random.default_rng(1))
    before, found = matrix.copy(), complete(matrix)
    np.testing.assert_array_equal(matrix, before)
    given = ~np.isnan(matrix)
    np.testing.assert_array_equal(found.matrix[given], matrix[given])
    np.testing.assert_allclose(found.matrix * found.matrix.T, 1)
    assert all(i < j and found.matrix[i, j] == v for (i, j), v in found.missing.items())


@pytest.mark.parametrize("n", [1, 2, 3, 12])
def test_a_complete_matrix_needs_nothing(n):
    matrix = random_matrix(n, 0, np.random.default_rng(n))
    found = complete(matrix)
    assert found.missing == {}
    np.testing.assert_array_equal(found.matrix, matrix)
    assert found.lambda_max == pytest.approx(_largest(matrix))


@pytest.mark.parametrize("n", [3, 10, 30])
def test_a_spanning_tree_is_completed_consistently(n):
    found = complete(random_matrix(n, (n - 1) * (n - 2) // 2, np.random.default_rng(n)))
    assert found.lambda_max == pytest.approx(n, abs=1e-12)
    np.testing.assert_allclose(
        found.matrix[:, :, None] * found.matrix[None, :, :],
        np.broadcast_to(found.matrix[:, None, :], (n, n, n)),
        rtol=1e-10,
    )


def test_the_units_and_the_order_of_the_items_do_not_matter():
    rng = np.random.default_rng(5)
    matrix = random_matrix(7, 6, rng)
    found, factor, order = complete(matrix), np.exp(rng.normal(0, 3, 7)), rng.permutation(7)
    ratios = factor[:, None] / factor[None, :]
    other = complete((matrix * ratios)[np.ix_(order, order)])
    assert other.lambda_max == pytest.approx(found.lambda_max, rel=1e-12)
    wanted = (found.matrix * ratios)[np.ix_(order, order)]
    np.testing.assert_allclose(other.matrix, wanted, rtol=1e-9)


@pytest.mark.parametrize("scale", [1e2, 1e3, 1e4, 1e5])
def test_strong_contradictions_are_minimised_all_the_same(scale):
    rng = np.random.default_rng(int(np.log(scale)))
    found = complete(random_matrix(11, 20, rng, np.array([1 / scale, scale])))
    assert found.lambda_max > scale / 10
    assert np.linalg.norm(_gradient(found)) < 1e-9 * found.lambda_max


@pytest.mark.parametrize("seed", range(8))
def test_wild_contradictions_stay_finite_and_better_than_the_start(seed):
    matrix = random_matrix(11, 24, np.random.default_rng(seed), np.array([1e-9, 1e9]))
    found, weights = complete(matrix), logarithmic_least_squares(matrix)
    assert np.isfinite(found.matrix).all()
    pairs = list(found.missing)
    start = _filled(matrix, pairs, [np.log(weights[i] / weights[j]) for i, j in pairs])
    assert 11 <= found.lambda_max <= _largest(start) * (1 + 1e-9)


def _chain(n, value):
    matrix = np.where(np.eye(n) == 1, 1.0, np.nan)
    for i in range(n - 1):
        matrix[i, i + 1], matrix[i + 1, i] = value, 1 / value
    return matrix


def test_a_long_chain_of_large_judgements_is_multiplied():
    found = complete(_chain(30, 1e9))
    assert found.missing[0, 29] == pytest.approx(1e261, rel=1e-10)
    assert found.lambda_max == pytest.approx(30)


@pytest.mark.parametrize("items", [None, [f"i{k}" for k in range(40)]])
def test_a_chain_past_the_doubles_is_refused(items):
    with pytest.raises(InvalidJudgements) as caught:
        complete(_chain(40, 1e9), items)
    fault = caught.value.faults[-1]
    assert (fault.code, fault.path) == ("judgement_too_large", (5, 39))
    assert fault.fields["first"] == (5 if items is None else "i5")
    assert fault.fields["value"] == "exp(704.591)"  # 34 ln(1e9)


def test_unconnected_judgements_have_no_best_completion():
    matrix = _chain(4, 2.0)
    matrix[1, 2] = matrix[2, 1] = np.nan
    with pytest.raises(InvalidJudgements) as caught:
        complete(matrix, ["price", "place", "port", "power"])
    assert caught.value.code == "judgements_disconnected"
    assert caught.value.faults[0].fields["parts"] == [["price", "place"], ["port", "power"]]
