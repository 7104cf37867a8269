"""What runs out: deadlines, answers to repeats, deleted assessments, old jobs and sessions."""

import threading
import time
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from api import repeats
from api.access import browser, tickets
from api.assessments import store as assessments
from api.db import Database
from api.jobs import store
from api.jobs.log import LOG
from api.refusals import Unavailable
from api.trouble import Trouble
from api.webhooks import outbox

EVERY = 3600.0
"""Seconds between two looks of one process at what is old."""
OFTEN = 2.0
"""Seconds between two looks at deadlines."""


def erase(session: Session) -> None:
    """Delete what has run out."""
    repeats.forget_old(session)
    assessments.erase_old(session)
    store.erase_old(session)
    browser.erase_old(session)
    tickets.erase_old(session)
    outbox.erase_old(session)


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
    """

    database: Database
    _often_at: float = float("-inf")
    _every_at: float = float("-inf")
    _trouble: Trouble = field(default_factory=lambda: Trouble("housekeeping", LOG))
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
            self.database.write(erase)

    def _run(self) -> None:
        while not self._stopped.wait(OFTEN):
            self.look()
