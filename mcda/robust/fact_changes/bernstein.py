r"""The first point at which polynomials turn negative, with proof that none comes earlier.

A polynomial of degree d on 0..1 is given by its Bernstein coefficients,
:math:`p(s) = \sum_r c_r \binom{d}{r} s^r (1-s)^{d-r}`. It has no root where the coefficients do
not change sign and exactly one where they change it once (Descartes' rule); halving the interval
comes to one of the two unless a root is double, and a double root is a touch.

References
----------
Lane, J. M. & Riesenfeld, R. F. (1981). Bounds on a polynomial. BIT 21(1), 112-117.
doi:10.1007/BF01934076
"""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

_NOISE = 1e-14  # of what a coefficient was summed from: less than this is rounding
_HALVINGS = 40
_STEPS = 100
_CLOSE = 1e-14


def first_negative(coefficients: FloatArray, size: FloatArray) -> FloatArray:
    """Return the first point from 0 upwards at which each polynomial turns negative.

    In 0..1; NaN where a polynomial is nowhere negative. A root at which it is negative on neither
    side is passed over. `size` is the sum of the absolute terms of each coefficient; 1e-14 of it is
    rounding. Shapes: `coefficients` ``(d + 1, k)``; returned ``(k,)``.
    """
    roots = np.full(coefficients.shape[1], np.nan)
    which = np.arange(coefficients.shape[1])
    start, width = np.zeros(len(which)), 1.0
    single = []
    for _ in range(_HALVINGS):
        coefficients = np.where(np.abs(coefficients) <= _NOISE * size, 0.0, coefficients)
        negative = np.flatnonzero((coefficients < 0).any(axis=0))
        if not len(negative):
            break
        coefficients, size = coefficients[:, negative], size[:, negative]
        which, start = which[negative], start[negative]
        leading, changes = _signs(coefficients)
        np.fmin.at(roots, which[leading < 0], start[leading < 0])
        once = (leading > 0) & (changes == 1)
        if once.any():
            widths = np.full(once.sum(), width)
            single.append((which[once], start[once], widths, coefficients[:, once]))
        more = np.flatnonzero((leading > 0) & (changes > 1))
        if not len(more):
            break
        width *= 0.5
        coefficients = np.concatenate(_halves(coefficients[:, more]), axis=1)
        size = np.concatenate(_halves(size[:, more]), axis=1)
        start = np.concatenate([start[more], start[more] + width])
        which = np.concatenate([which[more], which[more]])
    if single:
        rows, starts, widths, alone = (
            np.concatenate(column, axis=-1) for column in zip(*single, strict=True)
        )
        np.fmin.at(roots, rows, starts + widths * _only_root(alone))
    return roots


def _signs(coefficients: FloatArray) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Return the first sign that is not 0, and how often the signs change, zeros left out."""
    leading = np.zeros(coefficients.shape[1])
    last = leading.copy()
    changes = np.zeros(coefficients.shape[1], dtype=np.int64)
    for row in np.sign(coefficients):
        changes += row * last < 0
        last = np.where(row == 0, last, row)
        leading = np.where(leading == 0, last, leading)
    return leading, changes


def _halves(coefficients: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the coefficients on both halves of the interval, by de Casteljau's scheme."""
    lower, upper = [coefficients[0]], [coefficients[-1]]
    while len(coefficients) > 1:
        coefficients = 0.5 * (coefficients[:-1] + coefficients[1:])
        lower.append(coefficients[0])
        upper.append(coefficients[-1])
    return np.array(lower), np.array(upper[::-1])


def _only_root(coefficients: FloatArray) -> FloatArray:
    """Return the one root of polynomials that go from positive to negative, ``(k,)``.

    Newton's method, kept within an interval that is halved where a step would leave it or is more
    than half of the last one: towards a root near 0 of nearly ``-s^4`` steps shrink by a quarter.
    """
    low, high = np.zeros(coefficients.shape[1]), np.ones(coefficients.shape[1])
    first, last = coefficients[0], coefficients[-1]
    open_ = (first > 0) & (last < 0)
    at = np.where(open_, first / np.where(open_, first - last, 1.0), 0.5)
    moved = np.full_like(at, np.inf)
    for _ in range(_STEPS):
        value, slope = _value_and_slope(coefficients, at)
        above = value > 0
        low, high = np.where(above, at, low), np.where(above, high, at)
        falling = slope < 0
        step = value / np.where(falling, slope, 1.0)
        following = at - step
        outside = (following < low) | (following > high) | (np.abs(step) > 0.5 * moved)
        following = np.where(~falling | outside, 0.5 * (low + high), following)
        following = np.where(moved <= _CLOSE * at, at, following)
        moved, at = np.abs(following - at), following
        if (moved <= _CLOSE * at).all():
            break
    return at


def _value_and_slope(coefficients: FloatArray, at: FloatArray) -> tuple[FloatArray, FloatArray]:
    degree = len(coefficients) - 1
    before = coefficients
    for _ in range(degree - 1):
        before = before[:-1] + at * (before[1:] - before[:-1])
    slope = before[1] - before[0]
    return before[0] + at * slope, degree * slope
