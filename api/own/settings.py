"""Settings as they hold for one organisation: its private data, and the limits of its jobs."""

import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db import Database
from api.db.tables import OverlayRow
from api.own import overlays
from api.settings import Settings
from mcda.errors import InvalidTable, LimitExceeded
from mcda.parks.overlay import PrivateData

FRESH = 5.0
"""Seconds for which an organisation's private data are not looked up again."""


@dataclass(slots=True)
class OrganisationSettings:
    """The settings of organisations, as this process knows them.

    Parameters
    ----------
    database
        Where private data are saved.
    settings
        Of the service.
    """

    database: Database
    settings: Settings
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _turns: WeakValueDictionary[str, threading.Lock] = field(default_factory=WeakValueDictionary)
    _known: dict[str, tuple[float, Settings]] = field(default_factory=dict)

    def lately(self, organisation: str) -> Settings | None:
        """Return the settings looked up lately, None where they must be looked up."""
        until, found = self._known.get(organisation, (0.0, None))
        return found if until > time.monotonic() else None

    def of(self, organisation: str) -> Settings:
        """Return the settings with the organisation's private data over the catalogue."""
        found = self.lately(organisation)
        if found is None:
            digest = self.database.read(lambda session: _digest(session, organisation))
            with nullcontext() if digest is None else self._turn(organisation):
                found = self.settings if digest is None else self._over(organisation, digest)
                self._known[organisation] = time.monotonic() + FRESH, found
        return found

    def for_jobs(self, organisation: str) -> Settings:
        """Return the same with the limits of jobs in the place of the synchronous ones."""
        found = self.of(organisation)
        return found.model_copy(
            update={
                "max_alternatives": found.job_max_alternatives,
                "max_criteria": found.job_max_criteria,
                "max_samples": found.job_max_samples,
                "analysis_seconds": None,
            }
        )

    def forget(self, organisation: str) -> None:
        """Look again, after the private data were changed."""
        if organisation in self._known:
            self._known[organisation] = 0.0, self._known[organisation][1]

    def _turn(self, organisation: str) -> threading.Lock:
        """Return the lock of an organisation's workbook, which is read once for all who ask."""
        with self._guard:
            return self._turns.setdefault(organisation, threading.Lock())

    def _over(self, organisation: str, digest: str) -> Settings:
        """Return the settings with private data, read again only where they were changed."""
        _, last = self._known.get(organisation, (0.0, self.settings))
        if last.private_data is not None and last.private_data.digest == digest:
            return last
        row = self.database.read(lambda session: session.get(OverlayRow, organisation))
        if row is None:
            return self.settings
        return self.settings.with_private_data(self._read(row))

    def _read(self, row: OverlayRow) -> PrivateData:
        """Return what a workbook holds, or why it can no longer be used: it may be replaced."""
        try:
            rows = overlays.rows(row.content, self.settings.base, kept=True)
        except (InvalidTable, LimitExceeded) as error:
            return PrivateData(digest=row.digest, faults=error.faults)
        return PrivateData.of(rows, row.digest)


def _digest(session: Session, organisation: str) -> str | None:
    return session.scalar(
        select(OverlayRow.digest).where(OverlayRow.organisation_id == organisation)
    )
