"""The cheapest transfer of weight under one linear condition."""

import numpy as np

from mcda.cells import FloatArray
from mcda.ranks import TOLERANCE


def cheapest_transfers(w: FloatArray, gain: FloatArray) -> tuple[FloatArray, FloatArray]:
    r"""Solve ``min 1/2 sum |v - w|`` over weights v with ``gain . v >= 0``, row by row.

    A unit moved from criterion k to r gains ``gain_r - gain_k``; the best receiver is the largest
    gain, and donors give in ascending order of theirs. This is the optimum of the linear
    programme, since it has one constraint beside the simplex.

    Parameters
    ----------
    w
        Present weights, ``(n,)``.
    gain
        ``(k, n)``.

    Returns
    -------
    v : FloatArray
        ``(k, n)``.
    distance : FloatArray
        ``(k,)``; infinite where no weights do more than satisfy the condition.
    """
    need = np.maximum(-(gain @ w), 0.0)
    receiver = gain.argmax(axis=1)
    order = np.argsort(gain, axis=1, kind="stable")
    rise = np.take_along_axis(gain.max(axis=1, keepdims=True) - gain, order, axis=1)
    available = w[order]
    reached = np.cumsum(available * rise, axis=1)
    still = np.maximum(need[:, None] - (reached - available * rise), 0.0)
    give = np.minimum(available, np.where(rise > 0, still / np.where(rise > 0, rise, 1.0), 0.0))
    distance = give.sum(axis=1)
    change = np.zeros_like(gain)
    np.put_along_axis(change, order, -give, axis=1)
    change[np.arange(len(gain)), receiver] += distance
    # With no gain above 0 the rival can at best draw level, even with all weight moved.
    possible = (gain.max(axis=1) > 0) & (reached[:, -1] >= need * (1 - TOLERANCE))
    return np.maximum(w + change, 0.0), np.where(possible, distance, np.inf)
