"""Ranks that were reached, and a search of corners of the bounds for better and worse ranks."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.ranking import Ranking

Integers = npt.NDArray[np.int64]
_TILE = 250_000  # numbers in a batch of matrices, which then fit into the cache
_WORK = 150_000  # numbers in all the matrices that one search of corners ranks


@dataclass(eq=False)
class ReachedRanks:
    """Best and worst rank of each alternative in all matrices ranked so far."""

    ranking: Ranking
    """A ranking of ``m`` alternatives."""
    best: Integers
    """Shape ``(m,)``; those of the answer to begin with."""
    worst: Integers
    """Shape ``(m,)``; those of the answer to begin with."""

    def rank(self, values: FloatArray) -> FloatArray:
        """Rank a batch of matrices ``(s, m, n)`` and return the keys of their orders ``(s, m)``."""
        tile = max(_TILE // self.ranking.matrix.values.size, 1)
        keys = [self._rank(values[at : at + tile]) for at in range(0, len(values), tile)]
        return np.concatenate(keys) if keys else np.empty((0, len(self.best)))

    def _rank(self, values: FloatArray) -> FloatArray:
        weights = np.repeat(self.ranking.weights.values[None], len(values), axis=0)
        form = self.ranking.method.prepare(replace(self.ranking.matrix, values=values))
        ranks = form.ranks(weights)
        np.minimum(self.best, ranks.min(axis=0), out=self.best)
        np.maximum(self.worst, ranks.max(axis=0), out=self.worst)
        return form.order(weights)


def best_corners(ranking: Ranking, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return for each alternative the corner with its cells best and all others worst.

    Shapes: `low`, `high` ``(m, n)``; returned ``(m, m, n)``.
    """
    worse, better = ranking.matrix.ends(low, high)
    return np.where(_own(len(low)), better, worse)


def worst_corners(ranking: Ranking, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return the opposite corners: an alternative's cells worst and all others best.

    Parameters and the result are those of `best_corners`.
    """
    worse, better = ranking.matrix.ends(low, high)
    return np.where(_own(len(low)), worse, better)


def _own(m: int) -> npt.NDArray[np.bool_]:
    return np.eye(m, dtype=bool)[:, :, None]


def search_corners(
    reached: ReachedRanks,
    low: FloatArray,
    high: FloatArray,
    corners: FloatArray,
    who: npt.NDArray[np.intp],
    rising: npt.NDArray[np.bool_],
) -> None:
    """Move one cell at a time to its other bound while this improves the alternative's aim.

    Shapes: `low`, `high` ``(m, n)``; `corners` ``(t, m, n)``; `who`, `rising` ``(t,)``.
    """
    row, column = np.nonzero(low < high)
    k, work = len(row), _WORK
    aim = np.where(rising, 1.0, -1.0)
    standing = _standing(reached.rank(corners), who, aim)
    active, cell = np.arange(len(corners)), np.arange(k)
    while len(active):
        active = active[: work // (k * low.size)]
        work -= len(active) * k * low.size
        flipped = np.repeat(corners[active][:, None], k, axis=1)
        here = flipped[:, cell, row, column]
        low_end, high_end = low[row, column], high[row, column]
        flipped[:, cell, row, column] = np.where(here == low_end, high_end, low_end)
        keys = reached.rank(flipped.reshape(-1, *low.shape))
        standings = _standing(keys, np.repeat(who[active], k), np.repeat(aim[active], k))
        standings = standings.reshape(-1, k)
        best = standings.argmin(axis=1) if len(standings) else np.empty(0, dtype=np.intp)
        gained = standings[np.arange(len(active)), best] < standing[active]
        standing[active[gained]] = standings[gained, best[gained]]
        corners[active[gained]] = flipped[gained, best[gained]]
        active = active[gained]


def _standing(keys: FloatArray, who: npt.NDArray[np.intp], aim: FloatArray) -> FloatArray:
    """Return the number of rows ahead, plus a fraction for the next gap; less is better."""
    keys = keys * aim[:, None]
    own = keys[np.arange(len(keys)), who][:, None]
    ahead = keys > own
    scale = np.abs(keys).max(axis=1)
    gap = np.where(ahead, keys - own, np.inf).min(axis=1) / np.where(scale == 0, 1.0, scale)
    gap = np.where(np.isinf(gap), 0.0, gap)
    return ahead.sum(axis=1) + gap / (1.0 + gap)
