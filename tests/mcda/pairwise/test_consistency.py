from dataclasses import replace

import numpy as np
import pytest

from mcda.errors import InvalidJudgements
from mcda.pairwise import complete, connected_parts, consistency, read_matrix, verdicts
from mcda.pairwise.consistency import random_index
from tests.refusals import rejects

PUBLISHED = (
    "saaty_2005",
    "saaty_1980",
    "alonso_lamata_2006",
    "donegan_dodd_1991",
    "tummala_ling_1994",
)
LINE = "alonso_lamata_2006_line"
TABLES = (*PUBLISHED, LINE)
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


def spoiled(n):
    """Return consistent judgements but for one that is turned round."""
    weights = 1.1 ** np.arange(n)
    matrix = np.outer(weights, 1 / weights)
    matrix[0, 1], matrix[1, 0] = 9, 1 / 9
    return matrix


@pytest.mark.parametrize("n", [11, 15])
def test_no_two_published_tables_share_a_value_past_ten(n):
    values = [random_index(n, table) for table in TABLES]
    assert len(set(values)) == len(values) - (n == 15)  # Saaty's two agree on 1.59 there
    assert [consistency(spoiled(n), table).table for table in TABLES] == list(TABLES)


@pytest.mark.parametrize("n", [16, 30])
@pytest.mark.parametrize("table", TABLES)
def test_past_the_end_of_a_table_the_line_is_used_and_named(n, table):
    found = consistency(spoiled(n), table)
    assert found.table == LINE
    assert found.random_index == (2.7699 * n - 4.3513 - n) / (n - 1)
    assert found.ratio == found.index / found.random_index > 0
    assert set(verdicts([(1.0, found)])) == {LINE}


def test_matrices_of_several_sizes_are_judged_by_what_serves_all_of_them():
    small, large = (consistency(spoiled(n)) for n in (5, 16))
    (told,) = verdicts([(1.0, small), (0.25, large)]).items()
    expected = random_index(5, LINE) + 0.25 * random_index(16, LINE)
    assert told[0] == LINE
    ratio = (small.index + 0.25 * large.index) / expected
    assert told[1]["consistency_ratio"] == pytest.approx(ratio, rel=1e-12)
    assert set(verdicts([(1.0, small), (0.25, small)])) == set(TABLES)
    assert verdicts([]) == {}


def test_same_matrix_passes_under_one_table_and_fails_under_another():
    # A cycle of k has index (k + 1/k - 2) / 2; 0.0525 lies between 0.1 * 0.4914 and 0.1 * 0.58.
    k = 1.0525 + np.sqrt(1.0525**2 - 1)
    matrix = np.array([[1, k, 1 / k], [1 / k, 1, k], [k, 1 / k, 1]])
    found = verdicts([(1.0, consistency(matrix))])
    assert set(found) == set(TABLES)
    assert found["saaty_1980"]["acceptable"] is True
    assert found["donegan_dodd_1991"]["acceptable"] is False
    assert found["saaty_1980"]["consistency_ratio"] == pytest.approx(0.0525 / 0.58)


def test_a_ratio_of_exactly_a_tenth_is_acceptable():
    # Saaty 1980: "a consistency ratio of 0.10 or less"; random index 0.58 for three items
    found = replace(consistency(CYCLE, "saaty_1980"), index=0.058, ratio=0.1)
    assert found.acceptable
    assert verdicts([(1.0, found)])["saaty_1980"] == {
        "consistency_ratio": pytest.approx(0.1, abs=0),
        "acceptable": True,
    }
    beyond = replace(found, index=0.0580001, ratio=0.0580001 / 0.58)
    assert not beyond.acceptable
    assert not verdicts([(1.0, beyond)])["saaty_1980"]["acceptable"]


def test_verdicts_of_two_items_are_all_good():
    found = verdicts([(1.0, consistency(np.array([[1, 5], [1 / 5, 1]])))])
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
    told = verdicts([(1.0, found)])
    assert told["saaty_1980"]["consistency_ratio"] == pytest.approx(found.ratio)
    assert told["saaty_2005"]["consistency_ratio"] == pytest.approx(found.index / (0.89 * 2 / 3))


def test_a_spanning_tree_cannot_contradict_itself():
    tree = np.array([[1, 2, np.nan], [0.5, 1, 1 / 7], [np.nan, 7, 1]])
    found = consistency(complete(tree).matrix, missing=1)
    assert (found.index, found.ratio, found.lambda_max, found.random_index) == (0, 0, 3, 0)
    good = {"consistency_ratio": 0.0, "acceptable": True}
    assert verdicts([(1.0, found)]) == dict.fromkeys(TABLES, good)


def test_nothing_is_missing_unless_said():
    assert consistency(CYCLE).missing == 0


def test_open_pairs_are_refused():
    with rejects(InvalidJudgements, code="judgement_missing"):
        consistency(np.array([[1, np.nan], [np.nan, 1]]))
