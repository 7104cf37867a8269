import numpy as np
import pytest

from mcda.pairwise import random_index
from tests.weights.ahp.repair.random_judgements import random_judgements
from weights.ahp.repair.judgements import KEPT, prepare
from weights.ahp.repair.search import RepairBudget, changes_of, descend, improve


def prepared(matrix, limit=0.10):
    n, missing = len(matrix), int(np.isnan(matrix).sum()) // 2
    return prepare(matrix, n + limit * random_index(n, missing=missing) * (n - 1))


@pytest.mark.parametrize(
    ("n", "noise", "missing"),
    [(3, 3.0, 0), (4, 1.0, 0), (7, 1.2, 3), (9, 1.0, 0), (9, 4.0, 0), (15, 0.7, 8), (21, 2.0, 0)],
)
def test_there_always_is_an_answer_and_it_is_acceptable(n, noise, missing):
    judgements = prepared(random_judgements(2, n, noise, missing))
    found = descend(judgements, RepairBudget(5000))
    assert judgements.acceptable(judgements.heights(found.row[None])).all()
    assert found.count == (found.row != KEPT).sum() > 0
    assert not (judgements.exact & (found.row == judgements.nearest)).any()


@pytest.mark.parametrize("seed", range(8))
def test_no_single_change_can_be_left_out_or_shortened(seed):
    judgements = prepared(random_judgements(seed, 8, 0.9))
    found = descend(judgements, RepairBudget(10**6))
    assert (found.row != KEPT).any()
    for k in np.flatnonzero(found.row != KEPT).tolist():
        shorter = np.repeat(found.row[None], 17, axis=0)
        shorter[:, k] = np.arange(17)
        less = np.abs(np.arange(17) - judgements.nearest[k])
        shorter = shorter[less < abs(int(found.row[k]) - int(judgements.nearest[k]))]
        assert not judgements.acceptable(judgements.heights(shorter)).any()


def test_improvement_undoes_what_is_not_needed():
    weights = np.array([8.0, 4, 2, 1, 1])
    matrix = weights[:, None] / weights
    matrix[0, 1], matrix[1, 0] = 1 / 9, 9
    judgements = prepared(matrix)
    everything = changes_of(judgements, np.full(judgements.pairs, 8, dtype=np.int8))
    found = improve(judgements, everything, RepairBudget(10**6))
    assert found.count == 1
    changed = int(np.flatnonzero(found.row != KEPT)[0])
    assert (judgements.first[changed], judgements.second[changed]) == (0, 1)


def test_without_budget_nothing_is_improved():
    judgements = prepared(random_judgements(1, 6, 1.0))
    everything = changes_of(judgements, np.full(judgements.pairs, 8, dtype=np.int8))
    assert improve(judgements, everything, RepairBudget(0)) is everything


@pytest.mark.parametrize("n", [6, 9, 12])
def test_a_limit_that_single_steps_cannot_meet_is_met_by_agreeing_judgements(n):
    judgements = prepared(random_judgements(4, n, 0.6), 1e-5)
    found = descend(judgements, RepairBudget(20_000))
    assert judgements.acceptable(judgements.heights(found.row[None])).all()
