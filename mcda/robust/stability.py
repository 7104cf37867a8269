"""How far each weight may move before the winner, or the order, changes."""

from dataclasses import dataclass
from math import inf, isinf
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.kernel import has_closed_form
from mcda.plain import Share
from mcda.ranking import Ranking
from mcda.robust.bracketing import bracket, leads, steps
from mcda.robust.crossings import Rows, intervals, overtaking
from mcda.table import RankingTable
from mcda.texts import Note

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
        Alternative that draws level there, or None. Where ranks do not tell the two apart for a
        while after, it is where they do; where they never do there is no change.
    """

    low: Share
    high: Share
    challenger_low: str | None = None
    challenger_high: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightStability:
    """Stability of one weight, the others keeping their proportions.

    Parameters
    ----------
    criterion
        Which.
    weight
        Its present weight.
    exact
        True for a closed form (accurate to 1e-9), False for a bracketed search.
    winner
        Where the winner holds: nothing overtakes it, while drawing level does not end it. None
        where the weight is 1, so that the others have no proportions to keep.
    order
        Where the whole order holds, likewise.
    """

    criterion: str
    weight: float
    exact: bool
    winner: Bounds | None
    order: Bounds | None


@dataclass(frozen=True, slots=True, repr=False)
class Stability(RankingTable):
    """Stability of every weight, in the order of the criteria.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.stability(mcda.example()).to_frame()
    >>> found[["weight", "winner_low", "challenger_low"]].round(3)
               weight  winner_low challenger_low
    criterion
    price       0.667       0.333          north
    utilities   0.333       0.000           None
    """

    weights: tuple[WeightStability, ...]

    @property
    def sentences(self) -> tuple[Note, ...]:
        """The weight that has to move least before the first changes; none where nothing does."""
        near = min(self.weights, key=_room, default=None)
        if near is None or near.winner is None or isinf(_room(near)):
            return ()
        bounds = {"weight": near.weight, "low": near.winner.low, "high": near.winner.high}
        fields = {key: round(100 * value, 1) for key, value in bounds.items()}
        return (Note("summary_stability", (), {"criterion": near.criterion, **fields}),)

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


def _room(one: WeightStability) -> float:
    """Return how far a weight may move before the first changes; infinite where it never does."""
    if one.winner is None:
        return inf
    below = one.weight - one.winner.low if one.winner.challenger_low else inf
    above = one.winner.high - one.weight if one.winner.challenger_high else inf
    return min(below, above)


@checked
def stability(ranking: Ranking) -> Stability:
    """Return how far each weight may move before the winner, or the order, changes.

    One weight moves in 0..1 and the others keep their proportions. Where several alternatives
    share the first rank, the winner is the one that is ahead by less than the tolerance, or else
    the first in the problem's order; it holds as long as nothing is ahead of it.

    Parameters
    ----------
    ranking
        With at least two alternatives; with fewer the result is empty.

    References
    ----------
    `mcda.robust.crossings` derives the closed form.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.stability(mcda.example()).weights[0]
    >>> found.criterion, round(found.winner.low, 4), round(found.winner.high, 4)
    ('price', 0.3333, 1.0)
    """
    if len(ranking.order) < 2:
        return Stability((), names=ranking.problem.names)
    prepared, w = ranking.prepared, ranking.weights.values
    exact = has_closed_form(prepared)
    movable = [j for j in range(len(w)) if np.delete(w, j).sum() > 0]
    found = _closed(ranking) if exact and movable else {}
    if not exact:
        found = {j: _searched(ranking, j) for j in movable}
    return Stability(
        tuple(
            WeightStability(
                criterion=criterion,
                weight=float(w[j]),
                exact=exact,
                winner=found[j][0] if j in found else None,
                order=found[j][1] if j in found else None,
            )
            for j, criterion in enumerate(ranking.matrix.criteria)
        ),
        names=ranking.problem.names,
    )


def _closed(ranking: Ranking) -> dict[int, tuple[Bounds, Bounds]]:
    w, form = ranking.weights.values, ranking.prepared
    keys = form.order(w[None])[0]
    # Alternatives that rank as tied may still be 1e-10 apart: nothing may be ahead of the winner.
    level = np.round(keys / (np.abs(keys).max() or 1.0), _DIGITS)
    # Ranks come first: next to the ideal, keys of closeness tell less apart than scores do.
    order = np.lexsort((-level, ranking.ranks))
    rivals = order[1:]
    # Any change of the order begins between neighbours, so they are all the pairs it needs.
    pairs = np.full_like(rivals, order[0]), order[:-1]
    winner, whole = (_bounds(ranking, ahead, rivals) for ahead in pairs)
    return {j: (winner[j], whole[j]) for j in winner}


def _bounds(ranking: Ranking, ahead: Rows, rivals: Rows) -> dict[int, Bounds]:
    """Return where each rival stays behind who is ahead of it, by the criterion that moves."""
    w, ids = ranking.weights.values, ranking.matrix.alternatives
    movable = np.flatnonzero([np.delete(w, j).sum() > 0 for j in range(len(w))])
    down, up = (bound[:, movable] for bound in intervals(ranking.prepared, w, ahead, rivals))
    low, down = _first_changes(ranking, ahead, rivals, movable, down, 0.0)
    high, up = _first_changes(ranking, ahead, rivals, movable, up, 1.0)
    return {
        j: Bounds(
            low=0.0 if lowest < 0 else max(float(down[lowest, k]), 0.0),
            high=1.0 if highest < 0 else min(float(up[highest, k]), 1.0),
            challenger_low=None if lowest < 0 else ids[rivals[lowest]],
            challenger_high=None if highest < 0 else ids[rivals[highest]],
        )
        for k, (j, lowest, highest) in enumerate(
            zip(movable.tolist(), low.tolist(), high.tolist(), strict=True)
        )
    }


def _first_changes(
    ranking: Ranking, ahead: Rows, rivals: Rows, columns: Rows, at: FloatArray, end: float
) -> tuple[Rows, FloatArray]:
    """Return which pair changes places first as each weight goes to an end, and where they do.

    A pair that stays level past its crossing changes places where ranks tell the two apart.

    Parameters
    ----------
    ranking
        The ranking.
    ahead, rivals
        Rows of the ``k`` pairs.
    columns
        The weights that move, ``(c,)``.
    at
        Where each pair crosses, ``(k, c)``; NaN where it does not.
    end
        0 or 1.

    Returns
    -------
    first : Rows
        ``(c,)``; -1 where no pair changes places.
    at : FloatArray
        ``(k, c)``, those of `first` moved to where ranks change.
    """
    w, at, sign = ranking.weights.values, at.copy(), 1.0 if end else -1.0
    others = np.where(np.arange(len(w)) == columns[:, None], 0.0, w)
    others /= others.sum(axis=1, keepdims=True)
    found, left = np.full(len(columns), -1), np.arange(len(columns))
    settled = np.zeros(at.shape, dtype=bool)
    while len(left):
        away = np.where(np.isnan(at[:, left]), np.inf, sign * at[:, left])
        pair = away.argmin(axis=0)
        crosses = np.isfinite(away.min(axis=0))
        pair, left = pair[crosses], left[crosses]
        start = at[pair, left]

        def ranked(
            which: Rows, share: FloatArray, left: Rows = left, start: FloatArray = start
        ) -> npt.NDArray[np.int64]:
            x = start[which] + share * (end - start[which])
            batch = (1.0 - x)[:, None] * others[left[which]]
            batch[np.arange(len(which)), columns[left[which]]] = x
            return ranking.prepared.ranks(batch)

        shares = np.where(settled[pair, left], 0.0, overtaking(ranked, ahead[pair], rivals[pair]))
        stays = shares == 0
        found[left[stays]] = pair[stays]
        at[pair, left] = start + shares * (end - start)
        settled[pair, left] = True
        left = left[~stays]
    return found, at


def _searched(ranking: Ranking, j: int) -> tuple[Bounds, Bounds]:
    ids, w = ranking.matrix.alternatives, ranking.weights.values
    found = []
    for margin in (leads, steps):
        low, high = bracket(ranking.prepared, w, j, ranking.order, margin)
        found.append(
            Bounds(
                low=low[0],
                high=high[0],
                challenger_low=None if low[1] is None else ids[low[1]],
                challenger_high=None if high[1] is None else ids[high[1]],
            )
        )
    return found[0], found[1]
