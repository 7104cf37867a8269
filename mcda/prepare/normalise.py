"""Normalisation: makes columns of different units comparable; larger is always better.

Formulas (x is a column over its alternatives; the second form is for costs):

========  ==============================  =======================================
vector    x / sqrt(sum x^2)               1 - x / sqrt(sum x^2)
minmax    (x - min) / (max - min)         (max - x) / (max - min)
max       x / max                         1 - x / max
linear    x / max                         min / x
sum       x / sum x                       (1/x) / sum (1/x)
range     (x - low) / (high - low)        (high - x) / (high - low), fixed range; beyond an end
                                          the end itself; along the value curve where there is one
none      x                               -x
========  ==============================  =======================================

A column that cannot separate (constant under ``minmax``, all 0 under the ratio forms) becomes 0.

References
----------
Hwang, C.-L. & Yoon, K. (1981). Multiple Attribute Decision Making. doi:10.1007/978-3-642-48318-9
"""

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Fault, UnsuitableData
from mcda.method import Matrix


def refuse_negative(matrix: Matrix, formula: str) -> None:
    """Refuse values below zero: ratios of values of both signs have no meaning.

    Raises
    ------
    UnsuitableData
        With one fault for each cell.
    """
    _refuse(matrix, _flat(matrix) < 0, "negative_value", {"normalisation": formula})


def refuse_zero_cost(matrix: Matrix, formula: str) -> None:
    """Refuse a cost of zero: division by zero would make the alternative infinitely good.

    A whole column of zeros is taken, since it separates nothing.

    Raises
    ------
    UnsuitableData
        With one fault for each cell.
    """
    zero = _alone(matrix, _flat(matrix) == 0) & ~matrix.benefit
    _refuse(matrix, zero, "zero_cost", {"normalisation": formula})


def refuse_not_above_zero(matrix: Matrix, method: str) -> None:
    """Refuse zeros and negative values, which have no logarithm.

    A whole column of zeros is taken, since it separates nothing.

    Raises
    ------
    UnsuitableData
        With one fault for each cell.
    """
    _refuse(matrix, _alone(matrix, _flat(matrix) <= 0), "not_above_zero", {"method": method})


def _flat(matrix: Matrix) -> npt.NDArray[np.float64]:
    return matrix.values.reshape(-1, *matrix.values.shape[-2:])


def _alone(matrix: Matrix, bad: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the bad cells, without those in columns of zeros."""
    return bad & (_flat(matrix) != 0).any(axis=1, keepdims=True)


def _refuse(
    matrix: Matrix, bad: npt.NDArray[np.bool_], code: str, needed_by: dict[str, str]
) -> None:
    if not bad.any():
        return
    lowest = _flat(matrix).min(axis=0)
    faults = []
    for i, j in np.argwhere(bad.any(axis=0)).tolist():
        cell = {"alternative": matrix.alternatives[i], "criterion": matrix.criteria[j]}
        fields = {**cell, "value": float(lowest[i, j]), **needed_by}
        faults.append(Fault(code, ("performances", i, j), fields))
    raise UnsuitableData(faults)


Normalisation = Literal["vector", "minmax", "max", "linear", "sum", "range", "none"]
_RATIO = ("max", "linear", "sum")
_INVERTING = ("linear", "sum")


def refuse_without_range(matrix: Matrix, needed_by: str) -> None:
    """Raise an error if a criterion has no reference range."""
    missing = np.isnan(matrix.ranges).any(axis=1)
    if missing.any():
        names = [matrix.criteria[j] for j in np.flatnonzero(missing)]
        raise UnsuitableData.at("range_missing", "criteria", criteria=names, needed_by=needed_by)


def normalise(matrix: Matrix, kind: Normalisation, told: str | None = None) -> FloatArray:
    """Return the oriented, normalised values.

    Parameters
    ----------
    matrix
        Values ``(m, n)`` or ``(s, m, n)``.
    kind
        A name of the table above.
    told
        Name of the formula in faults, if the caller did not choose the formula by `kind`.

    Returns
    -------
    FloatArray
        Same shape; dimensionless except for ``none``; larger is better.

    Raises
    ------
    UnsuitableData
        The formula is undefined, or would reverse the order, on these data.
    """
    told = told or kind
    if kind == "range":
        refuse_without_range(matrix, told)
    if kind in _RATIO:
        refuse_negative(matrix, told)
    if kind in _INVERTING:
        refuse_zero_cost(matrix, told)
    return _FORMS[kind](matrix.values, matrix)


def log_normalise(matrix: Matrix, kind: Literal["linear", "sum"]) -> FloatArray:
    """Return the natural logarithms of the normalised values.

    The normalised values themselves may be too small for a double, so they are not computed.

    Each column holds only values above 0, or only 0, which becomes 0; logarithms are at most 0,
    larger is better.
    """
    zero = matrix.values == 0
    logarithms = np.log(np.where(zero, 1.0, matrix.values))
    logarithms = np.where(matrix.benefit, logarithms, -logarithms)
    if kind == "linear":
        reference = logarithms.max(axis=-2, keepdims=True)
    else:
        reference = np.logaddexp.reduce(logarithms, axis=-2, keepdims=True)
    return np.where(zero, 0.0, logarithms - reference)


def divide(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Return ``numerator / denominator``, 0 where the denominator is 0."""
    if np.all(denominator):
        return numerator / denominator
    safe = np.where(denominator == 0, 1.0, denominator)
    return np.where(denominator == 0, 0.0, numerator / safe)


def _largest(x: FloatArray) -> FloatArray:
    return np.maximum.reduce(x, axis=-2, keepdims=True)


def _smallest(x: FloatArray) -> FloatArray:
    return np.minimum.reduce(x, axis=-2, keepdims=True)


def _complement(r: FloatArray, matrix: Matrix) -> FloatArray:
    return r if all(matrix.benefit.tolist()) else np.where(matrix.benefit, r, 1.0 - r)


def _vector(x: FloatArray, matrix: Matrix) -> FloatArray:
    with np.errstate(over="ignore", under="ignore"):
        length = np.sqrt(np.add.reduce(x * x, axis=-2, keepdims=True))
    if _moderate(length):
        return _complement(x / length, matrix)
    scaled = divide(x, _largest(np.abs(x)))  # the squares overflow, vanish, or are 0
    length = np.sqrt(np.add.reduce(scaled * scaled, axis=-2, keepdims=True))
    return _complement(divide(scaled, length), matrix)


def _moderate(length: FloatArray) -> bool:
    """Return whether the squares neither overflowed nor vanished."""
    if length.ndim == 2:  # of one matrix: a few numbers, for which two calls of NumPy are slow
        ends = length[0].tolist()
        return min(ends) > _SMALL and max(ends) < _LARGE
    return bool(length.min() > _SMALL and length.max() < _LARGE)


def _minmax(x: FloatArray, matrix: Matrix) -> FloatArray:
    low, high = _smallest(x), _largest(x)
    return divide(np.where(matrix.benefit, x - low, high - x), high - low)


def _sum(x: FloatArray, matrix: Matrix) -> FloatArray:
    # Dividing by the largest first keeps very large columns from overflowing their sum.
    r = np.where(matrix.benefit, divide(x, _largest(x)), _inverse(x))
    return divide(r, np.sum(r, axis=-2, keepdims=True))


def _inverse(x: FloatArray) -> FloatArray:
    smallest = _smallest(np.where(x > 0, x, np.inf))
    smallest = np.where(np.isinf(smallest), 0.0, smallest)
    return divide(np.broadcast_to(smallest, x.shape), x)


def _range(x: FloatArray, matrix: Matrix) -> FloatArray:
    low, high = matrix.ranges[:, 0], matrix.ranges[:, 1]
    value = _complement((x - low) / (high - low), matrix)
    np.maximum(value, 0.0, out=value)
    np.minimum(value, 1.0, out=value)
    for j, curve in matrix.curves.items():
        value[..., j] = curve.value(x[..., j])
    return value


_SMALL, _LARGE = 1e-140, 1e140
_FORMS: Mapping[Normalisation, Callable[[FloatArray, Matrix], FloatArray]] = {
    "vector": _vector,
    "minmax": _minmax,
    "max": lambda x, matrix: _complement(divide(x, _largest(x)), matrix),
    "linear": lambda x, matrix: np.where(matrix.benefit, divide(x, _largest(x)), _inverse(x)),
    "sum": _sum,
    "range": _range,
    "none": lambda x, matrix: np.where(matrix.benefit, x, -x),
}
