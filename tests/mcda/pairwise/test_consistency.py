import numpy as np
import pytest

from mcda.pairwise import consistency, verdicts
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
