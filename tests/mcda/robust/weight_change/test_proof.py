"""Proved distances against dense grids, bad starts and a starved budget."""

import numpy as np
import pytest

from mcda.kernel import RatioForm
from mcda.robust.weight_change import proof
from mcda.robust.weight_change.duels import ClosenessDuels, at_a_vertex, flip, nearest
from mcda.robust.weight_change.proof import SHARES, prove

# Under these the nearest change gives to two criteria at once, so that no single multiplier
# excludes a level: what each takes must be halved.
TWO_TAKERS = np.array(
    [
        [0.8233, 1.0, 0.0],
        [0.5264, 0.3313, 0.3816],
        [0.0718, 0.4359, 0.2478],
        [0.064, 0.0, 0.0168],
        [1.0, 0.3517, 0.1252],
        [0.0, 0.2119, 1.0],
        [0.2076, 0.9722, 0.3005],
    ]
) * [0.4068, 0.5387, 0.2306]


def grid(n, steps):
    axes = np.meshgrid(*[np.arange(steps + 1)] * (n - 1))
    rest = steps - sum(axes)
    kept = rest >= 0
    return np.stack([*(axis[kept] for axis in axes), rest[kept]], axis=1) / steps


def duels_of(r, w):
    form = RatioForm(r, r.max(axis=0), r.min(axis=0), 2.0)
    first = int(form.order(w[None])[0].argmax())
    rivals = np.flatnonzero((r > r[first]).any(axis=1))
    return form, first, rivals, ClosenessDuels.of(form, w, first, rivals)


def solved(duels):
    k = len(duels.farther)
    found, ratio = nearest(duels, np.arange(k), np.tile(duels.weights, (k, 1)))
    return prove(duels, found or at_a_vertex(duels), ratio)


def least_on(points, form, first, w):
    keys = form.order(points)
    lost = keys.max(axis=1) - keys[:, first] > 1e-12
    return 0.5 * np.abs(points[lost] - w).sum(axis=1).min(initial=np.inf)


@pytest.mark.parametrize(("n", "steps", "problems"), [(2, 2000, 60), (3, 200, 100), (4, 44, 60)])
def test_against_a_dense_grid(n, steps, problems):
    rng, points, seen = np.random.default_rng(n), grid(n, steps), 0
    for _ in range(problems):
        r = rng.random((int(rng.integers(2, 8)), n))
        if rng.random() < 0.4:
            r = np.round(r * 4) / 4  # ordinal, with ties
        w = rng.dirichlet(np.full(n, rng.choice([0.4, 2.0])))
        form, first, rivals, duels = duels_of(r, w)
        if not len(rivals):
            continue
        seen += 1
        lower_bound, found = solved(duels)
        least = least_on(points, form, first, w)
        assert lower_bound <= found.distance
        assert lower_bound <= least
        assert found.distance <= least * (1 + 1.01 * (1 - SHARES[0])) + 1e-9
        assert lower_bound >= 0.99 * found.distance or found.distance <= 1e-9
    assert seen > problems / 2


def test_a_bad_start_is_left():
    """From the way to a vertex the proof itself finds the nearest change."""
    rng = np.random.default_rng(5)
    better = 0
    for _ in range(60):
        n = int(rng.integers(2, 7))
        r, w = rng.random((int(rng.integers(3, 9)), n)), rng.dirichlet(np.ones(n))
        _, _, rivals, duels = duels_of(r, w)
        if not len(rivals):
            continue
        k = len(rivals)
        lead = duels.P * duels.farther + duels.Q * duels.nearer
        start = flip(duels, k - 1, np.eye(n)[int(lead[k - 1].argmax())])
        lower_bound, found = prove(duels, start, np.zeros(k))
        wanted, best = solved(duels)
        assert found.distance == pytest.approx(best.distance, rel=1.1e-4, abs=1e-9)
        assert lower_bound == pytest.approx(wanted, rel=1.1e-4, abs=1e-9)
        better += found.distance < start.distance - 1e-3
    assert better > 30


def test_two_takers():
    w = np.array([0.44, 0.24, 0.32])
    form, first, _, duels = duels_of(TWO_TAKERS, w)
    lower_bound, found = solved(duels)
    assert sorted(np.flatnonzero(found.weights > w + 0.01)) == [0, 2]
    least = least_on(grid(3, 1000), form, first, w)
    assert lower_bound <= least
    assert found.distance <= least * (1 + 1e-4)
    assert lower_bound > 0.999 * found.distance


def test_a_starved_budget_proves_less_and_nothing_wrong(monkeypatch):
    rng, points = np.random.default_rng(6), grid(3, 100)
    shares = {1: [], 2000: []}
    for _ in range(60):
        r, w = rng.random((6, 3)), rng.dirichlet(np.ones(3))
        form, first, rivals, duels = duels_of(r, w)
        if not len(rivals):
            continue
        start, least = at_a_vertex(duels), least_on(points, form, first, w)
        for budget, found_shares in shares.items():
            monkeypatch.setattr(proof, "_BUDGET", budget)
            lower_bound, found = prove(duels, start, np.zeros(len(rivals)))
            assert lower_bound <= least
            found_shares.append(lower_bound / found.distance)
    assert min(shares[2000]) > 0.999
    assert min(shares[1]) < 0.9


@pytest.mark.parametrize(("amount", "widest"), [(0.005, 0.15), (0.2, 1.0)])
def test_levels_within_an_amount(amount, widest):
    """All weights within the amount have a level in the range, and a small one gives few."""
    rng = np.random.default_rng(7)
    for _ in range(40):
        n = int(rng.integers(2, 6))
        r, w = rng.random((5, n)), rng.dirichlet(np.full(n, 20.0))
        _, _, rivals, duels = duels_of(r, w)
        if not len(rivals):
            continue
        v = rng.dirichlet(np.full(n, 0.2), 500)
        moved = 0.5 * np.abs(v - w).sum(axis=1)
        v = w + np.minimum(amount / moved, 1.0)[:, None] * (v - w)
        level = duels.at(np.zeros(len(v), dtype=int), v)[0]
        low, high = proof._levels(duels, amount)
        assert 0 <= low <= level.min()
        assert level.max() <= high <= 1
        assert high - low < widest


def test_level_at_the_start_proves_nothing():
    """A zero weight hides that a1 is better on c2: it wins as soon as c2 weighs anything."""
    r = np.array([[1.0, 0.0, 0.3], [1.0, 0.0, 0.6], [0.0, 1.0, 0.0]])
    _, _, _, duels = duels_of(r, np.array([0.8, 0.2, 0.0]))
    lower_bound, found = solved(duels)
    assert lower_bound == 0
    assert found.distance <= 1e-9


def test_the_same_answer_every_time():
    rng = np.random.default_rng(8)
    r, w = rng.random((20, 7)), rng.dirichlet(np.ones(7))
    one, other = solved(duels_of(r, w)[3]), solved(duels_of(r, w)[3])
    assert one[0] == other[0]
    np.testing.assert_array_equal(one[1].weights, other[1].weights)
