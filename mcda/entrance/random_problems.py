"""Random problems for measuring which laws a method keeps; equal numbers give equal problems."""

from dataclasses import dataclass, replace

import numpy as np

from mcda.cells import FloatArray
from mcda.method import Matrix

SEED = 2026


@dataclass(frozen=True, kw_only=True, eq=False)
class RandomProblem:
    """A matrix with weights, and the bounds for changes of its cells."""

    number: int
    """Of the problem; draws of a law start from it."""
    matrix: Matrix
    """``m`` alternatives on ``n`` criteria, with a range each."""
    weights: FloatArray
    """``(n,)``, uniform on the simplex."""
    better: FloatArray
    """Best and worst value that a law gives to a cell of each column, ``(n,)``."""
    worse: FloatArray
    """Best and worst value that a law gives to a cell of each column, ``(n,)``."""

    def draws(self, law: str) -> np.random.Generator:
        """Return the random generator for the changes that a law makes to this problem."""
        return np.random.default_rng([SEED, self.number, *law.encode()])

    def holding(self, values: FloatArray) -> Matrix:
        """Return the matrix with other values, ``(s, m, n)`` or with other rows."""
        names = tuple(f"a{i}" for i in range(values.shape[-2]))
        return replace(self.matrix, values=values, alternatives=names)


def random_problem(number: int, lowest: float, rows: int | None = None) -> RandomProblem:
    """Return a problem of 3 to 8 alternatives, or of so many rows, on 2 to 6 criteria.

    Columns are spread evenly over 1..100, of the levels 1..5, or spread over four orders of size,
    each a benefit or a cost. Problems of even number are above zero and so the same for every
    method; in problems of odd number half of the columns also hold zeros, or negative values.

    Cells are at least `lowest`: below 0 where the method takes negative values, 0 where it takes
    zeros, else 1.
    """
    rng = np.random.default_rng([SEED, number])
    m, n = int(rng.integers(3, 9)), int(rng.integers(2, 7))
    m = rows or m
    kinds = (
        rng.uniform(1, 100, (m, n)),
        rng.integers(1, 6, (m, n)).astype(np.float64),
        10 ** rng.uniform(0, 4, (m, n)),
    )
    values = np.choose(rng.integers(0, 3, n), kinds)
    benefit, weights = rng.random(n) < 0.5, rng.dirichlet(np.ones(n))
    lowered = (rng.random(n) < 0.5) & (number % 2 == 1) & (lowest <= 0)
    floor = np.where(lowest < 0, np.median(values, axis=0), values.min(axis=0))
    values = np.where(lowered, values - floor, values)
    low, high = values.min(axis=0), values.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    least = np.where(low > 0, low / 2, np.where(low < 0, low - span, 0.0))
    most = high + span
    matrix = Matrix(
        values=values,
        benefit=benefit,
        ranges=np.stack([least, most], axis=1),
        alternatives=tuple(f"a{i}" for i in range(m)),
        criteria=tuple(f"c{j}" for j in range(n)),
    )
    better, worse = np.where(benefit, most, least), np.where(benefit, least, most)
    return RandomProblem(number=number, matrix=matrix, weights=weights, better=better, worse=worse)
