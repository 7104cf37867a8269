"""Which alternatives can be first at some weights and facts, and the ranks reached so far."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import TOLERANCE
from mcda.polytope import Polytope
from mcda.ranking import Ranking
from mcda.robust.possible_ranks.advantages import advantages, has_advantages
from mcda.weight_set import WeightSet

Flags = npt.NDArray[np.bool_]


def potentially_optimal(ranking: Ranking, weights: WeightSet, rows: Flags) -> Flags | None:
    r"""Return which alternatives can be first under some of the weights and some facts.

    With :math:`d_{ijk}` the most that criterion k can make of alternative i less alternative j,
    i can be first only where weights w of the set have :math:`\sum_k w_k d_{ijk} \ge 0` for all
    j: one linear programme. Where the method is `is_separable`, one corner of the bounds reaches
    all of these together, and the condition suffices.

    The weights' half-spaces are used, or all weights if there are none. False is proved, and rows
    outside `rows` are True. None if the order is not that of a sum of weighted terms
    whose differences are bounded. Shapes: `rows` ``(m,)``; returned ``(m,)``.

    Raises
    ------
    UnsuitableData
        The method cannot take a bound.

    References
    ----------
    Athanassopoulos and Podinovski (1997), Dominance and potential optimality in multiple criteria
    decision analysis with imprecise information, Journal of the Operational Research Society 48,
    142-150.
    """
    leads = _leads(ranking)
    if leads is None:
        return None
    halves = weights.halfspaces()
    within = Polytope.whole(leads.shape[2]) if halves is None else Polytope(*halves)
    size = np.abs(leads).max(axis=(1, 2))
    optimal = np.ones(len(leads), dtype=bool)
    for i in np.flatnonzero(rows).tolist():
        others = np.delete(leads[i], i, axis=0)
        # Ties chain: m - 1 tolerances, one more for what rounding takes.
        slack = len(leads) * TOLERANCE * (2.0 + size[i])
        optimal[i] = within.meets(-others, np.full(len(others), slack))
    return optimal


def is_separable(ranking: Ranking) -> bool:
    """Return whether alternatives are scored independently and monotonically in their cells."""
    traits = ranking.method.traits
    return traits.monotone and traits.independent and ranking.prepared.worth is not None


def _leads(ranking: Ranking) -> FloatArray | None:
    """Return each criterion's largest part of the lead of one row over another, ``(m, m, n)``."""
    low, high = ranking.matrix.values.copy(), ranking.matrix.values.copy()
    for cell, spread in ranking.spreads.items():
        low[cell], high[cell] = spread.low, spread.high
    if is_separable(ranking):
        corners = replace(ranking.matrix, values=best_corners(ranking, low, high))
        worth = ranking.method.prepare(corners).worth
        own = None if worth is None else np.einsum("iij->ij", worth)
        return None if own is None or worth is None else own[:, None] - worth
    if ranking.prepared.worth is None or not has_advantages(ranking):
        return None
    columns = zip(low.T[:, None], high.T[:, None], strict=True)
    each = [advantages(ranking, j, *ends)[0] for j, ends in enumerate(columns)]
    return np.stack(each, axis=2)


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
