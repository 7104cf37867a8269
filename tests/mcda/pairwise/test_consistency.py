import numpy as np
import pytest

from mcda.errors import InvalidJudgements
from mcda.pairwise import complete, connected_parts, consistency, read_matrix, verdicts
from mcda.pairwise.consistency import random_index

TABLES = (
    "saaty_2005",
    "saaty_1980",
    "alonso_lamata_2006",
    "donegan_dodd_1991",
    "tummala_ling_1994",
)
# Largest eigenvalue of a cycle of k: k + 1/k + 1.
CYCLE = np.array([[1, 2, 1 / 2], [1 / 2, 1, 2], [2, 1 / 2, 1]])


def test_by_hand():
    found = consistency(CYCLE, "saaty_1980")
    assert found.n == 3
    assert found.lambda_max == pytest.approx(3.5)
    assert found.index == pytest.approx(0.25)
    assert found.random_index == 0.58
    assert found.ratio == pytest.approx(0.25 / 0.58)
    assert not found.acceptable


@pytest.mark.parametrize("n", [1, 2, 3, 9, 16])
def test_ratios_of_weights_are_consistent(n):
    weights = np.arange(1.0, n + 1)
    found = consistency(np.outer(weights, 1 / weights))
    assert found.lambda_max == pytest.approx(n)
    assert found.index == pytest.approx(0, abs=1e-12)
    assert found.index >= 0
    assert found.acceptable


def test_two_items_cannot_contradict_each_other():
    assert consistency(np.array([[1, 9], [1 / 9, 1]])).ratio == 0


def test_default_table_is_named():
    assert consistency(CYCLE).table == "saaty_2005"


def test_known_eigenvector_may_be_passed():
    found = consistency(CYCLE, vector=np.full(3, 1 / 3))
    assert found.lambda_max == pytest.approx(consistency(CYCLE).lambda_max)


@pytest.mark.parametrize("table", TABLES)
def test_random_index_grows_with_n_past_the_end_of_every_table(table):
    values = [random_index(n, table) for n in range(1, 21)]
    assert values[:2] == [0, 0]
    assert (np.diff(values[2:10]) > 0).all()
    assert all(value > 1.4 for value in values[10:])


def test_same_matrix_passes_under_one_table_and_fails_under_another():
    # A cycle of k has index (k + 1/k - 2) / 2; 0.0525 lies between 0.1 * 0.4914 and 0.1 * 0.58.
    k = 1.0525 + np.sqrt(1.0525**2 - 1)
    matrix = np.array([[1, k, 1 / k], [1 / k, 1, k], [k, 1 / k, 1]])
    found = verdicts(consistency(matrix))
    assert set(found) == set(TABLES)
    assert found["saaty_1980"]["acceptable"] is True
    assert found["donegan_dodd_1991"]["acceptable"] is False
    assert found["saaty_1980"]["consistency_ratio"] == pytest.approx(0.0525 / 0.58)


def test_verdicts_of_two_items_are_all_good():
    found = verdicts(consistency(np.array([[1, 5], [1 / 5, 1]])))
    assert all(v == {"consistency_ratio": 0.0, "acceptable": True} for v in found.values())


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("n", [3, 5, 16, 30])
def test_random_index_falls_linearly_to_zero_at_a_spanning_tree(n, table):
    spare = (n - 1) * (n - 2) // 2
    values = [random_index(n, table, m) for m in range(spare + 1)]
    assert values[0] == random_index(n, table)
    np.testing.assert_allclose(np.diff(values), -values[0] / spare)
    assert values[-1] == 0


def test_random_index_of_five_items_with_two_pairs_missing_by_hand():
    assert random_index(5, "saaty_2005", 2) == pytest.approx(1.11 * (1 - 4 / 12))
    assert random_index(2, "saaty_2005", 0) == 0


@pytest.mark.parametrize(("n", "m", "size"), [(4, 1, 400), (5, 2, 300), (6, 6, 300), (7, 5, 300)])
def test_random_index_against_random_matrices_completed_optimally(n, m, size):
    # Tolerance: 3 standard errors of the mean (at most 0.025) and 3 % for the linear formula.
    rng, scale = np.random.default_rng(n), [1 / k for k in range(9, 1, -1)] + list(range(1, 10))
    first, second = np.triu_indices(n, 1)
    found = []
    while len(found) < size:
        matrix = np.ones((n, n))
        matrix[first, second] = rng.choice(scale, len(first))
        matrix[second, first] = 1 / matrix[first, second]
        k = rng.permutation(len(first))[:m]
        matrix[first[k], second[k]] = matrix[second[k], first[k]] = np.nan
        if len(connected_parts(matrix)) == 1:
            found.append((complete(matrix).lambda_max - n) / (n - 1))
    error = np.std(found) / np.sqrt(size)
    assert error < 0.03
    expected = random_index(n, "tummala_ling_1994", m)
    assert np.mean(found) == pytest.approx(expected, abs=3 * error + 0.03 * expected)
    assert np.mean(found) < 0.85 * random_index(n, "tummala_ling_1994")


def test_what_is_missing_is_allowed_for():
    k = 3.5
    rows = [[1, k, k, None], [None, 1, k, k], [None, None, 1, k], [None, None, None, 1]]
    completed = complete(read_matrix(rows, "abcd", incomplete=True))
    found = consistency(completed.matrix, "saaty_1980", missing=1)
    assert (found.n, found.missing) == (4, 1)
    assert found.lambda_max == pytest.approx(completed.lambda_max)
    assert found.random_index == pytest.approx(0.9 * 2 / 3)
    assert found.ratio == pytest.approx((completed.lambda_max - 4) / 3 / 0.6)
    # The index of a complete matrix would let these judgements pass.
    assert not found.acceptable
    assert consistency(completed.matrix, "saaty_1980").acceptable
    told = verdicts(found)
    assert told["saaty_1980"]["consistency_ratio"] == pytest.approx(found.ratio)
    assert told["saaty_2005"]["consistency_ratio"] == pytest.approx(found.index / (0.89 * 2 / 3))


def test_a_spanning_tree_cannot_contradict_itself():
    tree = np.array([[1, 2, np.nan], [0.5, 1, 1 / 7], [np.nan, 7, 1]])
    found = consistency(complete(tree).matrix, missing=1)
    assert (found.index, found.ratio, found.lambda_max, found.random_index) == (0, 0, 3, 0)
    good = {"consistency_ratio": 0.0, "acceptable": True}
    assert verdicts(found) == dict.fromkeys(TABLES, good)


def test_nothing_is_missing_unless_said():
    assert consistency(CYCLE).missing == 0


def test_open_pairs_are_refused():
    with pytest.raises(InvalidJudgements) as caught:
        consistency(np.array([[1, np.nan], [np.nan, 1]]))
    assert caught.value.code == "judgement_missing"
