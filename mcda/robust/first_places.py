"""Who is first in each draw."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import TOLERANCE, Prepared

Flags = npt.NDArray[np.bool_]
_GRID = 2000  # shares of the distribution at which the winner is looked for
_WIDTH = 1e-12  # of the share, to which a change of the winner is located
_TILE = 500


def first_places(prepared: Prepared, weights: FloatArray) -> Flags:
    """Return ``(s, m)``: which alternatives have rank 1 under weights ``(s, n)``.

    Ranks are only computed where the two largest keys may be tied.
    """
    keys = np.ascontiguousarray(prepared.order(weights).T)  # a maximum over rows runs along them
    top = keys.max(axis=0)
    near = keys >= top - TOLERANCE * np.maximum(np.abs(top), np.abs(keys.min(axis=0)))
    if np.count_nonzero(near) == len(top):
        return near.T
    return np.asarray(prepared.ranks(weights) == 1)
