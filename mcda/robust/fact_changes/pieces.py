"""The stretches of a cell on which its column's scale and extremes keep one form."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """``k`` stretches of cells, each going away from the headline; arrays ``(k,)``.

    Parameters
    ----------
    row, column
        Which cell.
    upward
        The stretch lies above the headline.
    ends
        ``(2, k)``: in the criterion's unit, the end nearer to the headline first.
    """

    row: Rows
    column: Rows
    upward: npt.NDArray[np.bool_]
    ends: FloatArray


def pieces(values: FloatArray, columns: Rows, low: FloatArray, high: FloatArray) -> Pieces:
    """Return the stretches of all cells of some columns, ordered by column.

    They end where the cell passes the smallest or largest of the other rows of its column.

    Parameters
    ----------
    values, low, high
        Headlines and how far to search, ``(m, n)``; ``m >= 2``.
    columns
        Which columns.
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
