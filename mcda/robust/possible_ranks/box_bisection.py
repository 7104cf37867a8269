"""Bounds on ranks over all cells, proved by halving boxes of them."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.ranking import Ranking
from mcda.robust.possible_ranks.necessary_preference import necessary_preference
from mcda.robust.possible_ranks.reached_ranks import ReachedRanks

Integers = npt.NDArray[np.int64]
_BOXES = 512  # at once
_PATIENCE = 5  # halvings in succession by which nothing is gained
_NARROWEST = 1e-9  # of a column's extent; what is open in a narrower box is a tie
_WORK = 400_000  # pairs of alternatives on uncertain criteria compared in all boxes


def proved_ranks(
    ranking: Ranking, reached: ReachedRanks, low: FloatArray, high: FloatArray, only_first: bool
) -> tuple[Integers, Integers]:
    """Return ranks that no alternative can better, and none it can fall below, ``(m,)`` each.

    A box of cells in which what is certain leaves no alternative better or worse than it has been
    somewhere is done; any other is halved along the cell that matters most by its weight and its
    width, and its middle and a favouring corner are ranked as examples. What the boxes that are
    left at the end leave open is not proved, nor what those too narrow to be halved leave open.

    Parameters
    ----------
    ranking
        Of a method with `mcda.robust.possible_ranks.advantages.has_advantages`.
    reached
        Ranks reached so far; examples are added.
    low, high
        Bounds of the cells, ``(m, n)``.
    only_first
        Work on what decides who can be first, and who always is, and leave other ranks as they
        come.
    """
    extent = np.maximum(high.max(axis=0) - low.min(axis=0), np.finfo(float).tiny)
    matters = ranking.weights.values / extent
    boxes = low[None], high[None]
    columns = int((low < high).any(axis=0).sum())
    work, rounds = _WORK, 0
    best, worst = np.full(len(low), len(low), dtype=np.int64), np.ones(len(low), dtype=np.int64)
    while True:
        known = necessary_preference(ranking, *boxes)
        rise, fall = open_ranks(reached, known.best, known.worst, only_first)
        open_ = rise | fall
        left = open_.any(axis=1) & ((boxes[1] - boxes[0]) / extent > _NARROWEST).any(axis=(1, 2))
        work -= len(left) * columns * len(low) ** 2
        rounds = 0 if not left.all() else rounds + 1
        if not left.any() or left.sum() > _BOXES or work < 0 or rounds > _PATIENCE:
            left[:] = False
        done = ~left
        best = np.minimum(best, known.best[done].min(axis=0, initial=len(low)))
        worst = np.maximum(worst, known.worst[done].max(axis=0, initial=1))
        if not left.any():
            return best, worst
        boxes = _halved(boxes[0][left], boxes[1][left], matters)
        _examples(ranking, reached, boxes, np.tile(open_[left], (2, 1)))


def open_ranks(
    reached: ReachedRanks, best: Integers, worst: Integers, only_first: bool
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell where bounds on ranks ``(..., m)`` leave better, and worse, ranks than were reached."""
    better, worse = best < reached.best, worst > reached.worst
    if only_first:
        better, worse = better & (best == 1), worse & (reached.worst == 1)
    return better, worse


def _halved(
    low: FloatArray, high: FloatArray, matters: FloatArray
) -> tuple[FloatArray, FloatArray]:
    size = ((high - low) * matters).reshape(len(low), -1)
    which = np.arange(len(low)), *np.unravel_index(size.argmax(axis=1), low.shape[1:])
    middle = 0.5 * low[which] + 0.5 * high[which]
    lower, upper = high.copy(), low.copy()
    lower[which] = upper[which] = middle
    return np.concatenate([low, upper]), np.concatenate([lower, high])


def _examples(
    ranking: Ranking,
    reached: ReachedRanks,
    boxes: tuple[FloatArray, FloatArray],
    open_: npt.NDArray[np.bool_],
) -> None:
    low, high = boxes
    reached.rank(0.5 * low + 0.5 * high)
    who = open_.argmax(axis=1)
    own = (np.arange(low.shape[1]) == who[:, None])[:, :, None]
    worse, better = ranking.matrix.ends(low, high)
    reached.rank(np.where(own, better, worse))
    reached.rank(np.where(own, worse, better))
