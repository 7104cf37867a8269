"""Which alternatives can be first at some weights of a set and some facts within bounds."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import TOLERANCE
from mcda.polytope import Polytope
from mcda.ranking import Ranking
from mcda.robust.possible_ranks.advantages import advantages, has_advantages
from mcda.robust.possible_ranks.reached_ranks import best_corners
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
