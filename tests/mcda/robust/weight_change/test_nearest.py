"""Newton's method on changes that are known in closed form or seen on a grid."""

import numpy as np
import pytest

from mcda.kernel import RatioForm
from mcda.robust.weight_change.duels import ClosenessDuels, Flip, at_a_vertex, flip, nearer, nearest


def duels_of(r, w):
    r, w = np.array(r, dtype=float), np.array(w)
    form = RatioForm(r, r.max(axis=0), r.min(axis=0), 2.0)
    first = int(form.order(w[None])[0].argmax())
    rivals = np.flatnonzero((r > r[first]).any(axis=1))
    return form, first, rivals, ClosenessDuels.of(form, w, first, rivals)


def from_here(duels):
    k = len(duels.farther)
    return nearest(duels, np.arange(k), np.tile(duels.weights, (k, 1)))


def test_two_opposites():
    """Rows (1, 0) and (0, 1): level where both weights are 1/2."""
    _, _, _, duels = duels_of([[1, 0], [0, 1]], [0.8, 0.2])
    found, ratio = from_here(duels)
    assert found.distance == pytest.approx(0.3, abs=1e-9)
    np.testing.assert_allclose(found.weights, [0.5, 0.5], atol=1e-9)
    assert ratio == pytest.approx([0], abs=1e-6)  # both distances are from 0 to 1


def test_best_criterion_against_two():
    """(1, 1, 0) against (0, 0, 1): level where v2^2 = v0^2 + v1^2; c0 gives y and c1 gives z."""
    _, _, _, duels = duels_of([[1, 1, 0], [0, 0, 1]], [0.5, 0.3, 0.2])
    found, _ = from_here(duels)
    z = np.linspace(0, 0.3, 30001)
    # (0.2 + y + z)^2 = (0.5 - y)^2 + (0.3 - z)^2, where y^2 cancels.
    y = (0.25 + (0.3 - z) ** 2 - (0.2 + z) ** 2) / (2 * 0.5 + 2 * (0.2 + z))
    assert found.distance == pytest.approx((y + z).min(), abs=1e-8)


def test_a_lead_that_vanishes_with_its_square():
    """c0 rules while it has any weight; halving steps must go on until nearly all has left."""
    r = np.array([[1.0, 1e-3, 0.0], [0.0, 0.0, 1e-3]])
    form = RatioForm(r, np.array([1.0, 1e-3, 1e-3]), np.zeros(3), 2.0)
    found, _ = from_here(ClosenessDuels.of(form, np.array([0.1, 0.6, 0.3]), 0, np.array([1])))
    x, z = np.meshgrid(np.linspace(0, 0.002, 2001), np.linspace(0, 0.3, 301))
    moved = (0.1 - x) + z
    level = 1e-6 * (0.3 + moved) ** 2 - x**2 - 1e-6 * (0.6 - z) ** 2
    least = moved[level >= 0].min()
    assert least - 1e-3 <= found.distance <= least + 1e-9


def test_finds_are_level_and_never_farther_than_a_grid():
    rng = np.random.default_rng(3)
    steps = 200
    a, b = np.meshgrid(np.arange(steps + 1), np.arange(steps + 1))
    kept = a + b <= steps
    grid = np.stack([a[kept], b[kept], steps - a[kept] - b[kept]], axis=1) / steps
    seen = farther = 0
    for _ in range(80):
        r, w = rng.random((int(rng.integers(2, 6)), 3)), rng.dirichlet(np.ones(3))
        form, first, rivals, duels = duels_of(r, w)
        if not len(rivals):
            continue
        found, _ = from_here(duels)
        keys = form.order(np.vstack([grid, found.weights]))
        lost = keys[:-1].max(axis=1) > keys[:-1, first]
        least = 0.5 * np.abs(grid[lost] - w).sum(axis=1).min(initial=np.inf)
        seen += 1
        farther += found.distance > least + 1e-9
        assert keys[-1, rivals[found.rival]] == pytest.approx(keys[-1, first], abs=1e-9)
        assert found.distance == pytest.approx(0.5 * np.abs(found.weights - w).sum(), abs=1e-12)
    assert seen > 50
    assert farther <= 4  # a local search: the proof finds the others


def test_level_at_the_start():
    _, _, _, duels = duels_of([[1, 0], [0, 1]], [0.5, 0.5])
    found, _ = from_here(duels)
    assert found.distance == pytest.approx(0, abs=1e-12)


def test_vertices():
    """From (0.7, 0.3) the rival's best vertex is (0, 1), and it is level at (0.5, 0.5)."""
    _, _, _, duels = duels_of([[1, 0], [0, 1]], [0.7, 0.3])
    found = at_a_vertex(duels)
    assert (found.rival, found.distance) == (0, pytest.approx(0.2, abs=1e-12))


def test_the_nearest_of_the_vertices():
    _, _, rivals, duels = duels_of([[1, 0.1, 0], [0.4, 1, 0], [0.9, 0, 1]], [0.6, 0.25, 0.15])
    flips = [flip(duels, k, np.eye(3)[k + 1]) for k in range(2)]
    assert list(rivals) == [1, 2]
    assert at_a_vertex(duels).distance == min(f.distance for f in flips)


def test_flip_needs_a_lead():
    _, _, _, duels = duels_of([[1, 0], [0, 1]], [0.7, 0.3])
    assert flip(duels, 0, np.array([0.6, 0.4])) is None
    assert flip(duels, 0, np.array([0.2, 0.8])).distance == pytest.approx(0.2, abs=1e-12)


def test_nearer():
    one, other = (Flip(d, np.ones(1), 0) for d in (0.1, 0.2))
    assert nearer(one, other) is one
    assert nearer(other, one) is one
    assert nearer(None, one) is one
    assert nearer(one, None) is one
    assert nearer(None, None) is None
