"""Closed forms of crossings against exact rational polynomials with 700-digit roots."""

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest

from mcda.kernel import LinearForm, RatioForm
from mcda.robust.crossings import Crossings, crossings, intervals
from tests.mcda.small_problems import ranked

TINY = 2.0**-40  # about 1e-12, exact in binary


def exact_polynomial(table, weights, i, rival, j, power):
    """Return A, B, C in u = (x / (1 - x))^p from the definition, as fractions."""
    rows = [[Fraction(x) for x in row] for row in table]
    best = [max(column) for column in zip(*rows, strict=True)]
    worst = [min(column) for column in zip(*rows, strict=True)]
    rest = sum(Fraction(w) for k, w in enumerate(weights) if k != j)

    def line(distances):
        others = sum(
            (Fraction(w) / rest * d) ** power
            for k, (w, d) in enumerate(zip(weights, distances, strict=True))
            if k != j
        )
        return distances[j] ** power, others

    def lines(row):
        plus = line([b - x for b, x in zip(best, rows[row], strict=True)])
        return plus, line([x - b for x, b in zip(rows[row], worst, strict=True)])

    (ap, bp), (aq, bq) = lines(i)
    (cp, dp), (cq, dq) = lines(rival)
    return aq * cp - cq * ap, aq * dp + bq * cp - cq * bp - dq * ap, bq * dp - dq * bp


def exact_roots(polynomial, power):
    """Return the crossings in 0..1 as doubles, from 700-digit arithmetic; touches left out."""
    A, B, C = polynomial
    with localcontext() as context:
        context.prec = 700

        def decimal(value):
            return Decimal(value.numerator) / Decimal(value.denominator)

        if A == 0:
            found = [] if B == 0 else [-decimal(C) / decimal(B)]
        else:
            discriminant = B * B - 4 * A * C
            if discriminant <= 0:
                return []
            root = decimal(discriminant).sqrt()
            found = [(-decimal(B) + sign * root) / (2 * decimal(A)) for sign in (-1, 1)]
        positive = [u if power == 1 else u.sqrt() for u in found if u > 0]
        return sorted(float(t / (1 + t)) for t in positive)


def found_roots(form, weights, i, rival, j):
    pair = crossings(form, weights, np.array([i]), np.array([rival]))
    both = np.array([root[0, j] for root in pair.roots()])
    # A tie at the very end of the weight may show as a root within rounding of 0 or 1.
    return sorted(both[(both > 1e-12) & (both < 1 - 1e-12)].tolist())


def ratio_form(table, power):
    return RatioForm(table, table.max(axis=0), table.min(axis=0), float(power))


@pytest.mark.parametrize("power", [1, 2])
def test_small_integer_problems_against_exact_isolation(power):
    rng = np.random.default_rng(power)
    seen = 0
    for _ in range(60):
        m, n = int(rng.integers(2, 6)), int(rng.integers(2, 5))
        table = rng.integers(0, 9, (m, n)).astype(float)
        parts = rng.integers(1, 8, n)
        weights, form = parts / parts.sum(), ratio_form(table, power)
        for j in range(n):
            polynomial = exact_polynomial(table, parts.tolist(), 0, 1, j, power)
            A, B, C = polynomial
            if A != 0 and B * B == 4 * A * C:
                continue  # a touch, tested below
            wanted = exact_roots(polynomial, power)
            found = found_roots(form, weights, 0, 1, j)
            assert len(found) == len(wanted), (table, parts, j)
            np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-9)
            seen += len(wanted)
    assert seen > 25


@pytest.mark.parametrize("power", [1, 2])
def test_near_duplicates_keep_their_digits(power):
    rng = np.random.default_rng(10 + power)
    seen = 0
    for _ in range(60):
        n = 4
        table = rng.integers(0, 64, (5, n)) / 64
        table[0, :2], table[3], table[4] = [0.25, 0.5], 0.0, 1.0  # ideal and anti-ideal stay
        table[1] = table[0] + TINY * rng.integers(-8, 9, n)
        table[1] = np.clip(table[1], 0, 1)
        parts = rng.integers(1, 9, n)
        weights, form = parts / parts.sum(), ratio_form(table, power)
        for j in range(n):
            polynomial = exact_polynomial(table.tolist(), parts.tolist(), 0, 1, j, power)
            wanted = exact_roots(polynomial, power)
            found = found_roots(form, weights, 0, 1, j)
            assert len(found) == len(wanted), (table[:2].tolist(), parts, j)
            np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-9)
            seen += len(wanted)
    assert seen > 60


def test_identical_rows_never_cross():
    table = np.array([[1.0, 2.0, 4.0], [1.0, 2.0, 4.0], [3.0, 1.0, 0.0], [0.0, 5.0, 2.0]])
    weights = np.array([0.5, 0.3, 0.2])
    for form in (ratio_form(table, 2), ratio_form(table, 1), LinearForm(table)):
        pair = crossings(form, weights, np.array([0]), np.array([1]))
        for found in (*pair.roots(), *pair.interval()):
            assert np.isnan(found).all()


def one(A, B, C, here, power=2.0):
    """Return a single polynomial at present weight `here` of two criteria, first column."""
    columns = [np.array([[value, value]], dtype=float) for value in (A, B, C)]
    return Crossings(*columns, power=power, weights=np.array([here, 1.0 - here]))


@pytest.mark.parametrize("here", [0.2, 0.5, 0.8])
def test_a_touch_is_no_crossing(here):
    pair = one(1, -2, 1, here)  # (u - 1)^2: level at 1/2, ahead everywhere else
    assert pair.roots()[0][0, 0] == pytest.approx(0.5, abs=1e-12)
    low, high = pair.interval()
    assert np.isnan(low[0, 0])
    assert np.isnan(high[0, 0])


def test_a_touch_from_below_holds_only_there():
    low, high = one(-1, 2, -1, 0.5).interval()
    assert low[0, 0] == pytest.approx(0.5, abs=1e-9)
    assert high[0, 0] == pytest.approx(0.5, abs=1e-9)


@pytest.mark.parametrize(
    ("here", "low", "high"), [(0.2, None, 1 / 4), (0.9, 3 / 4, None), (0.75, 3 / 4, None)]
)
def test_two_crossings_bound_the_side_they_are_on(here, low, high):
    # (3t - 1)(t - 3) with power 1: ahead below x = 1/4 and above x = 3/4.
    found = one(3, -10, 3, here, power=1.0).interval()
    for bound, wanted in zip(found, (low, high), strict=True):
        value = None if np.isnan(bound[0, 0]) else bound[0, 0]
        assert value == (None if wanted is None else pytest.approx(wanted, abs=1e-12))


def test_between_two_crossings():
    low, high = one(-3, 10, -3, 0.5, power=1.0).interval()
    assert (low[0, 0], high[0, 0]) == (pytest.approx(1 / 4), pytest.approx(3 / 4))


@pytest.mark.parametrize("A", [0.0, 1e-300, 1e-30, -1e-30, 1e-17])
def test_leading_coefficient_near_zero(A):
    pair = one(A, -2, 1, 0.1)  # u = 1/2, the other root far away or gone
    t = 0.5**0.5
    assert pair.interval()[1][0, 0] == pytest.approx(t / (1 + t), abs=1e-12)
    roots = [root[0, 0] for root in pair.roots()]
    wanted = exact_roots((Fraction(A), Fraction(-2), Fraction(1)), 2)
    np.testing.assert_allclose(sorted(r for r in roots if not np.isnan(r)), wanted, atol=1e-12)


def test_linear_crossing_is_a_ratio_of_dot_products():
    # First minus second is (3, -1, -2); weights 0.4 on c0 and 0.3, 0.3 elsewhere:
    # 3 x - 1.5 (1 - x) = 0 at x = 1/3.
    local = np.array([[4.0, 1.0, 0.0], [1.0, 2.0, 2.0]])
    weights = np.array([0.4, 0.3, 0.3])
    for form, pair in (
        (LinearForm(local), (0, 1)),
        (LinearForm(local, lower_is_better=True), (1, 0)),
        (LinearForm(local, logarithmic=True), (0, 1)),
    ):
        low, high = crossings(form, weights, *(np.array([k]) for k in pair)).interval()
        assert low[0, 0] == pytest.approx(1 / 3, abs=1e-14)
        assert np.isnan(high[0, 0])
        # c1: -x + (3 * 4/7 - 2 * 3/7)(1 - x) = 0, so x = 6/13.
        assert high[0, 1] == pytest.approx(6 / 13, abs=1e-14)


def test_present_weight_zero_is_only_bounded_above():
    local = np.array([[1.0, 0.0], [0.0, 3.0]])
    low, high = crossings(
        LinearForm(local), np.array([1.0, 0.0]), np.array([0]), np.array([1])
    ).interval()
    assert np.isnan(low[0, 1])
    assert high[0, 1] == pytest.approx(1 / 4, abs=1e-14)


def test_tiles_give_what_all_pairs_at_once_give():
    answer = ranked(np.random.default_rng(2).uniform(1, 9, (40, 3)), [3, 2, 1])
    form, weights = answer.prepared, answer.weights
    i, k = np.triu_indices(40, 1)
    whole = crossings(form, weights.values, i, k).interval()
    for one, other in zip(intervals(form, weights.values, i, k), whole, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)
    none = np.empty(0, dtype=np.intp)
    assert intervals(form, weights.values, none, none)[0].shape == (0, 3)
