r"""Bounds on the lead in closeness over a box of cells, from those in each column.

With the distances :math:`d^+, d^-` to the best and the worst, ``i`` is ahead of ``l`` where

.. math:: d_i^- d_l^+ - d_l^- d_i^+ = (d_i^- - d_l^-)\, d_i^+ - d_i^- (d_i^+ - d_l^+) > 0,

or where the same holds for their squares. What moves both alternatives alike leaves the
differences as they are, and bounds of those are the sharper for it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mcda.cells import FloatArray
from mcda.prepare.normalise import divide

_ROUNDING = 1e-12  # of a bound


class BoundPair(NamedTuple):
    """Lower and upper bound of something, two arrays of one shape."""

    low: FloatArray
    high: FloatArray


def closeness_leads(w: FloatArray, power: float, most: Sequence[FloatArray], s: int) -> FloatArray:
    """Return a lower bound of the closeness of each alternative less that of each other.

    Parameters
    ----------
    w
        Weights ``(n,)``.
    power
        Of its distances: 2 or infinite.
    most
        Advantages in each of the ``n`` columns, ``(s, m, m)`` or ``(1, m, m)``.
    s
        Number of boxes.

    Returns
    -------
    FloatArray
        ``(s, m, m)``.
    """
    # Closeness does not change with the unit of all distances; in this one no square overflows.
    w = w / (max(weight * gap.max() for weight, gap in zip(w, most, strict=True)) or 1.0)
    to_best, to_worst = to_ends(most, s)
    turned = [gap.swapaxes(1, 2) for gap in most]
    if np.isinf(power):
        plus, minus = (
            BoundPair(*((w * x).max(axis=2) for x in end)) for end in (to_best, to_worst)
        )
        rise, fall = maxima_gaps(w, turned, to_best), maxima_gaps(w, most, to_worst)
        fall = -fall.swapaxes(1, 2)
        distances = plus, minus
    else:
        plus, minus = (
            BoundPair(*(((w * x) ** 2).sum(axis=2) for x in end)) for end in (to_best, to_worst)
        )
        rise = _square_gaps(w, turned, to_best)
        fall = -_square_gaps(w, most, to_worst).swapaxes(1, 2)
        distances = BoundPair(*np.sqrt(plus)), BoundPair(*np.sqrt(minus))
    lead = np.maximum(*(_lead(fall, rise, plus, minus, axis) for axis in (1, 2)))
    closer = _in_closeness(lead, *distances, squared=not np.isinf(power))
    return np.maximum(closer, _apart(*distances))


def to_ends(most: Sequence[FloatArray], s: int) -> tuple[BoundPair, BoundPair]:
    """Return bounds of each value's distance to the best and to the worst of its column.

    For a weight of 1, ``(s, m, n)`` each.
    """
    best, worst = (BoundPair(*np.zeros((2, s, most[0].shape[1], len(most)))) for _ in range(2))
    for j, gap in enumerate(most):
        best.low[:, :, j] = np.maximum(-gap.min(axis=2), 0.0)
        best.high[:, :, j] = gap.max(axis=1)
        worst.low[:, :, j] = np.maximum(-gap.min(axis=1), 0.0)
        worst.high[:, :, j] = gap.max(axis=2)
    return best, worst


def maxima_gaps(w: FloatArray, gaps: Sequence[FloatArray], ends: BoundPair) -> FloatArray:
    r"""Return upper bounds of :math:`\max_j w_j x_{pj} - \max_j w_j x_{qj}`, ``(s, m, m)``.

    It is at most the difference in the column that attains the first maximum, nor more than each
    maximum by itself allows.

    Parameters
    ----------
    w
        Weights ``(n,)``.
    gaps
        Upper bounds of ``x_p - x_q`` in each column.
    ends
        Bounds of ``x``, ``(s, m, n)``.
    """
    low, high = w * ends.low, w * ends.high
    # Bounds that are equal but for rounding must not leave the maximum to no column at all.
    attains = high >= (1.0 - _ROUNDING) * low.max(axis=2, keepdims=True)
    found = np.full((len(low), low.shape[1], low.shape[1]), -np.inf)
    for j, gap in enumerate(gaps):
        np.maximum(found, np.where(attains[:, :, j, None], w[j] * gap, -np.inf), out=found)
    return np.minimum(found, high.max(axis=2)[:, :, None] - low.max(axis=2)[:, None, :])


def _square_gaps(w: FloatArray, gaps: Sequence[FloatArray], ends: BoundPair) -> FloatArray:
    r"""Return upper bounds of :math:`\sum_j w_j^2 (x_{pj}^2 - x_{qj}^2)`, ``(s, m, m)``.

    In each column from the difference and the sum of the two, or from each by itself.
    """
    found = np.zeros((len(ends.low), ends.low.shape[1], ends.low.shape[1]))
    for j, gap in enumerate(gaps):
        low, high = ends.low[:, :, j], ends.high[:, :, j]
        total = [end[:, :, None] + end[:, None, :] for end in (low, high)]
        most = np.maximum(gap * total[0], gap * total[1])
        alone = (high * high)[:, :, None] - (low * low)[:, None, :]
        found += w[j] ** 2 * np.minimum(most, alone)
    return found


def _lead(
    fall: FloatArray, rise: FloatArray, plus: BoundPair, minus: BoundPair, axis: int
) -> FloatArray:
    """Return the least ``(d_i^- - d_l^-) d^+ - d^- (d_i^+ - d_l^+)``, with the rest of either."""
    near, far = (np.expand_dims(end, 3 - axis) for end in plus)
    least, most = (np.expand_dims(end, 3 - axis) for end in minus)
    return np.minimum(fall * near, fall * far) - np.maximum(rise * least, rise * most)


def _in_closeness(lead: FloatArray, plus: BoundPair, minus: BoundPair, squared: bool) -> FloatArray:
    """Return a lower bound of the difference in closeness that a lead stands for."""
    over = []
    for to_best, to_worst in ((plus.low, minus.low), (plus.high, minus.high)):
        total = to_best + to_worst
        both = total[:, :, None] * total[:, None, :]
        if squared:
            crossed = to_worst[:, :, None] * to_best[:, None, :]
            both = both * (crossed + crossed.swapaxes(1, 2))
        over.append(both)
    behind = np.where(over[0] > 0, lead / np.where(over[0] > 0, over[0], 1.0), -1.0)
    return np.where(lead < 0, np.maximum(behind, -1.0), divide(lead, over[1]))


def _apart(plus: BoundPair, minus: BoundPair) -> FloatArray:
    """Return the lowest closeness of one alternative less the highest of another."""
    lowest, highest = _closeness(plus.high, minus.low), _closeness(plus.low, minus.high)
    return lowest[:, :, None] - highest[:, None, :]


def _closeness(to_best: FloatArray, to_worst: FloatArray) -> FloatArray:
    total = to_best + to_worst
    return np.where(total == 0, 0.5, divide(to_worst, total))
