"""Draws in chunks, each from a generator of its own: whoever draws a chunk draws the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray, Spread
from mcda.robust.sampling import sample_cells
from mcda.weight_set import WeightSet

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
