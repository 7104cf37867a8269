"""Readiness of the service: which of its parts work, and which do not."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from api.db import Database, migrate
from api.http.refusals import Unavailable
from mcda.errors import Fault, McdaError, Note
from mcda.parks import load_catalogue
from mcda.parks.catalogues.registry import SHIPPED

FRESH = 1.0
"""Seconds for which what was seen holds, however many ask."""


@dataclass(slots=True)
class Readiness:
    """Checks the parts of a service, one check at a time."""

    database: Database
    """Its database."""
    catalogue: str = SHIPPED
    """Name of the one that it answers from."""
    clock: Callable[[], float] = time.monotonic
    """Monotonic seconds."""
    _until: float = float("-inf")
    _faults: tuple[Note, ...] | None = None
    _looking: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """Check all parts, unless that was done a moment ago or is in progress.

        Raises
        ------
        Unavailable
            A part fails; the fault's path names it: ``database``, ``schema`` or ``writing``.
        CatalogueFault
            The catalogue contradicts itself.
        """
        load_catalogue(self.catalogue)
        is_first = self._faults is None
        if self.clock() >= self._until and self._looking.acquire(blocking=is_first):
            try:
                if self.clock() >= self._until:
                    self._faults = self._look()
                    self._until = self.clock() + FRESH
            finally:
                self._looking.release()
        if self._faults:
            raise Unavailable(self._faults)

    def _look(self) -> tuple[Note, ...]:
        parts = (
            ("database", self.database.ping),
            ("schema", self._check_schema),
            ("writing", self.database.check_writing),
        )
        for part, check in parts:
            try:
                check()
            except McdaError as error:
                return tuple(fault.under(part) for fault in error.faults)
        return ()

    def _check_schema(self) -> None:
        current, wanted = migrate.current(self.database), migrate.newest()
        if current != wanted:
            fields = {"found": current or "-", "wanted": wanted, "retry_after": 10}
            raise Unavailable([Fault("schema_outdated", (), fields)])
