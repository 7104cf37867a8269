"""Where work of more than a millisecond runs, so that it never blocks the rest."""

import os
import threading
import time
from asyncio import Future as Waiting
from asyncio import ensure_future
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.types import Receive

from api.access.addresses import neighbourhood_of
from api.access.budget import Budgets, Holder, check
from api.processes import LONG, Compute, Processes
from api.refusals import Unavailable
from api.supervisor import RETRY_AFTER, AbandonedWork, ProcessTask

T = TypeVar("T")


@dataclass(slots=True)
class Asker:
    """Who waits for an answer.

    Parameters
    ----------
    holders
        Whose budgets it is; the work takes the turns of the first.
    gone
        Whether the client has gone away.
    """

    holders: tuple[Holder, ...]
    gone: bool = False

    @property
    def owner(self) -> str:
        """Whose turns it takes."""
        return self.holders[0].who

    def waits(self) -> bool:
        """Tell whether the answer is still wanted."""
        return not self.gone


class Analyses:
    """The analyses that run and wait for this process.

    Parameters
    ----------
    most_waiting
        Past it no more are taken from those who have their share of the places.
    processes
        Do what can be handed to them, once they are up.
    budgets
        Of those who ask.
    cores
        Threads of this process that work at a time: one a core, since each keeps a core busy.
    """

    def __init__(
        self,
        most_waiting: int,
        processes: Processes | None = None,
        budgets: Budgets | None = None,
        cores: int = os.cpu_count() or 1,
    ) -> None:
        self.places = cores + most_waiting
        self.processes = Processes(0) if processes is None else processes
        self.budgets = Budgets() if budgets is None else budgets
        self.taken: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self._turn = threading.Semaphore(cores)
        self._threads = CapacityLimiter(float("inf"))

    def asker(self, request: Request) -> Asker:
        """Return who asks, the same for all the work of one request."""
        state = request.scope.setdefault("state", {})
        if _ASKER not in state:
            address = neighbourhood_of(request.scope)
            state[_ASKER] = Asker(self.budgets.of(state.get("caller"), address))
        found: Asker = state[_ASKER]
        return found

    async def run(self, request: Request, work: Callable[[], T]) -> T:
        """Run work in a thread, of which no more than one a core work at a time.

        Raises
        ------
        Unavailable
            Too much waits already, or a budget is used up.
        ClientDisconnect
            The client went away, and what other processes did for it was ended.
        """
        asker = self.asker(request)
        async with self._attended(request.receive, asker):
            return await run_sync(partial(self._in_turn, asker, work), limiter=self._threads)

    async def run_apart(self, request: Request, work: Callable[[], T], seconds: float = LONG) -> T:
        """Run work that is made of importable names in another process, or else in a thread.

        Parameters
        ----------
        request
            Of the service.
        work
            Made of importable names.
        seconds
            CPU seconds that it is expected to take.

        Raises
        ------
        Unavailable
            As `run`; or the process was killed, or the work took too long.
        ClientDisconnect
            The client went away, and the work was ended.
        """
        asker = self.asker(request)
        async with self._attended(request.receive, asker):
            task = self._handed_over(asker, work, seconds)
            if task is None:
                return await run_sync(partial(self._in_turn, asker, work), limiter=self._threads)
            found: T = await self.processes.outcome(task)
            return found

    def compute(self, asker: Asker, work: Callable[[], T], /, seconds: float = LONG) -> T:
        """Have work done apart for a thread, which lets another work meanwhile."""
        task = self._handed_over(asker, work, seconds)
        if task is None:
            return work()
        self._turn.release()
        try:
            found: T = task.future.result()
            return found
        finally:
            self._turn.acquire()

    def _handed_over(
        self, asker: Asker, work: Callable[[], Any], seconds: float
    ) -> ProcessTask | None:
        task = self.processes.hand_over(work, asker.owner, seconds, asker.waits)
        if task is not None:
            charge = partial(self.budgets.charge, asker.holders)
            charge(seconds)  # so that nobody begins much at once on nothing
            task.future.add_done_callback(lambda _: charge(task.used - seconds))
        return task

    def _in_turn(self, asker: Asker, work: Callable[[], T]) -> T:
        with self._turn:
            begun = time.thread_time()
            try:
                return work()
            finally:
                self.budgets.charge(asker.holders, time.thread_time() - begun)

    @asynccontextmanager
    async def _attended(self, receive: Receive, asker: Asker) -> AsyncIterator[None]:
        """Take note of when the client goes away."""
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
        check(asker.holders, waits, self.held.__getitem__)
        if self.taken.total() >= self.places and self._has_its_share(asker.owner):
            raise Unavailable.at("too_many_waiting", retry_after=RETRY_AFTER)
        whose = [holder.who for holder in asker.holders]
        self.held.update(whose)
        self.taken.update([asker.owner])
        try:
            yield
        finally:
            self.held = +(self.held - Counter(whose))
            self.taken = +(self.taken - Counter([asker.owner]))

    def _has_its_share(self, owner: str) -> bool:
        """Tell whether somebody has its part of the places, divided among all who have any."""
        return self.taken[owner] >= self.places // len({*self.taken, owner})


_ASKER = "asker"


async def _left(receive: Receive) -> None:
    """Wait until the client goes away; its body was read already."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _analyses(request: Request) -> Analyses:
    found: Analyses = request.app.state.analyses
    return found


async def run_analysis(request: Request, work: Callable[[], T]) -> T:
    """Run work among the analyses of the service, in this process."""
    return await _analyses(request).run(request, work)


async def run_apart(request: Request, work: Callable[[], T], seconds: float = LONG) -> T:
    """Run work that is made of importable names among the analyses, in another process."""
    return await _analyses(request).run_apart(request, work, seconds)


def compute_of(request: Request) -> Compute:
    """Return what does the computing of work that runs in a thread of this process."""
    analyses = _analyses(request)
    return partial(analyses.compute, analyses.asker(request))
