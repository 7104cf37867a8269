"""Certificates of the public function on problems of many shapes."""

import numpy as np
import pytest

from mcda.robust import smallest_change, stability
from mcda.robust.smallest_change import CERTIFIED_WITHIN, cannot_change
from tests.mcda import small_problems

SHAPES = [
    (20, 8, "vector", "uniform"),
    (20, 8, "minmax", "ordinal"),
    (12, 5, "range", "ordinal"),
    (6, 3, "sum", "uniform"),
    (50, 10, "minmax", "uniform"),
    (3, 12, "vector", "ordinal"),
    (8, 2, "range", "uniform"),
]


def ranked(x, w, normalisation="vector", cost=()):
    benefit = [j not in cost for j in range(len(w))]
    return small_problems.ranked(x, w, "topsis", benefit, (0, 10), normalisation=normalisation)


def drawn(m, n, normalisation, kind, rng):
    x = rng.uniform(1, 9, (m, n)) if kind == "uniform" else rng.integers(1, 6, (m, n))
    w = rng.dirichlet(np.ones(n))
    if rng.random() < 0.3:
        w[rng.integers(n)] = 0
    return ranked(x, w, normalisation, cost=range(0, n, 3))


def attempts(w, amount, rng):
    """Return weights within an amount: random ones and exchanges between two criteria."""
    n = len(w)
    v = rng.dirichlet(np.full(n, 0.3), 1500)
    moved = 0.5 * np.abs(v - w).sum(axis=1)
    v = w + np.minimum(amount / moved, 1.0)[:, None] * (v - w)
    swaps = np.eye(n)[None] - np.eye(n)[:, None]
    return np.vstack([v, (w + np.minimum(w, amount)[:, None, None] * swaps).reshape(-1, n)])


def single_moves(answer):
    """Return how far each weight can move alone, the others in proportion, to a new winner."""
    for item in stability(answer).weights:
        if item.winner is not None and item.winner.challenger_low is not None:
            yield item.weight - item.winner.low
        if item.winner is not None and item.winner.challenger_high is not None:
            yield item.winner.high - item.weight


@pytest.mark.parametrize(("m", "n", "normalisation", "kind"), SHAPES)
def test_every_change_is_certified(m, n, normalisation, kind):
    rng = np.random.default_rng(m * n + len(normalisation))
    seen = 0
    for _ in range(40):
        answer = drawn(m, n, normalisation, kind, rng)
        found, first, w = smallest_change(answer), answer.order[0], answer.weights.values
        if found is None:
            assert cannot_change(answer)
            assert (answer.prepared.oriented <= answer.prepared.oriented[first]).all()
            continue
        seen += 1
        assert found.certified
        gap = found.distance - found.lower_bound
        assert 0 <= gap <= max(CERTIFIED_WITHIN * found.distance, 1e-9)
        keys = answer.prepared.order(attempts(w, found.lower_bound, rng))
        assert (keys.max(axis=1) <= keys[:, first] + 1e-12).all()
        assert found.distance <= min(single_moves(answer), default=1.0) * (1 + 2e-4) + 1e-9
        there = answer.prepared.order(found.weights[None])[0]
        assert there[int(found.winner_becomes[1:])] == pytest.approx(there[first], abs=1e-9)
    assert seen >= 30


def test_the_winner_holds_on_the_way_and_loses_beyond():
    rng = np.random.default_rng(3)
    for _ in range(30):
        answer = drawn(10, 5, "minmax", "uniform", rng)
        found, w = smallest_change(answer), answer.weights.values
        shares = np.append(np.linspace(0, 0.9998, 50), 1.001)
        way = np.maximum(w + shares[:, None] * (found.weights - w), 0)
        keys = answer.prepared.order(way / way.sum(axis=1, keepdims=True))
        first, becomes = answer.order[0], int(found.winner_becomes[1:])
        assert (keys[:-1].max(axis=1) <= keys[:-1, first] + 1e-12).all()
        assert keys[-1, becomes] > keys[-1, first]


def test_clones_of_the_winner_change_nothing():
    rng = np.random.default_rng(4)
    for _ in range(20):
        x, w = rng.uniform(1, 9, (6, 4)), rng.dirichlet(np.ones(4))
        answer = ranked(x, w, "minmax")
        again = ranked(np.vstack([x, x[answer.order[0]]]), w, "minmax")
        one, other = smallest_change(answer), smallest_change(again)
        assert (one is None) == (other is None)
        if one is not None:
            assert other.certified
            assert other.distance == pytest.approx(one.distance, rel=1e-9)
            assert other.winner_becomes == one.winner_becomes


@pytest.mark.parametrize("apart", [1e-3, 1e-6, 1e-9])
def test_near_duplicates(apart):
    """A near-duplicate's own change, where `stability` has it exactly for one weight."""
    rng = np.random.default_rng(5)
    nearer = 0
    for _ in range(25):
        x, w = rng.uniform(1, 9, (5, 3)), rng.dirichlet(np.ones(3))
        first = ranked(x, w, "range").order[0]
        twin = np.clip(x[first] + apart * rng.normal(size=3), 0, 10)
        answer = ranked(np.vstack([x, twin]), w, "range")
        found, moves = smallest_change(answer), list(single_moves(answer))
        assert found.certified
        assert found.distance <= min(moves, default=1.0) * (1 + 2e-4) + 1e-9
        nearer += found.winner_becomes in ("a5", f"a{first}")
    assert nearer > 5


def test_all_weight_on_one_criterion():
    """Mirror images are level at equal weights."""
    found = smallest_change(ranked([[10, 5], [5, 10]], [1, 0], "range"))
    assert found.certified
    assert found.distance == pytest.approx(0.5, abs=1e-9)


def test_dominated_rivals_are_told_apart_from_unfound_changes():
    answer = ranked([[9, 9, 4], [8, 9, 4], [9, 3, 1]], [0.2, 0.3, 0.5])
    assert smallest_change(answer) is None
    assert cannot_change(answer)


def test_one_better_cell_makes_a_change_possible():
    answer = ranked([[9, 9, 4], [8, 9, 4], [9, 3, 4.001]], [0.2, 0.3, 0.5])
    assert not cannot_change(answer)
    assert smallest_change(answer).certified
