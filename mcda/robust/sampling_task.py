"""Counts of one chunk of draws, which are summed over chunks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial, reduce
from itertools import chain
from operator import add

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, Spread
from mcda.robust.conditioning import BINS, FirstPlaceCounts
from mcda.robust.draws import CHUNK, Block, SamplingPlan
from mcda.robust.rank_counts import Integers, RankCounts, count, occurrences
from mcda.weight_set import Judgement

MOST_DRAWS = 100_000
"""Draws, the first ones, that are looked into; the error of what they tell is small by then."""

_EDGES_FROM = 2000  # draws
_FEW, _FEW_BINS = 30, 25  # factors; more are told apart less finely
_FULL = 40 * _FEW_BINS  # draws of which so few bins hold enough
_MOST_COUNTERS = 2_000_000
_HELD = 100_000  # values at once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Factors:
    """Drawn inputs divided into bins; those of a cell are equal parts of its distribution.

    There are ``b`` bins, 100, or 25 if there are many factors: counting takes as long as
    drawing.
    """

    cells: tuple[tuple[int, int], ...]
    """Row and column of each uncertain cell."""
    weights: int
    """Number of weights, after the cells."""
    judgements: tuple[Judgement, ...]
    """Judgements behind the weights, after these."""
    edges: FloatArray
    """``(f, b - 1)``: where all bins but the lowest begin, by factor."""
    equal: npt.NDArray[np.bool_]
    """``(f,)``: the bins of the factor are equally probable, as those of a cell are; the bins of a
    weight or a judgement are only about so."""
    contenders: Integers
    """Alternatives that are counted by name for every factor, ``(k,)``."""
    slots: Integers
    """``(m,)``: place of each alternative among the contenders, k for all others."""
    own: Integers
    """``(f,)``: the alternative of a cell where it is no contender, else -1; it is counted by name
    for this factor."""

    @property
    def bins(self) -> int:
        """Number of bins."""
        return self.edges.shape[1] + 1

    @classmethod
    def cut(
        cls,
        spreads: Mapping[tuple[int, int], Spread],
        judgements: tuple[Judgement, ...],
        block: Block,
        times: Integers,
    ) -> "Factors":
        """Choose bins and contenders.

        At most the first 2000 draws of the block give the bins of weights and judgements. With so
        many factors that not every alternative can be counted by name, the most often first are.
        """
        cells = tuple(sorted(spreads))
        fine = np.concatenate([_quantiles([spreads[cell] for cell in cells]), _cuts(block)])
        coarse = len(fine) > _FEW and len(block.weights) >= _FULL
        step = BINS // _FEW_BINS if coarse else 1
        edges = fine[:, step - 1 :: step]
        most = max(2, _MOST_COUNTERS // (BINS * max(len(edges), 1)) - 3)
        contenders = np.sort(np.argsort(-times, kind="stable")[:most])
        slots = np.full(len(times), len(contenders))
        slots[contenders] = np.arange(len(contenders))
        rows = np.array([i for i, _ in cells] + [-1] * (len(edges) - len(cells)))
        equal = (np.diff(fine, axis=1) > 0).all(axis=1) & (rows >= 0)
        return cls(
            cells=cells,
            weights=block.weights.shape[1],
            judgements=judgements,
            edges=np.ascontiguousarray(edges),
            equal=equal,
            contenders=contenders,
            slots=slots,
            own=np.where((rows >= 0) & (slots[rows] == len(contenders)), rows, -1),
        )

    def count(
        self, block: Block, winners: Integers, shared: Integers, *, sparse: bool = False
    ) -> Integers:
        """Return how often each alternative is first in each bin.

        ``(f, b, k + 3)``: the contenders, the cell's alternative if it is no contender, all others,
        and all draws. `shared` ``(t, 2)`` holds draws, and alternatives that share the first rank
        with the winner. Shapes: `winners` ``(s,)``.
        """
        step, start, tables = max(1, _HELD // len(winners)), 0, []
        ties = np.ascontiguousarray(shared.T)
        for values in block.factors:
            for low in range(0, len(values), step):
                part = np.ascontiguousarray(values[low : low + step])
                rows = slice(start, start + len(part))
                bins = _bins(part, self.edges[rows])
                table = self._table(bins, winners, rows, sparse)
                table[:, :, -1] = table.sum(axis=2)
                if len(shared):
                    table += self._table(bins[:, ties[0]], ties[1], rows, sparse)
                tables.append(table)
                start += len(part)
        return np.concatenate(tables)

    def counts(self, table: Integers, factors: range) -> FirstPlaceCounts:
        """Return the counts of some factors from the result of `count`."""
        which = slice(factors.start, factors.stop)
        counts = table[which].astype(np.float64)
        return FirstPlaceCounts(
            counts[:, :, :-2], counts[:, :, -2], counts[:, :, -1], self.equal[which]
        )

    def _table(self, bins: Integers, firsts: Integers, rows: slice, sparse: bool) -> Integers:
        """Count alternatives ``(t,)`` by the bins ``(f, t)`` of some factors."""
        columns, own = len(self.contenders) + 3, self.own[rows, None]
        slots = self.slots[firsts]
        others = slots == len(self.contenders)
        codes = bins * np.int64(columns)
        codes += slots + others
        if (own >= 0).any():
            codes -= others & (firsts == own)
        codes += (np.arange(len(bins)) * self.bins * columns)[:, None]
        table = occurrences(codes.ravel(), len(bins) * self.bins * columns, sparse=sparse)
        return table.reshape(len(bins), self.bins, columns)


def _quantiles(spreads: list[Spread]) -> FloatArray:
    """Return the 99 percentiles of each distribution, ``(c, 99)``."""
    return np.array([_percentiles(spread) for spread in spreads]).reshape(-1, BINS - 1)


@lru_cache(maxsize=1024)
def _percentiles(spread: Spread) -> FloatArray:
    """Return the 99 percentiles, cached because those of a mixture need a search."""
    return np.asarray(spread.quantile(np.arange(1, BINS) / BINS))


def _cuts(block: Block) -> FloatArray:
    """Return the lowest value of each of the upper 99 hundredths of weights and judgements."""
    values = np.concatenate(block.factors[1:])[:, :_EDGES_FROM]
    at = np.arange(1, BINS) * values.shape[1] // BINS
    return np.sort(values, axis=1)[:, at]


def _bins(values: FloatArray, edges: FloatArray) -> Integers:
    """Return the bin of each value; comparisons are faster than a search."""
    bins = np.zeros(values.shape, dtype=np.uint8)
    for edge in edges.T:
        bins += (values >= edge[:, None]).view(np.uint8)
    return bins.astype(np.int64)


_PAIRWISE_WORK = 100_000_000
_LEAST_COMPARED = 512


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Counts over some draws of ``m`` alternatives under ``n`` weights."""

    draws: int
    """Number of draws."""
    ranks: Integers
    """``(m, m)``: how often each alternative takes each rank, best first."""
    first_weights: FloatArray
    """``(m, n)``: sum of the weights under which each alternative is first."""
    pairs: Integers
    """``(m, m)``: how often the row is ranked better than the column."""
    compared: int
    """Number of draws behind `pairs`."""
    factors: Integers
    """``(f, b, k + 3)``: how often each is first by factor and bin, see `Factors.count`; 0 in one
    entry where no draw was looked into."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            draws=self.draws + other.draws,
            ranks=self.ranks + other.ranks,
            first_weights=self.first_weights + other.first_weights,
            pairs=self.pairs + other.pairs,
            compared=self.compared + other.compared,
            factors=self.factors + other.factors,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SamplingTask:
    """All data for the tally of a chunk; can be pickled."""

    stage: SamplingPlan
    """What is drawn and ranked."""
    distinct: bool
    """Ties come by chance only."""
    factors: Factors
    """What is counted by bins."""


def begin(stage: SamplingPlan) -> tuple[SamplingTask, Tally]:
    """Return the sampling task, whose bins the first draws decide, and the tally of chunk 0."""
    blocks = stage.blocks(0)
    block = next(blocks)
    distinct = stage.distinct(block.weights)
    counted = _counted(stage, distinct, block, 0)
    draws, first_ranks = stage.draws, counted.ranks[:, 0]
    factors = Factors.cut(draws.spreads, draws.weights.judgements, block, first_ranks)
    work = SamplingTask(stage=stage, distinct=distinct, factors=factors)
    first = _tally(work, block, counted, 0)
    return work, reduce(add, chain([first], _tallies(work, blocks, first.draws)))


def tally_chunk(work: SamplingTask, k: int) -> Tally:
    """Return the tally of chunk k, which depends only on the task and k."""
    return reduce(add, _tallies(work, work.stage.blocks(k), k * CHUNK))


def _tallies(work: SamplingTask, blocks: Iterable[Block], start: int) -> Iterator[Tally]:
    for block in blocks:
        yield _tally(work, block, _counted(work.stage, work.distinct, block, start), start)
        start += len(block.weights)


def _tally(work: SamplingTask, block: Block, counted: RankCounts, start: int) -> Tally:
    """Return the tally of a block that follows ``start`` draws."""
    return Tally(
        draws=len(block.weights),
        ranks=counted.ranks,
        first_weights=counted.first_weights,
        pairs=counted.pairs,
        compared=counted.compared,
        factors=_by_factor(work, block, counted, start),
    )


def _by_factor(work: SamplingTask, block: Block, counted: RankCounts, start: int) -> Integers:
    if start >= MOST_DRAWS:
        return np.zeros((1, 1, 1), dtype=np.int64)
    return work.factors.count(block, counted.winners, counted.shared, sparse=work.stage.many)


def _counted(stage: SamplingPlan, distinct: bool, block: Block, start: int) -> RankCounts:
    """Rank a block that follows ``start`` draws and return its counts."""
    m = len(stage.matrix.alternatives)
    most = max(_LEAST_COMPARED, _PAIRWISE_WORK // (m * m))
    return count(
        partial(stage.prepare, block),
        block.weights,
        distinct=distinct,
        compared=max(0, most - start),
        tile=stage.tile,
        sparse=stage.many,
    )
