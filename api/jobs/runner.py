"""Works jobs off the queue, one at a time; several runners share one queue."""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import TypeVar

from sqlalchemy.orm import Session

from api.db import Database
from api.db.columns import now
from api.db.tables import Job
from api.jobs import store
from api.jobs.child import Child
from api.jobs.housekeeping import EVERY, erase
from api.refusals import Unavailable
from api.settings import Settings

T = TypeVar("T")
Message = tuple[str] | tuple[str, bytes, int] | tuple[str, int, int]
POLL, BEAT = 0.5, 1.0
_LOG = logging.getLogger("parkwise.jobs")


@dataclass(slots=True)
class Runner:
    """A thread that claims jobs and watches over the process that does them.

    Parameters
    ----------
    database
        Where the queue is.
    settings_of
        The settings for an organisation's jobs, with its private data.
    """

    database: Database
    settings_of: Callable[[str], Settings]
    name: str = field(
        default_factory=lambda: f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"
    )
    _child: Child = field(default_factory=Child)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _tidy_at: float = float("-inf")

    def start(self) -> None:
        """Begin to work in the background."""
        self._thread = threading.Thread(target=self.run, name="jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop; a job in hand goes back to the queue."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def run(self) -> None:
        """Work until stopped."""
        try:
            while not self._stopped.is_set():
                try:
                    self._tidy()
                    claimed = self.database.write(lambda s: store.claim(s, self.name))
                    if claimed is not None:
                        self._work(claimed)
                        continue
                except Unavailable as error:
                    _LOG.warning("the queue cannot be reached: %s", error.code)
                except Exception:  # noqa: BLE001 - a runner outlives what it cannot foresee
                    _LOG.exception("a runner goes on after a fault")
                self._stopped.wait(POLL)
        finally:
            self._child.stop()

    def _tidy(self) -> None:
        if time.monotonic() >= self._tidy_at:
            self._tidy_at = time.monotonic() + EVERY
            self.database.write(erase)

    def _work(self, claimed: store.Claim) -> None:
        """Do a job; after a fault its process is stopped, lest it answers the next job."""
        try:
            self._watch(claimed)
        except Exception:
            self._child.stop()
            self._held(claimed, store.lose)
            raise

    def _watch(self, claimed: store.Claim) -> None:
        limits = self.settings_of(claimed.organisation)
        end = self._child.give(claimed.request, limits, claimed.language)
        progress = (0, 0)
        while not self._stopped.is_set():
            match _received(end):
                case None:
                    self._child.stop()
                    self._held(claimed, store.lose)
                    return
                case ("progress", int(done), int(total)):
                    progress = done, total
                case (str(state), bytes(content), int(total)):
                    self._end(claimed, state, content, total)
                    return
            if not self._beat(claimed, progress):
                self._child.stop()
                return
        self._child.stop()
        with suppress(Unavailable):
            self._held(claimed, store.release)

    def _beat(self, claimed: store.Claim, progress: tuple[int, int]) -> bool:
        """Keep the lease; False where the job is to be stopped."""

        def work(session: Session, row: Job) -> bool:
            if row.cancel_asked:
                store.end(session, row, "cancelled", {})
                return False
            if claimed.deadline is not None and now() >= claimed.deadline:
                store.fail(session, row, "job_deadline")
                return False
            store.beat(session, row, *progress)
            return True

        try:
            return bool(self._held(claimed, work))
        except Unavailable:
            return True  # the work goes on; the lease may be kept with the next beat

    def _end(self, claimed: store.Claim, state: str, content: bytes, total: int) -> None:
        def work(session: Session, row: Job) -> None:
            if row.cancel_asked:
                store.end(session, row, "cancelled", {})
            elif state == "done":
                row.result = content
                row.done = row.total = total or 1
                store.end(session, row, "done", {"bytes": len(content)})
            else:
                row.problem = content
                store.end(session, row, "failed", {"reason": "job_refused"})

        while True:
            try:
                self._held(claimed, work)
                return
            except Unavailable:
                if self._stopped.wait(POLL):
                    return

    def _held(self, claimed: store.Claim, work: Callable[[Session, Job], T]) -> T | None:
        """Do something to the job where it is still this runner's."""

        def held(session: Session) -> T | None:
            row = store.held(session, claimed, self.name)
            return None if row is None else work(session, row)

        return self.database.write(held)


def _received(end: Connection) -> Message | None:
    """Return the newest message, ``("nothing",)`` after a second of silence, None at the end."""
    try:
        if not end.poll(BEAT):
            return ("nothing",)
        found: Message = end.recv()
        while found[0] == "progress" and end.poll(0):
            found = end.recv()
        return found
    except (EOFError, OSError):
        return None
