"""What linear statements say about weights beyond what all weights satisfy."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

Flags = npt.NDArray[np.bool_]

_CLEAR = 1e-3  # a smaller factor of a weight says little of its sign once others are fixed


def inequalities(A: FloatArray, b: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return ``G, h`` with ``G w <= h``: what of ``A w <= b`` and ``w >= 0`` says something.

    Rows are scaled to a greatest entry of 1; a row that holds on the whole simplex and a sign
    that follows from the other rows are left out.
    """
    scale = np.abs(A).max(axis=1, initial=0.0)
    scale[scale == 0] = 1.0
    with np.errstate(over="ignore"):  # an infinite bound is one that always, or never, holds
        G, h = A / scale[:, None], np.clip(b / scale, -2.0, 2.0)
    telling = G.max(axis=1, initial=-np.inf) > h
    G, h = G[telling], h[telling]
    signs = -np.eye(A.shape[1])[needed_signs(G, h)]
    return np.vstack([signs, G]), np.concatenate([np.zeros(len(signs)), h])


def needed_signs(G: FloatArray, h: FloatArray) -> Flags:
    """Return which of ``w >= 0`` do not follow from ``G w <= h`` and the signs that are kept.

    ``a w_i >= sum_j c_j w_j - h`` with ``c >= 0 >= h`` gives the sign of ``w_i`` from those of
    the ``w_j``. In a ranking only the last sign stays, and its set is seen to be a simplex.
    """
    negative = G < 0
    clear = G.min(axis=1, initial=0.0) < -_CLEAR
    giving = np.flatnonzero((negative.sum(axis=1) == 1) & clear & (h <= 0))
    given_sign = [int(negative[r].argmax()) for r in giving.tolist()]
    from_signs = [set(np.flatnonzero(G[r] > 0).tolist()) for r in giving.tolist()]
    rules = list(zip(given_sign, from_signs, strict=True))
    kept = set(range(G.shape[1]))
    for i in dict.fromkeys(given_sign):
        if i in _closure(kept - {i}, rules):
            kept.remove(i)
    return np.isin(np.arange(G.shape[1]), list(kept))


def _closure(known: set[int], rules: list[tuple[int, set[int]]]) -> set[int]:
    """Return all that follows from what is known."""
    known, grew = set(known), True
    while grew:
        more = {i for i, needs in rules if i not in known and needs <= known}
        known |= more
        grew = bool(more)
    return known
