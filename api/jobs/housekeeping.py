"""What runs out: deadlines, sessions, and all that is kept for a time only."""

import threading
import time
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session

from api.access import browser, tickets
from api.db import Database
from api.db.columns import now
from api.jobs import store
from api.jobs.log import LOG
from api.outage_log import OutageLog
from api.refusals import Unavailable
from api.retention import BATCH, Retention, erase

EVERY = 3600.0
"""Seconds between two looks of one process at what is old."""
OFTEN = 2.0
"""Seconds between two looks at deadlines."""


AT_ONCE = 1.0
"""Seconds that one look erases; what is left then is erased by the next ones."""


def end_sessions(session: Session) -> None:
    """Delete the sessions and tickets that nobody can use any more."""
    browser.erase_old(session)
    tickets.erase_old(session)


def erase_old(database: Database, kept: Retention, seconds: float = AT_ONCE) -> bool:
    """Delete what is kept no longer, in small batches; tell whether none of it is left.

    Parameters
    ----------
    database
        Where it is.
    kept
        How long what is kept.
    seconds
        After which no further batch begins.
    """
    end = time.monotonic() + seconds
    for table, condition in kept.old(now()):
        while database.write(partial(erase, table=table, condition=condition)) == BATCH:
            if time.monotonic() >= end:
                return False
    return True


def end_late(database: Database) -> None:
    """End jobs past their deadline; where there are none, which is nearly always, only read."""
    if database.read(store.has_late):
        database.write(store.end_late)


@dataclass(slots=True)
class Housekeeper:
    """Looks after what runs out; any number of processes may do so at once.

    A runner has it look again and again, also while a job is worked on; a process without
    runners starts it as a thread.

    Parameters
    ----------
    database
        Where it runs out.
    kept
        How long what is kept.
    """

    database: Database
    kept: Retention = field(default_factory=Retention)
    _often_at: float = float("-inf")
    _every_at: float = float("-inf")
    _trouble: OutageLog = field(default_factory=lambda: OutageLog("housekeeping", LOG))
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look in the background."""
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop looking."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def look(self) -> None:
        """Do what is due by now; never raises, for others have work besides."""
        try:
            self._do(time.monotonic())
        except Unavailable:
            return  # whoever needs the database says that it does not answer
        except Exception as error:  # noqa: BLE001 - as above
            self._trouble.met(error)
        else:
            self._trouble.over()

    def _do(self, at: float) -> None:
        if at >= self._often_at:
            self._often_at = at + OFTEN
            end_late(self.database)
        if at >= self._every_at:
            self._every_at = at + EVERY
            self.database.write(end_sessions)
            if not erase_old(self.database, self.kept):
                self._every_at = at

    def _run(self) -> None:
        while not self._stopped.wait(OFTEN):
            self.look()
