"""Who takes the first rank of each draw, perhaps with others."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import TOLERANCE, Prepared


def firsts(prepared: Prepared, weights: FloatArray) -> npt.NDArray[np.bool_]:
    """Return ``(s, m)``: which alternatives have rank 1 under weights ``(s, n)``.

    Ranks are only worked out where two keys at the top are as close as a tie may be.
    """
    keys = np.ascontiguousarray(prepared.order(weights).T)  # a maximum over rows runs along them
    top = keys.max(axis=0)
    near = keys >= top - TOLERANCE * np.maximum(np.abs(top), np.abs(keys.min(axis=0)))
    if np.count_nonzero(near) == len(top):
        return near.T
    return np.asarray(prepared.ranks(weights) == 1)
