"""Advantages in one column against the prepared tables of points within the box."""

import itertools
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from mcda import make_method, rank
from mcda.column_law import Scale
from mcda.kernel import RatioForm
from mcda.methods.vikor import Vikor
from mcda.robust.possible_ranks.advantages import advantages, greatest_gaps, has_advantages

OTHERS = {"edas", "codas", "copras", "pymcdm_rafsi"}


def worths(answer, values):
    """Return what each cell is worth where larger is better, ``(s, m, n)``."""
    form = answer.method.prepare(replace(answer.matrix, values=values))
    if isinstance(form, RatioForm):
        return form.oriented
    if isinstance(answer.method, Vikor):
        best, worst = values.max(axis=1, keepdims=True), values.min(axis=1, keepdims=True)
        x = np.where(answer.matrix.benefit, values - worst, best - values)
        return x / np.where(best == worst, 1.0, best - worst)
    return np.broadcast_to(form.worth, values.shape)


def differences(table):
    return table[:, :, None] - table[:, None, :]


def test_which_methods_have_them(lab, make_problem, weigh):
    problem = make_problem([[1, 2], [3, 4]], ranges=[(0, 5), (0, 5)])
    for method in lab.methods:
        if "preferences" in vars(method) and method.preferences:
            continue
        known = has_advantages(rank(problem, weigh(1, 1), method))
        mixed = method.name == "waspas" and 0 < method.lambda_ < 1
        law = method.column_law()
        clipped = law is not None and law.reads_scale
        assert known == (method.name not in OTHERS and not mixed and not clipped)
    ranking = rank(problem, weigh(1, 1), "edas")
    with pytest.raises(TypeError, match="edas"):
        advantages(ranking, 0, ranking.matrix.values[None, :, 0], ranking.matrix.values[None, :, 0])


def test_never_below_what_a_point_shows_and_exact_at_a_point(lab):
    rng = np.random.default_rng(2)
    seen = 0
    for method in lab.methods * 3:
        answer = lab.doubtful(rng, method)
        if not has_advantages(answer):
            continue
        low, high = lab.box(answer)
        table = worths(answer, lab.points(rng, low, high, 80))
        here = worths(answer, answer.matrix.values[None])
        for j in range(low.shape[1]):
            most = advantages(answer, j, low[None, :, j], high[None, :, j])[0]
            shown = differences(table[:, :, j]).max(axis=0)
            assert (most >= shown - 1e-11 * (1 + np.abs(shown))).all(), method
            column = answer.matrix.values[None, :, j]
            found = advantages(answer, j, column, column)[0]
            np.testing.assert_allclose(found, differences(here[:, :, j])[0], rtol=1e-9, atol=1e-11)
            seen += 1
    assert seen > 150


def test_flows_by_hand(make_problem, weigh):
    """Row 0 wins against both at best, row 1 loses to both at worst: 1 - (-1)."""
    method = make_method("promethee2", {"preferences": {"c0": {"type": "vshape", "p": 4.0}}})
    ranking = rank(make_problem([[4.0], [2.0], [3.0]], ["cost"]), weigh(1), method)
    low, high = np.array([[0.0, 2.0, 3.0]]), np.array([[4.0, 6.0, 3.0]])
    most = advantages(ranking, 0, low, high)[0]
    # Costs: row 0 at 0 against 6 and 3: (1 + 3/4) / 2; row 1 at 6 against 0 and 3: the reverse.
    assert most[0, 1] == pytest.approx((1 + 3 / 4) / 2 + (1 + 3 / 4) / 2)
    assert most[2, 0] == pytest.approx((1 / 4 + 3 / 4) / 2 + (2 / 4 + 1 / 4) / 2)
    assert (np.diag(most) == 0).all()


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
