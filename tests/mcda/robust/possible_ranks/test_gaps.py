"""Greatest gaps against all points of a grid that holds every end and every kink."""

import itertools
from typing import get_args

import numpy as np
import pytest

from mcda.column_law import Scale
from mcda.robust.possible_ranks.gaps import greatest_gaps

SCALES = {
    "one": lambda u: np.ones(len(u)),
    "spread": lambda u: np.ptp(u, axis=1),
    "largest": lambda u: u.max(axis=1),
    "smallest": lambda u: u.min(axis=1),
    "total": lambda u: u.sum(axis=1),
    "total_and_largest": lambda u: u.sum(axis=1) + u.max(axis=1),
    "length": lambda u: np.sqrt((u * u).sum(axis=1)),
}


def gaps(u, scale):
    """Return the gaps of columns ``(k, m)`` by definition, ``(k, m, m)``; 0 where all are 0."""
    size = SCALES[scale](u)[:, None, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(size == 0, 0.0, (u[:, :, None] - u[:, None, :]) / size)


def grid(low, high):
    """Return the product of both ends of each row and of all other rows' ends in between."""
    ends = np.concatenate([low, high])
    return np.array(
        list(
            itertools.product(*(np.unique(np.clip(ends, *b)) for b in zip(low, high, strict=True)))
        )
    )


def bounds(rng, least):
    """Return bounds of 2 to 4 rows: whole numbers that tie, or any, some that stand still."""
    m = int(rng.integers(2, 5))
    low = rng.integers(least, 6, m) if rng.random() < 0.5 else rng.uniform(least, 6, m)
    width = rng.integers(0, 4, m) if rng.random() < 0.5 else rng.uniform(0, 4, m)
    return low.astype(float), low + np.where(rng.random(m) < 0.3, 0, width)


def least_of(scale):
    """Return the smallest value tried; a scale of 0 next to others would be refused."""
    return {"smallest": 1, "one": -5, "spread": -5}.get(scale, 0)


def test_every_scale_is_known():
    assert set(SCALES) == set(get_args(Scale))


@pytest.mark.parametrize("scale", SCALES)
def test_reached(scale):
    rng = np.random.default_rng(len(scale))
    exact = 0
    for _ in range(60):
        low, high = bounds(rng, least_of(scale))
        found = greatest_gaps(low[None], high[None], scale)[0]
        best = gaps(grid(low, high), scale).max(axis=0)
        assert (found >= best - 1e-12).all()
        reachable = np.ones(found.shape, dtype=bool)
        if scale == "spread":  # one row alone cannot be both ends of a spread that hides a pair
            reachable = (high[:, None] >= low[None, :]) | (len(low) == 2)
        np.testing.assert_allclose(found[reachable], best[reachable], atol=1e-12)
        exact += reachable.sum()
    assert exact > 300


def test_three_rows_of_a_spread_by_hand():
    """Row 0 stays below row 1; row 2 can be one end of the spread, and not both."""
    low, high = np.array([[1.0, 4.0, 0.0]]), np.array([[2.0, 5.0, 8.0]])
    found = greatest_gaps(low, high, "spread")[0]
    assert found[1, 0] == pytest.approx(1.0)
    assert found[0, 1] == pytest.approx((2 - 4) / (8 - 0))  # at best (2 - 4) / (8 - 2) is reached
    assert (np.diag(found) == 0).all()


@pytest.mark.parametrize(
    ("scale", "expected"),
    [("total", -0.5 / 2), ("total_and_largest", -0.5 / 3), ("length", -0.5 / 1.5**0.5)],
)
def test_a_row_that_may_be_huge_costs_no_digits(scale, expected):
    """Row 1 at .5 under row 0 at 1, its lowest; the largest sums are 2, 2 + 1 and 1 + .25 + .25."""
    found = greatest_gaps(np.array([[1.0, 0.5, 0.25]]), np.array([[1e9, 0.5, 0.5]]), scale)
    assert found[0, 1, 0] == pytest.approx(expected, rel=1e-12)


def test_length_of_both_signs_is_bounded():
    rng = np.random.default_rng(8)
    loose = []
    for _ in range(150):
        m = int(rng.integers(2, 5))
        low, high = np.sort(rng.uniform(-5, 5, (2, m)), axis=0)
        found = greatest_gaps(low[None], high[None], "length")[0]
        inside = low + (high - low) * rng.random((2000, m))
        best = gaps(np.concatenate([inside, grid(low, high)]), "length").max(axis=0)
        assert (found >= best - 1e-12).all()
        assert (found <= np.sqrt(2) + 1e-12).all()  # of any two entries of a unit vector
        loose.append((found - best)[~np.eye(m, dtype=bool)])
    assert np.median(np.concatenate(loose)) < 0.5


def test_boxes_are_told_one_by_one():
    """A box with negative entries loosens its neighbours at most, and spreads of 0 give 0."""
    rng = np.random.default_rng(9)
    low = rng.uniform(1, 5, (6, 3))
    high = low + rng.uniform(0, 2, (6, 3))
    for scale in SCALES:
        each = [greatest_gaps(low[k : k + 1], high[k : k + 1], scale)[0] for k in range(6)]
        np.testing.assert_allclose(greatest_gaps(low, high, scale), each)
        level = np.full((1, 3), 2.0)
        assert (greatest_gaps(level, level, scale) == 0).all()
