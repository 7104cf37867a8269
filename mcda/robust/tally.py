"""What a chunk of draws adds: counts that are summed, whoever made them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial, reduce
from itertools import chain
from operator import add

import numpy as np

from mcda.cells import FloatArray
from mcda.robust.counting import Counted, Integers, count
from mcda.robust.draws import CHUNK, Block
from mcda.robust.factors import MOST_DRAWS, Factors
from mcda.robust.stage import Stage

_PAIRWISE_WORK = 100_000_000
_LEAST_COMPARED = 512


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Counts over some draws of ``m`` alternatives under ``n`` weights.

    Parameters
    ----------
    draws
        Number of draws.
    ranks
        ``(m, m)``: how often each alternative takes each rank, best first.
    first_weights
        ``(m, n)``: sum of the weights under which each alternative is first.
    pairs
        ``(m, m)``: how often the row is ranked better than the column.
    compared
        Number of draws behind `pairs`.
    factors
        ``(f, 100, k + 3)``: how often each is first by factor and bin, see `Factors.count`; 0 in
        one entry where no draw was looked into.
    """

    draws: int
    ranks: Integers
    first_weights: FloatArray
    pairs: Integers
    compared: int
    factors: Integers

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
class Work:
    """All that the tally of a chunk needs; it can be pickled.

    Parameters
    ----------
    stage
        What is drawn and ranked.
    distinct
        Ties come by chance only.
    factors
        What is counted by bins.
    """

    stage: Stage
    distinct: bool
    factors: Factors


def begin(stage: Stage) -> tuple[Work, Tally]:
    """Return the work, whose bins the first draws decide, and the tally of chunk 0."""
    blocks = stage.blocks(0)
    block = next(blocks)
    distinct = stage.distinct(block.weights)
    counted = _counted(stage, distinct, block, 0)
    draws, first_ranks = stage.draws, counted.ranks[:, 0]
    factors = Factors.cut(draws.spreads, draws.weights.judgements, block, first_ranks)
    work = Work(stage=stage, distinct=distinct, factors=factors)
    first = _tally(work, block, counted, 0)
    return work, reduce(add, chain([first], _tallies(work, blocks, first.draws)))


def tally_chunk(work: Work, k: int) -> Tally:
    """Return the tally of chunk k, which depends on nothing but the work and k."""
    return reduce(add, _tallies(work, work.stage.blocks(k), k * CHUNK))


def _tallies(work: Work, blocks: Iterable[Block], start: int) -> Iterator[Tally]:
    for block in blocks:
        yield _tally(work, block, _counted(work.stage, work.distinct, block, start), start)
        start += len(block.weights)


def _tally(work: Work, block: Block, counted: Counted, start: int) -> Tally:
    """Add up what was counted in a block, ``start`` draws of which came before it."""
    return Tally(
        draws=len(block.weights),
        ranks=counted.ranks,
        first_weights=counted.first_weights,
        pairs=counted.pairs,
        compared=counted.compared,
        factors=_by_factor(work, block, counted, start),
    )


def _by_factor(work: Work, block: Block, counted: Counted, start: int) -> Integers:
    if start >= MOST_DRAWS:
        return np.zeros((1, 1, 1), dtype=np.int64)
    return work.factors.count(block, counted.winners, counted.shared, sparse=work.stage.many)


def _counted(stage: Stage, distinct: bool, block: Block, start: int) -> Counted:
    """Rank a block of draws, ``start`` of which came before it."""
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
