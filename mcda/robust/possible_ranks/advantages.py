r"""The largest lead of one alternative over another in one column within boxes of cells.

Of :math:`g = (u_p - u_q)/N(u)` the largest value over a box is needed. With every scale ``N`` of
`mcda.column_law` it never falls as :math:`u_p` rises nor as :math:`u_q` falls (with a length where
nothing is negative), so that these two are at their ends. The other rows enter through ``N``
alone, which then has to be as small as possible where the numerator is positive and as large as
possible where it is negative; each of them can be chosen freely.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.column_law import ColumnLaw, Scale
from mcda.prepare.normalise import divide
from mcda.ranking import Ranking


def greatest_gaps(low: FloatArray, high: FloatArray, scale: Scale) -> FloatArray:
    """Return an upper bound of :math:`(u_p - u_q)/N` for every two rows.

    The bound is attained, except if the scale is the spread and a single row would have to be both
    its largest and its smallest entry, or if the scale is the length of entries of both signs.

    Shapes: `low`, `high` ``(s, m)``; returned ``(s, m, m)``.
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
    inner = _at_least(p, low.max(axis=1)) - np.minimum(q, high.min(axis=1)[:, None, None])
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
    """Return bounds of the length that hold for all values of the pair."""
    least, most = np.maximum(np.maximum(low, -high), 0.0), np.maximum(-low, high)
    shape = np.zeros((*low.shape, low.shape[1]))
    return tuple(
        shape + np.sqrt((table * table).sum(axis=1))[:, None, None] for table in (least, most)
    )


def _at_least(table: FloatArray, bound: FloatArray) -> FloatArray:
    return np.maximum(table, bound[:, None, None])


def _without_pair(table: FloatArray) -> FloatArray:
    """Return the largest of the rows except p and q, ``(s, m, m)``; -inf if there is none."""
    s, m = table.shape
    padded = np.concatenate([table, np.full((s, 3), -np.inf)], axis=1)
    order = np.argsort(-padded, axis=1, kind="stable")[:, :3]
    values = np.take_along_axis(padded, order, axis=1)
    rows = np.arange(m)
    largest = np.broadcast_to(values[:, 2, None, None], (s, m, m))
    for place in (1, 0):
        which = order[:, place, None]
        in_pair = (which == rows)[:, :, None] | (which == rows)[:, None, :]
        largest = np.where(in_pair, largest, values[:, place, None, None])
    return largest


_SCALES: Mapping[Scale, Callable[[FloatArray, FloatArray], Pair]] = {
    "spread": _spreads,
    "largest": _largest,
    "smallest": _smallest,
    "total": _totals,
    "total_and_largest": _totals_and_largest,
    "length": _lengths,
}


Degree = Callable[[FloatArray], FloatArray]


def has_advantages(ranking: Ranking) -> bool:
    """Return whether the method's declarations about columns bound the leads of alternatives."""
    if ranking.prepared.worth is not None and _degrees(ranking) is not None:
        return True
    law = law_of_differences(ranking)
    if law is None:
        return False
    of_distances = law.power is not None or law.compromise is not None
    return of_distances or ranking.prepared.worth is not None


def law_of_differences(ranking: Ranking) -> ColumnLaw | None:
    """Return the method's column law; None also if the law clips columns at their range.

    The best and worst are then the ends of the range, which differences do not show.
    """
    law = ranking.method.column_law()
    return None if law is None or law.fixed == "clipped" else law


def advantages(ranking: Ranking, j: int, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return an upper bound of the difference of two rows' terms from column ``j``.

    Shapes: `low`, `high` ``(s, m)``; returned ``(s, m, m)``.
    """
    degrees = _degrees(ranking)
    if degrees is not None:
        return _by_flows(degrees[j], ranking.matrix.benefit[j], low, high)
    law = law_of_differences(ranking)
    if law is None:
        raise TypeError(ranking.method.name)
    if (high > 0).all():  # else all are 0, and nothing is gained
        if law.inverted(ranking.matrix)[j]:
            low, high = 1.0 / high, 1.0 / low
        elif law.variable == "logarithm":
            low, high = np.log(low), np.log(high)
    gaps = greatest_gaps(low, high, law.scale) / law.unit(ranking.matrix)[j]
    return gaps if law.sign(ranking.matrix)[j] > 0 else gaps.swapaxes(1, 2)


def _degrees(ranking: Ranking) -> Sequence[Degree] | None:
    return ranking.method.preference_degrees(ranking.matrix.criteria)


def _by_flows(degree: Degree, benefit: bool, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return the highest net flow of one row less the lowest of another.

    A row's flow rises with its own cell and falls with every other cell.
    """
    if not benefit:
        low, high = -high, -low
    above, below = _flows(degree, high, low), _flows(degree, low, high)
    differences = above[:, :, None] - below[:, None, :]
    rows = np.arange(low.shape[1])
    differences[:, rows, rows] = 0.0
    return differences


def _flows(degree: Degree, own: FloatArray, others: FloatArray) -> FloatArray:
    """Return each row's net flow against the others, ``(s, m)``."""
    d = own[:, :, None] - others[:, None, :]
    net = degree(d) - degree(-d)
    rows = np.arange(own.shape[1])
    net[:, rows, rows] = 0.0
    return net.sum(axis=2) / max(own.shape[1] - 1, 1)
