"""Execution of chunks of draws: executors, number of draws, and the stopping rule."""

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar, runtime_checkable

from mcda.robust.draws import CHUNK
from mcda.robust.sampling_task import SamplingTask, Tally, tally_chunk

MOST_SAMPLES = 100_000_000

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[int, int], None]


@runtime_checkable
class Executor(Protocol):
    """Runs chunks: threads of this process, or machines of a `mcda.robust.cluster.Cluster`."""

    def map(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
        """Yield ``function(item)`` in the order of the items."""


@dataclass(frozen=True, slots=True)
class Threads:
    """Runs chunks in threads of this process, only a few ahead of the iteration."""

    workers: int = 2
    """Number of threads."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield ``function(item)`` in the order of the items."""
        with ThreadPoolExecutor(self.workers) as pool:
            waiting = deque[Future[R]]()
            try:
                for item in items:
                    waiting.append(pool.submit(function, item))
                    if len(waiting) > 2 * self.workers:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppingRule:
    """Rule that decides when there are enough draws."""

    samples: int
    """The most draws."""
    standard_error: float | None
    """Draws end where no share of first ranks has a larger one; None for all draws."""

    def met(self, tally: Tally) -> bool:
        """Return whether the draws suffice."""
        return tally.draws >= self.wanted(tally)

    def wanted(self, tally: Tally) -> int:
        """Return an estimate, from the draws made, of how many draws suffice.

        A share p of s draws is taken as ``(s p + 1) / (s + 2)``, so that a share of 0 or 1 does
        not count as certain.
        """
        if self.standard_error is None:
            return self.samples
        shares = (tally.ranks[:, 0] + 1) / (tally.draws + 2)
        variance = float((shares * (1 - shares)).max())
        if variance >= self.samples * self.standard_error**2:
            return self.samples
        return math.ceil(variance / self.standard_error**2)


def run(
    work: SamplingTask, tally: Tally, goal: StoppingRule, executor: Executor, progress: Progress
) -> Tally:
    """Add chunk after chunk to the tally of the first chunk until the goal is met.

    Chunks are added, and the goal is checked, in the order of chunks: the result is the same
    bits for any executor.

    `progress` is called after each chunk with the numbers of draws made and wanted; an exception
    that it raises ends the work.
    """
    done = 1
    progress(tally.draws, goal.wanted(tally))
    while not goal.met(tally):
        stop = max(done + 1, -(-goal.wanted(tally) // CHUNK))
        for part in executor.map(partial(tally_chunk, work), range(done, stop)):
            tally, done = tally + part, done + 1
            progress(tally.draws, goal.wanted(tally))
            if goal.met(tally):
                break
    return tally
