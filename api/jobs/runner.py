"""Works jobs off the queue, one at a time; several runners share one queue."""

import atexit
import os
import secrets
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from api.db import Database
from api.db.tables import JobRow
from api.jobs import store
from api.jobs.housekeeping import Housekeeper
from api.jobs.log import LOG
from api.jobs.outcome import Outcome
from api.jobs.work import perform
from api.operation.logs import SAID
from api.outage_log import OutageLog
from api.refusals import QuotaFull, StorageFull, Unavailable
from api.retention import Retention
from api.settings import Settings
from api.supervisor import AbandonedWork, ProcessTask, Supervisor
from mcda.errors import McdaError

T = TypeVar("T")
POLL, BEAT = 0.5, 0.5
MOMENT = 1.0
"""Seconds by which what stops this process may end the one that does the work before."""
PATIENCE, AGAIN = 60.0, 2.0
"""Seconds for which saving an outcome is tried before anything else, and between two tries."""
_PUT_BY = 4


@dataclass(slots=True)
class Runner:
    """A thread that claims jobs, has a process do them and saves what comes of them.

    Parameters
    ----------
    database
        Where the queue is.
    settings_of
        The settings for an organisation's jobs, with its private data.
    asked
        Tells whether this process was asked to stop, which may be long before `stop`: a job in
        hand goes on until then, none is begun.
    kept
        How long what is kept.
    """

    database: Database
    settings_of: Callable[[str], Settings]
    asked: Callable[[], bool] = lambda: False
    kept: Retention = field(default_factory=Retention)
    name: str = field(
        default_factory=lambda: f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"
    )
    supervisor: Supervisor = field(init=False)
    _beat_at: float = 0.0
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _housekeeper: Housekeeper = field(init=False)
    _trouble: OutageLog = field(default_factory=lambda: OutageLog("a runner", LOG))
    _put_by: deque[Outcome] = field(default_factory=lambda: deque(maxlen=_PUT_BY))

    def __post_init__(self) -> None:
        self.supervisor = Supervisor(stops=self._stopped.is_set)
        self._housekeeper = Housekeeper(self.database, self.kept)

    def start(self) -> None:
        """Begin to work in the background."""
        # An interpreter that ends waits for its processes, and this one's heeds no signal.
        atexit.register(self.stop)
        self._thread = threading.Thread(target=self.run, name="jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop; a job in hand goes back to the queue."""
        self._stopped.set()
        atexit.unregister(self.stop)
        if self._thread is not None:
            self._thread.join()

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
        try:
            self._housekeeper.look()
            self._save_put_by()
            claimed = self.database.write(lambda s: store.claim(s, self.name))
            self._trouble.over()
            if claimed is not None:
                self._work(claimed)
        except Exception as error:  # noqa: BLE001 - a runner outlives what it cannot foresee
            self._trouble.met(error)
            return False
        return claimed is not None

    def _work(self, claimed: store.JobLease) -> None:
        """Have a job done; after a fault it goes back to the queue."""
        try:
            self._do(claimed)
        except Exception:
            self._put_back(claimed)
            raise

    def _do(self, claimed: store.JobLease) -> None:
        settings = self.settings_of(claimed.organisation)
        work = partial(perform, claimed.request, settings)
        task = ProcessTask(work=work, tells=True)
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
        """Do what is due while a job is worked on, and tell whether it is still wanted."""
        self._housekeeper.look()
        if time.monotonic() < self._beat_at:
            return True
        self._beat_at = time.monotonic() + BEAT
        return self._beat(claimed, task.progress)

    def _put_back(self, claimed: store.JobLease) -> None:
        """Give back a job that broke off; what stops this process may be to blame, not the job."""
        if self._stopped.wait(MOMENT) or self.asked():
            self._release(claimed)
        else:
            self._held(claimed, store.lose)

    def _release(self, claimed: store.JobLease) -> None:
        with suppress(Unavailable):
            self._held(claimed, store.release)

    def _beat(self, claimed: store.JobLease, progress: tuple[int, int]) -> bool:
        """Keep the lease; False where the job is to be stopped."""

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
        """Save an outcome; one that cannot be saved for long holds up the queue no longer."""
        total = task.progress[1]
        found = Outcome(claimed=claimed, state=state, content=content, total=total)
        until = time.monotonic() + PATIENCE
        while not self._is_saved(found):
            if isinstance(found.error, QuotaFull):
                until = 0.0
            elif self._stopped.wait(AGAIN):
                self._release(found.claimed)
                return
            if time.monotonic() >= until:
                if not self._is_given_up(found):
                    self._put_by.append(found)
                return
            if not self._beat(claimed, task.progress):
                return

    def _save_put_by(self) -> None:
        """Try once more with what could not even be given up, so that it is not done again.

        A result for which there was no room stays given up; one that waited for a database that
        was away is saved where the job is still held. It is never given up here: the database may
        come back between the try to save it and the try to do without it.
        """
        for found in [self._put_by.popleft() for _ in range(len(self._put_by))]:
            full = isinstance(found.error, StorageFull)
            if not (self._is_given_up(found) if full else self._is_saved(found)):
                self._put_by.append(found)

    def _is_saved(self, found: Outcome) -> bool:
        try:
            self._held(found.claimed, found.save)
        except Unavailable as error:
            if found.error is None:
                said = {"job": found.claimed.id, "bytes": len(found.content)}
                LOG.warning("an outcome cannot be saved: %s", error.code, extra={SAID: said})
            found.error = error
            return False
        return True

    def _is_given_up(self, found: Outcome) -> bool:
        try:
            self._held(found.claimed, found.give_up)
        except Unavailable:
            return False
        return True

    def _held(self, claimed: store.JobLease, work: Callable[[Session, JobRow], T]) -> T | None:
        """Do something to the job where it is still this runner's."""

        def held(session: Session) -> T | None:
            row = store.held(session, claimed, self.name)
            return None if row is None else work(session, row)

        return self.database.write(held)
