from itertools import combinations, product

import numpy as np
import pytest

from mcda.pairwise import random_index
from mcda.pairwise.worst_judgements import SCALE
from weights.ahp.repair.judgements import KEPT, prepare
from weights.ahp.repair.search import RepairBudget, promising_sets


def drawn(seed, n):
    rng = np.random.default_rng(seed)
    matrix = np.ones((n, n))
    for i, j in zip(*np.triu_indices(n, 1), strict=True):
        matrix[i, j] = SCALE[np.clip(np.rint(rng.normal(8 + j - i, 3)), 0, 16).astype(int)]
        matrix[j, i] = 1 / matrix[i, j]
    return matrix


def prepared(matrix, limit=0.10):
    n = len(matrix)
    return prepare(matrix, n + limit * random_index(n) * (n - 1))


def sufficient(judgements, size):
    """Return the sets of which some steps of the scale are acceptable, by trying all."""
    found = set()
    places = np.array(list(product(range(17), repeat=size)), dtype=np.int8)
    for chosen in combinations(range(judgements.pairs), size):
        rows = np.full((len(places), judgements.pairs), KEPT, dtype=np.int8)
        rows[:, chosen] = places
        if judgements.acceptable(judgements.heights(rows)).any():
            found.add(chosen)
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [1, 2])
def test_no_set_that_suffices_is_lost_and_few_others_are_kept(seed, size):
    judgements = prepared(drawn(seed, 5))
    found = promising_sets(judgements, size, RepairBudget(10**9))
    kept = {tuple(chosen) for chosen in found.tolist()}
    wanted = sufficient(judgements, size)
    assert wanted <= kept
    assert len(kept - wanted) <= 2  # values between the steps may do where no step does
    assert found.tolist() == sorted(found.tolist())


def test_missing_pairs_are_in_no_set_and_completed_for_each():
    matrix = drawn(3, 5)
    matrix[0, 3] = matrix[3, 0] = np.nan
    judgements = prepared(matrix, 0.05)
    found = promising_sets(judgements, 1, RepairBudget(10**9))
    assert judgements.pairs == 9
    assert {tuple(chosen) for chosen in found.tolist()} >= sufficient(judgements, 1)


def test_all_pairs_together_always_suffice():
    judgements = prepared(drawn(4, 4))
    assert promising_sets(judgements, 6, RepairBudget(10**9)).tolist() == [[0, 1, 2, 3, 4, 5]]


@pytest.mark.parametrize("left", [0, 40])
def test_past_the_budget_nothing_is_said(left):
    assert promising_sets(prepared(drawn(1, 6), 0.01), 3, RepairBudget(left)) is None


def test_the_budget_is_spent_by_size_and_kind_of_work():
    nine, missing = prepared(drawn(1, 9)), drawn(1, 9)
    missing[0, 1] = missing[1, 0] = np.nan
    costs = []
    for judgements, opened in [(nine, False), (nine, True), (prepared(missing), False)]:
        budget = RepairBudget(1000)
        assert budget.take(judgements, 100, opened=opened)
        costs.append(1000 - budget.left)
    assert costs[0] == 101
    assert costs[0] < costs[2] < costs[1]
    budget = RepairBudget(100)
    assert not budget.take(nine, 100)
    assert budget.left == 100
