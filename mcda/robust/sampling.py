"""Draws of weights and of uncertain cells."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from mcda.cells import FloatArray, Spread
from mcda.errors import Fault, InvalidSensitivity
from mcda.method import Matrix

_DRAWS_WITHOUT_HIT = 2_000_000


def sample_weights(
    w: FloatArray, size: int, rng: np.random.Generator, spread: float | Literal["any"] = 0.2
) -> FloatArray:
    """Draw weight vectors uniformly.

    Parameters
    ----------
    w
        Present weights, ``(n,)``.
    size
        Number of draws ``s``.
    rng
        Source of randomness.
    spread
        ``s`` in 0..1 keeps every weight within a factor ``1-s .. 1+s`` of its value; ``"any"``
        draws from the whole simplex (normalised exponentials, Dirichlet(1)).

    Returns
    -------
    FloatArray
        ``(s, n)``, rows sum to 1.

    Notes
    -----
    All weights but the largest are drawn in their boxes, the largest closes the sum and what
    falls outside its box is drawn again: dividing by the sum would bias towards the centre.
    """
    if spread == "any":
        drawn = rng.exponential(size=(size, len(w)))
        return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))
    largest = int(w.argmax())
    low, high = w * (1 - spread), np.minimum(w * (1 + spread), 1.0)
    kept: list[FloatArray] = []
    missing, tried = size, 0
    while missing > 0:
        batch = rng.uniform(low, high, size=(missing + missing // 4 + 64, len(w)))
        batch[:, largest] = 0.0
        closing = 1.0 - batch.sum(axis=1)
        batch[:, largest] = closing
        inside = (closing >= low[largest] - 1e-15) & (closing <= high[largest] + 1e-15)
        kept.append(batch[inside][:missing])
        missing -= len(kept[-1])
        tried += len(batch)
        if missing == size and tried > _DRAWS_WITHOUT_HIT:
            raise InvalidSensitivity([Fault("spread_bounds", ("spread",), {"value": spread})])
    return np.vstack(kept)


def sample_cells(
    spreads: Mapping[tuple[int, int], Spread], size: int, rng: np.random.Generator
) -> dict[tuple[int, int], FloatArray]:
    """Draw every uncertain cell independently; arrays ``(size,)`` by row and column."""
    return {cell: spread.sample(size, rng) for cell, spread in sorted(spreads.items())}


def drawn_matrix(
    matrix: Matrix, cells: Mapping[tuple[int, int], FloatArray], part: slice
) -> Matrix:
    """Return the matrix with its uncertain cells drawn, values ``(s, m, n)``."""
    size = len(next(iter(cells.values()))[part])
    values = np.repeat(matrix.values[None], size, axis=0)
    for (i, j), drawn in cells.items():
        values[:, i, j] = drawn[part]
    return Matrix(
        values=values,
        benefit=matrix.benefit,
        ranges=matrix.ranges,
        alternatives=matrix.alternatives,
        criteria=matrix.criteria,
    )
