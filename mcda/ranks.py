"""Competition ranks (1, 1, 3) of a batch of keys, with a tolerance for ties."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

TOLERANCE = 1e-9


def competition_ranks(keys: FloatArray) -> npt.NDArray[np.int64]:
    """Return ranks, 1 = best, of keys where larger is better.

    Neighbours in the order that differ by at most 1e-9 of the row's largest absolute key share
    the smaller rank, and what follows skips as many ranks.

    Parameters
    ----------
    keys
        Shape ``(s, m)``.

    Returns
    -------
    ndarray of int
        Shape ``(s, m)``, values 1..m.
    """
    order = np.argsort(-keys, axis=1, kind="stable")
    ordered = np.take_along_axis(keys, order, axis=1)
    scale = np.abs(keys).max(axis=1, keepdims=True, initial=0.0)
    position = np.arange(keys.shape[1])
    new = np.ones(keys.shape, dtype=bool)
    new[:, 1:] = ordered[:, :-1] - ordered[:, 1:] > TOLERANCE * scale
    firsts = np.maximum.accumulate(np.where(new, position, 0), axis=1)
    ranks = np.empty(keys.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, firsts + 1, axis=1)
    return ranks
