"""Finds the caller that a key speaks for, asking the database at most every few seconds."""

import hmac
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.access.key import PREFIX_LENGTH, digest_of, prefix_of
from api.db import Database
from api.db.columns import now
from api.db.tables import Key
from api.refusals import Unauthorised, Unavailable

FRESH = 5.0
"""Seconds for which a key that was found is not looked up again, so long a revoked one lives on."""
MOST_KNOWN = 10_000
USED_EVERY = 60.0
_NOBODY = b"\0" * 32


@dataclass(slots=True)
class _Known:
    digest: bytes
    caller: Caller
    until: float


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
    _known: dict[str, _Known] = field(default_factory=dict)
    _used: dict[str, float] = field(default_factory=dict)
    _open: bool = False
    _open_until: float = float("-inf")
    _changes: int = 0

    def remembered(self, token: str) -> Caller | None:
        """Return the caller of a key that was found lately, without asking the database."""
        prefix = token[:PREFIX_LENGTH]
        known = self._known.get(prefix)
        if known is None or known.until <= (at := self.clock()) or self._use_is_due(prefix, at):
            return None
        matches = hmac.compare_digest(known.digest, digest_of(token))
        return _unless_expired(known.caller) if matches else None

    def find(self, token: str) -> Caller:
        """Return the caller of a key; reads the database, and notes that the key was used.

        Raises
        ------
        Unauthorised
            No such key, or one that was revoked or has expired. Which of these is not said.
        """
        prefix, until, changes = prefix_of(token), self.clock() + FRESH, self._changes
        row = self.database.read(lambda s: _row(s, prefix)) if prefix else None
        # Compared in any case, so that an unknown prefix takes as long as a wrong secret.
        matches = hmac.compare_digest(row.digest if row else _NOBODY, digest_of(token))
        if row is None or not matches:
            raise Unauthorised.at("key_invalid")
        caller = _unless_expired(_caller(row))
        if caller is None:
            raise Unauthorised.at("key_invalid")
        self._note_use(row)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        if changes == self._changes:
            self._known[row.prefix] = _Known(row.digest, caller, until)
        return caller

    def is_open_lately(self) -> bool | None:
        """Tell whether no key existed a moment ago; None where that must be asked."""
        return self._open if self._open_until > self.clock() else None

    def is_open(self) -> bool:
        """Tell whether no key exists at all; once there was one the service stays closed."""
        until, changes = self.clock() + FRESH, self._changes
        found = self.database.read(lambda s: s.scalar(select(Key.id).limit(1)))
        if changes == self._changes:
            self._open, self._open_until = found is None, until
        return found is None

    def forget(self) -> None:
        """Forget everything, what is being looked up too, after keys were changed."""
        self._changes += 1
        self._known.clear()
        self._open_until = float("-inf")

    def _use_is_due(self, prefix: str, at: float) -> bool:
        return at - self._used.get(prefix, float("-inf")) >= USED_EVERY

    def _note_use(self, row: Key) -> None:
        if not self._use_is_due(row.prefix, self.clock()):
            return
        if len(self._used) >= MOST_KNOWN:
            self._used.clear()
        self._used[row.prefix] = self.clock()
        used = update(Key).where(Key.id == row.id).values(last_used_at=now())
        with suppress(Unavailable):  # a database that can only be read still answers readers
            self.database.write(lambda s: s.execute(used))


def _row(session: Session, prefix: str) -> Key | None:
    return session.scalar(select(Key).where(Key.prefix == prefix, Key.revoked_at.is_(None)))


def _caller(row: Key) -> Caller:
    return Caller(
        organisation=row.organisation_id,
        by=f"{row.name} ({row.prefix})",
        scopes=frozenset(row.scopes),
        key_id=row.id,
        expires_at=row.expires_at,
    )


def _unless_expired(caller: Caller) -> Caller | None:
    return None if caller.expires_at is not None and caller.expires_at <= now() else caller
