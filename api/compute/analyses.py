"""Runs work of more than a millisecond so that it never blocks other requests."""

import os
import threading
import time
from asyncio import Future as Waiting
from asyncio import ensure_future
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.types import Receive

from api.access.budget import Budgets, Holder, check
from api.compute.processes import LONG, Compute, Processes
from api.compute.supervisor import RETRY_AFTER, ProcessTask
from api.http.addresses import neighbourhood_of
from api.http.refusals import AbandonedWork, Unavailable
from api.operation.metrics import Metrics
from api.settings import Settings

T = TypeVar("T")


@dataclass(slots=True)
class Asker:
    """The client that waits for an answer."""

    holders: tuple[Holder, ...]
    """Whose budgets it is; the work takes the turns of the first."""
    gone: bool = False
    """Whether the client has gone away."""

    @property
    def owner(self) -> str:
        """The holder in whose turns the work runs."""
        return self.holders[0].who

    @property
    def payer(self) -> str:
        """The kind of the owner: ``organisation`` or ``address``."""
        return self.owner.partition(":")[0]

    def waits(self) -> bool:
        """Tell whether the client still waits for the answer."""
        return not self.gone


class Analyses:
    """The running and waiting analyses of this process.

    Past `most_waiting`, no more work is accepted from clients that hold their share of the places.
    One thread per core works at a time, since each keeps a core busy.
    """

    def __init__(
        self,
        most_waiting: int,
        processes: Processes | None = None,
        budgets: Budgets | None = None,
        cores: int = os.cpu_count() or 1,
        metrics: Metrics | None = None,
    ) -> None:
        self.places = cores + most_waiting
        self.processes = Processes(0) if processes is None else processes
        self.budgets = Budgets(Settings()) if budgets is None else budgets
        self.metrics = Metrics() if metrics is None else metrics
        self.taken: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self._turn = threading.Semaphore(cores)
        self._threads = CapacityLimiter(float("inf"))

    def asker(self, request: Request) -> Asker:
        """Return the client of a request, the same object for all the work of the request."""
        state = request.scope.setdefault("state", {})
        if _ASKER not in state:
            address = neighbourhood_of(request.scope)
            state[_ASKER] = Asker(self.budgets.of(state.get("caller"), address))
        return state[_ASKER]

    async def run(self, request: Request, work: Callable[[], T]) -> T:
        """Run work in a thread; no more than one thread per core works at a time.

        Raises
        ------
        Unavailable
            Too much work waits already, or a budget is used up.
        ClientDisconnect
            The client disconnected, and its work in other processes was ended.
        """
        asker = self.asker(request)
        async with self._attended(request.receive, asker):
            return await run_sync(partial(self._in_turn, asker, work), limiter=self._threads)

    async def run_apart(self, request: Request, work: Callable[[], T], seconds: float = LONG) -> T:
        """Run work that consists of importable names in another process, or else in a thread.

        `seconds` are the CPU seconds that the work is expected to take.

        Raises
        ------
        Unavailable
            As `run`; or the process was killed, or the work took too long.
        ClientDisconnect
            The client disconnected, and the work was ended.
        """
        asker = self.asker(request)
        async with self._attended(request.receive, asker):
            task = self._handed_over(asker, work, seconds)
            if task is None:
                return await run_sync(partial(self._in_turn, asker, work), limiter=self._threads)
            return await self.processes.outcome(task)

    def compute(self, asker: Asker, work: Callable[[], T], /, seconds: float = LONG) -> T:
        """Run work in another process for a thread, which lets another thread work meanwhile."""
        task = self._handed_over(asker, work, seconds)
        if task is None:
            return work()
        self._turn.release()
        try:
            return task.future.result()
        finally:
            self._turn.acquire()

    def _handed_over(
        self, asker: Asker, work: Callable[[], Any], seconds: float
    ) -> ProcessTask | None:
        wait = self.metrics.wait()
        task = self.processes.hand_over(work, asker.owner, seconds, asker.waits, wait.end)
        if task is None:
            wait.end()
            return None
        self.budgets.charge(asker.holders, seconds)  # so that nobody begins much at once on nothing

        def done(_: "Future[Any]") -> None:
            wait.end()
            self._charge(asker, task.used, task.used - seconds)

        task.future.add_done_callback(done)
        return task

    def _in_turn(self, asker: Asker, work: Callable[[], T]) -> T:
        wait = self.metrics.wait()
        with self._turn:
            wait.end()
            begun = time.thread_time()
            try:
                return work()
            finally:
                used = time.thread_time() - begun
                self._charge(asker, used, used)

    def _charge(self, asker: Asker, used: float, owed: float) -> None:
        """Count the CPU seconds used, and charge the part of them that is not charged yet."""
        self.metrics.computed.labels(asker.payer).inc(max(used, 0.0))
        self.budgets.charge(asker.holders, owed)

    @asynccontextmanager
    async def _attended(self, receive: Receive, asker: Asker) -> AsyncIterator[None]:
        """Watch for the client's disconnection while its work runs."""
        with self._admitted(asker, await self.budgets.waits(asker.holders)):
            watcher = ensure_future(_left(receive))
            watcher.add_done_callback(partial(self._let_go, asker))
            try:
                yield
            except AbandonedWork:
                raise ClientDisconnect from None
            finally:
                watcher.cancel()

    def _let_go(self, asker: Asker, watcher: "Waiting[None]") -> None:
        if not watcher.cancelled() and watcher.exception() is None:
            asker.gone = True
            self.processes.drop()

    @contextmanager
    def _admitted(self, asker: Asker, waits: Sequence[int]) -> Iterator[None]:
        try:
            check(asker.holders, waits, self.held.__getitem__)
        except Unavailable:
            self.metrics.over_budget.labels(asker.payer).inc()
            raise
        share = self.places // len({*self.taken, asker.owner})  # divided among all who have any
        if self.taken.total() >= self.places and self.taken[asker.owner] >= share:
            raise Unavailable.at("too_many_waiting", retry_after=RETRY_AFTER)
        whose = [holder.who for holder in asker.holders]
        self.held.update(whose)
        self.taken.update([asker.owner])
        try:
            yield
        finally:
            self.held = +(self.held - Counter(whose))
            self.taken = +(self.taken - Counter([asker.owner]))


_ASKER = "asker"


async def _left(receive: Receive) -> None:
    """Wait until the client disconnects; its body was read already."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _analyses(request: Request) -> Analyses:
    return request.app.state.analyses


async def run_analysis(request: Request, work: Callable[[], T]) -> T:
    """Run work among the analyses of the service, in this process."""
    return await _analyses(request).run(request, work)


async def run_apart(request: Request, work: Callable[[], T], seconds: float = LONG) -> T:
    """Run work that consists of importable names among the analyses, in another process."""
    return await _analyses(request).run_apart(request, work, seconds)


def compute_of(request: Request) -> Compute:
    """Return a function that runs computations in another process, for a thread of this one."""
    analyses = _analyses(request)
    return partial(analyses.compute, analyses.asker(request))
