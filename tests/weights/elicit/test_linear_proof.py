"""Who can win under a method linear in the weights, against grids and another programme."""

import tracemalloc
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from mcda.polytope import Polytope
from weights.elicit.linear_proof import linear_finding


def grid(steps: int) -> np.ndarray:
    """Return all weights of three criteria in steps."""
    i, j = np.meshgrid(np.arange(steps + 1), np.arange(steps + 1))
    k = steps - i - j
    return np.stack([i[k >= 0], j[k >= 0], k[k >= 0]], axis=1) / steps


GRID = grid(150)


def drawn(seed: int, n: int = 3, m: int = 5) -> tuple[np.ndarray, Polytope]:
    rng = np.random.default_rng(seed)
    hidden, polytope = rng.dirichlet(np.ones(n)), Polytope.whole(n)
    for _ in range(int(rng.integers(0, 5))):
        row = rng.normal(size=n)
        polytope = polytope.cut(row, float(row @ hidden) + float(rng.uniform(0, 0.1)))
    return rng.random((m, n)), polytope


def most_ahead(polytope: Polytope, worth: np.ndarray, row: int) -> float:
    """Return the greatest lead of a row over the best other one, by one programme."""
    m, n = worth.shape
    others = np.delete(worth, row, axis=0) - worth[row]
    found = linprog(
        np.append(np.zeros(n), -1.0),
        A_ub=np.vstack(
            [
                np.hstack([others, np.ones((m - 1, 1))]),
                np.hstack([polytope.A, np.zeros((len(polytope.A), 1))]),
            ]
        ),
        b_ub=np.concatenate([np.zeros(m - 1), polytope.b]),
        A_eq=np.append(np.ones(n), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0, 1)] * n + [(None, None)],
    )
    return -float(found.fun)


@pytest.mark.parametrize("seed", range(40))
def test_no_weights_on_a_dense_grid_make_another_win(seed: int) -> None:
    worth, polytope = drawn(seed)
    inside = GRID[(GRID @ polytope.A.T - polytope.b <= 0).all(axis=1)]
    leader = int((worth @ polytope.centre()).argmax())
    found = linear_finding(polytope, worth, leader, ())
    sums = inside @ worth.T
    winners = set(sums.argmax(axis=1).tolist())
    assert winners - {leader} <= found.can_win
    lead = (sums - sums[:, [leader]]).max(initial=0.0)
    assert found.greatest_lead is not None
    assert lead <= found.greatest_lead + 1e-9
    assert (found.proof == "linear_programme") is (not found.can_win)


@pytest.mark.parametrize("seed", range(40))
def test_who_can_win_is_complete_and_no_more(seed: int) -> None:
    worth, polytope = drawn(seed, n=4, m=7)
    leader = int((worth @ polytope.centre()).argmax())
    found = linear_finding(polytope, worth, leader, ())
    wanted = {r for r in range(7) if r != leader and most_ahead(polytope, worth, r) > 1e-7}
    assert found.can_win == wanted


def test_many_criteria_take_little_memory() -> None:
    worth = np.random.default_rng(3).random((27, 23))
    leader = int(worth.mean(axis=1).argmax())
    tracemalloc.start()
    found = linear_finding(Polytope.whole(23), worth, leader, ())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20e6
    wanted = [r for r in range(27) if most_ahead(Polytope.whole(23), worth, r) > 1e-7]
    assert found.can_win == {*wanted} - {leader}


def test_identical_rows_are_tied_and_settled() -> None:
    worth = np.array([[1.0, 0.6], [1.0, 0.6], [0.4, 0.6], [0.0, 0.6]])
    found = linear_finding(Polytope.whole(2), worth, 0, (0,))
    assert found.proof == "linear_programme"
    assert found.tied == (1,)
    assert found.greatest_lead == 0


def test_rows_that_differ_where_nothing_weighs_are_tied() -> None:
    polytope = Polytope.whole(3).cut([0.0, 0.0, 1.0], 0.0)
    worth = np.array([[0.5, 0.7, 0.0], [0.5, 0.7, 1.0], [0.4, 0.7, 1.0]])
    found = linear_finding(polytope, worth, 0, (0,))
    assert (found.proof, found.tied) == ("linear_programme", (1,))


def test_level_at_the_edge_only_is_settled() -> None:
    """At w0 = w1 both are level; the leader is ahead everywhere else."""
    polytope = Polytope.whole(2).cut([-1.0, 1.0], 0.0)
    found = linear_finding(polytope, np.array([[1.0, 0.0], [0.0, 1.0]]), 0, ())
    assert (found.proof, found.tied, found.can_win) == ("linear_programme", (), frozenset())


def test_a_rival_that_beats_the_leader_only_where_a_third_wins_cannot_win() -> None:
    worth = np.array([[1.0, 0.0], [0.0, 0.8], [0.0, 1.0]])
    found: Any = linear_finding(Polytope.whole(2), worth, 0, ())
    assert found.can_win == {2}
    assert found.greatest_lead == pytest.approx(1.0)
