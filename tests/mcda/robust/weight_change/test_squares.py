"""The best transfer for a sum of squares against clouds of weights and sums done by hand."""

import numpy as np
import pytest

from mcda.robust.weight_change.duels import best_transfers, highest


def cloud(w, amount, rng, size=1200):
    """Return weights within an amount of w, many of them at the amount."""
    v = rng.dirichlet(np.full(len(w), 0.4), size)
    v[: size // 2] = w + rng.uniform(0, 1, (size // 2, 1)) * (v[: size // 2] - w)
    moved = 0.5 * np.abs(v - w).sum(axis=1)
    return w + np.minimum(amount / np.maximum(moved, 1e-300), 1.0)[:, None] * (v - w)


def case(rng, shift=-0.3):
    n = int(rng.integers(2, 6))
    return rng.dirichlet(np.ones(n)), rng.normal(shift, 1.0, n), float(rng.uniform(0.02, 0.5))


def free(n):
    return np.zeros((1, n)), np.ones((1, n))


def test_nothing_in_the_cloud_is_better():
    rng = np.random.default_rng(1)
    negative = 0
    for _ in range(300):
        w, form, amount = case(rng)
        v = best_transfers(w, form[None], np.array([amount]))[0][0]
        assert v.min() >= 0
        assert v.sum() == pytest.approx(1, abs=1e-12)
        assert 0.5 * np.abs(v - w).sum() <= amount + 1e-12
        best, seen = form @ (v * v), (cloud(w, amount, rng) ** 2 @ form).max()
        if best < 0:
            negative += 1
            assert seen < 0
            if form.max() > 0:
                assert seen <= best + 1e-12
    assert negative > 60


def test_the_sign_is_right_where_the_maximum_is_not_negative():
    """Where the sum comes to 0 or more the weights returned show it, if it can be had at all."""
    rng = np.random.default_rng(2)
    reached = 0
    for _ in range(300):
        w, form, amount = case(rng, shift=0.1)
        v = best_transfers(w, form[None], np.array([amount]))[0][0]
        if (cloud(w, amount, rng) ** 2 @ form).max() >= 0:
            reached += 1
            assert form @ (v * v) >= -1e-12
    assert reached > 100


def test_the_slope_is_the_growth_of_the_maximum():
    rng = np.random.default_rng(3)
    seen = 0
    for _ in range(100):
        w, form, amount = case(rng)
        if form.max() <= 0:
            continue
        step = 1e-7
        amounts = np.array([amount - step, amount, amount + step])
        v, slope = best_transfers(w, np.tile(form, (3, 1)), amounts)
        sums = v**2 @ form
        if sums[2] < 0 and slope[0] == pytest.approx(slope[2], rel=1e-4):
            seen += 1
            assert (sums[2] - sums[0]) / (2 * step) == pytest.approx(slope[1], rel=1e-4)
    assert seen > 15


def test_by_hand():
    # c0 and c1 give (gains 2 * 2 * 0.4 and 2 * 1 * 0.4), c2 takes. The first 0.2 come from c0
    # alone, until 4 (0.4 - 0.2) = 2 * 0.4; then two bits in three are from c1.
    w, form = np.array([0.4, 0.4, 0.2]), np.array([[-2.0, -1.0, 0.5]])
    v, slope = best_transfers(w, form, np.array([0.1]))
    np.testing.assert_allclose(v, [[0.3, 0.4, 0.3]], atol=1e-15)
    assert slope[0] == pytest.approx(4 * 0.3 + 2 * 0.5 * 0.3)
    v, slope = best_transfers(w, form, np.array([0.35]))
    np.testing.assert_allclose(v, [[0.15, 0.3, 0.55]], atol=1e-15)
    assert slope[0] == pytest.approx(4 * 0.15 + 0.55)


def test_the_bound_without_limits_is_the_maximum():
    rng = np.random.default_rng(4)
    seen = 0
    for _ in range(400):
        w, form, amount = case(rng)
        v = best_transfers(w, form[None], np.array([amount]))[0][0]
        bound, at, square = highest(w, form[None], amount, *free(len(w)))
        if form.max() > 0 and form @ (v * v) < 0:
            seen += 1
            assert bound[0] == pytest.approx(form @ (v * v), abs=1e-13)
            np.testing.assert_allclose(at[0], v, atol=1e-12)
            np.testing.assert_allclose(square[0], v * v, atol=1e-12)
    assert seen > 40


def test_all_coefficients_negative():
    """The sum is concave, and its maximum on the simplex -1 / sum(1 / |form|)."""
    w, form = np.array([0.7, 0.2, 0.1]), np.array([[-1.0, -2.0, -4.0]])
    bound = highest(w, form, 1.0, *free(3))[0][0]
    assert -1 / 1.75 <= bound < 0


def test_the_bound_holds_between_limits():
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        w, form, amount = case(rng)
        n = len(w)
        floor = np.where(rng.random(n) < 0.3, rng.uniform(0, 0.3, n), 0.0)
        cap = floor + np.where(rng.random(n) < 0.6, rng.uniform(0, 0.3, n), 1.0)
        v = cloud(w, amount, rng)
        taken = np.maximum(v - w, 0.0)
        inside = ((taken >= floor) & (taken <= cap)).all(axis=1)
        if inside.any():
            held += 1
            bound = highest(w, form[None], amount, floor[None], cap[None])[0][0]
            assert (v[inside] ** 2 @ form).max() <= bound + 1e-12
    assert held > 150


def test_how_far_the_bound_lies_above():
    """c1 takes up to its cap c and c2 the rest x: its secant lies x (c - x) above its square."""
    w, form, amount = np.array([0.6, 0.2, 0.2]), np.array([[-1.0, 1.0, 1.0]]), 0.2
    for cap, rest in ((0.15, 0.05), (0.11, 0.09)):
        limits = np.array([[1.0, cap, cap]])
        bound = highest(w, form, amount, np.zeros((1, 3)), limits)[0][0]
        exact = -(0.4**2) + (0.2 + cap) ** 2 + (0.2 + rest) ** 2
        assert bound - exact == pytest.approx(rest * (cap - rest), abs=1e-12)


def test_floors_past_the_amount_leave_nothing():
    floor, cap = np.array([[0.0, 0.3]]), np.ones((1, 2))
    assert highest(np.array([0.5, 0.5]), np.array([[-1.0, 1.0]]), 0.2, floor, cap)[0][0] == -np.inf


def test_tiny_coefficients_do_not_overflow():
    form = np.array([[-1e-310, -1.0, 1.0], [-1e-300, -1e-295, 1e-300]])
    v = best_transfers(np.array([0.3, 0.4, 0.3]), form, np.array([0.2, 0.5]))[0]
    assert np.isfinite(v).all()
    np.testing.assert_allclose(v.sum(axis=1), 1, atol=1e-12)
