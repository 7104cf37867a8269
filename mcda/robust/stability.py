"""How far each weight may move before the winner, or the order, changes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import has_closed_form
from mcda.ranking import Ranking
from mcda.robust.bracketed import bracket, leads, steps
from mcda.robust.crossings import intervals

if TYPE_CHECKING:
    import pandas as pd

_DIGITS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The stretch of a weight on which something holds.

    Parameters
    ----------
    low, high
        Weights in 0..1; 0 or 1 where nothing changes on that side.
    challenger_low, challenger_high
        Alternative that draws level there, or None.
    """

    low: float
    high: float
    challenger_low: str | None = None
    challenger_high: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightStability:
    """Stability of one weight, the others keeping their proportions.

    Parameters
    ----------
    criterion, weight
        Which, and its present weight.
    exact
        True for a closed form (accurate to 1e-9), False for a bracketed search.
    winner, order
        Where the winner, and the whole order, hold: nothing overtakes what is ranked before it,
        while drawing level ends neither; None where the weight is 1, so that the
        others have no proportions to keep.
    """

    criterion: str
    weight: float
    exact: bool
    winner: Bounds | None
    order: Bounds | None


@dataclass(frozen=True, slots=True)
class Stability:
    """Stability of every weight, in the order of the criteria."""

    weights: tuple[WeightStability, ...]

    def to_frame(self) -> "pd.DataFrame":
        """Return how far each weight may move, one row a criterion.

        The criteria become the index. Columns: ``weight``, ``exact``; ``winner_low``,
        ``winner_high`` and the challengers there; ``order_low``, ``order_high``. NaN and
        None where the weight has no interval.
        """
        import pandas as pd

        items = self.weights
        winner = [_ends(item.winner) for item in items]
        order = [_ends(item.order) for item in items]
        index = pd.Index([item.criterion for item in items], name="criterion", dtype=object)

        def named(place: int) -> "pd.Series[str]":
            # An array of objects would become text, in which None is NaN.
            return pd.Series([ends[place] for ends in winner], index, dtype=object)

        columns = {
            "weight": np.array([item.weight for item in items], dtype=float),
            "exact": np.array([item.exact for item in items], dtype=bool),
            "winner_low": np.array([ends[0] for ends in winner], dtype=float),
            "winner_high": np.array([ends[1] for ends in winner], dtype=float),
            "challenger_low": named(2),
            "challenger_high": named(3),
            "order_low": np.array([ends[0] for ends in order], dtype=float),
            "order_high": np.array([ends[1] for ends in order], dtype=float),
        }
        return pd.DataFrame(columns, index=index)


def _ends(bounds: Bounds | None) -> tuple[float, float, str | None, str | None]:
    if bounds is None:
        return np.nan, np.nan, None, None
    return bounds.low, bounds.high, bounds.challenger_low, bounds.challenger_high


def stability(answer: Ranking) -> Stability:
    """Return how far each weight may move before the winner, or the order, changes.

    One weight moves in 0..1 and the others keep their proportions. Where several alternatives
    share the first rank, the winner is the one that is ahead by less than the tolerance, or else
    the first in the problem's order; it holds as long as nothing is ahead of it.

    Parameters
    ----------
    answer
        With at least two alternatives; with fewer the result is empty.

    References
    ----------
    `mcda.robust.crossings` derives the closed form.
    """
    if len(answer.order) < 2:
        return Stability(())
    prepared, w = answer.prepared, answer.weights.values
    exact = has_closed_form(prepared)
    movable = [j for j in range(len(w)) if np.delete(w, j).sum() > 0]
    found = _closed(answer) if exact and movable else {}
    if not exact:
        found = {j: _searched(answer, j) for j in movable}
    return Stability(
        tuple(
            WeightStability(
                criterion=criterion,
                weight=float(w[j]),
                exact=exact,
                winner=found[j][0] if j in found else None,
                order=found[j][1] if j in found else None,
            )
            for j, criterion in enumerate(answer.matrix.criteria)
        )
    )


def _closed(answer: Ranking) -> dict[int, tuple[Bounds, Bounds]]:
    w, form = answer.weights.values, answer.prepared
    keys = form.order(w[None])[0]
    # Alternatives that rank as tied may still be 1e-10 apart: nothing may be ahead of the winner.
    level = np.round(keys / (np.abs(keys).max() or 1.0), _DIGITS)
    # Ranks come first: next to the ideal, keys of closeness tell less apart than scores do.
    order = np.lexsort((-level, answer.ranks))
    rivals = order[1:]
    # Any change of the order begins between neighbours, so they are all the pairs it needs.
    winner = _bounds(intervals(form, w, np.full_like(rivals, order[0]), rivals), rivals, answer)
    whole = _bounds(intervals(form, w, order[:-1], rivals), rivals, answer)
    return {j: (winner[j], whole[j]) for j in winner}


def _bounds(
    found: tuple[FloatArray, FloatArray], rivals: np.ndarray, answer: Ranking
) -> dict[int, Bounds]:
    down, up = found
    ids, w = answer.matrix.alternatives, answer.weights.values
    low, high = np.where(np.isnan(down), -1.0, down), np.where(np.isnan(up), 2.0, up)
    at_low, at_high = low.argmax(axis=0), high.argmin(axis=0)
    bounds = {}
    for j in range(len(w)):
        if np.delete(w, j).sum() == 0:
            continue
        lowest, highest = float(low[at_low[j], j]), float(high[at_high[j], j])
        bounds[j] = Bounds(
            low=max(lowest, 0.0),
            high=min(highest, 1.0),
            challenger_low=ids[rivals[at_low[j]]] if lowest >= 0 else None,
            challenger_high=ids[rivals[at_high[j]]] if highest <= 1 else None,
        )
    return bounds


def _searched(answer: Ranking, j: int) -> tuple[Bounds, Bounds]:
    ids, w = answer.matrix.alternatives, answer.weights.values
    found = []
    for margin in (leads, steps):
        low, high = bracket(answer.prepared, w, j, answer.order, margin)
        found.append(
            Bounds(
                low=low[0],
                high=high[0],
                challenger_low=None if low[1] is None else ids[low[1]],
                challenger_high=None if high[1] is None else ids[high[1]],
            )
        )
    return found[0], found[1]
