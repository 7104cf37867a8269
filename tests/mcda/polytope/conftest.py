"""Round bodies, and corners by exact arithmetic."""

import itertools
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from mcda.cells import FloatArray
from mcda.polytope.geometry import Flat, rounded


def _round_rows(rows: FloatArray) -> FloatArray:
    """Return the body ``rows z <= 1`` in round coordinates."""
    length, d = np.linalg.norm(rows, axis=1), rows.shape[1]
    return rounded(Flat(np.zeros(d), np.eye(d), rows / length[:, None], 1.0 / length)).rows


def _exact_corners(rows: FloatArray) -> FloatArray:
    """Return where ``d`` of the rows meet and none is above 1, in rational numbers."""
    exact = [[Fraction(value) for value in row] for row in rows.tolist()]
    found = []
    for chosen in itertools.combinations(exact, rows.shape[1]):
        y = _solved([[*row, Fraction(1)] for row in chosen])
        if y is not None and all(sum(map(Fraction.__mul__, row, y)) <= 1 for row in exact):
            found.append([float(value) for value in y])
    return np.array(found)


def _solved(equations: list[list[Fraction]]) -> list[Fraction] | None:
    n = len(equations)
    for i in range(n):
        pivot = next((k for k in range(i, n) if equations[k][i]), None)
        if pivot is None:
            return None
        equations[i], equations[pivot] = equations[pivot], equations[i]
        equations[i] = [value / equations[i][i] for value in equations[i]]
        for k in range(n):
            if k != i:
                f = equations[k][i]
                equations[k] = [a - f * b for a, b in zip(equations[k], equations[i], strict=True)]
    return [equation[-1] for equation in equations]


@pytest.fixture(scope="session")
def round_rows() -> Callable[[FloatArray], FloatArray]:
    return _round_rows


@pytest.fixture(scope="session")
def exact_corners() -> Callable[[FloatArray], FloatArray]:
    return _exact_corners
