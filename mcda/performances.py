"""Reading the performance table: cells to numbers, every fault at its row and column."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mcda.cells import (
    LARGEST,
    Cell,
    FloatArray,
    Interval,
    Spread,
    Triangular,
    double,
    shown,
)
from mcda.criterion import Alternative, Criterion
from mcda.errors import Fault, InvalidProblem

Rows = Sequence[Sequence[Cell]] | FloatArray
Spreads = dict[tuple[int, int], Spread | None]


def read_performances(
    rows: Rows, criteria: Sequence[Criterion], alternatives: Sequence[Alternative]
) -> tuple[FloatArray, Spreads]:
    """Return the headline of each cell ``(m, n)``, NaN where unknown, and the uncertain cells.

    Parameters
    ----------
    rows
        ``m`` rows of ``n`` cells; an array of doubles is taken as it is.
    criteria, alternatives
        Whose columns and rows they are, for ranges and for the names in errors.

    Raises
    ------
    InvalidProblem
        With one fault for each cell that is no finite number, or outside its criterion's range.
    """
    values, spreads, faults = _read(rows, criteria, alternatives)
    faults = faults or _range_faults(values, spreads, criteria, alternatives)
    if faults:
        raise InvalidProblem(faults)
    return values + 0.0, spreads  # no negative zero, and never the caller's own array


def _read(
    rows: Rows, criteria: Sequence[Criterion], alternatives: Sequence[Alternative]
) -> tuple[FloatArray, Spreads, list[Fault]]:
    if isinstance(rows, np.ndarray) and rows.dtype == np.float64 and _moderate(rows):
        return rows, {}, []
    values = np.empty((len(rows), len(criteria)))
    spreads: Spreads = {}
    faults: list[Fault] = []
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell is None or isinstance(cell, Spread):
                spreads[i, j] = cell
            values[i, j] = math.nan if cell is None else _headline(cell)
            fault = None if cell is None else _refusal(i, j, criteria, alternatives, cell)
            if fault is not None:
                faults.append(fault)
    return values, spreads, faults


def _moderate(values: FloatArray) -> bool:
    """Tell whether all are numbers of a size to reckon with; NaN is not.

    A sum of squares below that of the largest alone settles it in one pass.
    """
    if np.vdot(values, values) <= LARGEST**2:
        return True
    return bool(np.minimum.reduce(values, axis=None) >= -LARGEST) and bool(
        np.maximum.reduce(values, axis=None) <= LARGEST
    )


def _headline(cell: Any) -> float:
    return cell.headline if isinstance(cell, Spread) else double(cell)


def _refusal(
    i: int,
    j: int,
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
    cell: Any,
) -> Fault | None:
    edges = (cell.low, cell.high) if isinstance(cell, Spread) else ()
    reach = max(map(abs, (_headline(cell), *edges)))
    if reach <= LARGEST:
        return None
    if math.isnan(reach) and not isinstance(cell, float):
        return _cell_fault("cell_not_a_number", i, j, criteria, alternatives, cell)
    if not math.isfinite(reach):
        return _cell_fault("cell_not_finite", i, j, criteria, alternatives, cell)
    return _cell_fault("cell_too_large", i, j, criteria, alternatives, cell)


def _range_faults(
    values: FloatArray,
    spreads: Spreads,
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
) -> list[Fault]:
    lows, highs = values, values
    bounded = {at: s for at, s in spreads.items() if isinstance(s, Interval | Triangular)}
    if bounded:
        lows, highs = values.copy(), values.copy()
        for at, spread in bounded.items():
            lows[at], highs[at] = spread.low, spread.high
    faults = []
    for j, criterion in enumerate(criteria):
        if criterion.range is None:
            continue
        low, high = criterion.range
        for i in np.flatnonzero((lows[:, j] < low) | (highs[:, j] > high)).tolist():
            fields = {"low": low, "high": high, "unit": criterion.unit}
            found = float(lows[i, j] if lows[i, j] < low else highs[i, j])
            faults.append(_cell_fault("outside_range", i, j, criteria, alternatives, found, fields))
    return faults


def _cell_fault(
    code: str,
    i: int,
    j: int,
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
    value: object,
    extra: Mapping[str, Any] | None = None,
) -> Fault:
    named = {"alternative": alternatives[i].id, "criterion": criteria[j].id}
    return Fault(code, ("performances", i, j), {**named, "value": shown(value), **(extra or {})})
