"""Expiry: deadlines of jobs, sessions, and rows that are kept for a limited time."""

import time
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session

from api.access import browser, tickets
from api.db import Database
from api.db.columns import now
from api.http.background import BackgroundThread
from api.http.outage_log import OutageLog
from api.http.refusals import Unavailable
from api.jobs import store
from api.jobs.log import LOG
from api.limits.retention import BATCH, Retention, erase

EVERY = 3600.0
"""Seconds between two looks of one process at what is old."""
OFTEN = 2.0
"""Seconds between two looks at deadlines."""


AT_ONCE = 1.0
"""Seconds that one look erases; what is left then is erased by the next ones."""


def end_sessions(session: Session) -> None:
    """Delete the sessions and tickets that have expired."""
    browser.erase_old(session)
    tickets.erase_old(session)


def erase_old(database: Database, kept: Retention, seconds: float = AT_ONCE) -> bool:
    """Delete rows past their retention, in small batches; tell whether all were deleted."""
    end = time.monotonic() + seconds
    for table, condition in kept.old(now()):
        while database.write(partial(erase, table=table, condition=condition)) == BATCH:
            if time.monotonic() >= end:
                return False
    return True


def end_late(database: Database) -> None:
    """End jobs past their deadline; in the usual case of none, the database is only read."""
    if database.read(store.has_late):
        database.write(store.end_late)


@dataclass(slots=True)
class Housekeeper(BackgroundThread):
    """Deletes and ends rows that expire; any number of processes may do so at once.

    A runner calls `look` again and again, also while a job runs; a process without runners starts
    the housekeeper as a thread.
    """

    database: Database
    """Where it runs out."""
    kept: Retention = field(default_factory=Retention)
    """How long what is kept."""
    label = "housekeeping"
    _often_at: float = float("-inf")
    _every_at: float = float("-inf")
    _trouble: OutageLog = field(default_factory=lambda: OutageLog("housekeeping", LOG))

    def look(self) -> None:
        """Do the work that is due; never raises, since callers have other work."""
        try:
            at = time.monotonic()
            if at >= self._often_at:
                self._often_at = at + OFTEN
                end_late(self.database)
            if at >= self._every_at:
                self._every_at = at + EVERY
                self.database.write(end_sessions)
                if not erase_old(self.database, self.kept):
                    self._every_at = at
        except Unavailable:
            return  # whoever needs the database says that it does not answer
        except Exception as error:  # noqa: BLE001 - as above
            self._trouble.met(error)
        else:
            self._trouble.over()

    def run(self) -> None:
        """Look regularly."""
        while not self._stopped.wait(OFTEN):
            self.look()
