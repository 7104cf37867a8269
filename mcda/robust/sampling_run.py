"""Running chunks of draws: how many, by whom, and when it is enough."""

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
    """Who runs chunks: threads here, or the machines of a `mcda.robust.cluster.Cluster`."""

    def map(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
        """Yield ``function(item)`` in the order of the items."""


@dataclass(frozen=True, slots=True)
class Threads:
    """Runs chunks in threads of this process, only a few ahead of what was asked for.

    Parameters
    ----------
    workers
        Number of threads.
    """

    workers: int = 2

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
    """When there are enough draws.

    Parameters
    ----------
    samples
        The most draws.
    standard_error
        Draws end where no share of first ranks has a larger one; None for all draws.
    """

    samples: int
    standard_error: float | None

    def met(self, tally: Tally) -> bool:
        """Tell whether to stop."""
        return tally.draws >= self.wanted(tally)

    def wanted(self, tally: Tally) -> int:
        """Return how many draws suffice as far as can be told from those made.

        A share p of s draws is taken as ``(s p + 1) / (s + 2)``, so that one that was not seen
        yet does not count as certain.
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
    """Add chunk after chunk to the tally of the first until the goal is met.

    Chunks are added, and the goal is looked at, in their order: the result is the same bits
    whoever runs them.

    Parameters
    ----------
    work
        What to do.
    tally
        Of chunk 0.
    goal
        When to stop.
    executor
        Who runs the chunks.
    progress
        Told after each chunk how many draws there are and how many are wanted; what it raises
        ends the work.
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
