"""Corners of polytopes ``rows y <= 1`` against shapes, exact arithmetic and linear programmes."""

import math

import numpy as np
import pytest
from scipy.optimize import linprog

from mcda.cells import FloatArray
from mcda.polytope import Polytope
from mcda.polytope.corners import MOST_CORNERS, Corners, corners
from mcda.polytope.geometry import flat, rounded


def cube(d: int) -> FloatArray:
    return np.vstack([np.eye(d), -np.eye(d)])


def cross(d: int) -> FloatArray:
    signs = np.array(np.meshgrid(*[[-1.0, 1.0]] * d)).reshape(d, -1)
    return np.asarray(signs.T) / math.sqrt(d)


def found(rows: FloatArray) -> Corners:
    some = corners(rows)
    assert some is not None
    return some


def statements(rng: np.random.Generator, n: int, kind: str) -> tuple[FloatArray, FloatArray]:
    """Return what people with random weights may have said."""
    hidden, k = rng.dirichlet(np.ones(n)), int(rng.integers(2, 9))
    if kind == "steps":
        A = rng.integers(-2, 3, (k, n)).astype(float)
        return A, A @ hidden + rng.choice([0.0, 0.0, 0.1], k)
    if kind == "thin":
        A = rng.normal(size=(k, n))
        return A, A @ hidden + rng.exponential(size=k) * 10.0 ** rng.uniform(-8, -3)
    A, b = np.zeros((k, n)), np.zeros(k)
    for row in A:
        i, j = rng.choice(n, 2, replace=False)
        miss = float(rng.normal() * 10.0 ** rng.uniform(-6, 0))
        row[i], row[j] = np.array([1.0, -hidden[i] / hidden[j] * math.exp(miss)]) * np.sign(miss)
    return A, b


def drawn_rows(seed: int, kind: str, n: int) -> FloatArray:
    rng = np.random.default_rng(seed)
    while True:
        body = flat(*statements(rng, n, kind))
        if body is not None and body.basis.shape[1] > 1:
            return rounded(body).rows


KINDS = pytest.mark.parametrize("kind", ["ratios", "thin", "steps"])


@pytest.mark.parametrize("d", [1, 2, 3, 5, 7])
def test_a_cube(d):
    some = found(cube(d))
    wanted = np.sign(cross(d))
    assert sorted(map(tuple, some.points.round(12).tolist())) == sorted(map(tuple, wanted.tolist()))
    assert some.tight.sum(axis=0).tolist() == [d] * 2**d
    assert some.tight.sum(axis=1).tolist() == [2 ** (d - 1)] * 2 * d


@pytest.mark.parametrize("d", [2, 3, 4, 5])
def test_a_cross_polytope_with_many_facets_in_a_corner(d):
    some = found(cross(d))
    assert len(some.points) == 2 * d
    assert np.abs(some.points).max(axis=1) == pytest.approx(math.sqrt(d))
    assert some.tight.sum(axis=0).tolist() == [2 ** (d - 1)] * 2 * d


def test_a_point():
    some = found(np.zeros((0, 0)))
    assert (some.points.shape, some.dimension, some.closed()) == ((1, 0), 0, True)


@KINDS
@pytest.mark.parametrize("n", [3, 4, 5])
@pytest.mark.parametrize("seeds", [range(4), pytest.param(range(4, 16), marks=pytest.mark.long)])
def test_exact_arithmetic_finds_the_same_extent(exact_corners, kind, n, seeds):
    for seed in seeds:
        rows = drawn_rows(seed, kind, n)
        some, exact = found(rows), exact_corners(rows)
        assert (rows @ some.points.T).max() <= 1 + 1e-9
        ways = np.vstack([rows, np.random.default_rng(seed).standard_normal((200, rows.shape[1]))])
        ways /= np.linalg.norm(ways, axis=1)[:, None]
        assert (ways @ some.points.T).max(axis=1) == pytest.approx(
            (ways @ exact.T).max(axis=1), abs=1e-8
        )


@KINDS
def test_linear_programmes_find_no_lower_value(kind):
    for seed in range(25):
        rows = drawn_rows(seed, kind, 4 + seed % 6)
        points = found(rows).points
        for cost in np.random.default_rng(seed).standard_normal((3, rows.shape[1])):
            least = linprog(cost, rows, np.ones(len(rows)), bounds=(None, None)).fun
            assert (points @ cost).min() == pytest.approx(least, abs=1e-6)


@pytest.mark.parametrize("width", [1e-2, 1e-5, 1e-8])
def test_minima_of_thin_sets(width):
    """Each weight between bounds: the cheapest take all that the lower bounds of others leave."""
    low = np.array([0.3, 0.2, 0.2, 0.1, 0.2]) - np.array([1, 2, 1, 3, 1]) * width
    high = low + np.array([3, 4, 5, 4, 6]) * width
    thin = Polytope(np.vstack([np.eye(5), -np.eye(5)]), np.concatenate([high, -low]))
    for seed in range(10):
        cost = np.random.default_rng(seed).standard_normal(5)
        w = low.copy()
        for j in np.argsort(cost):
            w[j] += min(high[j] - low[j], 1.0 - w.sum())
        value, where = thin.minimum(cost)
        assert value == pytest.approx(cost @ w, abs=1e-8 * width + 1e-15)
        assert where == pytest.approx(w, abs=1e-8 * width + 1e-15)


def test_a_cut_leaves_two_parts_that_share_what_lies_on_it():
    some = found(cube(3))
    slack = 0.5 - some.points @ [0.5, 0.5, 0.0]  # across four edges
    part, other = some.cut(slack), some.cut(-slack)
    assert (len(part.points), len(other.points)) == (10, 6)
    assert (part.closed(), other.closed()) == (True, True)
    shared = set(map(tuple, part.points.tolist())) & set(map(tuple, other.points.tolist()))
    assert shared == {(0, 1, 1), (0, 1, -1), (1, 0, 1), (1, 0, -1)}


def test_cuts_beside_a_polytope():
    some = found(cube(3))
    assert some.cut(np.full(8, 0.1)) is some
    assert some.cut(2.0 - 2.0 * some.points[:, 0]) is some  # it only touches
    assert len(some.cut(np.full(8, -0.1)).points) == 0
    assert some.cut(some.points[:, 0] - 1.0).points[:, 0].tolist() == [1.0] * 4


def test_a_missing_corner_is_noticed():
    some = found(cube(4))
    assert some.closed()
    for kept in ~np.eye(16, dtype=bool):
        assert not Corners(some.points[kept], some.tight[:, kept], 4).closed()


def test_corners_that_do_not_fit_together_are_none(monkeypatch):
    monkeypatch.setattr(Corners, "closed", lambda self: False)
    assert corners(cube(3)) is None


def test_too_many_corners_are_not_looked_for():
    assert MOST_CORNERS < 2**11
    assert corners(cube(10)) is not None
    assert corners(cube(11)) is None


def test_a_cut_that_leaves_too_many_corners_is_not_made(monkeypatch):
    some = found(cube(3))
    slack = 0.5 - some.points @ [0.5, 0.5, 0.0]
    monkeypatch.setattr("mcda.polytope.corners.MOST_CORNERS", 9)
    assert some.cut(slack) is None
    assert some.cut(-slack) is not None


def test_too_many_pairs_of_corners_are_not_looked_at(monkeypatch):
    """Corners of a cube lie on 3 facets each, those of an octahedron on 4: 6 pairs are cut."""
    some, other = found(cube(3)), found(cross(3))
    monkeypatch.setattr("mcda.polytope.corners._MOST_PAIRS", 5)
    assert (some.closed(), other.closed()) == (True, False)
    assert other.cut(other.points[:, 0]) is not None
    assert other.cut(other.points @ [0.9, 0.7, 0.5]) is None
    assert corners(cross(3)) is None


def test_pairs_are_looked_at_in_tiles(monkeypatch):
    whole = found(cross(5))
    monkeypatch.setattr("mcda.polytope.corners._TILE", 200)
    some = found(cross(5))
    assert some.points.tolist() == whole.points.tolist()
    assert some.tight.tolist() == whole.tight.tolist()


def test_many_criteria_do_not_make_many_corners_on_the_way():
    """The first cone is one of the polytope's own: no more corners than it has itself."""
    order = np.eye(16)[1:] - np.eye(16)[:-1]
    some = Polytope(order, np.zeros(15)).cut(2.0 * np.eye(16)[5] - np.eye(16)[0], 0.0).corners
    assert some is not None
    assert len(some.points) < 100
    assert (some.points @ order.T <= 1e-12).all()


def test_the_corners_of_an_order_are_weights():
    some = Polytope(np.eye(4)[1:] - np.eye(4)[:-1], np.zeros(3)).corners
    assert some is not None
    wanted = [[1 / k] * k + [0] * (4 - k) for k in (4, 3, 2, 1)]
    assert sorted(some.points.tolist()) == [pytest.approx(w, abs=1e-12) for w in wanted]
