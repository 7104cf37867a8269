"""Affine hulls, inner points and round coordinates of sets of weights."""

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda.polytope.corners import corners
from mcda.polytope.geometry import Flat, flat, inequalities, is_empty, needed_signs, rounded


def array(rows: Any) -> Any:
    return np.array(rows, dtype=float)


def found(A: Any, b: Any) -> Flat:
    body = flat(array(A), array(b))
    assert body is not None
    return body


def dimension(A: Any, b: Any) -> int:
    return int(found(A, b).basis.shape[1])


def pair(row: list[float]) -> list[list[float]]:
    return [row, [-value for value in row]]


@pytest.mark.parametrize(
    ("A", "b", "wanted"),
    [
        (np.zeros((0, 4)), [], 3),
        (pair([1, -2, 0, 0]), [0, 0], 2),
        ([*pair([1, -2, 0, 0]), *pair([0, 0, 1, -3])], [0] * 4, 1),
        ([*pair([1, -2, 0, 0]), *pair([0, 0, 1, -3]), *pair([1, 0, -1, 0])], [0] * 6, 0),
        (pair([1, -2, 0, 0]) * 3, [0] * 6, 2),
        ([[1, 1, 1, 0]], [0], 0),  # three weights of 0 by a single row
        ([[1, 1, 0, 0]], [0], 1),
        ([[1, -1, 0, 0], [0, 1, -1, 0], [0, 0, 1, -1], [-1, 0, 0, 1]], [0] * 4, 0),
        ([[1, -1e-14, 0, 0]], [0], 2),
        ([*pair([1, 0, 0, 0]), [0, 1, 0, 0]], [0.5, -0.5, 0.25], 2),
        ([[-1, -1, 0, 0]], [-1], 1),
    ],
)
def test_the_dimension_of_the_affine_hull(A: Any, b: Any, wanted: int) -> None:
    assert dimension(A, b) == wanted


def test_the_basis_is_orthonormal_and_sums_to_zero() -> None:
    body = found([*pair([1, -2, 0, 0, 0]), [0, 0, 1, -1, 0]], [0, 0, -0.1])
    assert body.basis.T @ body.basis == pytest.approx(np.eye(3), abs=1e-12)
    assert body.basis.sum(axis=0) == pytest.approx(np.zeros(3), abs=1e-12)
    assert [1, -2, 0, 0, 0] @ body.basis == pytest.approx(np.zeros(3), abs=1e-12)
    assert body.centre.sum() == pytest.approx(1)
    assert np.linalg.norm(body.rows, axis=1) == pytest.approx(1)
    assert (body.slack > 0).all()


@pytest.mark.parametrize(
    ("A", "b"),
    [
        ([[1, 1, 1]], [0.9]),
        ([[-1, 0, 0], [0, -1, 0]], [-0.6, -0.6]),
        ([[1, -1, 0], [0, 1, -1], [-1, 0, 1]], [-0.01, 0, 0]),
        ([*pair([1, 0, 0]), *pair([0, 1, 0]), *pair([0, 0, 1])], [0.1, -0.1, 0.1, -0.1, 0.7, -0.7]),
        ([*pair([1, 0, 0]), *pair([1, 0, 0])], [0.1, -0.1, 0.3, -0.3]),
        ([[1, 1, 1 + 1e-7]], [0.5]),
        ([[0, 0, 0]], [-1e-3]),
    ],
)
def test_nothing_is_left(A: Any, b: Any) -> None:
    assert flat(array(A), array(b)) is None
    assert is_empty(array(A), array(b))


def test_no_criteria_no_weights() -> None:
    assert flat(np.zeros((0, 0)), np.zeros(0)) is None
    assert is_empty(np.zeros((0, 0)), np.zeros(0))
    assert not is_empty(np.zeros((0, 1)), np.zeros(0))
    assert found(np.zeros((0, 1)), []).centre.tolist() == [1.0]


def test_a_band_between_very_near_bounds_is_kept_apart_from_an_equality() -> None:
    for width, wanted in ((1e-6, 2), (1e-12, 1)):
        body = found([[1, -2 - width, 0], [-1, 2, 0]], [0, 0])
        assert body.basis.shape[1] == wanted
        ratio = body.centre[0] / body.centre[1]
        assert 2 - 1e-9 <= ratio <= 2 + width + 1e-9


def test_of_a_set_too_thin_for_a_ball_no_weights_get_lost() -> None:
    """A rhombus of length 0.4 and width 4e-11: no side's line runs through all of it."""
    tiny, signs = 1e-10, [(a, b) for a in (1, -1) for b in (1, -1)]
    A = array([[a * tiny, -a * tiny, b] for a, b in signs])
    b = array([0.2 * tiny + b / 3 for _, b in signs])
    body = found(A, b)
    assert body.basis.shape[1] == 1
    ends = body.centre + np.outer([1.0, -1.0], body.basis[:, 0]) * body.slack[:, None]
    assert (ends[:, 0] - ends[:, 1]).min() <= -0.2
    assert (ends[:, 0] - ends[:, 1]).max() >= 0.2
    assert (ends @ A.T <= b + 1e-9).all()


def test_a_tiny_ratio_leaves_the_other_weights_alone() -> None:
    # w_1 <= 1e-8 w_2 and w_2 = 0 force w_1 = 0; w_3 and w_4 stay free.
    body = found([[1, -1e-8, 0, 0], [0, 1, 0, 0]], [0, 0])
    assert body.basis.shape[1] == 1
    assert body.centre.tolist() == pytest.approx([0, 0, 0.5, 0.5], abs=1e-8)


def test_of_the_simplex_the_analytic_centre_is_its_middle() -> None:
    body = rounded(found(np.zeros((0, 5)), []))
    assert body.middle == pytest.approx(np.full(5, 0.2))
    # y'y = sum (dw / w)^2: the ellipsoid of the unit ball is |dw| <= 1/5.
    assert np.linalg.norm(body.basis, axis=0) == pytest.approx(np.full(4, 0.2))
    assert body.scale == pytest.approx(4 * math.log(0.2))


@pytest.mark.parametrize("width", [0.3, 1e-3, 1e-7])
def test_round_coordinates(width: float) -> None:
    A = array([[1, -2 - width, 0, 0], [-1, 2, 0, 0], [0, 0, 1, -1], [0, -1, 0, 0]])
    b = array([0, 0, 0, -0.05])
    body = rounded(found(A, b))
    known = corners(body.rows)
    assert known is not None
    points = known.points
    assert (np.linalg.norm(body.rows, axis=1) <= 1 + 1e-9).all()  # the unit ball lies within
    assert (np.linalg.norm(points, axis=1) <= len(body.rows)).all()
    assert body.rows.T @ body.rows == pytest.approx(np.eye(3), abs=1e-6)
    assert body.rows.sum(axis=0) == pytest.approx(np.zeros(3), abs=1e-6)  # the analytic centre
    found_weights = body.weights(points)
    assert (found_weights >= 0).all()
    assert found_weights.sum(axis=1) == pytest.approx(1, abs=1e-15)
    assert (found_weights @ A.T <= b + 1e-12).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_random_statements_leave_a_point_that_satisfies_them(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(2, 7)), int(rng.integers(0, 8))
    hidden = np.round(rng.dirichlet(np.ones(n)), 2)
    hidden /= hidden.sum()
    A = rng.integers(-2, 3, (k, n)).astype(float)
    gap = rng.choice([0.0, 0.0, 0.1], k)
    body = found(A, A @ hidden + gap)
    assert (A @ body.centre <= A @ hidden + gap + 1e-9).all()
    assert (body.centre >= 0).all()
    assert abs(body.centre.sum() - 1) < 1e-12
    assert not is_empty(A, A @ hidden + gap)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([-11, -9, -6, -3, -1]))
def test_one_programme_finds_out_whether_nothing_is_left(seed: int, gap: int) -> None:
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(2, 7)), int(rng.integers(1, 8))
    hidden = rng.dirichlet(np.ones(n))
    A = rng.integers(-2, 3, (k, n)).astype(float)
    b = A @ hidden + 10.0**gap * rng.normal(size=k)
    assert is_empty(A, b) is (flat(A, b) is None)


def table(*rows: Any) -> Any:
    return np.array(rows, dtype=float)


def test_rows_are_scaled_and_vacuous_ones_left_out() -> None:
    A = table([4, -2, 0], [1e-200, 0, 0], [0, 0, 0], [-1, 0, -1], [0, 1e200, 0])
    G, h = inequalities(A, table(1, 2e-200, 0, 0, 0.5e200).ravel())
    assert G.tolist() == [[-1, 0, 0], [0, -1, 0], [0, 0, -1], [1, -0.5, 0], [0, 1, 0]]
    assert h.tolist() == [0, 0, 0, 0.25, 0.5]


def test_a_row_without_weights_that_cannot_hold_is_kept() -> None:
    G, h = inequalities(table([0, 0]), np.array([-1.0]))
    assert G[-1].tolist() == [0, 0]
    assert h[-1] < 0


def test_bounds_past_all_numbers() -> None:
    G, h = inequalities(table([1e-300, 0], [-1e-300, 0]), np.array([1e300, -1e300]))
    assert G[-1].tolist() == [-1, 0]
    assert h[-1] == -2


@pytest.mark.parametrize(
    ("rows", "bounds", "needed"),
    [
        ([[-1, 1, 0], [0, -1, 1]], [0, 0], [2]),  # a >= b >= c
        ([[-1, 1, 0], [1, -1, 0]], [0, 0], [1, 2]),  # a >= b >= a: one of them must stay
        ([[-1, 0, 0]], [-0.1], [1, 2]),  # a >= 0.1
        ([[-1, 0, 0]], [0.1], [0, 1, 2]),  # a >= -0.1
        ([[-1, 0.5, 0.5]], [0], [1, 2]),
        ([[-1, -1, 1]], [0], [0, 1, 2]),
        ([[-1e-6, 1, 0]], [0], [0, 1, 2]),
        ([[1, -1, 0]], [0.2], [0, 1, 2]),
        ([], [], [0, 1, 2]),
    ],
)
def test_signs_that_follow_from_others(rows: Any, bounds: Any, needed: list[int]) -> None:
    found = needed_signs(np.array(rows, dtype=float).reshape(-1, 3), np.array(bounds, dtype=float))
    assert np.flatnonzero(found).tolist() == needed


def test_what_is_left_allows_the_same_weights() -> None:
    rng = np.random.default_rng(3)
    steps = np.linspace(-0.2, 1.2, 15)
    points = np.array([(a, b, 1 - a - b) for a, b in itertools.product(steps, steps)])
    for _ in range(60):
        A = rng.integers(-2, 3, (4, 3)).astype(float)
        b = rng.integers(-1, 2, 4) * 0.25
        G, h = inequalities(A, b)
        given = (points @ A.T <= b + 1e-12).all(axis=1) & (points >= -1e-12).all(axis=1)
        assert ((points @ G.T <= h + 1e-12).all(axis=1) == given).all()
