"""What is drawn and how draws are ranked: all that every chunk shares."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.kernel import has_closed_form, linear_form
from mcda.method import Matrix, Method, Prepared
from mcda.ranking import Ranking
from mcda.robust.counting import TILE, tile_size
from mcda.robust.draws import CHUNK, Block, Draws, drawn_matrix

MANY = 100_000
"""Draws past which loading SciPy pays."""

_CACHED = 250_000  # numbers; PROMETHEE compares every two alternatives of every drawn matrix


@dataclass(frozen=True, kw_only=True, eq=False)
class Stage:
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
    draws: Draws
    samples: int

    @classmethod
    def of(cls, answer: Ranking, draws: Draws, samples: int) -> "Stage":
        """Return the stage of an answer."""
        return cls(
            method=answer.method,
            matrix=answer.matrix,
            prepared=answer.prepared,
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
