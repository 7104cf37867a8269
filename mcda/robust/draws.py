"""Draws in chunks, each from a generator of its own: whoever draws a chunk draws the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, Spread
from mcda.kernel import has_closed_form, linear_form
from mcda.method import Matrix, Method, Prepared
from mcda.ranking import Ranking
from mcda.robust.rank_counts import TILE, tile_size
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
class DrawSource:
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


MANY = 100_000
"""Draws past which loading SciPy pays."""

_CACHED = 250_000  # numbers; PROMETHEE compares every two alternatives of every drawn matrix


@dataclass(frozen=True, kw_only=True, eq=False)
class SamplingPlan:
    """A ranking to repeat under draws; it can be pickled and sent to another machine.

    Parameters
    ----------
    method, matrix, prepared
        Of the ranking, ``m`` alternatives on ``n`` criteria.
    draws
        Where draws come from.
    samples
        The most draws; all chunks but the last of them are full.
    """

    method: Method
    matrix: Matrix
    prepared: Prepared
    draws: DrawSource
    samples: int

    @classmethod
    def of(cls, ranking: Ranking, draws: DrawSource, samples: int) -> "SamplingPlan":
        """Return the stage of an answer."""
        return cls(
            method=ranking.method,
            matrix=ranking.matrix,
            prepared=ranking.prepared,
            draws=draws,
            samples=samples,
        )

    @property
    def chunks(self) -> int:
        """Number of chunks."""
        return -(-self.samples // CHUNK)

    @property
    def many(self) -> bool:
        """So much is drawn that loading SciPy pays."""
        return self.samples > MANY

    @property
    def certain(self) -> bool:
        """No cell is drawn."""
        return not self.draws.spreads

    @cached_property
    def weights_drawn(self) -> FloatArray:
        """The weights of the first draws, ``(s, n)``."""
        return next(self.blocks(0)).weights

    @property
    def weights_stay(self) -> bool:
        """All draws have the same weights."""
        return bool(np.ptp(self.weights_drawn, axis=0).max() == 0)

    @property
    def sole_doubt(self) -> tuple[int, int] | None:
        """The uncertain cell, where it is the only thing in doubt."""
        open_ = [cell for cell, spread in self.draws.spreads.items() if spread.low < spread.high]
        return open_[0] if len(open_) == 1 and self.weights_stay else None

    @cached_property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """Row and column of each uncertain cell."""
        return tuple(sorted(self.draws.spreads))

    @cached_property
    def _places(self) -> npt.NDArray[np.intp]:
        n = len(self.matrix.criteria)
        return np.array([i * n + j for i, j in self.cells], dtype=np.intp)

    @property
    def tile(self) -> int:
        """Draws to rank together: drawn matrices fit into the cache with what is made of them."""
        m, n = self.matrix.values.shape
        return (
            tile_size(m, n) if self.certain else int(np.clip(_CACHED // (m * max(m, n)), 1, TILE))
        )

    def blocks(self, k: int) -> Iterator[Block]:
        """Yield the draws of chunk k."""
        return self.draws.chunk(k, min(CHUNK, self.samples - k * CHUNK))

    def prepare(self, block: Block, part: slice) -> Prepared:
        """Return the method for some draws of a block."""
        if self.certain:
            return self.prepared
        return self.method.prepare(drawn_matrix(self.matrix, self._places, block.cells[:, part]))

    def distinct(self, weights: FloatArray) -> bool:
        """Tell whether ties can only come by chance, so that plain sorting counts them rightly.

        Parameters
        ----------
        weights
            Some draws, ``(s, n)``.
        """
        form = self.prepared
        if not self.certain or not has_closed_form(form):
            return False
        low, high = weights.min(axis=0), weights.max(axis=0)
        if not (high > low).any():
            return False
        sums = linear_form(form)
        rows = self.matrix.values if sums is None else sums.local
        return len(np.unique(rows[:, high > low], axis=0)) == len(rows)
