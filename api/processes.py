"""Processes beside the service that compute for those who ask, and the queues before them.

A thread of the service supervises each. Short work and long work have processes of their own:
those for long work give way to everything else on the machine.
"""

import atexit
import logging
import threading
import time
from asyncio import CancelledError, wrap_future
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from api.fairness import FairQueue
from api.refusals import Unavailable
from api.supervisor import (
    IDLE,
    NICENESS,
    AbandonedWork,
    ProcessTask,
    Supervisor,
    service_stops,
    work_lost,
)
from mcda.texts import catalogue

T = TypeVar("T")
SHORT = 0.25
"""CPU seconds up to which work is short."""
LONG = 1.0
"""CPU seconds that work is taken to need of which nothing is known."""
PATIENCE = 5.0
"""Seconds that running work gets to end when the service stops."""
_LOG = logging.getLogger("parkwise.processes")


class Compute(Protocol):
    """Does work that is made of importable names, wherever there is room for it."""

    def __call__(self, work: Callable[[], T], /, seconds: float = LONG) -> T:
        """Return what it returns, or raise what it raises.

        Parameters
        ----------
        work
            Made of importable names.
        seconds
            CPU seconds that it is expected to take.
        """


class _Crew:
    """Some processes for one kind of work, and the queue before them.

    One more than any owner may have at a time: who comes beside one that has all it may have
    finds a process free.

    Parameters
    ----------
    most
        That one owner may have at a time.
    niceness
        By which they give way to others.
    """

    def __init__(self, most: int, niceness: int) -> None:
        self.queue = FairQueue(most)
        self.seats = most + 1
        self.niceness = niceness
        self.changed = threading.Condition()
        self.over = False
        self._warm = 0

    def put(self, task: ProcessTask) -> bool:
        """Let a task wait; False at the end, when nobody comes for it."""
        with self.changed:
            if not self.over:
                self.queue.put(task)
                self.changed.notify_all()
            return not self.over

    def take(self, *, warm: bool, patience: float | None) -> ProcessTask | None:
        """Return the next task; None after so many seconds without one, or at the end.

        Who has no process yet leaves it to those who have.
        """
        until = None if patience is None else time.monotonic() + patience
        with self.changed:
            self._warm += warm
            try:
                while not self.over:
                    task = self.queue.take() if warm or not self._warm else None
                    if task is not None:
                        return task
                    left = None if until is None else until - time.monotonic()
                    if left is not None and left <= 0:
                        return None
                    self.changed.wait(left)
                return None
            finally:
                self._warm -= warm
                self.changed.notify_all()  # who has no process may be needed now

    def done(self, task: ProcessTask) -> None:
        with self.changed:
            self.queue.done(task)
            self.changed.notify_all()

    def drop(self, unwanted: Callable[[ProcessTask], bool]) -> list[ProcessTask]:
        with self.changed:
            return self.queue.drop(unwanted)

    def finish(self) -> None:
        with self.changed:
            self.over = True
            self.changed.notify_all()


class Processes:
    """A few processes that work is handed to; they start in the background.

    Parameters
    ----------
    count
        How many work for one owner at a time, for short and for long work each; 0 never starts
        any. Others are started, and ended again, as they are needed.
    first
        What each does at the start, so that no work waits for it.
    seconds
        CPU seconds after which work is ended.
    stopping
        Whether the service was asked to stop; what waits is refused then, and what runs has a
        moment to end.
    """

    def __init__(
        self,
        count: int,
        first: Callable[[], object] = catalogue,
        seconds: float = float("inf"),
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.count = count
        self.first = first
        self.seconds = seconds
        self.stopping = stopping
        self._short = _Crew(count, 0)
        self._long = _Crew(count, NICENESS)
        self._seats: list[Supervisor] = []
        self._threads: list[threading.Thread] = []
        self._ready = threading.Event()
        self._beginning: threading.Thread | None = None
        self._begins = threading.Lock()
        self._stopped_since: float | None = None

    @property
    def ready(self) -> bool:
        """Whether work can be handed over."""
        return self._ready.is_set()

    @property
    def pids(self) -> frozenset[int]:
        """The processes that there are now."""
        return frozenset(pid for seat in self._seats for pid in [seat.pid] if pid is not None)

    def begin(self) -> None:
        """Start them without waiting, where that was not tried yet."""
        if not self.count or self._beginning is not None:
            return
        with self._begins:
            if self._beginning is None:
                self._beginning = threading.Thread(target=self._begin, name="parkwise-begin")
                self._beginning.start()

    def _begin(self) -> None:
        crews = [*(self._short,) * self._short.seats, *(self._long,) * self._long.seats]
        self._seats = [Supervisor(self.first, crew.niceness, self._stops) for crew in crews]
        kept = self._seats[: self.count]
        try:
            for seat in kept:
                seat.start()
            for seat in kept:
                seat.await_start()
        except (EOFError, OSError, ImportError, Unavailable) as error:  # ImportError: no semaphores
            for seat in kept:
                seat.end()
            if isinstance(error, Unavailable):  # the service stops
                self._finish(error)
                return
            _LOG.exception("no processes can be started; this one analyses alone")
            self._finish(work_lost())
            return
        for crew, seat in zip(crews, self._seats, strict=True):
            thread = threading.Thread(
                target=self._serve,
                args=(crew, seat, seat in kept),
                name="parkwise-watch",
                daemon=True,
            )
            self._threads.append(thread)
            thread.start()
        # An interpreter that ends waits for its processes, and these heed no signal.
        atexit.register(self.stop)
        self._ready.set()

    def hand_over(
        self,
        work: Callable[[], Any],
        owner: str = "",
        seconds: float = LONG,
        wanted: Callable[[], bool] = lambda: True,
    ) -> ProcessTask | None:
        """Return what becomes of work in another process, None where there is none to do it.

        The work must be made of importable names; it waits until a process is up. Its outcome is
        read by `outcome`.
        """
        self.begin()
        if not self.count:
            return None
        task = ProcessTask(
            work=work, owner=owner, seconds=seconds, most=self.seconds, wanted=wanted
        )
        crew = self._short if seconds <= SHORT else self._long
        return task if crew.put(task) else None

    async def outcome(self, task: ProcessTask) -> Any:
        """Return what work that was handed over returned, or raise what it raised.

        Raises
        ------
        Unavailable
            The process was killed, for example because memory was short; the work took too long;
            the service stops.
        AbandonedWork
            Nobody waits for it.
        """
        try:
            return await wrap_future(task.future)
        except CancelledError:
            task.wanted = lambda: False
            raise

    def drop(self) -> None:
        """End what waits and is not wanted any more; what runs is looked at every moment."""
        self._fail_waiting(lambda task: not task.wanted(), AbandonedWork())

    def stop(self) -> None:
        """End them at once, whatever they are doing: nobody waits for it any more."""
        self.stopping, self._stopped_since = (lambda: True), float("-inf")
        if self._beginning is not None:
            self._beginning.join()
        atexit.unregister(self.stop)
        self._ready.clear()
        self._finish(service_stops())
        for thread in self._threads:
            thread.join()

    def _serve(self, crew: _Crew, seat: Supervisor, kept: bool) -> None:
        """Have tasks done, one after another, as long as the service runs."""
        while not crew.over:
            idle = not kept and seat.pid is not None
            task = crew.take(warm=seat.pid is not None, patience=IDLE if idle else None)
            if task is None:
                seat.end()
                continue
            seat.perform(task)
            crew.done(task)
            if kept and seat.pid is None and not crew.over:
                with suppress(EOFError, OSError, Unavailable):  # the next work tries again
                    seat.prepare()
        seat.end()

    def _stops(self) -> bool:
        """Whether what runs must end, because the service stops and has waited a moment."""
        if not self.stopping():
            return False
        self._fail_waiting(lambda _: True, service_stops())
        if self._stopped_since is None:
            self._stopped_since = time.monotonic()
        return time.monotonic() - self._stopped_since > PATIENCE

    def _finish(self, error: Exception) -> None:
        for crew in (self._short, self._long):
            crew.finish()
        self._fail_waiting(lambda _: True, error)

    def _fail_waiting(self, which: Callable[[ProcessTask], bool], error: Exception) -> None:
        for crew in (self._short, self._long):
            for task in crew.drop(which):
                task.fail(error)
