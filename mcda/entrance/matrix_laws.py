"""Laws of methods on random matrices; each function tests whether a law holds for one problem."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from mcda.cells import FloatArray
from mcda.column_law import ColumnLaw
from mcda.entrance.random_problems import RandomProblem
from mcda.errors import UnsuitableData
from mcda.method import Matrix, Method, Prepared
from mcda.prepare.normalise import divide

# Exact in binary, so that thresholds and ties survive a change of unit to the last bit.
FACTORS = (1 / 1024, 0.25, 3.0, 1000.0)


class BrokenLaw(AssertionError):
    """A problem breaks a law."""

    def __init__(self, law: str, said: str = "") -> None:
        super().__init__(said or law)
        self.law, self.said = law, said


Words = Sequence[str]
Law = Callable[[Method, RandomProblem, np.ndarray], bool | None]


def lowest_of(method: Method) -> float:
    """Return -1 if a method accepts negative values, 0 if it accepts zeros, else 1."""
    return next((value for value in (-1.0, 0.0) if takes(method, value)), 1.0)


def takes(method: Method, value: float) -> bool:
    """Return whether a method accepts a value, by preparing a matrix that holds the value.

    The value stands in a column that also holds 2, once as a benefit and once as a cost.
    """
    kinds = str | int | float  # of parameters that do not name criteria
    scalars = {k: v for k, v in method.parameters.items() if isinstance(v, kinds)}
    try:
        for benefit in (True, False):
            matrix = Matrix(
                values=np.array([[value], [2.0]]),
                benefit=np.array([benefit]),
                ranges=np.array([[-9.0, 9.0]]),
                alternatives=("a0", "a1"),
                criteria=("c0",),
            )
            type(method).of(scalars).prepare(matrix)
    except UnsuitableData:
        return False
    return True


def dominance(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool:
    """Return whether an alternative that is nowhere better than another never ranks above it."""
    rng, values = drawn.draws("dominance"), drawn.matrix.values
    m, n = values.shape
    rows, other = np.arange(m), (np.arange(m) + 1) % m
    tables = np.repeat(values[None], m, axis=0)
    fall = rng.random((m, n)) * (rng.random((m, n)) < 0.5)
    tables[rows, other] = values + fall * (drawn.worse - values)
    ranks = ranks_of(method, drawn.holding(tables), drawn.weights)
    return bool((ranks[rows, other] >= ranks[rows, rows]).all())


def monotone(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool:
    """Return whether no improvement of a cell worsens the rank of its alternative."""
    rng, values = drawn.draws("monotone"), drawn.matrix.values
    m, n = values.shape
    each = np.arange(m * n)
    rows, columns = np.divmod(each, n)
    tables = np.repeat(values[None], m * n, axis=0)
    tables[each, rows, columns] += rng.random(m * n) * (drawn.better - values).ravel()
    ranks = ranks_of(method, drawn.holding(tables), drawn.weights)
    return bool((ranks[each, rows] <= before[rows]).all())


def scale(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool:
    """Return whether a change of a column's unit leaves all ranks unchanged."""
    rng, matrix = drawn.draws("scale"), drawn.matrix
    for j, factor in enumerate(rng.choice(FACTORS, len(matrix.criteria))):
        unit = np.where(np.arange(len(matrix.criteria)) == j, factor, 1.0)
        ranges = matrix.ranges * unit[:, None]
        moved = replace(matrix, values=matrix.values * unit, ranges=ranges)
        if (ranks_of(method, moved, drawn.weights)[0] != before).any():
            return False
    return True


def reversal(method: Method, drawn: RandomProblem, before: np.ndarray) -> bool | None:
    """Return whether a winner stays first when any other is removed; None if all are first."""
    losers = np.flatnonzero(before > 1)
    if not len(losers):
        return None
    remaining = np.stack([np.delete(np.arange(len(before)), i) for i in losers])
    ranks = ranks_of(method, drawn.holding(drawn.matrix.values[remaining]), drawn.weights)
    return bool(((ranks == 1) & (before[remaining] == 1)).any(axis=1).all())


def standing(law: ColumnLaw, matrix: Matrix) -> FloatArray:
    """Return the alternatives' positions in each column under a law, up to a constant, (m, n)."""
    values = np.clip(matrix.values, *matrix.ranges.T) if law.reads_scale else matrix.values
    if law.variable == "logarithm":
        values = np.log(values)
    values = np.where(law.inverted(matrix), divide(np.ones(()), values), values)
    largest, smallest, total = values.max(axis=0), values.min(axis=0), values.sum(axis=0)
    scales = {
        "one": np.ones(values.shape[1]),
        "spread": largest - smallest,
        "largest": largest,
        "smallest": smallest,
        "total": total,
        "total_and_largest": total + largest,
        "length": np.sqrt((values**2).sum(axis=0)),
    }
    return law.sign(matrix) * divide(values, scales[law.scale] * law.unit(matrix))


def columns_as_declared(method: Method, prepared: Prepared, matrix: Matrix) -> None:
    """Check that the terms that weights multiply differ between rows as a declared law says.

    The law says nothing about criteria whose cells the method does not read.

    These terms are the declared worth or, for a closeness, the values whose distances count, times
    one positive factor. If neither is declared, the law proves nothing.
    """
    law, unused = method.column_law(), method.unused_columns(matrix.criteria)
    table = getattr(prepared, "oriented", None) if prepared.by_closeness else prepared.worth
    if law is None or table is None:
        return
    read = [place for place, key in enumerate(matrix.criteria) if key not in unused]
    actual, stated = ((columns - columns[0])[:, read] for columns in (table, standing(law, matrix)))
    if not stated.any():
        holds = not actual.any()
    else:
        factor = float((actual * stated).sum() / (stated * stated).sum())
        holds = factor > 0 and _agree(actual, factor * stated)
    if not holds:
        raise BrokenLaw("columns")


def contributions_add_up(
    method: Method, prepared: Prepared, weights: FloatArray, scores: FloatArray
) -> None:
    """Check that contributions add up to the score, or to its logarithm if the method says so."""
    parts = prepared.contributions(weights, scores)
    if parts.shape != (len(scores), len(weights)):
        raise BrokenLaw("contributions", f"shape {parts.shape}")
    sums = np.log(scores) if method.contributions_sum == "log_score" else scores
    if not near(parts.sum(axis=1), sums):
        raise BrokenLaw("contributions")


def gaps_add_up(prepared: Prepared, weights: FloatArray, scores: FloatArray) -> None:
    """Check that declared gaps to each row sum to the differences of the scores."""
    behind = -scores if prepared.lower_is_better else scores
    for first in range(len(scores)):
        declared = prepared.attribution(weights, first)
        if declared is not None:
            size = float(np.abs(declared.gaps).max(initial=0.0))
            if not _agree(declared.gaps.sum(axis=1), behind[first] - behind, size):
                raise BrokenLaw("attribution")


def rows_move_along(
    method: Method, before: Prepared, matrix: Matrix, weights: FloatArray, rows: Sequence[int]
) -> None:
    """Check that permuting the alternatives permutes their scores and ranks."""
    rows, own = list(rows), weights[None]
    names = tuple(matrix.alternatives[i] for i in rows)
    other = replace(matrix, values=matrix.values[rows], alternatives=names)
    after = method.restricted(matrix.alternatives, rows).prepare(other)
    same = np.array_equal(after.ranks(own)[0], before.ranks(own)[0][rows])
    if not same or not near(after.scores(own)[0], before.scores(own)[0][rows]):
        raise BrokenLaw("rows", f"order {rows}")


def batch_of_weights(prepared: Prepared, weights: FloatArray, *also: str) -> None:
    """Check that scores, and further readings, of ``s`` weight vectors are those of each alone."""
    _same("batch_of_weights", prepared, [prepared] * len(weights), weights, also)


def batch_of_matrices(method: Method, matrix: Matrix, weights: FloatArray, *also: str) -> None:
    """Check that scores of ``s`` matrices, one weight vector each, are those of each alone."""
    tables = np.stack([np.roll(matrix.values, k, axis=0) for k in range(len(weights))])
    together = method.prepare(replace(matrix, values=tables))
    alone = [method.prepare(replace(matrix, values=table)) for table in tables]
    _same("batch_of_matrices", together, alone, weights, also)


def _same(
    law: str, together: Prepared, alone: Sequence[Prepared], weights: FloatArray, also: Words
) -> None:
    for reading in ("scores", *also):
        each = [getattr(form, reading)(w[None])[0] for form, w in zip(alone, weights, strict=True)]
        if not near(getattr(together, reading)(weights), np.stack(each)):
            raise BrokenLaw(law, reading if also else "")


def near(one: FloatArray, other: FloatArray) -> bool:
    """Return whether two arrays are equal but for rounding."""
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-9, atol=1e-11)


def _agree(one: FloatArray, other: FloatArray, size: float = 0.0) -> bool:
    """Return whether two arrays agree up to the rounding noise of numbers of a given size."""
    size = max(size, float(np.abs(other).max(initial=0.0)))
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-7, atol=1e-9 * size)


MEASURES: Mapping[str, Law] = {law.__name__: law for law in (dominance, monotone, scale, reversal)}


def ranks_of(method: Method, matrix: Matrix, weights: FloatArray) -> np.ndarray:
    """Return ranks ``(s, m)`` of the rows of each matrix under one weight vector ``(n,)``."""
    size = len(matrix.values) if matrix.values.ndim == 3 else 1
    return method.prepare(matrix).ranks(np.repeat(weights[None], size, axis=0))
