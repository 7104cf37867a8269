"""Finds the caller of a key, with at most one database query every few seconds."""

import hmac
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import select, update

from api.access.caller import Caller
from api.access.key import NO_DIGEST, PREFIX_LENGTH, digest_of, prefix_of
from api.db import Database
from api.db.columns import now
from api.db.tables import KeyRow
from api.http.refusals import Unauthorised, Unavailable

FRESH = 5.0
"""Seconds for which a caller is not looked up again, so long one that was ended lives on."""
MOST_KNOWN = 10_000
Mark = tuple[int, float]
USED_EVERY = 60.0


@dataclass(frozen=True, slots=True)
class _Known:
    digest: bytes
    caller: Caller
    until: float


@dataclass(slots=True)
class CallerCache:
    """The cached callers of keys and browser sessions in this process."""

    clock: Callable[[], float]
    """Monotonic seconds."""
    _known: dict[str, _Known] = field(default_factory=dict)
    _changes: int = 0

    def get(self, handle: str, token: str) -> Caller | None:
        """Return the caller of a token, None if the database must be queried.

        Tokens are compared in constant time.
        """
        entry = self._known.get(handle)
        if entry is None or entry.until <= self.clock():
            return None
        matches = hmac.compare_digest(entry.digest, digest_of(token))
        return entry.caller.unless_expired() if matches else None

    def mark(self) -> Mark:
        """Return the mark for `put`; taken before the database is queried."""
        return self._changes, self.clock() + FRESH

    def holds(self, mark: Mark) -> bool:
        """Tell whether the cache was not cleared since the mark, so that `put` may store."""
        return mark[0] == self._changes

    def put(self, handle: str, digest: bytes, caller: Caller, mark: Mark) -> None:
        """Cache a caller for a while, unless the cache was cleared since the mark."""
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        if self.holds(mark):
            self._known[handle] = _Known(digest, caller, mark[1])

    def forget(self) -> None:
        """Clear the cache, and discard the results of running lookups."""
        self._changes += 1
        self._known.clear()


@dataclass(slots=True)
class Directory:
    """The keys in the database, with a cache in this process."""

    database: Database
    """Where they are."""
    clock: Callable[[], float] = time.monotonic
    """Monotonic seconds."""
    recent: CallerCache = field(init=False)
    _used: dict[str, float] = field(default_factory=dict)
    _open: bool = False
    _open_until: float = float("-inf")

    def __post_init__(self) -> None:
        self.recent = CallerCache(self.clock)

    def remembered(self, token: str) -> Caller | None:
        """Return the cached caller of a key, without a database query."""
        prefix = token[:PREFIX_LENGTH]
        return None if self._use_is_due(prefix) else self.recent.get(prefix, token)

    def find(self, token: str) -> Caller:
        """Return the caller of a key from the database, and record that the key was used.

        Raises
        ------
        Unauthorised
            The key does not exist, was revoked or has expired; the message does not say which.
        """
        prefix, mark = prefix_of(token), self.recent.mark()
        query = select(KeyRow).where(KeyRow.prefix == prefix, KeyRow.revoked_at.is_(None))
        row = self.database.read(lambda session: session.scalar(query)) if prefix else None
        # Compared in any case, so that an unknown prefix takes as long as a wrong secret.
        matches = hmac.compare_digest(row.digest if row else NO_DIGEST, digest_of(token))
        if row is None or not matches:
            raise Unauthorised.at("key_invalid", "Authorization")
        caller = Caller(
            organisation=row.organisation_id,
            by=row.spoken_of,
            scopes=frozenset(row.scopes),
            key_id=row.id,
            expires_at=row.expires_at,
        ).unless_expired()
        if caller is None:
            raise Unauthorised.at("key_invalid", "Authorization")
        self._note_use(row)
        self.recent.put(row.prefix, row.digest, caller, mark)
        return caller

    def is_open_lately(self) -> bool | None:
        """Tell whether no key existed a moment ago; None if the database must be queried."""
        return self._open if self._open_until > self.clock() else None

    def is_open(self) -> bool:
        """Tell whether no key exists at all; after the first key the service stays closed."""
        mark = self.recent.mark()
        key_id = self.database.read(lambda s: s.scalar(select(KeyRow.id).limit(1)))
        if self.recent.holds(mark):
            self._open, self._open_until = key_id is None, mark[1]
        return key_id is None

    def forget(self) -> None:
        """Clear the caches after keys were changed, and discard running lookups."""
        self.recent.forget()
        self._open_until = float("-inf")

    def _use_is_due(self, prefix: str) -> bool:
        return self.clock() - self._used.get(prefix, float("-inf")) >= USED_EVERY

    def _note_use(self, row: KeyRow) -> None:
        if not self._use_is_due(row.prefix):
            return
        if len(self._used) >= MOST_KNOWN:
            self._used.clear()
        self._used[row.prefix] = self.clock()
        used = update(KeyRow).where(KeyRow.id == row.id).values(last_used_at=now())
        with suppress(Unavailable):  # a database that can only be read still answers readers
            self.database.write(lambda s: s.execute(used))
