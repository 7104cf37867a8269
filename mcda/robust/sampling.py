"""Draws of weights and of uncertain cells."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from mcda.cells import FloatArray, Spread
from mcda.method import Matrix
from mcda.weight_set import AnyWeights, Around, WeightSet
from mcda.weight_vector import WeightVector

DEFAULT_SPREAD = 0.2


def weights_to_draw(weights: WeightVector, spread: float | Literal["any"] | None) -> WeightSet:
    """Return the set that weights are drawn from.

    Parameters
    ----------
    weights
        Present weights.
    spread
        A number keeps every weight within a factor ``1-spread .. 1+spread``; ``"any"`` takes all
        weights, or all that a strict statement allows; None takes what the statement leaves
        open, and a spread of 0.2 where it does not say.
    """
    known = weights.known
    if spread == "any":
        strict = known is not None and known.strict
        return known if known is not None and strict else AnyWeights(len(weights.values))
    if spread is None and known is not None:
        return known
    return Around(weights.values, DEFAULT_SPREAD if spread is None else spread)


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
