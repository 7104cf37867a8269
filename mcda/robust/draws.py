"""Random draws in chunks, each with its own generator, so that every process draws the same."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, Mixture, Sources, Spread, Sum, loadings
from mcda.kernel import has_closed_form, linear_form
from mcda.method import Matrix, Method, Prepared
from mcda.ranking import Ranking
from mcda.robust.rank_counts import TILE, tile_size
from mcda.weight_set import AnyWeights, Around, WeightSet
from mcda.weight_vector import WeightVector

DEFAULT_SPREAD = 0.2
_ROUNDING = 1e-9


def weights_to_draw(weights: WeightVector, spread: float | Literal["any"] | None) -> WeightSet:
    """Return the set from which weights are drawn.

    A number keeps every weight within a factor ``1-spread .. 1+spread``; ``"any"`` takes all
    weights, or all that a strict statement allows; None takes the set that the statement allows, or
    a spread of 0.2 if there is no such set.
    """
    weight_set = weights.known
    if spread == "any":
        strict = weight_set is not None and weight_set.strict
        return weight_set if weight_set is not None and strict else AnyWeights(len(weights.values))
    if spread is None and weight_set is not None:
        return weight_set
    return Around(weights.values, DEFAULT_SPREAD if spread is None else spread)


def sample_cells(
    spreads: Mapping[tuple[int, int], Spread],
    size: int,
    rng: np.random.Generator,
    normals: Mapping[str, FloatArray] | None = None,
) -> dict[tuple[int, int], FloatArray]:
    """Draw every uncertain cell; arrays ``(size,)`` by row and column.

    Cells that share sources follow their draws `normals`, see `sample_sources`, made here first
    where left out; all others are drawn alone.
    """
    sources = sample_sources(spreads, size, rng) if normals is None else normals
    cases = Cases(sources)

    def joint(shared: Sources) -> FloatArray:
        pairs = loadings(shared)
        own = max(0.0, 1.0 - math.fsum(rho * rho for _, rho in pairs))
        parts = [rho * sources[name] for name, rho in pairs]
        if own > _ROUNDING:
            parts.append(math.sqrt(own) * rng.standard_normal(size))
        return np.asarray(sum(parts))

    def value(spread: Spread | float) -> FloatArray:
        if isinstance(spread, float):
            return np.full(size, spread)
        if isinstance(spread, Sum):
            return np.asarray(sum(map(value, spread.parts)))
        if not isinstance(spread, Mixture):
            return spread.at(joint(spread.shared)) if spread.shared else spread.sample(size, rng)
        if not spread.pick:
            return spread.sample(size, rng)
        from scipy.special import ndtr

        return spread.picked(cases.of(spread), ndtr(joint(spread.shared)))

    return {cell: value(spread) for cell, spread in sorted(spreads.items())}


@dataclass(frozen=True, slots=True)
class Cases:
    """Which case of each source every draw is in."""

    normals: Mapping[str, FloatArray]
    """A standard normal number a draw, ``(s,)``, by source."""
    known: dict[tuple[str, tuple[float, ...]], npt.NDArray[np.intp]] = field(default_factory=dict)
    """Those looked up before, by source and chances."""

    def of(self, spread: Mixture) -> list[npt.NDArray[np.intp]]:
        """Return the cases of a mixture, one array ``(s,)`` for each axis."""
        from scipy.special import ndtri

        cases = []
        for axis, (name, _) in enumerate(spread.pick):
            key = (name, tuple(spread.cases(axis).tolist()))
            if key not in self.known:
                edges = ndtri(np.minimum(np.cumsum(key[1][:-1]), 1.0))
                self.known[key] = np.searchsorted(edges, self.normals[name])
            cases.append(self.known[key])
        return cases


def sample_sources(
    spreads: Mapping[tuple[int, int], Spread], size: int, rng: np.random.Generator
) -> dict[str, FloatArray]:
    """Draw a standard normal number for each source that cells share; ``(size,)`` by name."""
    names = sorted({name for spread in spreads.values() for name in sources_of(spread)})
    return {name: rng.standard_normal(size) for name in names}


def sources_of(spread: Spread) -> tuple[str, ...]:
    """Return the names of the sources that a cell shares with others."""
    parts = spread.parts if isinstance(spread, Sum) else (spread,)
    names = [name for p in parts if not isinstance(p, float) for name, _ in loadings(p.shared)]
    names += [name for part in parts if isinstance(part, Mixture) for name, _ in part.pick]
    return tuple(dict.fromkeys(names))


def drawn_matrix(matrix: Matrix, places: npt.NDArray[np.intp], drawn: FloatArray) -> Matrix:
    """Return the matrix with its uncertain cells drawn, values ``(s, m, n)``.

    Shapes: `matrix` ``(m, n)``; `places` ``(c,)``; `drawn` ``(c, s)``.
    """
    values = np.repeat(matrix.values.reshape(1, -1), drawn.shape[1], axis=0)
    values[:, places] = drawn.T
    return replace(matrix, values=values.reshape(-1, *matrix.values.shape))


CHUNK = 10_000
_HELD = 2_000_000  # numbers drawn for cells at once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """Draws that are held in memory together."""

    weights: FloatArray
    """``(s, n)``."""
    judgements: FloatArray
    """``(s, g)``: judgements behind the weights."""
    cells: FloatArray
    """``(c, s)``: uncertain cells in the order of rows and columns."""

    @property
    def factors(self) -> tuple[FloatArray, ...]:
        """All drawn factors: cells, weights and judgements, each ``(f, s)``."""
        return self.cells, self.weights.T, self.judgements.T


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawSource:
    """Source of draws: the weights, the uncertain cells and the seed."""

    weights: WeightSet
    """The set that weights are drawn from."""
    spreads: Mapping[tuple[int, int], Spread]
    """Uncertain cells by row and column."""
    seed: int
    """Chunk k is drawn by ``numpy.random.default_rng([seed, k])``."""

    def chunk(self, k: int, size: int = CHUNK) -> Iterator[Block]:
        """Yield the first ``size`` draws of chunk k, first the weights and then the cells.

        Many uncertain cells come in more than one block, so that memory stays bounded.
        """
        rng = np.random.default_rng([self.seed, k])
        weights, judgements = self.weights.draw(size, rng)
        step = max(1, min(size, _HELD // max(len(self.spreads), 1)))
        for low in range(0, size, step):
            high = min(low + step, size)
            cells = sample_cells(self.spreads, high - low, rng)
            table = np.array(list(cells.values())).reshape(len(cells), high - low)
            yield Block(weights=weights[low:high], judgements=judgements[low:high], cells=table)


MANY = 100_000
"""Draws past which loading SciPy pays."""

_CACHED = 250_000  # numbers; PROMETHEE compares every two alternatives of every drawn matrix


@dataclass(frozen=True, kw_only=True, eq=False)
class SamplingPlan:
    """A ranking to repeat under draws; it can be pickled and sent to another machine."""

    method: Method
    """Of the ranking, ``m`` alternatives on ``n`` criteria."""
    matrix: Matrix
    """Of the ranking, ``m`` alternatives on ``n`` criteria."""
    prepared: Prepared
    """Of the ranking, ``m`` alternatives on ``n`` criteria."""
    draws: DrawSource
    """Where draws come from."""
    samples: int
    """The most draws; all chunks but the last of them are full."""

    @classmethod
    def of(cls, ranking: Ranking, draws: DrawSource, samples: int) -> "SamplingPlan":
        """Return the sampling plan of a ranking."""
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
        """Whether there are so many draws that loading SciPy pays."""
        return self.samples > MANY

    @property
    def certain(self) -> bool:
        """Whether no cell is drawn."""
        return not self.draws.spreads

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
        """Number of draws ranked together: drawn and prepared matrices fit into the cache."""
        m, n = self.matrix.values.shape
        return (
            tile_size(m, n) if self.certain else int(np.clip(_CACHED // (m * max(m, n)), 1, TILE))
        )

    def blocks(self, k: int) -> Iterator[Block]:
        """Yield the draws of chunk k."""
        return self.draws.chunk(k, min(CHUNK, self.samples - k * CHUNK))

    def prepare(self, block: Block, part: slice) -> Prepared:
        """Return the prepared method for some draws of a block."""
        if self.certain:
            return self.prepared
        return self.method.prepare(drawn_matrix(self.matrix, self._places, block.cells[:, part]))

    def distinct(self, weights: FloatArray) -> bool:
        """Return whether ties occur only by chance, so that plain sorting counts them correctly.

        Shapes: `weights` ``(s, n)``.
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
