"""Which alternatives are ahead of which for all values in a box of cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.kernel import closeness_form
from mcda.method import TOLERANCE
from mcda.ranking import Ranking
from mcda.robust.possible_ranks.advantages import advantages, law_of_differences
from mcda.robust.possible_ranks.distances import closeness_leads, compromise_leads

Flags = npt.NDArray[np.bool_]
_ROUNDING = 1e-13  # of the size of what was added


@dataclass(frozen=True, slots=True, eq=False)
class NecessaryPreference:
    """Relations that hold everywhere in each of ``s`` boxes, ``(s, m, m)``: row against column."""

    ahead: Flags
    """The row is ranked better."""
    not_behind: Flags
    """The row is not ranked worse; the diagonal is set."""

    @property
    def best(self) -> npt.NDArray[np.int64]:
        """Lower bound of the best rank that each alternative can have, ``(s, m)``."""
        return 1 + self.ahead.sum(axis=1)

    @property
    def worst(self) -> npt.NDArray[np.int64]:
        """Upper bound of the worst rank that each alternative can have, ``(s, m)``."""
        return 1 + (~self.not_behind).sum(axis=2)


def necessary_preference(
    ranking: Ranking, low: FloatArray, high: FloatArray
) -> NecessaryPreference:
    """Return the preferences that are certain within boxes of cells.

    Shapes: `low`, `high` ``(s, m, n)``.
    """
    moves = (low < high).any(axis=(0, 1)) & (ranking.weights.values > 0)
    size = np.ones(1)
    if ranking.prepared.worth is not None:
        lead, size = _of_sums(ranking, low, high, moves)
    else:
        parts = [slice(None) if move else slice(1) for move in moves]  # one that stands still: once
        most = [
            advantages(ranking, j, low[part, :, j], high[part, :, j])
            for j, part in enumerate(parts)
        ]
        lead = _of_distances(ranking, most, len(low))
    rows = np.arange(lead.shape[1])
    lead[:, rows, rows] = 0.0
    size = size[:, None, None]
    # Ties chain: who is ahead by more than m - 1 tolerances is so past a gap of at least one.
    # What is the same for all adds up to 2 to the keys; only a gap may be blurred by it.
    return NecessaryPreference(
        lead > len(rows) * TOLERANCE * (2.0 + size), lead >= -_ROUNDING * size
    )


def _of_distances(ranking: Ranking, most: Sequence[FloatArray], s: int) -> FloatArray:
    """Return the least leads ``(s, m, m)`` where the order is of distances in each column."""
    law, w = law_of_differences(ranking), ranking.weights.values
    form = closeness_form(ranking.prepared)
    if form is not None:
        w = form.factors(w)
    if law is not None and law.compromise is not None:
        return compromise_leads(w, law.compromise, most, s)
    if law is not None and law.power is not None:
        return closeness_leads(w, law.power, most, s)
    raise TypeError(ranking.method.name)


def _of_sums(
    ranking: Ranking, low: FloatArray, high: FloatArray, moves: Flags
) -> tuple[FloatArray, FloatArray]:
    """Return the least leads ``(s, m, m)``, and the size of their terms ``(s,)``."""
    w, worth = ranking.weights.values, ranking.prepared.worth
    if worth is None:
        raise TypeError(ranking.method.name)
    still = worth[:, ~moves] @ w[~moves]
    most = np.repeat((still[:, None] - still[None, :])[None], len(low), axis=0)
    size = np.full(len(low), (np.abs(worth[:, ~moves]) @ w[~moves]).max(initial=0.0))
    for j in np.flatnonzero(moves).tolist():
        part = w[j] * advantages(ranking, j, low[:, :, j], high[:, :, j])
        most += part
        size += np.abs(part).max(axis=(1, 2))
    return -most.swapaxes(1, 2), size
