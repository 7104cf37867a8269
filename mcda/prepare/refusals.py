"""Data on which a formula is undefined or turns the order round, refused cell by cell."""

import numpy as np
import numpy.typing as npt

from mcda.errors import Fault, UnsuitableData
from mcda.method import Matrix


def refuse_negative(matrix: Matrix, formula: str) -> None:
    """Refuse values below zero: ratios have no meaning across it.

    Parameters
    ----------
    matrix
        Values ``(m, n)`` or ``(s, m, n)``.
    formula
        What needs values of at least zero, as the caller knows it.

    Raises
    ------
    UnsuitableData
        With one fault for each cell.
    """
    _refuse(matrix, _flat(matrix) < 0, "negative_value", {"normalisation": formula})


def refuse_zero_cost(matrix: Matrix, formula: str) -> None:
    """Refuse a cost of zero, which would be infinitely good where it is divided by.

    A whole column of zeros is taken, since it separates nothing.

    Parameters
    ----------
    matrix
        Values ``(m, n)`` or ``(s, m, n)``.
    formula
        What divides by the costs, as the caller knows it.

    Raises
    ------
    UnsuitableData
        With one fault for each cell.
    """
    zero = _alone(matrix, _flat(matrix) == 0) & ~matrix.benefit
    _refuse(matrix, zero, "zero_cost", {"normalisation": formula})


def refuse_not_above_zero(matrix: Matrix, method: str) -> None:
    """Refuse zeros and negative values, of which there is no logarithm.

    A whole column of zeros is taken, since it separates nothing.

    Parameters
    ----------
    matrix
        Values ``(m, n)`` or ``(s, m, n)``.
    method
        Name of the method that needs values above zero.

    Raises
    ------
    UnsuitableData
        With one fault for each cell.
    """
    bad = _alone(matrix, _flat(matrix) <= 0)
    _refuse(matrix, bad, "not_above_zero", {"method": method})


def _flat(matrix: Matrix) -> npt.NDArray[np.float64]:
    return matrix.values.reshape(-1, *matrix.values.shape[-2:])


def _alone(matrix: Matrix, bad: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the bad cells of columns that are not zero throughout."""
    return bad & (_flat(matrix) != 0).any(axis=1, keepdims=True)


def _refuse(
    matrix: Matrix, bad: npt.NDArray[np.bool_], code: str, needed_by: dict[str, str]
) -> None:
    if not bad.any():
        return
    lowest = _flat(matrix).min(axis=0)
    raise UnsuitableData(
        [
            Fault(
                code,
                ("performances", i, j),
                {
                    "alternative": matrix.alternatives[i],
                    "criterion": matrix.criteria[j],
                    "value": float(lowest[i, j]),
                    **needed_by,
                },
            )
            for i, j in np.argwhere(bad.any(axis=0)).tolist()
        ]
    )
