"""Walks between two independent draws that replace one source of doubt after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Note, UnsuitableData, error_path
from mcda.method import Method, Prepared
from mcda.ranking import Ranking
from mcda.robust.draws import sample_cells, weights_to_draw
from mcda.robust.first_places import first_places

_TILE = 250_000  # numbers; what PROMETHEE makes of drawn matrices then stays in the cache
_MOST_DRAWS = 512

Kind = Literal["weights", "method", "cell"]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class RefusedMatrix(Exception):
    """A configuration, given by its place, cannot take a drawn matrix."""

    def __init__(self, place: int, reason: Note) -> None:
        super().__init__(place)
        self.place, self.reason = place, reason


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    """Draws: weights ``(s, n)``, configurations ``(s,)`` and values of the cells ``(s, c)``."""

    weights: FloatArray
    choice: Integers
    cells: FloatArray

    def part(self, tile: slice) -> "Draw":
        """Return some of the draws."""
        return Draw(self.weights[tile], self.choice[tile], self.cells[tile])


@dataclass(frozen=True, slots=True, eq=False)
class ShapleyMeans:
    """Means over the walks: the doubt, each source's share ``(d,)``, and their standard errors."""

    doubt: float
    error: float
    shares: FloatArray
    errors: FloatArray


class ShapleySampler:
    """Sampler of walks for the doubt about the winner of one ranking.

    Attributes
    ----------
    sources
        Kind and, of cells, row and column: the weights, the method where there is a choice, and
        each uncertain cell; ``d`` in all.
    """

    def __init__(
        self, ranking: Ranking, methods: Sequence[Method], spread: float | Literal["any"] | None
    ) -> None:
        self.ranking, self.methods = ranking, methods
        self.cells = sorted(ranking.spreads)
        self.sources: list[tuple[Kind, tuple[int, int] | None]] = [("weights", None)]
        if len(methods) > 1:
            self.sources.append(("method", None))
        self._first_cell = len(self.sources)
        self.sources += [("cell", cell) for cell in self.cells]
        self._open = weights_to_draw(ranking.weights, spread)
        self._at = np.array(self.cells, dtype=np.intp).reshape(len(self.cells), 2)
        self._still: dict[int, Prepared] = {}

    def count(self, samples: int, rng: np.random.Generator) -> ShapleyMeans:
        """Make ``samples`` walks and return their means.

        Raises
        ------
        RefusedMatrix
            A configuration other than the ranking's own cannot take a drawn matrix.
        UnsuitableData
            The ranking's own configuration cannot take a drawn matrix.
        """
        x, y = self._drawn(samples, rng), self._drawn(samples, rng)
        order = rng.permuted(np.tile(np.arange(len(self.sources)), (samples, 1)), axis=1)
        m, n = self.ranking.matrix.values.shape
        size = int(np.clip(_TILE // (m * max(m, n)), 1, _MOST_DRAWS))
        gains, apart = np.zeros(order.shape), np.zeros(samples)
        for start in range(0, samples, size):
            tile = slice(start, min(start + size, samples))
            winners = self._walk(x.part(tile), y.part(tile), order[tile])
            ahead = np.any(winners & winners[:, :1], axis=2)
            back = np.any(winners & winners[:, -1:], axis=2)
            steps = 0.5 * (ahead[:, :-1] * 1.0 - ahead[:, 1:] + back[:, 1:] - back[:, :-1])
            np.put_along_axis(gains[tile], order[tile], steps, axis=1)
            apart[tile] = ~ahead[:, -1]
        doubt = float(apart.mean())
        if doubt == 0:
            nothing = np.zeros(len(self.sources))
            return ShapleyMeans(0.0, 0.0, nothing, nothing)
        shares = gains.mean(axis=0) / doubt
        errors = (gains - apart[:, None] * shares).std(axis=0) / doubt
        root = np.sqrt(samples)
        return ShapleyMeans(doubt, float(apart.std() / root), shares, errors / root)

    def _drawn(self, samples: int, rng: np.random.Generator) -> Draw:
        weights = self._open.sample(samples, rng)
        choice = rng.integers(len(self.methods), size=samples)
        by_cell = sample_cells(self.ranking.spreads, samples, rng)
        cells = np.column_stack([by_cell[cell] for cell in self.cells]) if by_cell else None
        return Draw(weights, choice, np.empty((samples, 0)) if cells is None else cells)

    def _walk(self, x: Draw, y: Draw, order: Integers) -> Flags:
        """Return which alternatives are first at each step from x to y, ``(s, d + 1, m)``."""
        s = len(order)
        values = np.repeat(self.ranking.matrix.values[None], s, axis=0) if self.cells else None
        weights, choice = x.weights.copy(), x.choice.copy()
        if values is not None:
            values[:, self._at[:, 0], self._at[:, 1]] = x.cells
        m = len(self.ranking.matrix.alternatives)
        winners = np.empty((s, order.shape[1] + 1, m), dtype=np.bool_)
        winners[:, 0] = self._winners(weights, choice, values)
        for step in range(order.shape[1]):
            source = order[:, step]
            rows = np.flatnonzero(source == 0)
            weights[rows] = y.weights[rows]
            if self._first_cell == 2:
                rows = np.flatnonzero(source == 1)
                choice[rows] = y.choice[rows]
            rows = np.flatnonzero(source >= self._first_cell)
            if values is not None and len(rows):
                cell = source[rows] - self._first_cell
                values[rows, self._at[cell, 0], self._at[cell, 1]] = y.cells[rows, cell]
            winners[:, step + 1] = self._winners(weights, choice, values)
        return winners

    def _winners(self, weights: FloatArray, choice: Integers, values: FloatArray | None) -> Flags:
        """Return which alternatives, one or more, have rank 1 in each draw, ``(s, m)``."""
        m = len(self.ranking.matrix.alternatives)
        winners = np.empty((len(weights), m), dtype=np.bool_)
        for place in range(len(self.methods)):
            rows = np.flatnonzero(choice == place)
            if len(rows):
                prepared = self._prepared(place, None if values is None else values[rows])
                winners[rows] = first_places(prepared, weights[rows])
        return winners

    def _prepared(self, place: int, values: FloatArray | None) -> Prepared:
        method, ranking = self.methods[place], self.ranking
        if values is None and method == ranking.method:
            return ranking.prepared
        if values is None and place in self._still:
            return self._still[place]
        matrix = ranking.matrix if values is None else replace(ranking.matrix, values=values)
        try:
            with error_path("methods", place):
                prepared = method.prepared(matrix)
        except UnsuitableData as error:
            if place == 0:
                raise
            raise RefusedMatrix(place, error.faults[0]) from error
        if values is None:
            self._still[place] = prepared
        return prepared
