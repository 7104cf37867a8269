"""Bounds of separable quadratics over sets of weights."""

import numpy as np
import pytest

from weights.elicit.boxes import Box, Budget
from weights.polytope import Polytope


def drawn_box(seed: int, n: int = 4, cuts: int = 3) -> Box:
    rng = np.random.default_rng(seed)
    hidden, polytope = rng.dirichlet(np.ones(n)), Polytope.whole(n)
    for _ in range(cuts):
        row = rng.normal(size=n)
        polytope = polytope.cut(row, float(row @ hidden) + 0.02)
    return Box(polytope, Budget(10_000))


@pytest.mark.parametrize("seed", range(20))
def test_no_weights_reach_above_the_bound(seed: int) -> None:
    box, rng = drawn_box(seed), np.random.default_rng(seed)
    weights = box.polytope.sample(2000, rng)
    for _ in range(5):
        beta = rng.normal(size=4)
        bound, point, end = box.highest(beta)
        assert (weights**2 @ beta).max() <= bound + 1e-12
        for w in (point, end):
            assert w.sum() == pytest.approx(1)
            assert (box.polytope.A @ w <= box.polytope.b + 1e-9).all()


def test_concave_quadratics_are_bounded_nearly_exactly() -> None:
    """The largest value of -sum w^2 on the simplex is -1/n, at equal weights."""
    box = Box(Polytope.whole(4).cut([1.0, -2.0, 0.0, 0.0], 0.0), Budget(100))
    bound, _, _ = box.highest(-np.ones(4) - np.array([0.0, 0.0, 1e-3, 0.0]))
    weights = box.polytope.sample(4000, np.random.default_rng(1))
    assert (-(weights**2).sum(axis=1)).max() <= bound <= 0


def test_convex_quadratics_are_bounded_by_their_secants() -> None:
    box = Box(Polytope.whole(3), Budget(100))
    bound, _, _ = box.highest(np.array([2.0, 1.0, 1.0]))
    assert bound == pytest.approx(2.0)  # at the corner, where the secant is exact


def test_halves_cover_the_set_and_gaps_shrink_by_four() -> None:
    box = drawn_box(1)
    beta = np.array([1.0, -1.0, 2.0, 0.5])
    gap = box.gaps(beta)
    assert gap[1] == 0
    j = int(gap.argmax())
    halves = box.halves(gap)
    assert len(halves) == 2
    assert sum(half.polytope.volume() or 0 for half in halves) == pytest.approx(
        box.polytope.volume(), rel=1e-9
    )
    assert max(half.gaps(beta)[j] for half in halves) <= gap[j] / 4 * (1 + 1e-6)


def test_the_budget_is_shared() -> None:
    box = drawn_box(2)
    before = box.budget.left
    for part in (box, *box.halves(np.ones(4))):
        part.highest(np.ones(4))
    assert box.budget.left <= before - 3
