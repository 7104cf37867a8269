"""The smallest joint change of the weights that changes the winner."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import RatioForm
from mcda.method import Prepared
from mcda.ranking import Ranking
from mcda.ranks import TOLERANCE
from mcda.robust.segments import along_segments
from mcda.robust.transfer import cheapest_transfers, polish, refine

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallestChange:
    """Weights at which another alternative draws level with the winner.

    Parameters
    ----------
    winner, winner_becomes
        Before, and after the least further move in the same direction.
    criteria, weights
        The weights at the change, ``(n,)``, sum 1.
    before
        The present weights.
    distance
        Share of weight moved, half the sum of absolute differences, in 0..1.
    certified
        True: no smaller change exists. False: the best found, an upper bound.
    """

    winner: str
    winner_becomes: str
    criteria: tuple[str, ...]
    weights: FloatArray
    before: FloatArray
    distance: float
    certified: bool

    def moves(self) -> list[tuple[str, str, float]]:
        """Return ``(donor, receiver, amount)`` that lead from `before` to `weights`."""
        change = self.weights - self.before
        donors = [[j, -d] for j, d in enumerate(change.tolist()) if d < 0]
        receivers = [[j, d] for j, d in enumerate(change.tolist()) if d > 0]
        found = []
        for receiver in sorted(receivers, key=lambda r: -r[1]):
            for donor in sorted(donors, key=lambda d: -d[1]):
                amount = min(donor[1], receiver[1])
                if amount > TOLERANCE:
                    names = self.criteria[int(donor[0])], self.criteria[int(receiver[0])]
                    found.append((*names, amount))
                    donor[1] -= amount
                    receiver[1] -= amount
        return found

    def to_frame(self) -> "pd.DataFrame":
        """Return weights before and after by criterion."""
        from mcda.tables import change_frame

        return change_frame(self)


def smallest_change(answer: Ranking) -> SmallestChange | None:
    """Return the least move of weight after which another alternative wins.

    For methods linear in the weights the linear programme ``min distance(w)`` over weights that
    let a challenger draw level has one constraint beside the simplex and is solved exactly by
    moving weight from the least to the most favourable criterion. For the others, moves towards
    every criterion and between every two are searched and then refined by successive linear
    programmes: an upper bound.

    Parameters
    ----------
    answer
        A ranking.

    Returns
    -------
    SmallestChange or None
        None where no change was found; for linear methods then none exists.
    """
    if len(answer.order) < 2:
        return None
    form, w = answer.prepared, answer.weights.values
    first, rivals = answer.order[0], np.array(answer.order[1:])
    if form.worth is not None:
        moved, distances = cheapest_transfers(w, form.worth[rivals] - form.worth[first])
        best = int(distances.argmin())
        found = (moved[best], int(rivals[best])) if np.isfinite(distances[best]) else None
    else:
        found = _searched(form, w, first, rivals)
    if found is None:
        return None
    weights, rival = found
    ids = answer.matrix.alternatives
    return SmallestChange(
        winner=ids[first],
        winner_becomes=ids[rival],
        criteria=answer.matrix.criteria,
        weights=weights,
        before=w,
        distance=0.5 * float(np.abs(weights - w).sum()),
        certified=form.worth is not None,
    )


def _searched(
    form: Prepared, w: FloatArray, first: int, rivals: np.ndarray
) -> tuple[FloatArray, int] | None:
    found = along_segments(form, w, first)
    if isinstance(form, RatioForm) and form.power == 2:
        start = None if found is None else found[0]
        found = _nearer(w, found, refine(form, w, first, rivals, start))
        found = None if found is None else polish(form, w, first, found)
    return found


def _nearer(
    w: FloatArray,
    one: tuple[FloatArray, int] | None,
    other: tuple[FloatArray, int] | None,
) -> tuple[FloatArray, int] | None:
    candidates = [c for c in (one, other) if c is not None]
    return min(candidates, key=lambda c: float(np.abs(c[0] - w).sum()), default=None)
