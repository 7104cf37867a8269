from itertools import combinations, product

import numpy as np
import pytest

from mcda.pairwise import random_index
from mcda.pairwise.worst_judgements import SCALE
from weights.ahp.repair.judgements import KEPT, prepare
from weights.ahp.repair.search import (
    RepairBudget,
    ascending,
    best_of,
    changes_of,
    fewest_steps,
    promising_sets,
)


def drawn(seed, n, off_scale=False):
    rng = np.random.default_rng(seed)
    matrix = np.ones((n, n))
    for i, j in zip(*np.triu_indices(n, 1), strict=True):
        matrix[i, j] = SCALE[np.clip(np.rint(rng.normal(8 + j - i, 3)), 0, 16).astype(int)]
        matrix[i, j] *= np.exp(rng.normal(0, 0.2)) if off_scale else 1.0
        matrix[j, i] = 1 / matrix[i, j]
    return matrix


def prepared(matrix, limit):
    n = len(matrix)
    return prepare(matrix, n + limit * random_index(n) * (n - 1))


def by_trying_all(judgements, size):
    places = np.array(list(product(range(17), repeat=size)), dtype=np.int8)
    best = None
    for chosen in combinations(range(judgements.pairs), size):
        rows = np.full((len(places), judgements.pairs), KEPT, dtype=np.int8)
        rows[:, chosen] = places
        rows = rows[~(judgements.exact & (rows == judgements.nearest)).any(axis=1)]
        rows = rows[judgements.acceptable(judgements.heights(rows))]
        for row in rows[judgements.steps(rows) == judgements.steps(rows).min(initial=999)]:
            key = changes_of(judgements, row).key
            best = key if best is None else min(best, key)
    return best


@pytest.mark.parametrize("off_scale", [False, True])
@pytest.mark.parametrize("limit", [0.04, 0.10])
@pytest.mark.parametrize("seed", range(5))
def test_two_changes_by_trying_all(seed, limit, off_scale):
    judgements = prepared(drawn(seed, 5, off_scale), limit)
    wanted = by_trying_all(judgements, 2)
    sets = promising_sets(judgements, 2, RepairBudget(10**9))
    found, complete = fewest_steps(judgements, sets, None, RepairBudget(10**9))
    assert complete
    assert (None if found is None else found.key) == wanted


@pytest.mark.parametrize("seed", range(4))
def test_a_known_solution_does_not_hide_a_better_one(seed):
    judgements = prepared(drawn(seed, 6), 0.10)
    sets = promising_sets(judgements, 3, RepairBudget(10**9))
    best, _ = fewest_steps(judgements, sets, None, RepairBudget(10**9))
    row = best.row.copy()
    far = np.flatnonzero(row != KEPT)[0]
    row[far] = 16 if judgements.nearest[far] < 8 else 0
    worse = changes_of(judgements, row)
    assert worse.steps > best.steps
    assert fewest_steps(judgements, sets, worse, RepairBudget(10**9))[0].key == best.key
    assert fewest_steps(judgements, sets, best, RepairBudget(10**9)) == (best, True)


@pytest.mark.parametrize("left", [0, 1, 30, 300])
def test_without_budget_nothing_is_proved(left):
    judgements = prepared(drawn(1, 7), 0.02)
    sets = np.array(list(combinations(range(judgements.pairs), 3)))
    assert fewest_steps(judgements, sets, None, RepairBudget(left)) == (None, False)


def test_impossible_sets_are_left_at_once():
    judgements = prepared(drawn(1, 7), 0.02)
    assert fewest_steps(judgements, np.array([[19, 20]]), None, RepairBudget(10**6)) == (None, True)


def test_fewer_changes_go_before_fewer_steps():
    judgements = prepared(np.array([[1, 4, 1 / 4], [1 / 4, 1, 4], [4, 1 / 4, 1]]), 0.10)
    one = np.full((1, 3), KEPT, dtype=np.int8)
    one[0, 0] = 16 if judgements.nearest[0] < 8 else 0
    spread = np.full((1, 3), 8, dtype=np.int8)
    assert judgements.steps(one)[0] > judgements.steps(spread)[0]
    rows = np.concatenate([spread, one])
    assert best_of(judgements, rows, None).count == 1
    found, complete = ascending(judgements, rows, None, RepairBudget(100))
    assert (found.count, complete) == (1, True)
    known = changes_of(judgements, spread[0])
    assert ascending(judgements, one, known, RepairBudget(100))[0].count == 1
    assert ascending(judgements, one, known, RepairBudget(0)) == (known, False)
    assert ascending(judgements, spread, found, RepairBudget(0)) == (found, True)
