"""Logging of an outage that stops a thread's work: once, not at every attempt."""

import logging
from dataclasses import dataclass

from api.http.refusals import Unavailable


@dataclass(slots=True)
class OutageLog:
    """Logs once that a worker cannot go on, and once that it can again."""

    who: str
    """Subject of the sentences."""
    log: logging.Logger
    """Where they are written."""
    _known: type[Exception] | None = None

    @property
    def is_met(self) -> bool:
        """Whether the worker cannot go on now."""
        return self._known is not None

    def met(self, error: Exception) -> None:
        """Log an error, unless one of its kind was logged; an unforeseen one with its traceback."""
        kind = Unavailable if isinstance(error, Unavailable) else type(error)
        if kind is self._known:
            return
        self._known = kind
        if isinstance(error, Unavailable):
            self.log.warning("%s cannot go on: %s", self.who, error.code)
        else:
            self.log.error("%s met a fault", self.who, exc_info=error)

    def over(self) -> None:
        """Log that the work succeeded, if it had failed before."""
        if self._known is not None:
            self._known = None
            self.log.warning("%s can go on again", self.who)
