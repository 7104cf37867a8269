"""Bounds on the lead in a compromise over a box of cells, from those in each column."""

from collections.abc import Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.prepare.normalise import divide
from mcda.robust.possible_ranks.distances import maxima_gaps, to_ends

_LEVEL = 1e-9  # a difference of one of its terms below this may count as none


def compromise_leads(w: FloatArray, share: float, most: Sequence[FloatArray], s: int) -> FloatArray:
    """Return a lower bound of the ``Q`` of each other alternative less that of each.

    Parameters
    ----------
    w
        Weights ``(n,)``.
    share
        Of the sum in it, in 0..1.
    most
        Advantages in each of the ``n`` columns, ``(s, m, m)`` or ``(1, m, m)``.
    s
        Number of boxes.

    Returns
    -------
    FloatArray
        ``(s, m, m)``.
    """
    total = np.zeros((s, *most[0].shape[1:]))
    for weight, gap in zip(w, most, strict=True):
        total -= weight * gap.swapaxes(1, 2)
    regrets, _ = to_ends(most, s)
    worst = -maxima_gaps(w, [gap.swapaxes(1, 2) for gap in most], regrets)
    return share * _least_shares(total) + (1.0 - share) * _least_shares(worst)


def _least_shares(lead: FloatArray) -> FloatArray:
    """Return lower bounds of leads over the largest of all leads, in -1..1.

    Parameters
    ----------
    lead
        Lower bounds; the largest lead of all is no less than their maximum and no more than the
        maximum of their negatives, which are the upper bounds of the reverse.
    """
    widest = -lead.min(axis=(1, 2), keepdims=True)
    narrowest = lead.max(axis=(1, 2), keepdims=True)
    known = np.broadcast_to(narrowest > 0, lead.shape)
    behind = np.where(known, lead / np.where(known, narrowest, 1.0), -1.0)
    ahead = divide(lead, np.broadcast_to(widest, lead.shape))
    found = np.where(lead > _LEVEL, ahead, 0.0)
    return np.where(lead < 0, np.maximum(behind, -1.0), found)
