"""Where a rival that draws level is ranked better, by the tolerance of ranks."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

Rows = npt.NDArray[np.intp]
Ranked = Callable[[Rows, FloatArray], npt.NDArray[np.int64]]
"""Of some cases ``(k,)`` past a threshold by shares of the way that is left: ranks ``(k, m)``."""

_AT_ONCE = (1e-5, 1e-6, 1e-7, 1e-8, 1e-9)  # of the way to the end: past the noise of keys
_LATER = (*(10.0**-k for k in np.arange(4.5, 0.4, -0.5).tolist()), 0.6, 1.0)
_HALVINGS = 45


def overtaking(ranked: Ranked, ahead: Rows, rivals: Rows) -> FloatArray:
    """Return from which share of the way past its threshold each rival is ranked better.

    Parameters
    ----------
    ranked
        Ranks past the thresholds.
    ahead, rivals
        Rows of the pair of each case, ``(k,)``.

    Returns
    -------
    FloatArray
        ``(k,)``: 0 where it is so from the threshold on. Later where the two differ by less than
        the tolerance of `mcda.ranks` for a while; NaN where they stay level.
    """
    held, broken = np.zeros(len(rivals)), np.full(len(rivals), np.nan)

    def better(which: Rows, share: FloatArray) -> npt.NDArray[np.bool_]:
        ranks, rows = ranked(which, share), np.arange(len(which))
        return np.asarray(ranks[rows, rivals[which]] < ranks[rows, ahead[which]])

    for share in (*_AT_ONCE, *_LATER):
        left = np.flatnonzero(np.isnan(broken))
        if not len(left):
            break
        gone = better(left, np.full(len(left), share))
        broken[left[gone]] = 0.0 if share in _AT_ONCE else share
        held[left[~gone]] = share
    late = np.flatnonzero(broken > 0)
    for _ in range(_HALVINGS if len(late) else 0):
        middle = 0.5 * (held[late] + broken[late])
        gone = better(late, middle)
        held[late], broken[late] = (
            np.where(gone, held[late], middle),
            np.where(gone, middle, broken[late]),
        )
    return broken
