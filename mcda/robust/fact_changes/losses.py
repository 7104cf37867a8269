"""Where the first place is lost, cell by cell and side by side, and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import Matrix, Prepared
from mcda.ranking import Ranking
from mcda.robust.fact_changes.pieces import others_extremes

Rows = npt.NDArray[np.intp]
_LEVEL = 1e-12  # of the stretch searched: what lies closer together is one threshold
_PAST = 1e-9  # of the stretch searched: how far past a threshold the order is looked at


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """Thresholds of ``f`` pairs of a side of a cell and a rival; arrays ``(f,)``.

    Parameters
    ----------
    row, column
        Which cell.
    upward
        On which side of the headline.
    rival
        Row of who gets ahead.
    value
        In the criterion's unit.
    """

    row: Rows
    column: Rows
    upward: npt.NDArray[np.bool_]
    rival: Rows
    value: FloatArray

    def at(self, kept: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> "Losses":
        """Return some of them."""
        return Losses(
            self.row[kept],
            self.column[kept],
            self.upward[kept],
            self.rival[kept],
            self.value[kept],
        )


def joined(parts: Sequence[Losses]) -> Losses:
    """Return several one after the other."""
    names = ("row", "column", "upward", "rival", "value")
    return Losses(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def nearest(answer: Ranking, found: Losses, low: FloatArray, high: FloatArray) -> Losses:
    """Return the nearest threshold of each side of each cell.

    Where several rivals get ahead at the same value it is the one that leads just past it, or
    among those level there the one ranked best now.

    Parameters
    ----------
    answer
        The ranking.
    found
        Thresholds.
    low, high
        How far each cell was moved, ``(m, n)``.
    """
    n = answer.matrix.values.shape[1]
    side = (found.row * n + found.column) * 2 + found.upward
    away = np.abs(found.value - answer.matrix.values[found.row, found.column])
    order = np.lexsort((answer.ranks[found.rival], away, side))
    found, side, away = found.at(order), side[order], away[order]
    new = np.ones(len(side), dtype=bool)
    new[1:] = side[1:] != side[:-1]
    least = away[np.maximum.accumulate(np.where(new, np.arange(len(new)), 0))]
    length = (high - low)[found.row, found.column]
    level = away - least <= _LEVEL * length
    shared = np.bincount(np.cumsum(new)[level] - 1, minlength=new.sum()) > 1
    if not shared.any():
        return found.at(new)
    leading = np.flatnonzero(new)[shared]
    rivals = found.rival.copy()
    beyond = found.at(leading)
    step = np.where(beyond.upward, _PAST, -_PAST) * length[leading]
    at = np.clip(
        beyond.value + step, low[beyond.row, beyond.column], high[beyond.row, beyond.column]
    )
    keys = keys_at(answer, beyond.row, beyond.column, at)
    group = np.cumsum(new) - 1
    for place, where in enumerate(leading):
        tied = found.rival[(group == group[where]) & level]
        rivals[where] = tied[keys[place, tied].argmax()]
    return replace(found, rival=rivals).at(new)


def lost_at_ends(
    answer: Ranking, columns: Rows, low: FloatArray, high: FloatArray, first: int
) -> Losses:
    """Return where the first is overtaken as its column becomes constant at an end of the search.

    There a scale may vanish and the order jump, which no stretch short of the end tells.

    Parameters
    ----------
    answer
        The ranking.
    columns
        Which columns.
    low, high
        How far each cell is moved, ``(m, n)``.
    first
        Row of the winner.
    """
    values, ends = answer.matrix.values, np.stack([low, high])
    least, most = others_extremes(values)
    constant = (least == most) & (ends == least) & (ends != values)
    side, row, place = np.nonzero(constant[:, :, columns])
    column = columns[place]
    found = Losses(row, column, side == 1, row, ends[side, row, column])
    if not len(row):
        return found
    form = prepared_at(answer, row, column, found.value)
    weights = np.repeat(answer.weights.values[None], len(row), axis=0)
    keys = form.order(weights)
    keys[:, first] = -np.inf
    lost = form.ranks(weights)[:, first] > 1
    return replace(found, rival=keys.argmax(axis=1)).at(lost)


def keys_at(answer: Ranking, row: Rows, column: Rows, value: FloatArray) -> FloatArray:
    """Return the keys of the order ``(s, m)`` with one cell changed at a time, ``(s,)`` each."""
    form = prepared_at(answer, row, column, value)
    return form.order(np.repeat(answer.weights.values[None], len(value), axis=0))


def prepared_at(answer: Ranking, row: Rows, column: Rows, value: FloatArray) -> Prepared:
    """Return a batch of prepared matrices, each with one cell changed, ``(s,)``."""
    return answer.method.prepare(with_cells(answer.matrix, row, column, value))


def with_cells(matrix: Matrix, row: Rows, column: Rows, value: FloatArray) -> Matrix:
    """Return a batch of matrices, each with one cell changed, values ``(s, m, n)``."""
    values = np.repeat(matrix.values[None], len(value), axis=0)
    values[np.arange(len(value)), row, column] = value
    return replace(matrix, values=values)
