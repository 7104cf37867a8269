"""Divisions and volumes of polytopes ``rows y <= 1``."""

import math
from typing import Any

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from mcda.cells import FloatArray
from mcda.polytope import triangulation
from mcda.polytope.corners import Corners, corners
from mcda.polytope.triangulation import Triangulation, triangulate


def cube(d: int) -> FloatArray:
    return np.vstack([np.eye(d), -np.eye(d)])


def cross(d: int) -> FloatArray:
    signs = np.array(np.meshgrid(*[[-1.0, 1.0]] * d)).reshape(d, -1)
    return np.asarray(signs.T) / math.sqrt(d)


def known(rows: FloatArray) -> Corners:
    found = corners(rows)
    assert found is not None
    return found


def divided(rows: FloatArray) -> tuple[FloatArray, Triangulation]:
    found = triangulate(known(rows))
    assert found is not None
    return known(rows).points, found


@pytest.mark.parametrize("d", [1, 2, 3, 4, 5])
def test_a_cube(d: int) -> None:
    points, found = divided(cube(d))
    assert found.volumes.sum() == pytest.approx(2.0**d)
    assert found.centroid(points) == pytest.approx(np.zeros(d), abs=1e-12)


@pytest.mark.parametrize("d", [2, 3, 4])
def test_a_cross_polytope_with_many_facets_in_a_corner(d: int) -> None:
    points, found = divided(cross(d))
    assert len(points) == 2 * d
    assert found.volumes.sum() == pytest.approx((2.0 * math.sqrt(d)) ** d / math.factorial(d))


def test_a_pyramid_has_its_centroid_at_a_quarter_of_its_height() -> None:
    # Four sides over a square, apex where all four meet.
    rows = np.array([[1, 0, 1], [-1, 0, 1], [0, 1, 1], [0, -1, 1], [0, 0, -1]], dtype=float)
    points, found = divided(rows)
    assert len(points) == 5
    assert found.volumes.sum() == pytest.approx(4**2 * 2 / 3)
    assert found.centroid(points) == pytest.approx([0, 0, -1 + 2 / 4])


@pytest.mark.parametrize(("d", "m", "seed"), [(2, 9, 1), (3, 12, 2), (4, 12, 3), (5, 14, 4)])
def test_random_polytopes_by_their_hull(round_rows: Any, d: int, m: int, seed: int) -> None:
    rows = np.random.default_rng(seed).standard_normal((m, d))
    rows = round_rows(np.vstack([rows, cube(d) / 3]))
    points, found = divided(rows)
    assert found.volumes.sum() == pytest.approx(ConvexHull(points).volume)
    drawn = found.sample(points, 4000, np.random.default_rng(seed))
    assert (drawn @ rows.T <= 1 + 1e-9).all()
    spread = drawn.std(axis=0) / math.sqrt(len(drawn))
    assert (np.abs(drawn.mean(axis=0) - found.centroid(points)) < 4.5 * spread).all()


def test_a_simplex_of_any_dimension_needs_no_hull() -> None:
    d = 40
    points, found = divided(np.vstack([-np.eye(d), np.ones(d)]))
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


@pytest.mark.parametrize("d", [8, 9])
def test_too_many_pieces_are_not_made(d: int) -> None:
    assert len(known(cube(d)).points) == 2**d
    assert triangulate(known(cube(d))) is None


@pytest.mark.parametrize("rows", [cube(3), cross(3)])
def test_corners_that_are_not_all_there_are_noticed(rows: FloatArray) -> None:
    some = known(rows)
    assert triangulate(Corners(some.points[1:], some.tight[:, 1:], 3)) is None


def test_divisions_that_disagree_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter(range(100))
    exact = triangulation._measured

    def measured(simplices: triangulation.Indices, at: FloatArray) -> Triangulation:
        found = exact(simplices, at)
        return Triangulation(found.simplices, found.volumes * (1 + next(calls) % 2))

    monkeypatch.setattr(triangulation, "_measured", measured)
    assert triangulate(known(cube(3))) is None
