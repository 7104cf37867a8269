"""The frozen result of a ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, Spread
from mcda.errors import Note
from mcda.method import Matrix, Method, Prepared
from mcda.prepare.screen import Exclusion
from mcda.problem import Problem
from mcda.weight_vector import WeightVector

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranking:
    """Alternatives in order, and all that the sensitivity analysis needs.

    Parameters
    ----------
    problem
        The problem of the ``m`` alternatives that passed the screens.
    weights, method
        What was asked.
    matrix, prepared, spreads
        The headline numbers, the prepared method, and the uncertain cells by row and column.
    scores
        As the method defines them, shape ``(m,)``.
    ranks
        Competition ranks, 1 = best, shape ``(m,)``.
    order
        Rows from best to worst; ties keep the problem's order.
    excluded, notes
        What failed a screen, and coded warnings.
    """

    problem: Problem
    weights: WeightVector
    method: Method
    matrix: Matrix
    prepared: Prepared
    spreads: Mapping[tuple[int, int], Spread]
    scores: FloatArray
    ranks: npt.NDArray[np.int64]
    order: tuple[int, ...]
    excluded: tuple[Exclusion, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Ids from best to worst."""
        ids = self.matrix.alternatives
        return tuple(ids[i] for i in self.order)

    @property
    def winner(self) -> str | None:
        """The first of the order, or None where nothing passed the screens."""
        return self.alternatives[0] if self.order else None

    @property
    def winners(self) -> tuple[str, ...]:
        """All that share rank 1."""
        ids, ranks = self.matrix.alternatives, self.ranks.tolist()
        return tuple([ids[i] for i in self.order if ranks[i] == 1])

    def tied_with(self, row: int) -> tuple[str, ...]:
        """Return the ids of the others at the same rank as this row."""
        ids = self.matrix.alternatives
        same = self.ranks == self.ranks[row]
        return tuple(ids[i] for i in self.order if same[i] and i != row)

    @property
    def contributions(self) -> FloatArray:
        """Part of each criterion, ``(m, n)``; rows sum to what the method's class says."""
        return self.prepared.contributions(self.weights.values, self.scores)

    @property
    def outcome(self) -> Mapping[str, Any]:
        """What the method says besides scores, lists over the alternatives in row order."""
        if not self.order:
            return {}
        return {**self.prepared.details, **self.prepared.outcome(self.weights.values)}

    def to_frame(self) -> "pd.DataFrame":
        """Return ``rank``, ``score`` and the contribution of each criterion, best first.

        Of ``m`` alternatives, which become the index.
        """
        import pandas as pd

        order = list(self.order)
        index = pd.Index(self.alternatives, name="alternative", dtype=object)
        head = {"rank": self.ranks[order], "score": self.scores[order]}
        parts = pd.DataFrame(
            self.contributions[order], index=index, columns=list(self.matrix.criteria)
        )
        # Joined, not assigned: a criterion may itself be called "score".
        return pd.concat([pd.DataFrame(head, index=index), parts], axis=1)
