"""How far one alternative can stand above another in one column, at most, within boxes."""

import numpy as np

from mcda.cells import FloatArray
from mcda.methods.preference import Preference
from mcda.methods.promethee2 import Promethee2
from mcda.methods.vikor import Vikor
from mcda.ranking import Ranking
from mcda.robust.laws import Law, law_of
from mcda.robust.possible_ranks.gaps import greatest_gaps

_USUAL = Preference(type="usual")


def has_advantages(answer: Ranking) -> bool:
    """Tell whether `advantages` knows how the method reads its columns."""
    return isinstance(answer.method, Promethee2) or _law(answer) is not None


def advantages(answer: Ranking, j: int, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return an upper bound of what column ``j`` makes of one row less what it makes of another.

    Parameters
    ----------
    answer
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
    if isinstance(answer.method, Promethee2):
        return _by_flows(answer, j, low, high)
    law = _law(answer)
    if law is None:
        raise TypeError(answer.method.name)
    if (high > 0).all():  # else all are 0, and nothing is gained
        if law.inverted(answer.matrix)[j]:
            low, high = 1.0 / high, 1.0 / low
        elif law.variable == "logarithm":
            low, high = np.log(low), np.log(high)
    gaps = greatest_gaps(low, high, law.scale) / law.unit(answer.matrix)[j]
    return gaps if law.sign(answer.matrix)[j] > 0 else gaps.swapaxes(1, 2)


def _law(answer: Ranking) -> Law | None:
    """Return how the method reads its columns; None also where it cuts them off at their range.

    Its best and worst are then the ends of the range, of which differences say nothing.
    """
    law = Law(scale="spread") if isinstance(answer.method, Vikor) else law_of(answer.method)
    return None if law is None or law.fixed == "clipped" else law


def _by_flows(answer: Ranking, j: int, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return the highest net flow of one row less the lowest of another.

    A flow rises with its own cell and falls with every other one.
    """
    if not answer.matrix.benefit[j]:
        low, high = -high, -low
    method = answer.method
    given = method.preferences if isinstance(method, Promethee2) else {}
    preference = given.get(answer.matrix.criteria[j], _USUAL)
    above = _flows(preference, high, low)
    below = _flows(preference, low, high)
    found = above[:, :, None] - below[:, None, :]
    rows = np.arange(low.shape[1])
    found[:, rows, rows] = 0.0
    return found


def _flows(preference: Preference, own: FloatArray, others: FloatArray) -> FloatArray:
    """Return each row's net flow against the others, ``(s, m)``."""
    d = own[:, :, None] - others[:, None, :]
    net = preference.degree(d) - preference.degree(-d)
    rows = np.arange(own.shape[1])
    net[:, rows, rows] = 0.0
    return net.sum(axis=2) / max(own.shape[1] - 1, 1)
