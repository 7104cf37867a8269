"""Counts of one chunk of draws, which are summed over chunks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial, reduce
from operator import add

from mcda.cells import FloatArray
from mcda.robust.draws import CHUNK, SamplingPlan
from mcda.robust.rank_counts import Integers, count

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

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            draws=self.draws + other.draws,
            ranks=self.ranks + other.ranks,
            first_weights=self.first_weights + other.first_weights,
            pairs=self.pairs + other.pairs,
            compared=self.compared + other.compared,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SamplingTask:
    """All data for the tally of a chunk; can be pickled."""

    stage: SamplingPlan
    """What is drawn and ranked."""
    distinct: bool
    """Ties come by chance only."""


def begin(stage: SamplingPlan) -> tuple[SamplingTask, Tally]:
    """Return the sampling task and the tally of chunk 0."""
    work = SamplingTask(stage=stage, distinct=stage.distinct(next(stage.blocks(0)).weights))
    return work, tally_chunk(work, 0)


def tally_chunk(work: SamplingTask, k: int) -> Tally:
    """Return the tally of chunk k, which depends only on the task and k."""
    return reduce(add, _tallies(work, k * CHUNK))


def _tallies(work: SamplingTask, start: int) -> Iterator[Tally]:
    stage, m = work.stage, len(work.stage.matrix.alternatives)
    most = max(_LEAST_COMPARED, _PAIRWISE_WORK // (m * m))
    for block in stage.blocks(start // CHUNK):
        counted = count(
            partial(stage.prepare, block),
            block.weights,
            distinct=work.distinct,
            compared=max(0, most - start),
            tile=stage.tile,
            sparse=stage.many,
        )
        yield Tally(
            draws=len(block.weights),
            ranks=counted.ranks,
            first_weights=counted.first_weights,
            pairs=counted.pairs,
            compared=counted.compared,
        )
        start += len(block.weights)
