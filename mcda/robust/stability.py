"""How far each weight may move before the winner, or the order, changes."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isinf
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.kernel import has_closed_form
from mcda.method import TOLERANCE, Prepared
from mcda.plain import Share
from mcda.ranking import Ranking
from mcda.robust.crossings import Rows, intervals, overtaking
from mcda.table import RankingTable
from mcda.texts import Note

if TYPE_CHECKING:
    import pandas as pd

_DIGITS = 13
GRID = 257
_HALVINGS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The stretch of a weight on which something holds."""

    low: Share
    """Weights in 0..1; 0 or 1 where nothing changes on that side."""
    high: Share
    """Weights in 0..1; 0 or 1 where nothing changes on that side."""
    challenger_low: str | None = None
    """Alternative that draws level there, or None. Where ranks do not tell the two apart for a
    while after, it is where they do; where they never do there is no change."""
    challenger_high: str | None = None
    """Alternative that draws level there, or None. Where ranks do not tell the two apart for a
    while after, it is where they do; where they never do there is no change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightStability:
    """Stability of one weight, the others keeping their proportions."""

    criterion: str
    """Which."""
    weight: float
    """Its present weight."""
    exact: bool
    """True for a closed form (accurate to 1e-9), False for a bracketed search."""
    winner: Bounds | None
    """Where the winner holds: nothing overtakes it, while drawing level does not end it. None where
    the weight is 1, so that the others have no proportions to keep."""
    order: Bounds | None
    """Where the whole order holds, likewise."""


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
        """Return how far each weight may move, one row per criterion.

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
    bounds = _closed(ranking) if exact and movable else {j: _searched(ranking, j) for j in movable}
    return Stability(
        tuple(
            WeightStability(
                criterion=criterion,
                weight=float(w[j]),
                exact=exact,
                winner=bounds[j][0] if j in bounds else None,
                order=bounds[j][1] if j in bounds else None,
            )
            for j, criterion in enumerate(ranking.matrix.criteria)
        ),
        names=ranking.problem.names,
    )


def _closed(ranking: Ranking) -> dict[int, tuple[Bounds, Bounds]]:
    w, form = ranking.weights.values, ranking.prepared
    keys = form.order(w[None])[0]
    # Alternatives that rank as tied may still be 1e-10 apart: nothing may be ahead of the winner.
    # Where keys of closeness are level, next to the ideal, ranks may still tell them apart.
    level = np.round(keys / (np.abs(keys).max() or 1.0), _DIGITS)
    order = np.array(sorted(ranking.order, key=lambda row: -level[row]))
    rivals = order[1:]
    # Any change of the order begins between neighbours, so they are all the pairs it needs.
    pairs = np.full_like(rivals, order[0]), order[:-1]
    winner, whole = (_bounds(ranking, ahead, rivals) for ahead in pairs)
    return {j: (winner[j], whole[j]) for j in winner}


def _bounds(ranking: Ranking, ahead: Rows, rivals: Rows) -> dict[int, Bounds]:
    """Return the bounds within which rivals stay behind those ahead of them, by criterion."""
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
    """Return which pair changes places first as each weight goes to an end, and at which weight.

    A pair that stays level past its crossing changes places where ranks tell the two apart.

    NaN in `at` where a pair does not cross. Returned are the pair of each column, -1 where none
    changes places, and `at` with those moved to where ranks change. `end` is 0 or 1. Shapes:
    `columns` ``(c,)``; `at` ``(k, c)``; returned `first` ``(c,)``, `at` ``(k, c)``.
    """
    w, at, sign = ranking.weights.values, at.copy(), 1.0 if end else -1.0
    others = np.where(np.arange(len(w)) == columns[:, None], 0.0, w)
    others /= others.sum(axis=1, keepdims=True)
    first_pairs, open_ = np.full(len(columns), -1), np.arange(len(columns))
    settled = np.zeros(at.shape, dtype=bool)
    while len(open_):
        away = np.where(np.isnan(at[:, open_]), np.inf, sign * at[:, open_])
        pair = away.argmin(axis=0)
        crosses = np.isfinite(away.min(axis=0))
        pair, open_ = pair[crosses], open_[crosses]
        start = at[pair, open_]

        def ranked(
            which: Rows, share: FloatArray, open_: Rows = open_, start: FloatArray = start
        ) -> npt.NDArray[np.int64]:
            x = start[which] + share * (end - start[which])
            batch = (1.0 - x)[:, None] * others[open_[which]]
            batch[np.arange(len(which)), columns[open_[which]]] = x
            return ranking.prepared.ranks(batch)

        shares = np.where(settled[pair, open_], 0.0, overtaking(ranked, ahead[pair], rivals[pair]))
        stays = shares == 0
        first_pairs[open_[stays]] = pair[stays]
        at[pair, open_] = start + shares * (end - start)
        settled[pair, open_] = True
        open_ = open_[~stays]
    return first_pairs, at


def _searched(ranking: Ranking, j: int) -> tuple[Bounds, Bounds]:
    ids, w = ranking.matrix.alternatives, ranking.weights.values
    bounds = []
    for margin in (leads, steps):
        low, high = bracket(ranking.prepared, w, j, ranking.order, margin)
        rivals = [None if end[1] is None else ids[end[1]] for end in (low, high)]
        bounds.append(
            Bounds(low=low[0], high=high[0], challenger_low=rivals[0], challenger_high=rivals[1])
        )
    return bounds[0], bounds[1]


def move_weight(weights: FloatArray, j: int, x: FloatArray) -> FloatArray:
    """Return weights ``(s, n)`` with weight j at each of ``x (s,)``, the others in proportion."""
    rest = np.delete(weights, j).sum()
    batch = np.outer((1.0 - x) / rest, weights)
    batch[:, j] = x
    return batch


def leads(keys: FloatArray, order: tuple[int, ...]) -> FloatArray:
    """Return the winner's lead over the best other, relative to the largest key, ``(s,)``."""
    scale = np.abs(keys).max(axis=1)
    lead = keys[:, order[0]] - keys[:, list(order[1:])].max(axis=1)
    return lead / np.where(scale == 0, 1.0, scale) + TOLERANCE


def steps(keys: FloatArray, order: tuple[int, ...]) -> FloatArray:
    """Return the smallest step down the present order, relative to the largest key, ``(s,)``."""
    scale = np.abs(keys).max(axis=1)
    ordered = keys[:, list(order)]
    lead = (ordered[:, :-1] - ordered[:, 1:]).min(axis=1)
    return lead / np.where(scale == 0, 1.0, scale) + TOLERANCE


def bracket(
    prepared: Prepared,
    weights: FloatArray,
    j: int,
    order: tuple[int, ...],
    margin: Callable[[FloatArray, tuple[int, ...]], FloatArray],
) -> tuple[tuple[float, int | None], tuple[float, int | None]]:
    """Return the lowest and highest weight up to which the margin stays >= 0.

    A change that is reversed between two of the 257 grid points is missed, so this is not
    exact.

    Each bound has the row that leads beyond it; None if nothing changes.
    """
    here = float(weights[j])

    def fails(x: FloatArray) -> np.ndarray:
        return margin(prepared.order(move_weight(weights, j, x)), order) < 0

    bounds: list[tuple[float, int | None]] = []
    for end in (0.0, 1.0):
        grid = np.linspace(here, end, GRID)
        failed = fails(grid)
        if here == end or not failed.any():
            bounds.append((end, None))
            continue
        first = int(failed.argmax())
        safe, broken = float(grid[max(first - 1, 0)]), float(grid[first])
        for _ in range(_HALVINGS):
            middle = 0.5 * (safe + broken)
            safe, broken = (safe, middle) if fails(np.array([middle]))[0] else (middle, broken)
        keys = prepared.order(move_weight(weights, j, np.array([broken])))[0]
        overtaker = int(keys.argmax())
        if overtaker == order[0]:
            gaps = [keys[a] - keys[b] for a, b in pairwise(order)]
            overtaker = order[int(np.argmin(gaps)) + 1]
        bounds.append((0.5 * (safe + broken), int(overtaker)))
    return bounds[0], bounds[1]
