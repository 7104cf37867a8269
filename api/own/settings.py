"""Settings as they hold for one organisation: its private data, and the limits of its jobs."""

import secrets
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db import Database
from api.db.tables import Overlay
from api.settings import Settings
from api.workbooks import repacked

FRESH = 5.0
"""Seconds for which an organisation's private data are not looked up again."""


@dataclass(slots=True)
class Owned:
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
    _folder: tempfile.TemporaryDirectory[str] | None = None
    _making: threading.Lock = field(default_factory=threading.Lock)
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
        self._known.pop(organisation, None)

    def close(self) -> None:
        """Remove what was written for this process."""
        with self._making:
            if self._folder is not None:
                self._folder.cleanup()
            self._folder = None
            self._known.clear()

    def _over(self, organisation: str, digest: str) -> Settings:
        path = self._place(digest)
        if not path.exists():
            row = self.database.read(lambda session: session.get(Overlay, organisation))
            if row is None:
                return self.settings
            path = self._place(row.digest)
            written = path.with_suffix(f".{secrets.token_hex(4)}")
            written.write_bytes(repacked(row.content))
            written.replace(path)
        return self.settings.with_private_data(path)

    def _place(self, digest: str) -> Path:
        with self._making:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="parkwise-")
            return Path(self._folder.name) / f"{digest}.xlsx"


def _digest(session: Session, organisation: str) -> str | None:
    return session.scalar(select(Overlay.digest).where(Overlay.organisation_id == organisation))
