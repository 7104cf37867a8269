"""Processes beside the service that compute for its clients, and the queues before them.

A thread of the service supervises each. Short and long work have separate processes: those for long
work run at a slightly lower priority.
"""

import atexit
import logging
import threading
import time
from asyncio import CancelledError, wrap_future
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from api.compute.supervisor import (
    IDLE,
    NICENESS,
    ProcessTask,
    Supervisor,
    service_stops,
    work_lost,
)
from api.http.refusals import AbandonedWork, Unavailable
from mcda.texts import catalogue


@dataclass(slots=True)
class _Owner:
    given: float
    waiting: deque[ProcessTask] = field(default_factory=deque)
    running: int = 0


class FairQueue:
    """Tasks of several owners; the owner that got least time is next (start-time fair queueing).

    An owner that joins, or returns, starts at the level of the waiting owners, so that nobody saves
    up turns; time used before is not forgotten while the owner is away. Not thread-safe.

    References
    ----------
    Goyal, Vin and Cheng (1996), Start-time fair queuing, SIGCOMM.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._owners: dict[str, _Owner] = {}
        self._now = 0.0

    def __len__(self) -> int:
        return sum(len(owner.waiting) for owner in self._owners.values())

    def put(self, task: ProcessTask) -> None:
        """Add a task behind the other tasks of its owner."""
        owner = self._owners.setdefault(task.owner, _Owner(self._now))
        if not owner.waiting and not owner.running:
            owner.given = max(owner.given, self._now)
        owner.waiting.append(task)

    def take(self) -> ProcessTask | None:
        """Return the next task, which then runs until `done`; None if no task may run."""
        ready = [
            owner for owner in self._owners.values() if owner.waiting and owner.running < self.most
        ]
        if not ready:
            return None
        owner = min(ready, key=lambda candidate: candidate.given)
        task = owner.waiting.popleft()
        self._now = max(self._now, owner.given)
        owner.given += task.seconds
        owner.running += 1
        return task

    def done(self, task: ProcessTask) -> None:
        """Charge the time that a task really took; the next task of its owner may run."""
        owner = self._owners[task.owner]
        owner.running -= 1
        owner.given += task.used - task.seconds
        self._owners = {
            name: candidate
            for name, candidate in self._owners.items()
            if candidate.waiting or candidate.running or candidate.given > self._now
        }

    def drop(self, unwanted: Callable[[ProcessTask], bool]) -> list[ProcessTask]:
        """Remove and return the waiting tasks for which `unwanted` is true."""
        dropped = []
        for owner in self._owners.values():
            dropped += [task for task in owner.waiting if unwanted(task)]
            owner.waiting = deque(task for task in owner.waiting if not unwanted(task))
        return dropped


T = TypeVar("T")
SHORT = 0.25
"""CPU seconds up to which work is short."""
LONG = 1.0
"""CPU seconds that work is taken to need of which nothing is known."""
PATIENCE = 5.0
"""Seconds that running work gets to end when the service stops."""
_LOG = logging.getLogger("parkwise.processes")


class Compute(Protocol):
    """A function that runs work, made of importable names, in any process with room for it."""

    def __call__(self, work: Callable[[], T], /, seconds: float = LONG) -> T:
        """Return the result of the work, or raise its error.

        `seconds` are the CPU seconds that the work is expected to take.
        """


class _Crew:
    """Some processes for one kind of work, and the queue before them.

    There is one process more than any owner may use at a time: beside an owner at its limit,
    another owner finds a free process.
    """

    def __init__(self, most: int, niceness: int) -> None:
        self.queue = FairQueue(most)
        self.seats = most + 1
        self.niceness = niceness
        self.changed = threading.Condition()
        self.over = False
        self._warm = 0

    def put(self, task: ProcessTask) -> bool:
        """Add a task to the queue; False after the end, when no process takes tasks."""
        with self.changed:
            if not self.over:
                self.queue.put(task)
                self.changed.notify_all()
            return not self.over

    def take(self, *, warm: bool, patience: float | None) -> ProcessTask | None:
        """Return the next task; None after `patience` seconds without a task, or at the end.

        A supervisor without a process leaves tasks to supervisors that have one.
        """
        until = None if patience is None else time.monotonic() + patience
        with self.changed:
            self._warm += warm
            try:
                while not self.over:
                    task = self.queue.take() if warm or not self._warm else None
                    if task is not None:
                        return task
                    remaining = None if until is None else until - time.monotonic()
                    if remaining is not None and remaining <= 0:
                        return None
                    self.changed.wait(remaining)
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


@dataclass(eq=False)
class Processes:
    """A few processes that execute work; they start in the background.

    At most `count` processes work for one owner at a time, for short and for long work each; 0
    starts none. Each runs `first` at its start; its work is ended after `seconds` of CPU time. Once
    `stopping`, waiting work is refused, and running work gets a moment to end.
    """

    count: int
    first: Callable[[], object] = catalogue
    seconds: float = float("inf")
    stopping: Callable[[], bool] = lambda: False

    def __post_init__(self) -> None:
        self._short = _Crew(self.count, 0)
        self._long = _Crew(self.count, NICENESS)
        self._seats: list[Supervisor] = []
        self._threads: list[threading.Thread] = []
        self._ready = threading.Event()
        self._beginning: threading.Thread | None = None
        self._begins = threading.Lock()
        self._stopped_since: float | None = None

    @property
    def ready(self) -> bool:
        """Whether the processes accept work."""
        return self._ready.is_set()

    @property
    def pids(self) -> frozenset[int]:
        """The ids of the present processes."""
        return frozenset(pid for seat in self._seats for pid in [seat.pid] if pid is not None)

    def begin(self) -> None:
        """Start the processes without waiting, unless that was tried before."""
        if not self.count or self._beginning is not None:
            return
        with self._begins:
            if self._beginning is None:
                self._beginning = threading.Thread(target=self._begin, name="parkwise-begin")
                self._beginning.start()

    def _begin(self) -> None:
        crews = [*(self._short,) * self._short.seats, *(self._long,) * self._long.seats]
        self._seats = [Supervisor(self.first, crew.niceness, self._stops) for crew in crews]
        seats = self._seats[: self.count]
        try:
            for seat in seats:
                seat.start()
            for seat in seats:
                seat.await_start()
        except (EOFError, OSError, ImportError, Unavailable) as error:  # ImportError: no semaphores
            for seat in seats:
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
                args=(crew, seat, seat in seats),
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
        begins: Callable[[], None] = lambda: None,
    ) -> ProcessTask | None:
        """Return the task for work in another process, None if there are no processes.

        The work must be made of importable names; the task waits until a process is up. `outcome`
        returns the result of the task.
        """
        self.begin()
        if not self.count:
            return None
        task = ProcessTask(
            work=work,
            owner=owner,
            seconds=seconds,
            most=self.seconds,
            wanted=wanted,
            begins=begins,
        )
        crew = self._short if seconds <= SHORT else self._long
        return task if crew.put(task) else None

    async def outcome(self, task: ProcessTask) -> Any:
        """Return the result of a task, or raise its error.

        Raises
        ------
        Unavailable
            The process was killed, for example because memory was short; the work took too long;
            the service stops.
        AbandonedWork
            Nobody waits for the result any more.
        """
        try:
            return await wrap_future(task.future)
        except CancelledError:
            task.wanted = lambda: False
            raise

    def drop(self) -> None:
        """End the waiting tasks that are no longer wanted; running ones are checked regularly."""
        self._fail_waiting(lambda task: not task.wanted(), AbandonedWork())

    def stop(self) -> None:
        """End all processes at once, whatever they do: nobody waits for their results any more."""
        self.stopping, self._stopped_since = (lambda: True), float("-inf")
        if self._beginning is not None:
            self._beginning.join()
        atexit.unregister(self.stop)
        self._ready.clear()
        self._finish(service_stops())
        for thread in self._threads:
            thread.join()

    def _serve(self, crew: _Crew, seat: Supervisor, kept: bool) -> None:
        """Perform tasks, one after another, as long as the service runs."""
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
        """Whether running tasks must end, because the service stops and has waited a moment."""
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
