"""Thresholds at which the first place is lost, for each side of each cell, and the rivals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.column_law import ColumnLaw, nearest_to_zero
from mcda.errors import UnsuitableData
from mcda.method import Matrix, Prepared
from mcda.ranking import Ranking
from mcda.robust.crossings import overtaking

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """``k`` stretches of cell values, each leading away from the headline; arrays ``(k,)``."""

    row: Rows
    """Which cell."""
    column: Rows
    """Which cell."""
    upward: npt.NDArray[np.bool_]
    """The stretch lies above the headline."""
    ends: FloatArray
    """``(2, k)``: in the criterion's unit, the end nearer to the headline first."""


def pieces(values: FloatArray, columns: Rows, low: FloatArray, high: FloatArray) -> Pieces:
    """Return the stretches of all cells of some columns, ordered by column.

    They end where the cell passes the smallest or largest of the other rows of its column.

    Shapes: `values`, `low`, `high` ``(m, n)``.
    """
    least, most = others_extremes(values)
    knots = np.stack([low, np.clip(least, low, high), np.clip(most, low, high), values, high])
    knots = np.sort(knots[:, :, columns], axis=0)
    column, row, part = np.nonzero((knots[1:] > knots[:-1]).T)
    lower, upper = knots[part, row, column], knots[part + 1, row, column]
    column = columns[column]
    upward = lower >= values[row, column]
    return Pieces(row, column, upward, np.where(upward, [lower, upper], [upper, lower]))


def others_extremes(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the smallest and largest of the other rows of each cell's column, ``(m, n)``."""
    ordered = np.sort(values, axis=0)
    least = np.where(values == ordered[0], ordered[1], ordered[0])
    most = np.where(values == ordered[-1], ordered[-2], ordered[-1])
    return least, most


@dataclass(frozen=True, slots=True, eq=False)
class CellSpans:
    """Stretches of the cells, each ``(m, n)``."""

    low: FloatArray
    """Lowest and highest value to search; both the headline where a cell cannot move."""
    high: FloatArray
    """Lowest and highest value to search; both the headline where a cell cannot move."""
    stated_low: FloatArray
    """Bounds that cells state; NaN where a cell is one number."""
    stated_high: FloatArray
    """Bounds that cells state; NaN where a cell is one number."""


def spans(ranking: Ranking, law: ColumnLaw | None) -> CellSpans:
    """Return the stretches over which each cell is moved.

    Over the criterion's range where it has one. Else over the span of the column with its stated
    bounds, widened by its own length on both sides (by its size where that is 0), but a column
    without negative values is not taken below 0, nor one without positive values above. The
    headline and the cell's own bounds always belong. Nothing goes below what the method takes.
    """
    matrix = ranking.matrix
    values = matrix.values
    low, high = np.full_like(values, np.nan), np.full_like(values, np.nan)
    for cell, spread in ranking.spreads.items():
        low[cell], high[cell] = spread.low, spread.high
    reach_low, reach_high = np.fmin(values, low), np.fmax(values, high)
    least, most = reach_low.min(axis=0), reach_high.max(axis=0)
    length = most - least
    length = np.where(length > 0, length, np.where(most == 0, 1.0, np.abs(most)))
    wide_low = np.where(least >= 0, np.maximum(least - length, 0.0), least - length)
    wide_high = np.where(most <= 0, np.minimum(most + length, 0.0), most + length)
    wide_high = np.where((least == 0) & (most == 0), length, wide_high)
    has_range = ~np.isnan(matrix.ranges[:, 0])
    start = np.minimum(np.where(has_range, matrix.ranges[:, 0], wide_low), reach_low)
    stop = np.maximum(np.where(has_range, matrix.ranges[:, 1], wide_high), reach_high)
    floor = law.floor(matrix) if law is not None else _floor(ranking, start, stop)
    fixed = floor > values  # a column of zeros that the method passes over
    start = np.where(fixed, values, np.maximum(start, floor))
    stop = np.where(fixed, values, stop)
    return CellSpans(low=start, high=stop, stated_low=low, stated_high=high)


def _floor(ranking: Ranking, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return the smallest value that the method accepts in each column, ``(n,)``, by trials."""
    n = low.shape[1]
    least = np.full(n, -np.inf)
    refused = _refused(ranking, low)
    for floor in (np.zeros(n), nearest_to_zero(ranking.matrix)):
        if not refused.any():
            break
        least = np.where(refused, floor, least)
        refused = _refused(ranking, np.maximum(low, least))
    # A column of zeros may be passed over, but not if one of them becomes another number.
    return np.where(refused | _refused(ranking, high), np.inf, least)


def _refused(ranking: Ranking, moved: FloatArray) -> npt.NDArray[np.bool_]:
    """Return the columns that are refused when one alternative at a time takes these values."""
    values = ranking.matrix.values
    own = np.eye(len(values), dtype=bool)[:, :, None] & np.isfinite(moved)
    refused = np.zeros(values.shape[1], dtype=bool)
    try:
        ranking.method.prepare(replace(ranking.matrix, values=np.where(own, moved, values)))
    except UnsuitableData as error:
        refused[[int(f.path[2]) for f in error.faults if f.path[:1] == ("performances",)]] = True
    return refused


_LEVEL = 1e-12  # of the stretch searched: what lies closer together is one threshold
_PAST = 1e-9  # of the stretch searched: how far past a threshold the order is looked at


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """Thresholds of ``f`` pairs of a side of a cell and a rival; arrays ``(f,)``."""

    row: Rows
    """Which cell."""
    column: Rows
    """Which cell."""
    upward: npt.NDArray[np.bool_]
    """On which side of the headline."""
    rival: Rows
    """Row of who gets ahead."""
    value: FloatArray
    """In the criterion's unit."""

    def at(self, kept: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> "Losses":
        """Return the losses at these places."""
        return Losses(
            self.row[kept], self.column[kept], self.upward[kept], self.rival[kept], self.value[kept]
        )


def join(parts: Sequence[Losses]) -> Losses:
    """Return losses concatenated."""
    names = ("row", "column", "upward", "rival", "value")
    return Losses(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def nearest(
    ranking: Ranking, found: Losses, low: FloatArray, high: FloatArray, first: int
) -> tuple[Losses, npt.NDArray[np.bool_]]:
    """Return the nearest threshold of each side of each cell, and the cells whose ranks were tried.

    Where several rivals get ahead at the same value it is the one that leads just past it, or
    among those level there the one ranked best now. A rival that stays level with the first for
    a while gets ahead where ranks tell the two apart, and one that stays so to the end nowhere.

    At most one loss a side. Ranks were tried where a rival stays level past a threshold. Shapes:
    `low`, `high` ``(m, n)``; returned `tried` ``(m, n)``.
    """
    searched = np.zeros(ranking.matrix.values.shape, dtype=bool)
    n = ranking.matrix.values.shape[1]
    parts = [found.at(np.empty(0, dtype=np.intp))]
    settled = np.zeros(len(found.row), dtype=bool)
    while len(found.row):
        side = (found.row * n + found.column) * 2 + found.upward
        away = np.abs(found.value - ranking.matrix.values[found.row, found.column])
        order = np.lexsort((ranking.ranks[found.rival], away, side))
        found, side, settled = found.at(order), side[order], settled[order]
        leading = np.unique(side, return_index=True)[1]
        value = found.value.copy()
        value[leading] = np.where(
            settled[leading], value[leading], _parting(ranking, found.at(leading), low, high, first)
        )
        stays = value == found.value
        parts.append(_led(ranking, found, side, leading[stays[leading]], low, high))
        searched[found.row[~stays], found.column[~stays]] = True
        pending = ~np.isin(side, side[leading[stays[leading]]]) & ~np.isnan(value)
        found, settled = replace(found, value=value).at(pending), (settled | ~stays)[pending]
    return join(parts), searched


def _parting(
    ranking: Ranking, found: Losses, low: FloatArray, high: FloatArray, first: int
) -> FloatArray:
    """Return the value from which each rival is ranked better than the first; NaN if nowhere."""
    ends = np.where(found.upward, high[found.row, found.column], low[found.row, found.column])

    def at(which: Rows, share: FloatArray) -> FloatArray:
        value = found.value[which] + share * (ends - found.value)[which]
        return np.where(share == 1, ends[which], value)

    def ranked(which: Rows, share: FloatArray) -> npt.NDArray[np.int64]:
        form = prepared_at(ranking, found.row[which], found.column[which], at(which, share))
        return form.ranks(np.repeat(ranking.weights.values[None], len(which), axis=0))

    shares = overtaking(ranked, np.full(len(ends), first), found.rival)
    return np.where(shares == 0, found.value, at(np.arange(len(ends)), shares))


def _led(
    ranking: Ranking, found: Losses, side: Rows, leading: Rows, low: FloatArray, high: FloatArray
) -> Losses:
    """Return the nearest losses of some sides, each with the rival that leads just past it."""
    nearest_ = found.at(leading)
    away = np.abs(found.value - ranking.matrix.values[found.row, found.column])
    length = (high - low)[nearest_.row, nearest_.column]
    bounds = np.stack([leading, np.searchsorted(side, side[leading], side="right")], axis=1)
    level = [
        np.flatnonzero(away[start:stop] - away[start] <= _LEVEL * span) + start
        for (start, stop), span in zip(bounds.tolist(), length.tolist(), strict=True)
    ]
    shared = np.array([k for k, which in enumerate(level) if len(which) > 1], dtype=np.intp)
    if not len(shared):
        return nearest_
    beyond, rivals = nearest_.at(shared), nearest_.rival.copy()
    step = np.where(beyond.upward, _PAST, -_PAST) * length[shared]
    at = np.clip(
        beyond.value + step, low[beyond.row, beyond.column], high[beyond.row, beyond.column]
    )
    keys = keys_at(ranking, beyond.row, beyond.column, at)
    for place, k in enumerate(shared.tolist()):
        tied = found.rival[level[k]]
        rivals[k] = tied[keys[place, tied].argmax()]
    return replace(nearest_, rival=rivals)


def lost_at_ends(
    ranking: Ranking, columns: Rows, low: FloatArray, high: FloatArray, first: int
) -> Losses:
    """Return losses of the first place where a column becomes constant at an end of the search.

    There a scale may vanish and the order jump, which no inner part of a stretch shows.

    Shapes: `low`, `high` ``(m, n)``.
    """
    values, ends = ranking.matrix.values, np.stack([low, high])
    least, most = others_extremes(values)
    constant = (least == most) & (ends == least) & (ends != values)
    side, row, place = np.nonzero(constant[:, :, columns])
    column = columns[place]
    losses = Losses(row, column, side == 1, row, ends[side, row, column])
    if not len(row):
        return losses
    form = prepared_at(ranking, row, column, losses.value)
    weights = np.repeat(ranking.weights.values[None], len(row), axis=0)
    keys = form.order(weights)
    keys[:, first] = -np.inf
    lost = form.ranks(weights)[:, first] > 1
    return replace(losses, rival=keys.argmax(axis=1)).at(lost)


def keys_at(ranking: Ranking, row: Rows, column: Rows, value: FloatArray) -> FloatArray:
    """Return the keys of the order ``(s, m)`` with one cell changed at a time, ``(s,)`` each."""
    form = prepared_at(ranking, row, column, value)
    return form.order(np.repeat(ranking.weights.values[None], len(value), axis=0))


def prepared_at(ranking: Ranking, row: Rows, column: Rows, value: FloatArray) -> Prepared:
    """Return a batch of prepared matrices, each with one cell changed, ``(s,)``."""
    return ranking.method.prepare(with_cells(ranking.matrix, row, column, value))


def with_cells(matrix: Matrix, row: Rows, column: Rows, value: FloatArray) -> Matrix:
    """Return a batch of matrices, each with one cell changed, values ``(s, m, n)``."""
    values = np.repeat(matrix.values[None], len(value), axis=0)
    values[np.arange(len(value)), row, column] = value
    return replace(matrix, values=values)
