"""Bounds of quadratic forms over sets of weights."""

import numpy as np
import pytest

from mcda.cells import FloatArray
from mcda.polytope import Polytope
from weights.elicit.quadratics import highest


def drawn(seed: int, n: int = 4, cuts: int = 3) -> tuple[Polytope, FloatArray]:
    rng = np.random.default_rng(seed)
    hidden, polytope = rng.dirichlet(np.ones(n)), Polytope.whole(n)
    for _ in range(cuts):
        row = rng.normal(size=n)
        polytope = polytope.cut(row, float(row @ hidden) + 0.02)
    assert polytope.corners is not None
    return polytope, polytope.corners.points


@pytest.mark.parametrize("seed", range(20))
def test_no_weights_reach_above_the_bounds(seed: int) -> None:
    (polytope, points), rng = drawn(seed), np.random.default_rng(seed)
    weights = np.vstack([polytope.sample(4000, rng), points])
    beta = rng.normal(size=(5, 4))
    bounds, ends = highest(points, beta)
    assert ((weights**2 @ beta.T).max(axis=0) <= bounds + 1e-12).all()
    assert ends.sum(axis=1) == pytest.approx(1)
    assert (ends @ polytope.A.T <= polytope.b + 1e-9).all()


@pytest.mark.parametrize("seed", range(10))
def test_convex_forms_are_bounded_exactly_at_a_corner(seed: int) -> None:
    _, points = drawn(seed)
    beta = np.random.default_rng(seed).random((3, 4))
    bounds, ends = highest(points, beta)
    assert bounds == pytest.approx((points**2 @ beta.T).max(axis=0), abs=1e-15)
    assert (ends**2 * beta).sum(axis=1) == pytest.approx(bounds)


def test_concave_forms_are_bounded_nearly_exactly() -> None:
    """The largest value of -sum c w^2 on the simplex is -1 / sum (1 / c), at w = 1/c in parts."""
    c = np.array([1.0, 2.0, 4.0, 3.0])
    (bound,), (end,) = highest(np.eye(4), -c[None])
    assert bound <= 0
    assert -1 / (1 / c).sum() <= bound + 1e-15
    away = 0.05 * np.eye(4) + 0.95 * (1 / c) / (1 / c).sum()  # nearer to it
    (bound,), (end,) = highest(away, 0.3 - c[None])
    reached = ((0.3 - c) * end**2).sum()
    assert reached - 1e-15 <= bound <= reached + 0.01


def test_a_form_that_is_level_in_one_corner_is_excluded() -> None:
    """w_0^2 - w_1^2 is 0 at the end (1, 1) / 2 of an order and below 0 elsewhere."""
    points = np.array([[0.5, 0.5], [0.0, 1.0]])
    assert highest(points, np.array([[1.0, -1.0]]))[0].tolist() == [0.0]


def test_the_climb_goes_on_until_every_form_is_settled() -> None:
    """The second is above 0 in its first corner; the first is proved after some steps only."""
    c = np.array([1.0, 2.0, 4.0, 3.0])
    bounds, ends = highest(np.eye(4), np.array([-c, [1.0, -1.0, -1.0, -1.0]]))
    assert bounds == pytest.approx([-1 / (1 / c).sum(), 1.0])
    assert ends == pytest.approx(np.array([(1 / c) / (1 / c).sum(), [1.0, 0.0, 0.0, 0.0]]))


def test_the_climb_stops_where_all_is_settled() -> None:
    """Both are settled in a corner, where it ends, though the best of the first lies within."""
    c = np.array([1.0, 2.0, 4.0, 3.0])
    points = 0.05 * np.eye(4) + 0.95 * (1 / c) / (1 / c).sum()
    bounds, ends = highest(points, np.array([-c, [1.0, -1.0, -1.0, -1.0]]))
    assert bounds[0] < 0 < bounds[1]
    assert ends.tolist() == points[[0, 0]].tolist()


def test_a_bound_of_0_settles_a_form() -> None:
    """-w_0^2 - 3 w_1^2 is -3 in the middle; the tangent in the first corner is 0 in the other."""
    points = np.array([[-1.0, 1.0], [1.0, 1.0]])
    (bound,), (end,) = highest(points, np.array([[-1.0, -3.0]]))
    assert bound == 0
    assert end.tolist() == [-1.0, 1.0]


def test_a_corner_level_with_0_is_no_proof_that_the_form_passes_it() -> None:
    """w_0^2 - w_1^2 is 0 at both; its bound is the convex part's chord, 1/16 in the middle."""
    (bound,), (end,) = highest(np.array([[1.0, 1.0], [0.5, 0.5]]), np.array([[1.0, -1.0]]))
    assert bound == 1 / 16
    assert end.tolist() == [0.75, 0.75]
