"""Draws in chunks, each from a generator of its own: whoever draws a chunk draws the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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


CHUNK = 10_000
_HELD = 2_000_000  # numbers drawn for cells at once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """Draws that are held in memory together.

    Parameters
    ----------
    weights
        ``(s, n)``.
    judgements
        ``(s, g)``: judgements behind the weights.
    cells
        ``(c, s)``: uncertain cells in the order of rows and columns.
    """

    weights: FloatArray
    judgements: FloatArray
    cells: FloatArray

    @property
    def factors(self) -> tuple[FloatArray, ...]:
        """Everything that was drawn: cells, weights and judgements, each ``(f, s)``."""
        return self.cells, self.weights.T, self.judgements.T


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Where draws come from.

    Parameters
    ----------
    weights
        The set that weights are drawn from.
    spreads
        Uncertain cells by row and column.
    seed
        Chunk k is drawn by ``numpy.random.default_rng([seed, k])``.
    """

    weights: WeightSet
    spreads: Mapping[tuple[int, int], Spread]
    seed: int

    def chunk(self, k: int, size: int = CHUNK) -> Iterator[Block]:
        """Yield the first ``size`` draws of chunk k, first the weights and then the cells.

        Many uncertain cells come in more than one block, so that memory stays bounded.
        """
        rng = np.random.default_rng([self.seed, k])
        weights, judgements = self.weights.draw(size, rng)
        step = max(1, min(size, _HELD // max(len(self.spreads), 1)))
        for low in range(0, size, step):
            high = min(low + step, size)
            drawn = sample_cells(self.spreads, high - low, rng)
            yield Block(
                weights=weights[low:high],
                judgements=judgements[low:high],
                cells=np.array(list(drawn.values())).reshape(len(drawn), high - low),
            )
