"""Processes beside the service that compute, so that its own interpreter stays free to answer."""

import logging
import multiprocessing
import os
import signal
import threading
from asyncio import wrap_future
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any, Protocol, TypeVar

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
        _ignore_signals()
        theirs, ours = multiprocessing.Pipe(duplex=False)
        at_first = self.first, theirs
        try:
            pool = ProcessPoolExecutor(self.count, _context(self.modules), _prepare, at_first)
            for begun in [pool.submit(os.getpid) for _ in range(self.count)]:
                begun.result()
        except (BrokenProcessPool, EOFError, OSError, ImportError):  # the last without semaphores
            ours.close()
            _LOG.exception("no processes can be started; this one analyses alone")
        else:
            self._pool, self._lifeline = pool, ours

    def hand_over(self, work: Callable[[], T]) -> Future[T] | None:
        """Return what becomes of work in another process, None while there is none to do it.

        The work must be made of importable names. Its outcome is read by `outcome`.
        """
        self.begin()
        pool = self._pool
        if pool is None:
            return None
        try:
            found = pool.submit(work)
        except BrokenProcessPool:  # one was killed while it had nothing to do
            self._give_up(pool)
            return None
        found.add_done_callback(partial(self._look_at, pool))
        return found

    async def outcome(self, found: Future[T]) -> T:
        """Return what work that was handed over returned, or raise what it raised.

        Raises
        ------
        Unavailable
            A process was killed, for example because memory was short; others are started.
        """
        with _loss_told():
            return await wrap_future(found)

    def compute(self, work: Callable[[], T], /) -> T:
        """Do the same for a thread, which waits; while there is no process it works itself."""
        found = self.hand_over(work)
        if found is None:
            return work()
        with _loss_told():
            return found.result()

    def _look_at(self, pool: ProcessPoolExecutor, ended: Future[Any]) -> None:
        if not ended.cancelled() and isinstance(ended.exception(), BrokenProcessPool):
            self._give_up(pool)

    def _give_up(self, pool: ProcessPoolExecutor) -> None:
        """End what is left of a pool, so that the next work starts another."""
        if pool is not self._pool:
            return
        self._pool = self._beginning = None
        if self._lifeline is not None:
            self._lifeline.close()

    def stop(self) -> None:
        """End them at once, whatever they are doing: nobody waits for it any more."""
        if self._beginning is not None:
            self._beginning.join()
        if self._lifeline is not None:
            self._lifeline.close()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _loss_told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise Unavailable.at("analysis_lost", retry_after=RETRY_AFTER) from error


def _ignore_signals() -> None:
    """Keep what this thread starts, and what that starts, from what the whole group is sent.

    A supervisor that stops the service tells all of them; they end after it, by their lifeline,
    and not before it has answered.
    """
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # it would let them through again when it starts
        signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))


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


def end_with_parent() -> None:
    """Stop this program, as if it had been told to, when the one that watches over it is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_stop_after, args=(parent.join,), daemon=True).start()


def _stop_after(ended: Callable[[], object]) -> None:
    ended()
    os.kill(os.getpid(), signal.SIGTERM)


def obey_parent(ended: Callable[[], object]) -> None:
    """Leave it to the parent when this process ends.

    Parameters
    ----------
    ended
        Returns when the parent is gone, or says so.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_after, args=(ended,), daemon=True).start()


def _end_after(ended: Callable[[], object]) -> None:
    ended()
    os._exit(1)
