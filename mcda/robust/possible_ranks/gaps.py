r"""How far apart two entries of a column can be while its cells move within bounds.

Of :math:`g = (u_p - u_q)/N(u)` the largest value over a box is needed. With every scale ``N`` of
`mcda.column_law` it never falls as :math:`u_p` rises nor as :math:`u_q` falls (with a length where
nothing is negative), so that these two stand at their ends. The other rows enter through ``N``
alone, which then has to be as small as possible where the numerator is positive and as large as
possible where it is negative; each of them can be chosen freely.
"""

from collections.abc import Callable, Mapping

import numpy as np

from mcda.cells import FloatArray
from mcda.column_law import Scale
from mcda.prepare.normalise import divide


def greatest_gaps(low: FloatArray, high: FloatArray, scale: Scale) -> FloatArray:
    r"""Return an upper bound of :math:`(u_p - u_q)/N` for every two rows.

    It is reached, but where the scale is the spread and one row alone would have to be both its
    largest and its smallest entry, and where it is the length of entries of both signs.

    Parameters
    ----------
    low, high
        Bounds of the entries of ``s`` boxes, ``(s, m)``.
    scale
        Which ``N``.

    Returns
    -------
    FloatArray
        ``(s, m, m)``: row ``p`` by column ``q``; 0 on the diagonal.
    """
    gap = high[:, :, None] - low[:, None, :]
    if scale != "one":
        mixed = scale == "length" and bool((low < 0).any())
        smallest, largest = (_loose_lengths if mixed else _SCALES[scale])(low, high)
        ahead = gap >= 0
        if mixed:
            # A difference of two is at most sqrt(2) times the length of those two alone.
            smallest = np.maximum(smallest, gap / np.sqrt(2.0))
        gap = divide(gap, np.where(ahead, smallest, largest))
    rows = np.arange(low.shape[1])
    gap[:, rows, rows] = 0.0
    return gap


Pair = tuple[FloatArray, FloatArray]


def _spreads(low: FloatArray, high: FloatArray) -> Pair:
    p, q = high[:, :, None], low[:, None, :]
    inner = _at_least(p, low.max(axis=1)) - _at_most(q, high.min(axis=1))
    return inner, np.maximum(q, _without_pair(high)) - np.minimum(p, -_without_pair(-low))


def _largest(low: FloatArray, high: FloatArray) -> Pair:
    p, q = high[:, :, None], low[:, None, :]
    smallest = _at_least(p, low.max(axis=1)) + 0.0 * q
    return smallest, np.maximum(q, _without_pair(high))


def _smallest(low: FloatArray, high: FloatArray) -> Pair:
    p, q = high[:, :, None], low[:, None, :]
    return np.minimum(q, -_without_pair(-low)), np.minimum(p, -_without_pair(-high))


def _totals(low: FloatArray, high: FloatArray) -> Pair:
    others = 1.0 - np.eye(low.shape[1])  # taking one off the sum of all could leave mere rounding
    p, q = (low @ others + high)[:, :, None], (high @ others + low)[:, None, :]
    return p + 0.0 * q, q + 0.0 * p


def _totals_and_largest(low: FloatArray, high: FloatArray) -> Pair:
    total, top = _totals(low, high), _largest(low, high)
    return total[0] + top[0], total[1] + top[1]


def _lengths(low: FloatArray, high: FloatArray) -> Pair:
    smallest, largest = _totals(low * low, high * high)
    return np.sqrt(smallest), np.sqrt(largest)


def _loose_lengths(low: FloatArray, high: FloatArray) -> Pair:
    """Return bounds of the length that hold wherever the pair stands."""
    least, most = np.maximum(np.maximum(low, -high), 0.0), np.maximum(-low, high)
    shape = np.zeros((*low.shape, low.shape[1]))
    return tuple(
        shape + np.sqrt((table * table).sum(axis=1))[:, None, None] for table in (least, most)
    )


def _at_least(table: FloatArray, bound: FloatArray) -> FloatArray:
    return np.maximum(table, bound[:, None, None])


def _at_most(table: FloatArray, bound: FloatArray) -> FloatArray:
    return np.minimum(table, bound[:, None, None])


def _without_pair(table: FloatArray) -> FloatArray:
    """Return the largest of the rows but p and q, ``(s, m, m)``; -inf where there is none."""
    s, m = table.shape
    padded = np.concatenate([table, np.full((s, 3), -np.inf)], axis=1)
    order = np.argsort(-padded, axis=1, kind="stable")[:, :3]
    values = np.take_along_axis(padded, order, axis=1)
    rows = np.arange(m)
    found = np.broadcast_to(values[:, 2, None, None], (s, m, m))
    for place in (1, 0):
        which = order[:, place, None]
        taken = (which == rows)[:, :, None] | (which == rows)[:, None, :]
        found = np.where(taken, found, values[:, place, None, None])
    return found


_SCALES: Mapping[Scale, Callable[[FloatArray, FloatArray], Pair]] = {
    "spread": _spreads,
    "largest": _largest,
    "smallest": _smallest,
    "total": _totals,
    "total_and_largest": _totals_and_largest,
    "length": _lengths,
}
