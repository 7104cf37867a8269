"""Corners, divisions and volumes of polytopes ``rows y <= 1``."""

import math

import numpy as np
import pytest
import scipy.spatial
from scipy.spatial import ConvexHull

from mcda.cells import FloatArray
from weights.polytope import triangulation
from weights.polytope.triangulation import Triangulation, corners, most_corners, triangulated


def cube(d: int) -> FloatArray:
    return np.vstack([np.eye(d), -np.eye(d)])


def cross(d: int) -> FloatArray:
    signs = np.array(np.meshgrid(*[[-1.0, 1.0]] * d)).reshape(d, -1)
    return np.asarray(signs.T)


def divided(rows: FloatArray) -> tuple[FloatArray, Triangulation]:
    points = corners(rows)
    assert points is not None
    found = triangulated(rows, points)
    assert found is not None
    return points, found


@pytest.mark.parametrize("d", [1, 2, 3, 4, 5])
def test_a_cube(d: int) -> None:
    points, found = divided(cube(d))
    assert sorted(map(tuple, points.round(12).tolist())) == sorted(map(tuple, cross(d).tolist()))
    assert found.volumes.sum() == pytest.approx(2.0**d)
    assert found.centroid(points) == pytest.approx(np.zeros(d), abs=1e-12)


@pytest.mark.parametrize("d", [2, 3, 4])
def test_a_cross_polytope_with_many_facets_in_a_corner(d: int) -> None:
    points, found = divided(cross(d))
    assert len(points) == 2 * d
    assert found.volumes.sum() == pytest.approx(2.0**d / math.factorial(d))


def test_a_pyramid_has_its_centroid_at_a_quarter_of_its_height() -> None:
    # Four sides over a square, apex where all four meet.
    rows = np.array([[1, 0, 1], [-1, 0, 1], [0, 1, 1], [0, -1, 1], [0, 0, -1]], dtype=float)
    points, found = divided(rows)
    assert len(points) == 5
    assert found.volumes.sum() == pytest.approx(4**2 * 2 / 3)
    assert found.centroid(points) == pytest.approx([0, 0, -1 + 2 / 4])


@pytest.mark.parametrize(("d", "m", "seed"), [(2, 9, 1), (3, 12, 2), (4, 12, 3), (5, 14, 4)])
def test_random_polytopes_by_their_hull(d: int, m: int, seed: int) -> None:
    rows = np.random.default_rng(seed).standard_normal((m, d))
    rows = np.vstack([rows, cube(d) / 3])
    points, found = divided(rows)
    assert found.volumes.sum() == pytest.approx(ConvexHull(points).volume)
    drawn = found.sample(points, 4000, np.random.default_rng(seed))
    assert (drawn @ rows.T <= 1 + 1e-9).all()
    spread = drawn.std(axis=0) / math.sqrt(len(drawn))
    assert (np.abs(drawn.mean(axis=0) - found.centroid(points)) < 4.5 * spread).all()


def test_a_simplex_of_any_dimension_needs_no_hull() -> None:
    d = 40
    rows = np.vstack([-np.eye(d), np.ones(d)])
    points, found = divided(rows)
    # y >= -1 and sum y <= 1: the unit simplex, enlarged by 1 + d
    assert found.volumes.sum() == pytest.approx((1.0 + d) ** d / math.factorial(d))
    assert found.centroid(points) == pytest.approx(np.zeros(d), abs=1e-12)


def test_draws_fill_the_pieces_by_their_volume() -> None:
    points, found = divided(cube(2) * np.array([[1.0, 0.5]]))
    drawn = found.sample(points, 20_000, np.random.default_rng(1))
    assert (drawn[:, 1] > 1.0).mean() == pytest.approx(0.25, abs=0.015)
    assert ((drawn[:, 0] > 0) & (drawn[:, 1] > 1.0)).mean() == pytest.approx(1 / 8, abs=0.01)
    assert found.shares().sum() == pytest.approx(1)


def test_a_point() -> None:
    points, found = divided(np.zeros((0, 0)))
    assert points.shape == (1, 0)
    assert found.shares().tolist() == [1.0]


@pytest.mark.parametrize(
    ("m", "d", "wanted"), [(6, 3, 8), (7, 3, 10), (8, 4, 20), (5, 4, 5), (9, 2, 9)]
)
def test_the_upper_bound_is_that_of_cyclic_polytopes(m: int, d: int, wanted: int) -> None:
    assert most_corners(m, d) == wanted


def test_too_many_corners_are_not_looked_for() -> None:
    assert corners(cube(16)) is None


def test_too_many_pieces_are_not_made() -> None:
    points = corners(cube(8))
    assert points is not None
    assert len(points) == 256
    assert triangulated(cube(8), points) is None
    more = corners(cube(9))
    assert more is not None
    assert triangulated(cube(9), more) is None


def test_corners_that_are_not_all_there_are_noticed() -> None:
    points = corners(cube(3))
    assert points is not None
    assert triangulated(cube(3), points[1:]) is None


@pytest.mark.parametrize("wrong", ["error", "infinite", "outside", "few"])
def test_uncertain_corners_are_none(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hull:
        def __init__(self, *given: object) -> None:
            if wrong == "error":
                raise scipy.spatial.QhullError
            points = cross(3)
            factor = {"infinite": np.inf, "outside": 1.1, "few": 1.0}[wrong]
            self.intersections = points[: 3 if wrong == "few" else 8] * factor

    monkeypatch.setattr(scipy.spatial, "HalfspaceIntersection", Hull)
    assert corners(cube(3)) is None


def test_divisions_that_disagree_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    points = corners(cube(3))
    assert points is not None
    calls = iter(range(100))
    exact = triangulation._measured

    def measured(simplices: triangulation.Indices, at: FloatArray) -> Triangulation:
        found = exact(simplices, at)
        return Triangulation(found.simplices, found.volumes * (1 + next(calls) % 2))

    monkeypatch.setattr(triangulation, "_measured", measured)
    assert triangulated(cube(3), points) is None
