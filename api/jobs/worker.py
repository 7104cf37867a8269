"""Works off the jobs of the queue, one at a time; several runners share one queue."""

import atexit
import os
import secrets
import socket
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from api.compute.supervisor import ProcessTask, Supervisor
from api.db import Database
from api.db.tables import JobRow
from api.http.background import BackgroundThread
from api.http.outage_log import OutageLog
from api.http.refusals import AbandonedWork, QuotaFull, StorageFull, Unavailable
from api.jobs import store
from api.jobs.housekeeping import Housekeeper
from api.jobs.log import LOG
from api.jobs.work import perform
from api.limits.retention import Retention
from api.operation.logs import SAID
from api.settings import Settings
from mcda.errors import McdaError


@dataclass(slots=True, kw_only=True)
class Outcome:
    """The answer of the process that did the work."""

    claimed: store.JobLease
    """The job."""
    state: str
    """``done``, or else it failed."""
    content: bytes
    """The result, or the problem document."""
    total: int
    """How much work it was, 0 where that is not known."""
    error: Unavailable | None = None
    """Why it could not be saved when that was last tried."""

    def save(self, session: Session, row: JobRow) -> None:
        """End the job with its outcome."""
        if store.is_over(session, row):
            return
        if self.state == "done":
            row.result = self.content
            row.done = row.total = self.total or 1
            store.end(session, row, "done", {"bytes": len(self.content)})
        else:
            row.problem = self.content
            store.end(session, row, "failed", {"reason": "job_refused"})

    def give_up(self, session: Session, row: JobRow) -> None:
        """End the job without its outcome, with the reason why that cannot be saved."""
        error = self.error or Unavailable.at("database_unavailable")
        if not store.is_over(session, row):
            store.fail(session, row, error)


T = TypeVar("T")
POLL, BEAT = 0.5, 0.5
MOMENT = 1.0
"""Seconds by which what stops this process may end the one that does the work before."""
PATIENCE, AGAIN = 60.0, 2.0
"""Seconds for which saving an outcome is tried before anything else, and between two tries."""
_PUT_BY = 4
STILL = 10.0
"""Seconds after which a runner that neither looked for work nor at its work stands still."""


@dataclass(slots=True)
class Runner(BackgroundThread):
    """A thread that leases jobs, has a process do them and saves the outcomes."""

    database: Database
    """Where the queue is."""
    settings_of: Callable[[str], Settings]
    """The settings for an organisation's jobs, with its private data."""
    asked: Callable[[], bool] = lambda: False
    """Tells whether this process was asked to stop, which may be long before `stop`: a job in hand
    goes on until then, none is begun."""
    kept: Retention = field(default_factory=Retention)
    """How long what is kept."""
    name: str = field(
        default_factory=lambda: f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"
    )
    supervisor: Supervisor = field(init=False)
    _beat_at: float = 0.0
    _moved_at: float = field(default_factory=time.monotonic)
    label = "jobs"
    _housekeeper: Housekeeper = field(init=False)
    _trouble: OutageLog = field(default_factory=lambda: OutageLog("a runner", LOG))
    _put_by: deque[Outcome] = field(default_factory=lambda: deque(maxlen=_PUT_BY))

    def __post_init__(self) -> None:
        self.supervisor = Supervisor(stops=self._stopped.is_set)
        self._housekeeper = Housekeeper(self.database, self.kept)

    def start(self) -> None:
        """Start the thread."""
        # An interpreter that ends waits for its processes, and this one's heeds no signal.
        atexit.register(self.stop)
        BackgroundThread.start(self)

    def stop(self) -> None:
        """Stop the thread; an unfinished job goes back to the queue."""
        atexit.unregister(self.stop)
        BackgroundThread.stop(self)

    def moves(self) -> bool:
        """Tell whether the runner looked for work, or at its current work, a moment ago."""
        return time.monotonic() - self._moved_at < STILL

    def works(self) -> bool:
        """Tell whether the runner can reach the queue."""
        return not self._trouble.is_met

    def run(self) -> None:
        """Work until stopped."""
        try:
            while not (self._stopped.is_set() or self.asked()):
                if not self._does_one():
                    self.supervisor.rest()
                    self._stopped.wait(POLL)
        finally:
            self.supervisor.end()

    def _does_one(self) -> bool:
        """Do the next job, and tell whether there was one."""
        self._moved_at = time.monotonic()
        try:
            self._housekeeper.look()
            for outcome in [self._put_by.popleft() for _ in range(len(self._put_by))]:
                full = isinstance(outcome.error, StorageFull)
                if not (self._is_given_up(outcome) if full else self._is_saved(outcome)):
                    self._put_by.append(outcome)
            claimed = self.database.write(lambda s: store.claim(s, self.name))
            self._trouble.over()
            if claimed is not None:
                try:
                    self._do(claimed)
                except Exception:
                    self._put_back(claimed)
                    raise
        except Exception as error:  # noqa: BLE001 - a runner outlives what it cannot foresee
            self._trouble.met(error)
            return False
        return claimed is not None

    def _do(self, claimed: store.JobLease) -> None:
        settings = self.settings_of(claimed.organisation)
        task = ProcessTask(work=partial(perform, claimed.request, settings), tells=True)
        task.wanted = partial(self._goes_on, claimed, task)
        self._beat_at = time.monotonic() + BEAT
        self.supervisor.perform(task)
        match task.future.exception():
            case None:
                self._end(claimed, task, "done", task.future.result())
            case AbandonedWork():
                return  # it was cancelled, is late or is in other hands
            case Unavailable():
                self._put_back(claimed)
            case McdaError() as refused:
                self._end(claimed, task, "failed", store.problem_of(refused))
            case fault:
                raise fault

    def _goes_on(self, claimed: store.JobLease, task: ProcessTask) -> bool:
        """Do periodic work while a job runs, and tell whether the job is still wanted."""
        self._housekeeper.look()
        self._moved_at = time.monotonic()
        if self._moved_at < self._beat_at:
            return True
        self._beat_at = time.monotonic() + BEAT
        return self._beat(claimed, task.progress)

    def _put_back(self, claimed: store.JobLease) -> None:
        """Return a crashed job to the queue; if this process stops, the attempt does not count."""
        if self._stopped.wait(MOMENT) or self.asked():
            self._release(claimed)
        else:
            self._held(claimed, store.lose)

    def _release(self, claimed: store.JobLease) -> None:
        with suppress(Unavailable):
            self._held(claimed, store.release)

    def _beat(self, claimed: store.JobLease, progress: tuple[int, int]) -> bool:
        """Renew the lease; False if the job must stop."""

        def work(session: Session, row: JobRow) -> bool:
            if store.is_over(session, row):
                return False
            store.beat(session, row, *progress)
            return True

        try:
            going_on = bool(self._held(claimed, work))
        except Unavailable as error:
            self._trouble.met(error)
            return True  # the work goes on; the lease may be kept with the next beat
        self._trouble.over()
        return going_on

    def _end(self, claimed: store.JobLease, task: ProcessTask, state: str, content: bytes) -> None:
        """Save an outcome; after long failure, or at a full quota, give it up or put it aside."""
        total = task.progress[1]
        outcome = Outcome(claimed=claimed, state=state, content=content, total=total)
        until = time.monotonic() + PATIENCE
        while not self._is_saved(outcome):
            self._moved_at = time.monotonic()
            if isinstance(outcome.error, QuotaFull):
                until = 0.0
            elif self._stopped.wait(AGAIN):
                self._release(outcome.claimed)
                return
            if time.monotonic() >= until:
                if not self._is_given_up(outcome):
                    self._put_by.append(outcome)
                return
            if not self._beat(claimed, task.progress):
                return

    def _is_saved(self, found: Outcome) -> bool:
        try:
            self._held(found.claimed, found.save)
        except Unavailable as error:
            if found.error is None:
                facts = {"job": found.claimed.id, "bytes": len(found.content)}
                LOG.warning("an outcome cannot be saved: %s", error.code, extra={SAID: facts})
            found.error = error
            return False
        return True

    def _is_given_up(self, found: Outcome) -> bool:
        with suppress(Unavailable):
            self._held(found.claimed, found.give_up)
            return True
        return False

    def _held(self, claimed: store.JobLease, work: Callable[[Session, JobRow], T]) -> T | None:
        """Call a function with the job if this runner still holds its lease."""

        def held(session: Session) -> T | None:
            row = store.held(session, claimed, self.name)
            return None if row is None else work(session, row)

        return self.database.write(held)
