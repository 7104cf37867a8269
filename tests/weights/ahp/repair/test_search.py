import pytest

from mcda.pairwise import random_index
from tests.weights.ahp.repair.random_judgements import random_judgements
from weights.ahp.repair.judgements import prepare
from weights.ahp.repair.search import RepairBudget, fewest_steps, promising_sets, solve_repair


def prepared(seed, n, noise):
    return prepare(random_judgements(seed, n, noise), n + 0.1 * random_index(n) * (n - 1))


@pytest.mark.parametrize("seed", range(6))
def test_a_proof_is_that_of_the_complete_search(seed):
    judgements = prepared(seed, 7, 1.0)
    found = solve_repair(judgements)
    assert (found.fewest, found.steps) == ("proved", "proved")
    for size in range(1, found.changes.count):
        sets = promising_sets(judgements, size, RepairBudget(10**9))
        assert fewest_steps(judgements, sets, None, RepairBudget(10**9)) == (None, True)
    sets = promising_sets(judgements, found.changes.count, RepairBudget(10**9))
    best, complete = fewest_steps(judgements, sets, None, RepairBudget(10**9))
    assert complete
    assert best.key == found.changes.key


def test_the_complete_search_can_do_better_than_the_descent():
    wins = 0
    for seed in range(5):
        judgements = prepared(seed, 8, 1.0)
        quick, full = (solve_repair(judgements, proving) for proving in (0, 200_000))
        assert full.changes.key <= quick.changes.key
        wins += full.changes.key < quick.changes.key
    assert wins > 0


@pytest.mark.parametrize("proving", [0, 20, 500])
def test_what_the_work_does_not_reach_is_only_found(proving):
    found = solve_repair(prepared(3, 9, 1.2), proving)
    assert (found.fewest, found.steps) == ("found", "found")
    assert found.changes.count > 2


def test_the_number_can_be_proved_where_the_steps_are_not():
    judgements, proved = prepared(3, 9, 0.9), []
    for proving in (0, 300, 1000, 3000, 10_000, 30_000, 100_000):
        found = solve_repair(judgements, proving)
        proved.append((found.fewest, found.steps))
    assert ("proved", "found") in proved
    assert ("found", "proved") not in proved
    order = [("found", "found"), ("proved", "found"), ("proved", "proved")]
    assert proved == sorted(proved, key=order.index)


def test_hopeless_proofs_are_not_begun_in_earnest():
    found = solve_repair(prepared(5, 9, 4.0))
    assert found.changes.count > 8
    assert found.fewest == "found"


def test_the_same_judgements_get_the_same_answer():
    first, second = (solve_repair(prepared(8, 8, 1.0)) for _ in range(2))
    assert first.changes.key == second.changes.key
    assert first.changes.row.tolist() == second.changes.row.tolist()
    assert (first.fewest, first.steps) == (second.fewest, second.steps)
