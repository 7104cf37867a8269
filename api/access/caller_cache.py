"""Callers that were looked up lately, so that not every request asks the database."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

from api.access.caller import Caller
from api.access.key import digest_of

FRESH = 5.0
"""Seconds for which a caller is not looked up again, so long one that was ended lives on."""
MOST_KNOWN = 10_000
Mark = tuple[int, float]


@dataclass(frozen=True, slots=True)
class _Known:
    digest: bytes
    caller: Caller
    until: float


@dataclass(slots=True)
class CallerCache:
    """The callers of keys and browser sessions, as this process knows them.

    Parameters
    ----------
    clock
        Monotonic seconds.
    """

    clock: Callable[[], float]
    _known: dict[str, _Known] = field(default_factory=dict)
    _changes: int = 0

    def get(self, handle: str, token: str) -> Caller | None:
        """Return the caller of a token, None where the database must be asked.

        Parameters
        ----------
        handle
            The part of the token by which it is looked up.
        token
            The whole of it; compared with what is kept in constant time.
        """
        known = self._known.get(handle)
        if known is None or known.until <= self.clock():
            return None
        matches = hmac.compare_digest(known.digest, digest_of(token))
        return known.caller.unless_expired() if matches else None

    def mark(self) -> Mark:
        """Return what `put` must be handed; taken before the database is asked."""
        return self._changes, self.clock() + FRESH

    def holds(self, mark: Mark) -> bool:
        """Tell whether nothing was forgotten since, so that what was read may be remembered."""
        return mark[0] == self._changes

    def put(self, handle: str, digest: bytes, caller: Caller, mark: Mark) -> None:
        """Remember a caller for a while, unless something was changed while it was looked up."""
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        if self.holds(mark):
            self._known[handle] = _Known(digest, caller, mark[1])

    def forget(self) -> None:
        """Forget everything, what is being looked up too."""
        self._changes += 1
        self._known.clear()
