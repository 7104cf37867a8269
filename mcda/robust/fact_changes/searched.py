"""Where a cell changes the first place, by a grid and bisection: where there is no closed form."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.ranking import Ranking
from mcda.robust.fact_changes.losses import Losses, Rows, joined, keys_at

GRID = 16
"""Equal steps on each side of the headline."""

_HALVINGS = 48  # of a sixteenth, down to rounding
_PAST = 1e-9  # of the stretch searched
_AT_ONCE = 1e-10  # of the stretch searched: who is level comes apart past the noise only
_NOISE = 1e-13  # of the largest key: who is behind by less is not behind
_TILE = 250_000  # numbers in a batch of matrices, which then fit into the cache


def searched(
    answer: Ranking,
    row: Rows,
    column: Rows,
    low: FloatArray,
    high: FloatArray,
    first: int,
) -> Losses:
    """Return where the first is overtaken as one cell at a time moves, at most once a side.

    The first change on a grid is bisected.

    Parameters
    ----------
    answer
        A ranking of ``m`` alternatives.
    row, column
        The cells, ``(c,)``.
    low, high
        How far each is moved, ``(m, n)``.
    first
        Row of the winner.
    """
    return joined([_one_side(answer, row, column, end[row, column], first) for end in (low, high)])


def proved(answer: Ranking, row: Rows, first: int) -> npt.NDArray[np.bool_]:
    """Tell for which cells the search can miss nothing, ``(c,)``.

    Where the first stays ahead up to a value and is behind from there on, the end of the stretch
    tells whether there is such a value. So it is for the first's own cells where the method is
    monotone, and for all cells where moreover no third alternative matters to two others.

    Parameters
    ----------
    answer
        Its method's traits decide.
    row
        Row of each cell.
    first
        Row of the winner.
    """
    traits = answer.method.traits
    return traits.monotone & (traits.independent | (row == first))


def _one_side(answer: Ranking, row: Rows, column: Rows, end: FloatArray, first: int) -> Losses:
    here = answer.matrix.values[row, column]
    steps = np.linspace(0.0, 1.0, GRID + 1)
    grid = here[:, None] + (end - here)[:, None] * steps
    grid[:, -1] = end
    behind = _leads(
        answer, np.repeat(row, GRID), np.repeat(column, GRID), grid[:, 1:].ravel(), first
    )
    lost = behind.reshape(-1, GRID) < 0
    at = np.flatnonzero(lost.any(axis=1) & (end != here))
    place = lost[at].argmax(axis=1)
    held, broken = grid[at, place], grid[at, place + 1]
    for _ in range(_HALVINGS if len(at) else 0):
        middle = 0.5 * (held + broken)
        gone = _leads(answer, row[at], column[at], middle, first) < 0
        held, broken = np.where(gone, held, middle), np.where(gone, middle, broken)
    at_once = np.abs(broken - here[at]) <= _AT_ONCE * np.abs(end - here)[at]
    broken = np.where(at_once, here[at], broken)
    # Just past the threshold, where who is level at a jump is behind or ahead.
    past = broken + np.clip(
        _PAST * (end - here)[at], -np.abs(end[at] - broken), np.abs(end[at] - broken)
    )
    keys = _keys(answer, row[at], column[at], past)
    keys[:, first] = -np.inf
    return Losses(row[at], column[at], end[at] > here[at], keys.argmax(axis=1), broken)


def _leads(answer: Ranking, row: Rows, column: Rows, value: FloatArray, first: int) -> FloatArray:
    """Return the first's lead over the best other, relative to the largest key, ``(s,)``."""
    if answer.method.traits.independent:
        return _leads_alone(answer, row, column, value, first)
    keys = _keys(answer, row, column, value)
    scale = np.abs(keys).max(axis=1, initial=0.0)
    lead = keys[:, first] - np.delete(keys, first, axis=1).max(axis=1)
    return lead / np.where(scale == 0, 1.0, scale) + _NOISE


def _leads_alone(
    answer: Ranking, row: Rows, column: Rows, value: FloatArray, first: int
) -> FloatArray:
    """Return the same where no third alternative matters: all changed rows stand in one matrix."""
    matrix = answer.matrix
    changed = matrix.values[row]
    changed[np.arange(len(row)), column] = value
    names = (*matrix.alternatives, *(matrix.alternatives[i] for i in row))
    both = replace(matrix, values=np.concatenate([matrix.values, changed]), alternatives=names)
    keys = answer.method.prepare(both).order(answer.weights.values[None])[0]
    now, moved = keys[: len(matrix.values)], keys[len(matrix.values) :]
    best = np.delete(now, first).max()
    lead = np.where(row == first, moved - best, now[first] - moved)
    return lead / (np.abs(now).max() or 1.0) + _NOISE


def _keys(answer: Ranking, row: Rows, column: Rows, value: FloatArray) -> FloatArray:
    tile = max(_TILE // answer.matrix.values.size, 1)
    tiles = [slice(at, at + tile) for at in range(0, len(value), tile)]
    parts = [keys_at(answer, row[t], column[t], value[t]) for t in tiles]
    return np.concatenate(parts) if parts else np.empty((0, len(answer.order)))
