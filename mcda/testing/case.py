"""A random problem, drawn by its number, with the places and amounts of a law's changes."""

from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.entrance.matrix_laws import FACTORS, takes
from mcda.entrance.random_problems import SEED
from mcda.method import Method
from mcda.problem import Alternative, Criterion, Problem
from mcda.weight_vector import WeightVector

SHIFTS = (1, 7, 32)
Bounds = tuple[int, int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """A problem and weights, with the places and amounts of a law's changes.

    Examples
    --------
    The permutation of a case, put to a method by hand: ranks move with their rows.

    >>> import mcda
    >>> from mcda.testing import random_case
    >>> case = random_case(mcda.make_method("spotis"), 0)
    >>> before = mcda.rank(case.problem, case.weights, "spotis").ranks
    >>> after = mcda.rank(case.problem.select(case.rows), case.weights, "spotis").ranks
    >>> after.tolist() == before[list(case.rows)].tolist()
    True
    """

    problem: Problem
    """``m`` alternatives on ``n`` criteria."""
    weights: WeightVector
    """``m`` alternatives on ``n`` criteria."""
    rows: tuple[int, ...]
    """A permutation of the rows and one of the columns."""
    columns: tuple[int, ...]
    """A permutation of the rows and one of the columns."""
    row: int
    """Two rows, different where ``m > 1``."""
    other: int
    """Two rows, different where ``m > 1``."""
    column: int
    """A column."""
    factor: float
    """Positive multiplier and addend for that column."""
    shift: float
    """Positive multiplier and addend for that column."""
    steps: tuple[float, ...]
    """Non-negative amounts, one a criterion, by which cells get better or worse."""
    more_weights: tuple[WeightVector, ...]
    """Other weights for the same problem, at least one."""


def random_case(method: Method, number: int) -> Case:
    """Return a case that a configured method can take: 2 to 6 alternatives on 1 to 5 criteria.

    Columns hold whole numbers, as in `mcda.testing.strategies.problems`.

    Parameters
    ----------
    method
        The method's traits and refusals decide the data.
    number
        Number of the case, from 0.

    Examples
    --------
    A weighted product takes positive values only, a weighted sum any.

    >>> from mcda.methods import make_method
    >>> from mcda.testing import random_case
    >>> product, total = make_method("weighted_product"), make_method("weighted_sum")
    >>> all((random_case(product, number).problem.values > 0).all() for number in range(20))
    True
    >>> any((random_case(total, number).problem.values < 0).any() for number in range(20))
    True
    """
    return draw_case(method, np.random.default_rng([SEED, number, 1]), (2, 6), (1, 5))


def draw_case(
    method: Method, rng: np.random.Generator, alternatives: Bounds, criteria: Bounds
) -> Case:
    """Return a case of so many alternatives and criteria, least and greatest number of each."""
    m, n = (int(rng.integers(least, most + 1)) for least, most in (alternatives, criteria))
    signed = takes(method, -1.0)
    lowest = -20 if signed else 0 if takes(method, 0.0) else 1
    values = np.stack([_column(rng, m, lowest) for _ in range(n)], axis=1)
    margins = rng.integers(1, 31, n)
    ranged = method.traits.needs_range or bool(rng.random() < 0.5)
    # Wider than the columns, so that a law can move cells inside it.
    low = values.min(axis=0) - (margins if signed else 0)
    ends = np.stack([low, values.max(axis=0) + margins], axis=1).tolist()
    problem = Problem(
        criteria=tuple(
            Criterion(
                id=f"c{j}",
                direction="benefit" if rng.random() < 0.5 else "cost",
                range=(ends[j][0], ends[j][1]) if ranged else None,
            )
            for j in range(n)
        ),
        alternatives=tuple(Alternative(id=f"a{i}") for i in range(m)),
        performances=values.tolist(),
    )
    row, step = int(rng.integers(m)), int(rng.integers(1, max(m, 2)))
    ids = problem.criterion_ids
    weights, *more_weights = [WeightVector.normalised(ids, _points(rng, n)) for _ in range(3)]
    return Case(
        problem=problem,
        weights=weights,
        rows=tuple(rng.permutation(m).tolist()),
        columns=tuple(rng.permutation(n).tolist()),
        row=row,
        other=(row + step) % m,
        column=int(rng.integers(n)),
        factor=float(rng.choice(FACTORS)),
        shift=float(rng.choice(SHIFTS)),
        steps=tuple(rng.integers(0, 10, n).tolist()),
        more_weights=tuple(more_weights),
    )


def _column(rng: np.random.Generator, m: int, low: int) -> FloatArray:
    """Return a column of spread values, few levels, very different sizes, or one constant."""
    kinds = (
        rng.integers(low, 51, m),
        rng.integers(max(low, -1), 4, m),
        10 ** rng.integers(0, 8, m),
        np.full(m, rng.integers(low, 51)),
    )
    return kinds[rng.choice(range(4), p=(0.25, 0.4, 0.2, 0.15))].astype(np.float64)


def _points(rng: np.random.Generator, n: int) -> FloatArray:
    """Return points of 0 to 9, not all of them 0."""
    points = rng.integers(0, 10, n).astype(np.float64)
    points[rng.integers(n)] += 1
    return points
