"""What keeps a thread from its work for a while, said once instead of at every try."""

import logging
from dataclasses import dataclass

from api.refusals import Unavailable


@dataclass(slots=True)
class OutageLog:
    """Says once that somebody cannot go on, and once that it does again.

    Parameters
    ----------
    who
        Subject of the sentences.
    log
        Where they are written.
    """

    who: str
    log: logging.Logger
    _known: type[Exception] | None = None

    def met(self, error: Exception) -> None:
        """Tell of an error, unless one of its kind is known; of an unforeseen one, where it was."""
        kind = Unavailable if isinstance(error, Unavailable) else type(error)
        if kind is self._known:
            return
        self._known = kind
        if isinstance(error, Unavailable):
            self.log.warning("%s cannot go on: %s", self.who, error.code)
        else:
            self.log.error("%s met a fault", self.who, exc_info=error)

    def over(self) -> None:
        """Tell that it went well, where that is news."""
        if self._known is not None:
            self._known = None
            self.log.warning("%s can go on again", self.who)
