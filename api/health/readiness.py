"""Whether the service can do what it is for, part by part, and which part cannot."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from api.db import Database, migrate
from api.refusals import Unavailable
from mcda.errors import Fault, McdaError, Note
from mcda.parks import load_catalogue
from mcda.parks.catalogues.registry import SHIPPED

FRESH = 1.0
"""Seconds for which what was seen holds, however many ask."""


@dataclass(slots=True)
class Readiness:
    """Looks at the parts of a service, one look at a time.

    Parameters
    ----------
    database
        Its database.
    catalogue
        Name of the one that it answers from.
    clock
        Monotonic seconds.
    """

    database: Database
    catalogue: str = SHIPPED
    clock: Callable[[], float] = time.monotonic
    _until: float = float("-inf")
    _faults: tuple[Note, ...] | None = None
    _looking: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """Look at all parts, unless that was done a moment ago or is being done.

        Raises
        ------
        Unavailable
            One cannot; the place of the fault names it: ``database``, ``schema`` or ``writing``.
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
