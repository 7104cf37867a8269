"""Processes beside the service that compute, so that its own interpreter stays free to answer.

Each is watched over by a thread of the service, which ends it where nobody waits for its work any
more, where that takes too long or where the service stops, and starts another. Short work and long
work have processes of their own: those for long work give way to everything else on the machine.
"""

import atexit
import logging
import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
from asyncio import CancelledError, wrap_future
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any, Protocol, TypeVar

from api.fairness import FairQueue, Task
from api.operation.memory import resident, settle
from api.refusals import Unavailable
from mcda.errors import McdaError
from mcda.texts import catalogue

T = TypeVar("T")
RETRY_AFTER = 1
SHORT = 0.25
"""CPU seconds up to which work is short."""
LONG = 1.0
"""CPU seconds that work is taken to need of which nothing is known."""
NICENESS = 1
"""Of processes for long work, which give way a little: more would starve them on a busy machine."""
TICK = 0.2
"""Seconds between two looks at work that runs; what is done by then is never ended."""
IDLE = 60.0
"""Seconds without work after which the processes are ended that are not always kept."""
PATIENCE = 5.0
"""Seconds that running work gets to end when the service stops."""
STANDSTILL = 10.0
"""Seconds by the clock, to each CPU second allowed, after which work is ended too."""
GROWN = 96 * 2**20
"""Bytes that a process may have more after a work than at its start; with more it is replaced:
small objects that are left among many freed ones keep the system from getting their memory back."""
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""Threads of linear algebra in a process that computes, where the environment does not say: with
as many as there are cores in each of several processes they wait for each other, and matrices of a
hundred rows take many times as long to invert."""
_STARTING = 60.0
_LOG = logging.getLogger("parkwise.processes")
_CLOCK_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


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


class Abandoned(Exception):
    """Nobody waits for this work any more; it was ended."""


@dataclass(slots=True)
class _Worker:
    """One process, and the connection over which it is given work."""

    process: BaseProcess
    end: Connection
    spent: float = 0.0
    """CPU seconds up to the end of the last work, as the process told."""
    begun: float = field(default_factory=time.monotonic)
    memory: int = 0
    """Bytes that it had at its start; 0 where the system does not tell."""

    def give(self, sent: bytes) -> None:
        """Hand over work; EOFError or OSError where it cannot be begun."""
        self.begun = time.monotonic()
        self.end.send_bytes(sent)
        self.end.recv_bytes()

    def used(self) -> float:
        """Return CPU seconds of the work in hand; by the clock where the system does not tell."""
        try:
            stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        except OSError:
            return time.monotonic() - self.begun
        ticks = stat.rpartition(")")[2].split()[11:13]
        return max(sum(map(int, ticks)) / _CLOCK_TICKS - self.spent, 0.0)

    def has_grown(self) -> bool:
        """Tell whether it keeps much more memory than it began with."""
        return bool(self.memory) and resident(self.process.pid or 0) - self.memory > GROWN

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.end.close()


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

    def put(self, task: Task) -> bool:
        """Let a task wait; False at the end, when nobody comes for it."""
        with self.changed:
            if not self.over:
                self.queue.put(task)
                self.changed.notify_all()
            return not self.over

    def take(self, *, warm: bool, patience: float | None) -> Task | None:
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

    def done(self, task: Task) -> None:
        with self.changed:
            self.queue.done(task)
            self.changed.notify_all()

    def drop(self, unwanted: Callable[[Task], bool]) -> list[Task]:
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
    modules
        What they import before any of them is started, so that they share it.
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
        modules: Sequence[str] = (),
        first: Callable[[], object] = catalogue,
        seconds: float = float("inf"),
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.count = count
        self.modules = modules
        self.first = first
        self.seconds = seconds
        self.stopping = stopping
        self._short = _Crew(count, 0)
        self._long = _Crew(count, NICENESS)
        self._threads: list[threading.Thread] = []
        self._workers: set[int] = set()
        self._ready = threading.Event()
        self._beginning: threading.Thread | None = None
        self._stopped_since: float | None = None

    @property
    def ready(self) -> bool:
        """Whether work can be handed over."""
        return self._ready.is_set()

    @property
    def pids(self) -> frozenset[int]:
        """The processes that there are now."""
        return frozenset(self._workers)

    def begin(self) -> None:
        """Start them without waiting, where that was not tried yet."""
        if self.count and self._beginning is None:
            self._beginning = threading.Thread(target=self._begin, name="parkwise-begin")
            self._beginning.start()

    def _begin(self) -> None:
        _ignore_signals()
        workers: list[_Worker] = []
        try:
            workers += [self._start(self._short.niceness) for _ in range(self.count)]
            for worker in workers:
                _await(worker)
        except (EOFError, OSError, ImportError):  # the last without semaphores
            for worker in workers:
                self._end(worker)
            _LOG.exception("no processes can be started; this one analyses alone")
            for crew in (self._short, self._long):
                crew.finish()
            self._refuse_waiting(_lost())
            return
        places: list[tuple[_Crew, _Worker | None]] = [(self._short, worker) for worker in workers]
        places += [(self._short, None), *((self._long, None) for _ in range(self._long.seats))]
        for crew, place in places:
            args = crew, place, place is not None
            thread = threading.Thread(
                target=self._watch, args=args, name="parkwise-watch", daemon=True
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
    ) -> Task | None:
        """Return what becomes of work in another process, None where there is none to do it.

        The work must be made of importable names; it waits until a process is up. Its outcome is
        read by `outcome`.
        """
        self.begin()
        if not self.count:
            return None
        task = Task(work=work, owner=owner, seconds=seconds, wanted=wanted)
        crew = self._short if seconds <= SHORT else self._long
        return task if crew.put(task) else None

    async def outcome(self, task: Task) -> Any:
        """Return what work that was handed over returned, or raise what it raised.

        Raises
        ------
        Unavailable
            The process was killed, for example because memory was short; the work took too long;
            the service stops.
        Abandoned
            Nobody waits for it.
        """
        try:
            return await wrap_future(task.future)
        except CancelledError:
            task.wanted = lambda: False
            raise

    def drop(self) -> None:
        """End what waits and is not wanted any more; what runs is looked at every moment."""
        for crew in (self._short, self._long):
            for task in crew.drop(lambda task: not task.wanted()):
                _fail(task, Abandoned())

    def stop(self) -> None:
        """End them at once, whatever they are doing: nobody waits for it any more."""
        if self._beginning is not None:
            self._beginning.join()
        atexit.unregister(self.stop)
        self._ready.clear()
        self.stopping, self._stopped_since = (lambda: True), float("-inf")
        for crew in (self._short, self._long):
            crew.finish()
        for thread in self._threads:
            thread.join()
        self._refuse_waiting(_stopping())

    def _watch(self, crew: _Crew, worker: _Worker | None, kept: bool) -> None:
        """Have tasks done by one process after another, as long as the service runs."""
        _ignore_signals()
        while not crew.over:
            idle = worker is not None and not kept
            task = crew.take(warm=worker is not None, patience=IDLE if idle else None)
            if task is not None:
                worker = self._performed(crew, task, worker)
                if worker is None and kept and not crew.over:
                    worker = self._started(crew.niceness)
            elif worker is not None:
                self._end(worker)
                worker = None
        if worker is not None:
            self._end(worker)

    def _performed(self, crew: _Crew, task: Task, worker: _Worker | None) -> _Worker | None:
        """See to it that a task is done; return the process where it goes on."""
        try:
            if not task.future.set_running_or_notify_cancel() or not task.wanted():
                _fail(task, Abandoned())
                return worker
            try:
                sent = bytes(ForkingPickler.dumps(task.work))
            except _UNSENT as error:
                _fail(task, error)
                return worker
            worker = self._given(sent, worker, crew.niceness)
            if worker is None:
                _fail(task, _lost())
                return None
            failure = self._awaited(task, worker)
            if failure is None and not worker.has_grown():
                return worker
            if failure is not None:
                task.used = worker.used()
                _fail(task, failure)
            self._end(worker)
            return None
        finally:
            crew.done(task)

    def _given(self, sent: bytes, worker: _Worker | None, niceness: int) -> _Worker | None:
        """Return the process that has the work; another where this one was killed while idle."""
        if worker is not None:
            with suppress(EOFError, OSError):
                worker.give(sent)
                return worker
            self._end(worker)
        worker = self._started(niceness)
        if worker is not None:
            with suppress(EOFError, OSError):
                worker.give(sent)
                return worker
            self._end(worker)
        return None

    def _awaited(self, task: Task, worker: _Worker) -> Exception | None:
        """Return why work in hand must be ended, None where it was done and told."""
        try:
            while not worker.end.poll(TICK):
                reason = self._reason(task, worker)
                if reason is not None:
                    return reason
            succeeded, value, spent = worker.end.recv()
        except (EOFError, OSError):
            return _lost()
        except Exception as error:  # noqa: BLE001 - what cannot be read here is the work's fault
            return error
        task.used, worker.spent = spent - worker.spent, spent
        if succeeded:
            task.future.set_result(value)
        else:
            task.future.set_exception(value)
        return None

    def _reason(self, task: Task, worker: _Worker) -> Exception | None:
        """Return why work in hand is to be ended, None where it may go on."""
        if not task.wanted():
            return Abandoned()
        if self._stops():
            return _stopping()
        by_clock = time.monotonic() - worker.begun
        if by_clock > STANDSTILL * self.seconds or worker.used() > self.seconds:
            return Unavailable.at("analysis_too_long", limit_seconds=self.seconds)
        return None

    def _stops(self) -> bool:
        """Whether what runs must end, because the service stops and has waited a moment."""
        if not self.stopping():
            return False
        self._refuse_waiting(_stopping())
        if self._stopped_since is None:
            self._stopped_since = time.monotonic()
        return time.monotonic() - self._stopped_since > PATIENCE

    def _refuse_waiting(self, error: Exception) -> None:
        for crew in (self._short, self._long):
            for task in crew.drop(lambda _: True):
                _fail(task, error)

    def _started(self, niceness: int) -> _Worker | None:
        """Return another process, None where none can be started now."""
        try:
            worker = self._start(niceness)
        except OSError:
            _LOG.exception("a process cannot be started")
            return None
        try:
            _await(worker)
        except (EOFError, OSError):
            _LOG.exception("a process did not start")
            self._end(worker)
            return None
        return worker

    def _start(self, niceness: int) -> _Worker:
        context = _context(self.modules)
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.first, niceness), daemon=True)  # type: ignore[attr-defined]  # every context has it
        with theirs, _inherited(ONE_THREAD):
            process.start()
        self._workers.add(process.pid)
        return _Worker(process, ours)

    def _end(self, worker: _Worker) -> None:
        self._workers.discard(worker.process.pid or 0)
        worker.kill()


_inheriting = threading.Lock()


@contextmanager
def _inherited(variables: Mapping[str, str]) -> Iterator[None]:
    """Let what is started now have variables of the environment that this process has not.

    They are read when the libraries are loaded, which is done by the first process started: the
    one that the others are copies of.
    """
    with _inheriting:
        added = {name: value for name, value in variables.items() if name not in os.environ}
        os.environ.update(added)
        try:
            yield
        finally:
            for name in added:
                del os.environ[name]


_UNSENT = (pickle.PicklingError, AttributeError, TypeError)


def _fail(task: Task, error: Exception) -> None:
    if not task.future.done():
        task.future.set_exception(error)


def _lost() -> Exception:
    return Unavailable.at("analysis_lost", retry_after=RETRY_AFTER)


def _stopping() -> Exception:
    return Unavailable.at("service_stops", retry_after=RETRY_AFTER)


def _await(worker: _Worker) -> None:
    """Wait until a process can be given work.

    Raises
    ------
    EOFError, OSError
        It ended, or takes too long.
    """
    if not worker.end.poll(_STARTING):
        raise TimeoutError
    worker.spent = worker.end.recv()
    worker.memory = resident(worker.process.pid or 0)


def _ignore_signals() -> None:
    """Keep what this thread starts, and what that starts, from what the whole group is sent.

    A supervisor that stops the service tells all of them; they end after it, with their parent,
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


def _serve(end: Connection, first: Callable[[], object], niceness: int) -> None:
    """Do one work after another until the service is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        obey_parent(parent.join)
    first()
    settle()
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)  # not before: who waits for it waits for its start too
    end.send(time.process_time())
    while True:
        try:
            work = end.recv()
        except (EOFError, OSError):
            return
        end.send_bytes(b"")
        succeeded, value = _outcome(work)
        try:
            end.send((succeeded, value, time.process_time()))
        except _UNSENT as error:
            end.send((False, error, time.process_time()))


def _outcome(work: Callable[[], Any]) -> tuple[bool, Any]:
    try:
        return True, work()
    except McdaError as error:  # says by itself what is wrong
        return False, error
    except Exception as error:  # noqa: BLE001 - raised again where it is waited for
        error.add_note(traceback.format_exc())
        return False, error


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
