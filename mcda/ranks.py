"""Competition ranks (1, 1, 3) of a batch of keys, with a tolerance for ties."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

TOLERANCE = 1e-9


def competition_ranks(keys: FloatArray, scale: FloatArray | None = None) -> npt.NDArray[np.int64]:
    """Return ranks, 1 = best, of keys where larger is better.

    Neighbours in the order that differ by at most 1e-9 of the scale share the smaller rank, and
    what follows skips as many ranks.

    Parameters
    ----------
    keys
        Shape ``(s, m)``.
    scale
        Size of what the keys were summed from, ``(s,)``: terms that cancel leave noise of their
        own size. The row's largest absolute key when left out.

    Returns
    -------
    ndarray of int
        Shape ``(s, m)``, values 1..m.
    """
    if len(keys) == 1:
        row = keys[0].tolist()
        size = max(map(abs, row), default=0.0) if scale is None else float(scale[0])
        return np.array([_ranks_of(row, TOLERANCE * size)], dtype=np.int64)
    if scale is None:
        scale = np.abs(keys).max(axis=1, initial=0.0)
    order = np.argsort(-keys, axis=1, kind="stable")
    rows = np.arange(len(keys))[:, None]
    ordered = keys[rows, order]
    position = np.zeros(keys.shape, dtype=np.int64)
    if keys.shape[1] > 1:
        new = ordered[:, :-1] - ordered[:, 1:] > TOLERANCE * scale[:, None]
        position[:, 1:] = np.where(new, np.arange(1, keys.shape[1]), 0)
        np.maximum.accumulate(position, axis=1, out=position)
    ranks = np.empty_like(position)
    ranks[rows, order] = position + 1
    return ranks


def _ranks_of(keys: list[float], gap: float) -> list[int]:
    """Return the same for one row, where a dozen calls of NumPy would cost more than the sort."""
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=True)
    ranks, rank, before = [0] * len(keys), 1, 0.0
    for place, row in enumerate(order, start=1):
        if place > 1 and before - keys[row] > gap:
            rank = place
        ranks[row], before = rank, keys[row]
    return ranks
