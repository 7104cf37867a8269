"""How far each cell is moved in search of a change."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.column_law import ColumnLaw, nearest_to_zero
from mcda.errors import UnsuitableData
from mcda.ranking import Ranking


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Stretches of the cells, each ``(m, n)``.

    Parameters
    ----------
    low, high
        Lowest and highest value to search; both the headline where a cell cannot move.
    stated_low, stated_high
        Bounds that cells state; NaN where a cell is one number.
    """

    low: FloatArray
    high: FloatArray
    stated_low: FloatArray
    stated_high: FloatArray


def spans(answer: Ranking, law: ColumnLaw | None) -> Spans:
    """Return how far each cell is moved.

    Over the criterion's range where it has one. Else over the span of the column with its stated
    bounds, widened by its own length on both sides (by its size where that is 0), but a column
    without negative values is not taken below 0, nor one without positive values above. The
    headline and the cell's own bounds always belong. Nothing goes below what the method takes.

    Parameters
    ----------
    answer
        Of ``m`` alternatives on ``n`` criteria.
    law
        Of its method, where there is one.
    """
    matrix = answer.matrix
    values = matrix.values
    low, high = np.full_like(values, np.nan), np.full_like(values, np.nan)
    for cell, spread in answer.spreads.items():
        low[cell], high[cell] = spread.low, spread.high
    reach_low, reach_high = np.fmin(values, low), np.fmax(values, high)
    least, most = reach_low.min(axis=0), reach_high.max(axis=0)
    length = most - least
    length = np.where(length > 0, length, np.where(most == 0, 1.0, np.abs(most)))
    wide_low = np.where(least >= 0, np.maximum(least - length, 0.0), least - length)
    wide_high = np.where(most <= 0, np.minimum(most + length, 0.0), most + length)
    wide_high = np.where((least == 0) & (most == 0), length, wide_high)
    given = ~np.isnan(matrix.ranges[:, 0])
    start = np.minimum(np.where(given, matrix.ranges[:, 0], wide_low), reach_low)
    stop = np.maximum(np.where(given, matrix.ranges[:, 1], wide_high), reach_high)
    floor = law.floor(matrix) if law is not None else _floor(answer, start, stop)
    fixed = floor > values  # a column of zeros that the method passes over
    return Spans(
        low=np.where(fixed, values, np.maximum(start, floor)),
        high=np.where(fixed, values, stop),
        stated_low=low,
        stated_high=high,
    )


def _floor(answer: Ranking, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return the smallest value that is not refused in each column, ``(n,)``, by asking."""
    n = low.shape[1]
    least = np.full(n, -np.inf)
    refused = _refused(answer, low)
    for floor in (np.zeros(n), nearest_to_zero(answer.matrix)):
        if not refused.any():
            break
        least = np.where(refused, floor, least)
        refused = _refused(answer, np.maximum(low, least))
    # A column of zeros may be passed over, but not if one of them becomes another number.
    return np.where(refused | _refused(answer, high), np.inf, least)


def _refused(answer: Ranking, moved: FloatArray) -> npt.NDArray[np.bool_]:
    """Tell which columns are refused where one alternative at a time takes these values."""
    values = answer.matrix.values
    own = np.eye(len(values), dtype=bool)[:, :, None] & np.isfinite(moved)
    refused = np.zeros(values.shape[1], dtype=bool)
    try:
        answer.method.prepare(replace(answer.matrix, values=np.where(own, moved, values)))
    except UnsuitableData as error:
        refused[[int(f.path[2]) for f in error.faults if f.path[:1] == ("performances",)]] = True
    return refused
