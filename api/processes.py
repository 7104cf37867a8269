"""Processes beside the service that compute, so that its own interpreter stays free to answer."""

import logging
import multiprocessing
import os
import signal
import threading
from asyncio import get_running_loop
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Protocol, TypeVar

from api.operation.memory import settle
from api.refusals import Unavailable
from mcda.texts import catalogue

T = TypeVar("T")
RETRY_AFTER = 1
_LOG = logging.getLogger("parkwise.processes")


class Compute(Protocol):
    """Does work that is made of importable names, wherever there is room for it."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """Return what it returns, or raise what it raises."""


class Processes:
    """A few processes that work is handed to; they start in the background when first wanted.

    Parameters
    ----------
    count
        How many; 0 never starts any.
    modules
        What they import before any of them is started, so that they share it.
    first
        What each does at the start, so that no work waits for it.
    """

    def __init__(
        self,
        count: int,
        modules: Sequence[str] = (),
        first: Callable[[], object] = catalogue,
    ) -> None:
        self.count = count
        self.modules = modules
        self.first = first
        self._pool: ProcessPoolExecutor | None = None
        self._beginning: threading.Thread | None = None
        self._lifeline: Connection | None = None

    @property
    def ready(self) -> bool:
        """Whether work can be handed over."""
        return self._pool is not None

    def begin(self) -> None:
        """Start them without waiting, where that was not tried yet."""
        if self.count and self._beginning is None:
            self._beginning = threading.Thread(target=self._begin, name="parkwise-begin")
            self._beginning.start()

    def _begin(self) -> None:
        theirs, ours = multiprocessing.Pipe(duplex=False)
        at_first = self.first, theirs
        try:
            pool = ProcessPoolExecutor(self.count, _context(self.modules), _prepare, at_first)
            for begun in [pool.submit(os.getpid) for _ in range(self.count)]:
                begun.result()
        except (BrokenProcessPool, OSError, ImportError):  # the last where semaphores are missing
            _LOG.exception("no processes can be started; this one analyses alone")
        else:
            self._pool, self._lifeline = pool, ours

    async def run(self, work: Callable[[], T]) -> T:
        """Return what work returns, or raise what it raises; it must be made of importable names.

        Raises
        ------
        Unavailable
            A process was killed, for example because memory was short; others are started.
        """
        with self._watched() as pool:
            return await get_running_loop().run_in_executor(pool, work)

    def compute(self, work: Callable[[], T], /) -> T:
        """Do the same for a thread, which waits; until they are up it works itself.

        Raises
        ------
        Unavailable
            As above.
        """
        self.begin()
        with self._watched() as pool:
            return work() if pool is None else pool.submit(work).result()

    @contextmanager
    def _watched(self) -> Iterator[ProcessPoolExecutor | None]:
        """Give the pool, and give it up once it is broken."""
        pool = self._pool
        try:
            yield pool
        except BrokenProcessPool as error:
            if pool is self._pool:
                self._pool = self._beginning = None
            raise Unavailable.at("analysis_lost", retry_after=RETRY_AFTER) from error

    def stop(self) -> None:
        """End them at once, whatever they are doing: nobody waits for it any more."""
        if self._beginning is not None:
            self._beginning.join()
        if self._lifeline is not None:
            self._lifeline.close()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def _context(modules: Sequence[str]) -> BaseContext:
    """Return a way to start them that copies no thread of this process."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(modules))
    return context


def _prepare(first: Callable[[], object], lifeline: Connection) -> None:
    obey_parent(partial(lifeline.poll, None))
    first()
    settle()


def obey_parent(ended: Callable[[], object]) -> None:
    """Leave it to the parent when this process ends.

    Parameters
    ----------
    ended
        Returns when the parent is gone, or says so.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_after, args=(ended,), daemon=True).start()


def _end_after(ended: Callable[[], object]) -> None:
    ended()
    os._exit(1)
