"""Reading a pairwise comparison matrix: square, positive, reciprocal."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from mcda.cells import FloatArray, double
from mcda.errors import Fault, InvalidJudgements

_LARGEST = 1e9  # far past any scale, and products of many stay finite
_RECIPROCAL_TOLERANCE = 1e-2  # callers round 1/3 to 0.33, and 1/7 to 0.14


def read_matrix(rows: Sequence[Sequence[Any]], items: Sequence[str]) -> FloatArray:
    """Return the judgements as an exactly reciprocal array.

    Parameters
    ----------
    rows
        ``n`` rows of ``n`` positive numbers; ``rows[i][j]`` says how many times more important
        item ``i`` is than ``j``. Any real value is taken: a group's mean is not on the 1-9 scale.
    items
        Names of the ``n`` items, for the errors.

    Returns
    -------
    FloatArray
        Shape ``(n, n)``. Of a rounded pair such as 3 and 0.33 the value above 1 is kept.

    Raises
    ------
    InvalidJudgements
        Not square, a judgement missing, not positive, a diagonal other than 1, or a pair that is
        not reciprocal within 1 %.
    """
    n = len(items)
    lengths = [len(row) if isinstance(row, Sequence | np.ndarray) else 0 for row in rows]
    if lengths != [n] * n:
        shape = f"{len(lengths)} x {max(lengths, default=0)}"
        raise InvalidJudgements([Fault("matrix_not_square", (), {"shape": shape, "items": n})])
    faults = [
        fault
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if (fault := _entry_fault(i, j, value, items)) is not None
    ]
    if faults:
        raise InvalidJudgements(faults)
    matrix = np.array(rows, dtype=np.float64)
    faults = _reciprocity_faults(matrix, items)
    if faults:
        raise InvalidJudgements(faults)
    upper = np.triu_indices(n, 1)
    larger = np.where(matrix[upper] >= 1, matrix[upper], 1.0 / matrix.T[upper])
    exact = np.ones((n, n))
    exact[upper] = larger
    exact.T[upper] = 1.0 / larger
    return exact


def _entry_fault(i: int, j: int, value: Any, items: Sequence[str]) -> Fault | None:
    named = {"first": items[i], "second": items[j], "value": repr(value)}
    if value is None:
        return Fault("judgement_missing", (i, j), named)
    if not math.isfinite(double(value)):
        return Fault("judgement_not_a_number", (i, j), named)
    if value <= 0:
        return Fault("judgement_not_positive", (i, j), named)
    if not 1 / _LARGEST <= value <= _LARGEST:
        return Fault("judgement_too_large", (i, j), named)
    if i == j and value != 1:
        return Fault("judgement_diagonal", (i, j), named)
    return None


def _reciprocity_faults(matrix: FloatArray, items: Sequence[str]) -> list[Fault]:
    wrong = np.abs(matrix * matrix.T - 1.0) > _RECIPROCAL_TOLERANCE
    # A product of 5 % still is 3 times 0.35: only roundings to two digits may differ by more.
    wrong &= ~_rounded(matrix)
    return [
        Fault(
            "not_reciprocal",
            (i, j),
            {
                "first": items[i],
                "second": items[j],
                "value": float(matrix[i, j]),
                "reverse": float(matrix[j, i]),
                "expected": float(1.0 / matrix[i, j]),
            },
        )
        for i, j in np.argwhere(np.triu(wrong, 1)).tolist()
    ]


def _rounded(matrix: FloatArray) -> np.ndarray:
    """Tell which pairs are a number and its reciprocal rounded to two digits."""
    reciprocal = np.round(1.0 / matrix, 2)
    forward = np.isclose(matrix.T, reciprocal, rtol=0, atol=1e-12)
    return forward | forward.T
