"""How far one alternative can stand above another in one column, at most, within boxes."""

from collections.abc import Callable, Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.column_law import ColumnLaw
from mcda.ranking import Ranking
from mcda.robust.possible_ranks.gaps import greatest_gaps

Degree = Callable[[FloatArray], FloatArray]


def has_advantages(ranking: Ranking) -> bool:
    """Tell whether what the method declares of its columns bounds the leads of alternatives."""
    if ranking.prepared.worth is not None and _degrees(ranking) is not None:
        return True
    law = law_of_differences(ranking)
    if law is None:
        return False
    of_distances = law.power is not None or law.compromise is not None
    return of_distances or ranking.prepared.worth is not None


def law_of_differences(ranking: Ranking) -> ColumnLaw | None:
    """Return how the method reads its columns; None also where it cuts them off at their range.

    Its best and worst are then the ends of the range, of which differences say nothing.
    """
    law = ranking.method.column_law()
    return None if law is None or law.fixed == "clipped" else law


def advantages(ranking: Ranking, j: int, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return an upper bound of what column ``j`` makes of one row less what it makes of another.

    Parameters
    ----------
    ranking
        Of a method with `has_advantages`.
    j
        The column.
    low, high
        Bounds of its cells in ``s`` boxes, ``(s, m)``.

    Returns
    -------
    FloatArray
        ``(s, m, m)``: row ``p`` by column ``q``, for a weight of 1; 0 on the diagonal.
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

    A flow rises with its own cell and falls with every other one.
    """
    if not benefit:
        low, high = -high, -low
    above, below = _flows(degree, high, low), _flows(degree, low, high)
    found = above[:, :, None] - below[:, None, :]
    rows = np.arange(low.shape[1])
    found[:, rows, rows] = 0.0
    return found


def _flows(degree: Degree, own: FloatArray, others: FloatArray) -> FloatArray:
    """Return each row's net flow against the others, ``(s, m)``."""
    d = own[:, :, None] - others[:, None, :]
    net = degree(d) - degree(-d)
    rows = np.arange(own.shape[1])
    net[:, rows, rows] = 0.0
    return net.sum(axis=2) / max(own.shape[1] - 1, 1)
