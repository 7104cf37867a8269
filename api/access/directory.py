"""Finds the caller that a key speaks for, asking the database at most every few seconds."""

import hmac
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.access.caller_cache import MOST_KNOWN, CallerCache
from api.access.key import NO_DIGEST, PREFIX_LENGTH, digest_of, prefix_of
from api.db import Database
from api.db.columns import now
from api.db.tables import KeyRow
from api.refusals import Unauthorised, Unavailable

USED_EVERY = 60.0


@dataclass(slots=True)
class Directory:
    """The keys, as this process knows them.

    Parameters
    ----------
    database
        Where they are.
    clock
        Monotonic seconds.
    """

    database: Database
    clock: Callable[[], float] = time.monotonic
    recent: CallerCache = field(init=False)
    _used: dict[str, float] = field(default_factory=dict)
    _open: bool = False
    _open_until: float = float("-inf")

    def __post_init__(self) -> None:
        self.recent = CallerCache(self.clock)

    def remembered(self, token: str) -> Caller | None:
        """Return the caller of a key that was found lately, without asking the database."""
        prefix = token[:PREFIX_LENGTH]
        return None if self._use_is_due(prefix) else self.recent.get(prefix, token)

    def find(self, token: str) -> Caller:
        """Return the caller of a key; reads the database, and notes that the key was used.

        Raises
        ------
        Unauthorised
            No such key, or one that was revoked or has expired. Which of these is not said.
        """
        prefix, mark = prefix_of(token), self.recent.mark()
        row = self.database.read(lambda s: _row(s, prefix)) if prefix else None
        # Compared in any case, so that an unknown prefix takes as long as a wrong secret.
        matches = hmac.compare_digest(row.digest if row else NO_DIGEST, digest_of(token))
        if row is None or not matches:
            raise Unauthorised.at("key_invalid", "Authorization")
        caller = _caller(row).unless_expired()
        if caller is None:
            raise Unauthorised.at("key_invalid", "Authorization")
        self._note_use(row)
        self.recent.put(row.prefix, row.digest, caller, mark)
        return caller

    def is_open_lately(self) -> bool | None:
        """Tell whether no key existed a moment ago; None where that must be asked."""
        return self._open if self._open_until > self.clock() else None

    def is_open(self) -> bool:
        """Tell whether no key exists at all; once there was one the service stays closed."""
        mark = self.recent.mark()
        found = self.database.read(lambda s: s.scalar(select(KeyRow.id).limit(1)))
        if self.recent.holds(mark):
            self._open, self._open_until = found is None, mark[1]
        return found is None

    def forget(self) -> None:
        """Forget everything, what is being looked up too, after keys were changed."""
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


def _row(session: Session, prefix: str) -> KeyRow | None:
    return session.scalar(
        select(KeyRow).where(KeyRow.prefix == prefix, KeyRow.revoked_at.is_(None))
    )


def _caller(row: KeyRow) -> Caller:
    return Caller(
        organisation=row.organisation_id,
        by=row.spoken_of,
        scopes=frozenset(row.scopes),
        key_id=row.id,
        expires_at=row.expires_at,
    )
