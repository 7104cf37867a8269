r"""Bounds on the lead in closeness, or in a compromise, over a box of cells.

They follow from the bounds in each column. With the distances :math:`d^+, d^-` to the best and the
worst, ``i`` is ahead of ``l`` in closeness where

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
_LEVEL = 1e-9  # a difference of one of its terms below this may count as none


class BoundPair(NamedTuple):
    """Lower and upper bounds, two arrays of one shape."""

    low: FloatArray
    high: FloatArray


def closeness_leads(w: FloatArray, power: float, most: Sequence[FloatArray], s: int) -> FloatArray:
    """Return a lower bound of the difference in closeness of each two alternatives.

    The distances have power 2 or infinity. Shapes: `w` ``(n,)``; returned ``(s, m, m)``.
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
    # The lowest closeness of one less the highest of another, each by itself.
    plus, minus = distances
    lowest, highest = _closeness(plus.high, minus.low), _closeness(plus.low, minus.high)
    return np.maximum(closer, lowest[:, :, None] - highest[:, None, :])


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

    Shapes: `w` ``(n,)``; `ends` ``(s, m, n)``.
    """
    low, high = w * ends.low, w * ends.high
    # Bounds that are equal but for rounding must not leave the maximum to no column at all.
    attains = high >= (1.0 - _ROUNDING) * low.max(axis=2, keepdims=True)
    bounds = np.full((len(low), low.shape[1], low.shape[1]), -np.inf)
    for j, gap in enumerate(gaps):
        np.maximum(bounds, np.where(attains[:, :, j, None], w[j] * gap, -np.inf), out=bounds)
    return np.minimum(bounds, high.max(axis=2)[:, :, None] - low.max(axis=2)[:, None, :])


def _square_gaps(w: FloatArray, gaps: Sequence[FloatArray], ends: BoundPair) -> FloatArray:
    r"""Return upper bounds of :math:`\sum_j w_j^2 (x_{pj}^2 - x_{qj}^2)`, ``(s, m, m)``.

    In each column from the difference and the sum of the two, or from each by itself.
    """
    bounds = np.zeros((len(ends.low), ends.low.shape[1], ends.low.shape[1]))
    for j, gap in enumerate(gaps):
        low, high = ends.low[:, :, j], ends.high[:, :, j]
        total = [end[:, :, None] + end[:, None, :] for end in (low, high)]
        most = np.maximum(gap * total[0], gap * total[1])
        alone = (high * high)[:, :, None] - (low * low)[:, None, :]
        bounds += w[j] ** 2 * np.minimum(most, alone)
    return bounds


def _lead(
    fall: FloatArray, rise: FloatArray, plus: BoundPair, minus: BoundPair, axis: int
) -> FloatArray:
    """Return the least ``(d_i^- - d_l^-) d^+ - d^- (d_i^+ - d_l^+)``, with the rest of either."""
    near, far = (np.expand_dims(end, 3 - axis) for end in plus)
    least, most = (np.expand_dims(end, 3 - axis) for end in minus)
    return np.minimum(fall * near, fall * far) - np.maximum(rise * least, rise * most)


def _in_closeness(lead: FloatArray, plus: BoundPair, minus: BoundPair, squared: bool) -> FloatArray:
    """Return a lower bound of the difference in closeness from a lead."""
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


def _closeness(to_best: FloatArray, to_worst: FloatArray) -> FloatArray:
    total = to_best + to_worst
    return np.where(total == 0, 0.5, divide(to_worst, total))


def compromise_leads(w: FloatArray, share: float, most: Sequence[FloatArray], s: int) -> FloatArray:
    """Return a lower bound of the ``Q`` of each other alternative less that of each.

    Shapes: `w` ``(n,)``; returned ``(s, m, m)``.
    """
    total = np.zeros((s, *most[0].shape[1:]))
    for weight, gap in zip(w, most, strict=True):
        total -= weight * gap.swapaxes(1, 2)
    regrets, _ = to_ends(most, s)
    worst = -maxima_gaps(w, [gap.swapaxes(1, 2) for gap in most], regrets)
    return share * _least_shares(total) + (1.0 - share) * _least_shares(worst)


def _least_shares(lead: FloatArray) -> FloatArray:
    """Return lower bounds of leads over the largest of all leads, in -1..1.

    In -1..1. The largest lead of all is no less than the maximum of `lead` and no more than the
    maximum of their negatives, which are the upper bounds of the reverse.
    """
    widest = -lead.min(axis=(1, 2), keepdims=True)
    narrowest = lead.max(axis=(1, 2), keepdims=True)
    positive = np.broadcast_to(narrowest > 0, lead.shape)
    behind = np.where(positive, lead / np.where(positive, narrowest, 1.0), -1.0)
    ahead = divide(lead, np.broadcast_to(widest, lead.shape))
    shares = np.where(lead > _LEVEL, ahead, 0.0)
    return np.where(lead < 0, np.maximum(behind, -1.0), shares)
