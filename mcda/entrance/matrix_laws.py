"""Laws of methods on random matrices; each tells whether one problem keeps it."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.entrance.random_problems import RandomProblem
from mcda.errors import UnsuitableData
from mcda.method import Matrix, Method

# Exact in binary, so that thresholds and ties survive a change of unit to the last bit.
FACTORS = (1 / 1024, 0.25, 3.0, 1000.0)

Law = Callable[[Method, RandomProblem, np.ndarray], bool | None]


def lowest_of(method: Method) -> float:
    """Return -1 where a method takes negative values, 0 where it takes zeros, else 1."""
    return next((value for value in (-1.0, 0.0) if takes(method, value)), 1.0)


def takes(method: Method, value: float) -> bool:
    """Tell whether a method takes a value, by asking it.

    Parameters
    ----------
    method
        Prepared with its parameters that do not name criteria.
    value
        In a column that also holds 2, once as a benefit and once as a cost.
    """
    return all(_prepares(method, value, benefit) for benefit in (True, False))


def _prepares(method: Method, value: float, benefit: bool) -> bool:
    matrix = Matrix(
        values=np.array([[value], [2.0]]),
        benefit=np.array([benefit]),
        ranges=np.array([[-9.0, 9.0]]),
        alternatives=("a0", "a1"),
        criteria=("c0",),
    )
    try:
        type(method).of(_scalars(method)).prepare(matrix)
    except UnsuitableData:
        return False
    return True


def _scalars(method: Method) -> dict[str, Any]:
    """Return the parameters that do not name criteria."""
    return {k: v for k, v in method.parameters.items() if isinstance(v, str | int | float)}


def dominance(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool:
    """Tell whether no alternative made nowhere better than another is ranked above it."""
    rng, values = drawn.draws("dominance"), drawn.matrix.values
    m, n = values.shape
    rows, other = np.arange(m), (np.arange(m) + 1) % m
    tables = np.repeat(values[None], m, axis=0)
    fall = rng.random((m, n)) * (rng.random((m, n)) < 0.5)
    tables[rows, other] = values + fall * (drawn.worse - values)
    ranks = ranks_of(method, drawn.holding(tables), drawn.weights)
    return bool((ranks[rows, other] >= ranks[rows, rows]).all())


def monotone(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool:
    """Tell whether no cell made better lowers the rank of its alternative."""
    rng, values = drawn.draws("monotone"), drawn.matrix.values
    m, n = values.shape
    each = np.arange(m * n)
    rows, columns = np.divmod(each, n)
    tables = np.repeat(values[None], m * n, axis=0)
    tables[each, rows, columns] += rng.random(m * n) * (drawn.better - values).ravel()
    ranks = ranks_of(method, drawn.holding(tables), drawn.weights)
    return bool((ranks[each, rows] <= before[rows]).all())


def scale(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool:
    """Tell whether no column in another unit changes a rank."""
    rng, matrix = drawn.draws("scale"), drawn.matrix
    for j, factor in enumerate(rng.choice(FACTORS, len(matrix.criteria))):
        unit = np.where(np.arange(len(matrix.criteria)) == j, factor, 1.0)
        moved = Matrix(
            values=matrix.values * unit,
            benefit=matrix.benefit,
            ranges=matrix.ranges * unit[:, None],
            alternatives=matrix.alternatives,
            criteria=matrix.criteria,
        )
        if (ranks_of(method, moved, drawn.weights)[0] != before).any():
            return False
    return True


def reversal(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool | None:
    """Tell whether a winner stays first without each of the others; None where all are first."""
    losers = np.flatnonzero(before > 1)
    if not len(losers):
        return None
    kept = np.stack([np.delete(np.arange(len(before)), i) for i in losers])
    ranks = ranks_of(method, drawn.holding(drawn.matrix.values[kept]), drawn.weights)
    return bool(((ranks == 1) & (before[kept] == 1)).any(axis=1).all())


MEASURES: Mapping[str, Law] = {
    "dominance": dominance,
    "monotone": monotone,
    "scale": scale,
    "reversal": reversal,
}


def ranks_of(method: Method, matrix: Matrix, weights: FloatArray) -> np.ndarray:
    """Return ranks ``(s, m)`` of the rows of each matrix under one weight vector ``(n,)``."""
    size = len(matrix.values) if matrix.values.ndim == 3 else 1
    return method.prepare(matrix).ranks(np.repeat(weights[None], size, axis=0))
