"""Draws of weights and of uncertain cells."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import numpy as np
import numpy.typing as npt

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


def drawn_matrix(matrix: Matrix, places: npt.NDArray[np.intp], drawn: FloatArray) -> Matrix:
    """Return the matrix with its uncertain cells drawn, values ``(s, m, n)``.

    Parameters
    ----------
    matrix
        Values ``(m, n)``.
    places
        Of the uncertain cells, row by row, ``(c,)``.
    drawn
        ``(c, s)``.
    """
    values = np.repeat(matrix.values.reshape(1, -1), drawn.shape[1], axis=0)
    values[:, places] = drawn.T
    return replace(matrix, values=values.reshape(-1, *matrix.values.shape))
