"""A computing process beside the service, and its supervisor.

Such processes do the work of requests and jobs, so that the interpreter of the service stays free
to answer. The supervisor starts a process when there is work, ends it if nobody waits for the
result any more, if the work takes too long or if the service stops, and starts another. In an
emergency the process ends with its parent.
"""

import logging
import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

from api.http.refusals import AbandonedWork, Unavailable
from api.operation.memory import resident, settle
from mcda.errors import McdaError
from mcda.texts import catalogue
from weights.validation import first_faults

ANALYSTS = ("api.preload",)
"""What is imported once, before the first of the processes is started, so that they share it."""
NICENESS = 1
"""Of processes for long work, which give way a little: more would starve them on a busy machine."""
TICK = 0.2
"""Seconds between two looks at work that runs; what is done by then is never ended."""
IDLE = 60.0
"""Seconds without work after which a process is ended that is not always kept."""
STANDSTILL = 10.0
"""Seconds by the clock, to each CPU second allowed, after which work is ended too."""
GROWN = 96 * 2**20
"""Bytes that a process may have more after a work than at its start; with more it is replaced:
small objects that are left among many freed ones keep the system from getting their memory back."""
EVERY = 0.5
"""Seconds between two words on the progress of work."""
RETRY_AFTER = 1
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Linear algebra in a process that computes has one thread, where the environment does not say:
with as many as there are cores in each of several processes they wait for each other, and matrices
of a hundred rows take many times as long to invert."""
_STARTING = 60.0
_LOG = logging.getLogger("parkwise.processes")
_CLOCK_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_UNSENT = (pickle.PicklingError, AttributeError, TypeError)


@dataclass(slots=True, eq=False, kw_only=True)
class ProcessTask:
    """Work that waits for a process, or runs in one."""

    work: Callable[..., Any]
    """Made of importable names."""
    owner: str = ""
    """Whose it is."""
    seconds: float = 0.0
    """CPU seconds that it is expected to take."""
    most: float = float("inf")
    """CPU seconds after which it is ended."""
    wanted: Callable[[], bool] = lambda: True
    """Whether anybody still waits for it; asked again and again while it runs, from the thread that
    watches over it."""
    tells: bool = False
    """Whether the work is called with what is to be told how much is done, of how much."""
    future: Future[Any] = field(default_factory=Future)
    """Of its outcome."""
    progress: tuple[int, int] = (0, 0)
    """How much was done when that was last told, of how much."""
    used: float = 0.0
    """CPU seconds that it took, also where it was ended."""
    begins: Callable[[], None] = lambda: None
    """Called when it waits no longer for a process."""

    def fail(self, error: BaseException) -> None:
        """Set the error that the task's waiters receive."""
        if not self.future.done():
            self.future.set_exception(error)


@dataclass(slots=True)
class _Worker:
    """A process, and the connection that sends it work."""

    process: BaseProcess
    end: Connection
    spent: float = float("inf")
    """CPU seconds up to the end of the last work, as the process told; none count for its start."""
    begun: float = float("inf")
    memory: int = 0
    """Bytes that it had at its start; 0 where the system does not tell."""

    def give(self, sent: bytes) -> None:
        """Send work to the process; EOFError or OSError if the work cannot be started."""
        self.begun = time.monotonic()
        self.end.send_bytes(sent)
        self.end.recv_bytes()

    def used(self) -> float:
        """Return the CPU seconds of the current work; clock time if the system has no figures."""
        try:
            stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        except OSError:
            return max(time.monotonic() - self.begun, 0.0)
        ticks = stat.rpartition(")")[2].split()[11:13]
        return max(sum(map(int, ticks)) / _CLOCK_TICKS - self.spent, 0.0)


@dataclass(eq=False)
class Supervisor:
    """Runs tasks in a process, one task at a time; restarts the process; not thread-safe.

    Each process runs `first` at its start, so that no work waits for that.
    """

    first: Callable[[], object] = catalogue
    niceness: int = NICENESS
    stops: Callable[[], bool] = lambda: False
    _worker: _Worker | None = field(default=None, init=False)
    _rests_since: float = field(default=0.0, init=False)

    @property
    def pid(self) -> int | None:
        """The id of the process, None without a process."""
        worker = self._worker
        return None if worker is None else worker.process.pid

    def perform(self, task: ProcessTask) -> None:
        """Run a task, and set its result or the error of its failure.

        The task fails with an error of its own or of `wanted`; with `AbandonedWork`; or with
        `Unavailable`, if its process was killed, for example because memory was short
        (``analysis_lost``), if it took too long (``analysis_too_long``) or if the service stops
        (``service_stops``).
        """
        task.begins()
        try:
            if not task.future.set_running_or_notify_cancel() or not task.wanted():
                raise AbandonedWork
            message = bytes(ForkingPickler.dumps((task.work, task.tells)))
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            task.fail(error)
            return
        try:
            self._watch(task, self._give(message, task))
        except (EOFError, OSError):
            self._break_off(task, work_lost())
        except Exception as error:  # noqa: BLE001 - as above
            self._break_off(task, error)
        self._rests_since = time.monotonic()

    def rest(self) -> None:
        """Note that there is no work; after a while the process is ended."""
        if time.monotonic() - self._rests_since >= IDLE:
            self.end()

    def end(self) -> None:
        """End the process, whatever it does."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.process.kill()
            worker.process.join()
            worker.end.close()

    def start(self) -> None:
        """Start the process without waiting; OSError or ImportError if it cannot be started."""
        context = _context()
        ours, theirs = context.Pipe()
        process = context.Process(  # type: ignore[attr-defined]  # every context has it
            target=_serve, args=(theirs, self.first, self.niceness), daemon=True
        )
        with theirs, _inherited():
            process.start()
        self._worker = _Worker(process, ours)

    def await_start(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Wait until the process accepts work.

        Raises
        ------
        EOFError, OSError
            The process ended, or takes too long to start.
        AbandonedWork, Unavailable
            The work is not wanted any more, or the service stops.
        """
        worker = self._started()
        until = time.monotonic() + _STARTING
        while not worker.end.poll(TICK):
            self._look(wanted)
            if time.monotonic() > until:
                raise TimeoutError
        worker.spent = worker.end.recv()
        worker.memory = resident(worker.process.pid or 0)

    def prepare(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Start the process and wait until it accepts work; raises as `await_start`."""
        try:
            self.start()
            self.await_start(wanted)
        except Exception as error:
            if not isinstance(error, (AbandonedWork, Unavailable)):
                _LOG.exception("a process cannot be started")
            self.end()
            raise

    def _give(self, sent: bytes, task: ProcessTask) -> _Worker:
        """Send work to the process, or to a new one if the process was killed while idle."""
        if self._worker is not None:
            with suppress(EOFError, OSError):
                self._worker.give(sent)
                return self._worker
            self.end()
        self.prepare(task.wanted)
        worker = self._started()
        worker.give(sent)
        return worker

    def _watch(self, task: ProcessTask, worker: _Worker) -> None:
        """Wait until the current task is done, as long as it may run."""
        succeeded = None
        while succeeded is None:
            while not worker.end.poll(TICK):
                self._look(task.wanted)
                by_clock = time.monotonic() - worker.begun
                if by_clock > STANDSTILL * task.most or worker.used() > task.most:
                    raise Unavailable.at("analysis_too_long", limit_seconds=task.most)
            succeeded, value, spent = worker.end.recv()
            if succeeded is None:
                task.progress = value
                self._look(task.wanted)
        task.used, worker.spent = spent - worker.spent, spent
        if succeeded:
            task.future.set_result(value)
        else:
            task.future.set_exception(value)
        if worker.memory and resident(worker.process.pid or 0) - worker.memory > GROWN:
            self.end()

    def _look(self, wanted: Callable[[], bool]) -> None:
        """Raise an error if the work must be ended."""
        if not wanted():
            raise AbandonedWork
        if self.stops():
            raise service_stops()

    def _break_off(self, task: ProcessTask, error: Exception) -> None:
        if self._worker is not None:
            task.used = self._worker.used()
        self.end()
        task.fail(error)

    def _started(self) -> _Worker:
        if self._worker is None:
            raise EOFError
        return self._worker


def work_lost() -> McdaError:
    """Return the error of work whose process was killed, or could not be started."""
    return Unavailable.at("analysis_lost", retry_after=RETRY_AFTER)


def service_stops() -> McdaError:
    """Return the error of work for which the stopping service has no time left."""
    return Unavailable.at("service_stops", retry_after=RETRY_AFTER)


_inheriting = threading.Lock()


@contextmanager
def _inherited() -> Iterator[None]:
    """Have processes started in the block ignore signals, with environment variables of their own.

    A process manager that stops the service signals the whole process group; these processes must
    end with their parent, not before it has answered. Libraries read the environment when they are
    loaded, which the first process does, of which the others are copies.
    """
    with _inheriting, _deaf():
        added = [name for name in _ONE_THREAD if name not in os.environ]
        os.environ.update(dict.fromkeys(added, "1"))
        try:
            yield
        finally:
            for name in added:
                del os.environ[name]


@contextmanager
def _deaf() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would let them through again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context() -> BaseContext:
    """Return a start method for processes that copies no thread of this process."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(ANALYSTS))
    return context


def _serve(end: Connection, first: Callable[[], object], niceness: int) -> None:
    """Perform work in a process, one task after another, until the service is gone."""
    if multiprocessing.parent_process() is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _after_parent(lambda: os._exit(1))
    first()
    settle()
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)  # not before: who waits for it waits for its start too
    end.send(time.process_time())
    with suppress(EOFError, OSError):  # the service is gone
        while True:
            work, tells = end.recv()
            end.send_bytes(b"")
            succeeded, value = _outcome(work, _Progress(end) if tells else None)
            try:
                end.send((succeeded, value, time.process_time()))
            except _UNSENT as error:
                end.send((False, error, time.process_time()))


def _outcome(work: Callable[..., Any], progress: "_Progress | None") -> tuple[bool, Any]:
    try:
        if progress is None:
            return True, work()
        value = work(progress)
        progress.tell()
        return True, value
    except McdaError as error:  # says by itself what is wrong
        error.faults = tuple(first_faults(error.faults))  # what crosses over is what is told
        error.args = (error.faults,)
        return False, error
    except Exception as error:  # noqa: BLE001 - raised again where it is waited for
        error.add_note(traceback.format_exc())
        return False, error


@dataclass(slots=True)
class _Progress:
    """Sends the progress of work, not more often than it is read."""

    end: Connection
    _at: tuple[int, int] = (0, 0)
    _last: float = float("-inf")

    def __call__(self, done: int, total: int) -> None:
        self._at = done, total
        if time.monotonic() - self._last >= EVERY:
            self.tell()

    def tell(self) -> None:
        self._last = time.monotonic()
        self.end.send((None, self._at, 0.0))


def end_with_parent() -> None:
    """Stop this program, as a signal would, when its parent process is gone."""
    _after_parent(lambda: os.kill(os.getpid(), signal.SIGTERM))


def _after_parent(end: Callable[[], None]) -> None:
    """Call a function, in a thread, when the parent process is gone, if there is one."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            end()

        threading.Thread(target=wait, daemon=True).start()
