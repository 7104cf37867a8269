"""What constraints say beyond what all weights satisfy."""

import itertools
from typing import Any

import numpy as np
import pytest

from mcda.polytope.inequalities import inequalities, needed_signs


def array(*rows: Any) -> Any:
    return np.array(rows, dtype=float)


def test_rows_are_scaled_and_vacuous_ones_left_out() -> None:
    A = array([4, -2, 0], [1e-200, 0, 0], [0, 0, 0], [-1, 0, -1], [0, 1e200, 0])
    G, h = inequalities(A, array(1, 2e-200, 0, 0, 0.5e200).ravel())
    assert G.tolist() == [[-1, 0, 0], [0, -1, 0], [0, 0, -1], [1, -0.5, 0], [0, 1, 0]]
    assert h.tolist() == [0, 0, 0, 0.25, 0.5]


def test_a_row_without_weights_that_cannot_hold_is_kept() -> None:
    G, h = inequalities(array([0, 0]), np.array([-1.0]))
    assert G[-1].tolist() == [0, 0]
    assert h[-1] < 0


def test_bounds_past_all_numbers() -> None:
    G, h = inequalities(array([1e-300, 0], [-1e-300, 0]), np.array([1e300, -1e300]))
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
