"""Settings for one organisation: its private data, and the limits of its jobs."""

import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from sqlalchemy import select

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
    """The settings of organisations, with a cache in this process."""

    database: Database
    """Where private data are saved."""
    settings: Settings
    """Of the service."""
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _turns: WeakValueDictionary[str, threading.Lock] = field(default_factory=WeakValueDictionary)
    _cached: dict[str, tuple[float, Settings]] = field(default_factory=dict)

    def lately(self, organisation: str) -> Settings | None:
        """Return the cached settings, None if the database must be read."""
        until, settings = self._cached.get(organisation, (0.0, None))
        return settings if until > time.monotonic() else None

    def of(self, organisation: str) -> Settings:
        """Return the settings with the organisation's private data above the catalogue."""
        settings = self.lately(organisation)
        if settings is None:
            own = select(OverlayRow.digest).where(OverlayRow.organisation_id == organisation)
            digest = self.database.read(lambda session: session.scalar(own))
            with self._guard:  # a workbook is read by one of those who want it
                turn = self._turns.setdefault(organisation, threading.Lock())
            with nullcontext() if digest is None else turn:
                settings = self.settings if digest is None else self._over(organisation, digest)
                self._cached[organisation] = time.monotonic() + FRESH, settings
        return settings

    def for_jobs(self, organisation: str) -> Settings:
        """Return the settings with the limits of jobs in the place of the synchronous ones."""
        settings, limited = self.of(organisation), ("alternatives", "criteria", "samples")
        limits = {f"max_{name}": getattr(settings, f"job_max_{name}") for name in limited}
        return settings.model_copy(update={**limits, "analysis_seconds": None})

    def forget(self, organisation: str) -> None:
        """Expire the cached settings, after the private data were changed."""
        if organisation in self._cached:
            self._cached[organisation] = 0.0, self._cached[organisation][1]

    def _over(self, organisation: str, digest: str) -> Settings:
        """Return the settings with private data, read again only if they were changed."""
        _, last = self._cached.get(organisation, (0.0, self.settings))
        if last.private_data is not None and last.private_data.digest == digest:
            return last
        row = self.database.read(lambda session: session.get(OverlayRow, organisation))
        if row is None:
            return self.settings
        try:
            rows = overlays.rows(row.content, self.settings.base, kept=True)
        except (InvalidTable, LimitExceeded) as error:  # it may be replaced
            private = PrivateData(digest=row.digest, faults=error.faults)
        else:
            private = PrivateData.of(rows, row.digest)
        return self.settings.with_private_data(private)
