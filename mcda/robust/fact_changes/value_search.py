"""Search for cell values that change the first place, for methods without a closed form."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import TOLERANCE
from mcda.ranking import Ranking
from mcda.robust.fact_changes.losses import Losses, Rows, keys_at

EQUAL_STEPS = 4
"""Equal steps on each side of the headline, at whose ends every cell is tried."""

_KNOTS = 20  # values of a column that are tried, and half-way between them, where time allows
_WORK = 2_000_000  # numbers in the matrices made for one knot of all cells
_CLOSEST, _WITHIN = 3, 4  # gaps with the narrowest leads, and values tried within each
_HALVINGS = 42  # of a gap, down to rounding
_PAST = 1e-9  # of the stretch searched
_AT_ONCE = 1e-10  # of the stretch searched: who is level comes apart past the noise only
_NOISE = 1e-13  # of the largest key: who is behind by less is not behind
_TILE = 100_000  # numbers in a batch of matrices, which then fit into the cache
Flags = npt.NDArray[np.bool_]


def search_losses(
    ranking: Ranking, row: Rows, column: Rows, low: FloatArray, high: FloatArray, first: int
) -> Losses:
    """Return the losses of the first place as one cell at a time moves, at most one per side.

    Each cell is tried at equal steps, at the other values of its column, where normalisations and
    preferences have their kinks, at the points of its value curve, half-way between all these, and
    then within the gaps of the smallest leads. The first gap in which the first place is lost is
    bisected down to rounding. A loss that is reversed between two tried values is missed.

    Shapes: `row`, `column` ``(c,)``; `low`, `high` ``(m, n)``.
    """
    order = np.lexsort((row, column))  # so that in most batches one column moves
    row, column = np.repeat(row[order], 2), np.repeat(column[order], 2)
    end = np.where(np.arange(len(row)) % 2 == 0, low[row, column], high[row, column])
    moves = end != ranking.matrix.values[row, column]
    ways = _Ways(ranking, row[moves], column[moves], end[moves], first)
    if not moves.any():
        return Losses(ways.row, ways.column, moves[moves], ways.row, ways.end)
    return ways.losses()


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """Cells that each move towards one end; arrays ``(c,)``."""

    ranking: Ranking
    row: Rows
    column: Rows
    end: FloatArray
    first: int

    def losses(self) -> Losses:
        """Return the losses of the first place on the way to the ends."""
        here, end = self._here, self.end
        shares, leads = self._tried()
        lost = leads < -TOLERANCE
        at = np.flatnonzero(lost.any(axis=1))
        place = lost[at].argmax(axis=1)
        # From where the first was last ahead: it may have been level since.
        before = (leads[at] >= -_NOISE) & (np.arange(shares.shape[1]) < place[:, None])
        last = shares.shape[1] - 1 - before[:, ::-1].argmax(axis=1)
        ahead, broken = self._values(at, shares[at, last]), self._values(at, shares[at, place])
        for _ in range(_HALVINGS if len(at) else 0):
            middle = 0.5 * (ahead + broken)
            gone = self._leads(at, middle) < -_NOISE
            ahead, broken = np.where(gone, ahead, middle), np.where(gone, middle, broken)
        here, end = here[at], end[at]
        broken = np.where(np.abs(broken - here) <= _AT_ONCE * np.abs(end - here), here, broken)
        # Just past the threshold, where who is level at a jump is behind or ahead.
        room = np.abs(end - broken)
        past = broken + np.clip(_PAST * (end - here), -room, room)
        keys = _keys(self.ranking, self.row[at], self.column[at], past)
        keys[:, self.first] = -np.inf
        return Losses(self.row[at], self.column[at], end > here, keys.argmax(axis=1), broken)

    @property
    def _here(self) -> FloatArray:
        return self.ranking.matrix.values[self.row, self.column]

    def _values(self, cell: Rows, shares: FloatArray) -> FloatArray:
        """Return the values at shares of the way of some cells; exactly the end at 1."""
        here, end = self._here[cell], self.end[cell]
        return np.where(shares == 1, end, here + (end - here) * shares)

    def _tried(self) -> tuple[FloatArray, FloatArray]:
        """Return sorted shares of the way, from 0 to 1, and the leads there, ``(c, p)`` each."""
        shares = self._steps_and_knots()
        leads = self._leads_at(shares, np.ones(shares.shape, dtype=bool))
        more, wanted = _closest(shares, leads)
        closer = self._leads_at(more, wanted)
        shares, leads = np.hstack([shares, more]), np.hstack([leads, closer])
        order = np.argsort(shares, axis=1, kind="stable")
        return np.take_along_axis(shares, order, axis=1), np.take_along_axis(leads, order, axis=1)

    def _steps_and_knots(self) -> FloatArray:
        here = self._here[:, None]
        values = self.ranking.matrix.values
        # Values of each column, its extremes among them, by the work that they make.
        most = min(len(values), _KNOTS, _WORK // (len(here) * values.size))
        rows = np.unique(np.linspace(0, len(values) - 1, most).round().astype(np.intp))
        knots = np.hstack([np.sort(values, axis=0)[rows][:, self.column].T, self._corners])
        on_the_way = np.clip((knots - here) / (self.end[:, None] - here), 0.0, 1.0)
        ends = np.tile([0.0, 1.0], (len(here), 1))
        places = np.sort(np.hstack([ends, on_the_way]), axis=1)
        halves = 0.5 * (places[:, 1:] + places[:, :-1])
        steps = np.tile(np.arange(1, EQUAL_STEPS) / EQUAL_STEPS, (len(here), 1))
        return np.sort(np.hstack([places, halves, steps]), axis=1)

    @property
    def _corners(self) -> FloatArray:
        """Return the points of each cell's value curve, where it turns, ``(c, k)``."""
        curves = self.ranking.matrix.curves
        most = max((len(curve.x) for curve in curves.values()), default=0)
        points = np.tile(self._here[:, None], (1, most))
        for j, curve in curves.items():
            points[self.column == j, : len(curve.x)] = curve.x
        return points

    def _leads_at(self, shares: FloatArray, wanted: Flags) -> FloatArray:
        """Return the leads at shares of the way; repeated shares are computed once.

        Infinite where no lead is wanted.
        """
        cell, place = np.nonzero(wanted)
        values = self._values(cell, shares[cell, place])
        new = np.ones(len(cell), dtype=bool)
        new[1:] = (cell[1:] != cell[:-1]) | (values[1:] != values[:-1])
        leads = np.full(shares.shape, np.inf)
        leads[cell, place] = self._leads(cell[new], values[new])[np.cumsum(new) - 1]
        return leads

    def _leads(self, cell: Rows, values: FloatArray) -> FloatArray:
        return _leads(self.ranking, self.row[cell], self.column[cell], values, self.first)


def _closest(shares: FloatArray, leads: FloatArray) -> tuple[FloatArray, Flags]:
    """Return shares within the gaps of the smallest leads before a loss, and which are wanted."""
    lost = leads < -TOLERANCE
    near = np.minimum(leads[:, :-1], np.where(lost[:, 1:], np.inf, leads[:, 1:]))
    width = np.diff(shares, axis=1)
    passed = np.logical_or.accumulate(lost, axis=1)[:, :-1]
    near = np.where((width > 0) & ~passed, near, np.inf)
    gap = np.argsort(near, axis=1, kind="stable")[:, :_CLOSEST]
    start, size, counts = (
        np.take_along_axis(table, gap, axis=1)[:, :, None] for table in (shares, width, near)
    )
    within = start + size * np.arange(1, _WITHIN + 1) / (_WITHIN + 1)
    wanted = np.broadcast_to(np.isfinite(counts), within.shape)
    return within.reshape(len(shares), -1), wanted.reshape(len(shares), -1)


def _leads(ranking: Ranking, row: Rows, column: Rows, value: FloatArray, first: int) -> FloatArray:
    """Return the first's lead over the best other, relative to the largest key, ``(s,)``."""
    if ranking.method.traits.independent:
        return _leads_alone(ranking, row, column, value, first)
    keys = _keys(ranking, row, column, value)
    scale = np.maximum(keys.max(axis=1), -keys.min(axis=1))
    own = keys[:, first].copy()
    keys[:, first] = -np.inf
    return (own - keys.max(axis=1)) / np.where(scale == 0, 1.0, scale)


def _leads_alone(
    ranking: Ranking, row: Rows, column: Rows, value: FloatArray, first: int
) -> FloatArray:
    """Return `_leads` if third alternatives do not matter: all changed rows in one matrix."""
    matrix = ranking.matrix
    changed = matrix.values[row]
    changed[np.arange(len(row)), column] = value
    names = (*matrix.alternatives, *(matrix.alternatives[i] for i in row))
    both = replace(matrix, values=np.concatenate([matrix.values, changed]), alternatives=names)
    keys = ranking.method.prepare(both).order(ranking.weights.values[None])[0]
    now, moved = keys[: len(matrix.values)], keys[len(matrix.values) :]
    best = np.delete(now, first).max()
    lead = np.where(row == first, moved - best, now[first] - moved)
    return lead / (np.abs(now).max() or 1.0)


def _keys(ranking: Ranking, row: Rows, column: Rows, value: FloatArray) -> FloatArray:
    m, n = ranking.matrix.values.shape
    tile = max(_TILE // (m * max(m, n)), 1)  # some methods compare every two alternatives
    tiles = [slice(at, at + tile) for at in range(0, len(value), tile)]
    parts = [keys_at(ranking, row[t], column[t], value[t]) for t in tiles]
    return np.concatenate(parts) if parts else np.empty((0, len(ranking.order)))
