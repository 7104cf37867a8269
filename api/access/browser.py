"""Sessions of browsers that signed in, with fewer rights than the key and a certain end."""

import hmac
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.access import caller as callers
from api.access.audit import note
from api.access.caller import Caller
from api.access.directory import CallerCache
from api.access.key import NO_DIGEST, digest_of
from api.db import Database
from api.db.columns import ID_BYTES, new_id, now
from api.db.tables import BrowserSessionRow, KeyRow
from api.http.addresses import is_foreign
from api.http.refusals import Unauthorised, Unavailable

IDLE, LONGEST = timedelta(hours=12), timedelta(days=7)
"""A session ends so long after it was last used, and so long after it began."""
USED_EVERY = timedelta(minutes=1)
"""How exactly its last use is noted."""
COOKIE = "parkwise_session"
NARROWED: Mapping[callers.Scope, callers.Scope] = {
    "read": "read",
    "write": "write",
    "admin": "write",
}
"""What a session may do, by what its key may: no page needs to manage keys."""
_SECRET_BYTES = 32
_ID = 2 * ID_BYTES
_FORM = re.compile(f"[0-9a-f]{{{_ID}}}[.][A-Za-z0-9_-]{{43}}")


@dataclass(frozen=True, slots=True)
class Browsers:
    """The sessions, each bound to the key that started it."""

    database: Database
    """Where they are."""
    recent: CallerCache
    """Shared with the keys, so that a key that ends takes its sessions with it."""

    def begin(self, caller: Caller, instead_of: str | None = None) -> str:
        """Return the token of a new session of a key; the previous session, if any, ends.

        The token has 256 random bits; only its SHA-256 is stored.
        """
        row_id = new_id()
        token = f"{row_id}.{secrets.token_urlsafe(_SECRET_BYTES)}"

        def work(session: Session) -> bool:
            ended = _end(session, instead_of)
            session.add(BrowserSessionRow(id=row_id, key_id=caller.key_id, digest=digest_of(token)))
            note(session, caller, "session.begin", row_id)
            return ended

        if self.database.write(work):
            self.recent.forget()
        return token

    def remembered(self, token: str) -> Caller | None:
        """Return the cached caller of a session, without a database query."""
        return self.recent.get(token[:_ID], token)

    def find(self, token: str) -> Caller:
        """Return the caller of a session from the database, and record that the session was used.

        Raises
        ------
        Unauthorised
            The session does not exist, or has ended, by itself or with its key.
        """
        mark = self.recent.mark()
        pair = self.database.read(lambda session: _found(session, token))
        caller = None if pair is None else _caller(*pair).unless_expired()
        if pair is None or caller is None:
            raise Unauthorised.at("session_ended")
        row, key = pair
        self._note_use(row, key)
        self.recent.put(row.id, row.digest, caller, mark)
        return caller

    def end(self, token: str | None) -> None:
        """End the session of a token, if there is one: here at once, elsewhere within seconds."""
        # Read first: anybody may ask for this, and of writers there is one at a time.
        if self.database.read(lambda session: _found(session, token)) is not None:
            self.database.write(lambda session: _end(session, token))
            self.recent.forget()

    def _note_use(self, row: BrowserSessionRow, key: KeyRow) -> None:
        at = now()
        if at - row.used_at < USED_EVERY:
            return

        def work(session: Session) -> None:
            used = update(BrowserSessionRow).where(BrowserSessionRow.id == row.id)
            session.execute(used.values(used_at=at))
            session.execute(update(KeyRow).where(KeyRow.id == key.id).values(last_used_at=at))

        with suppress(Unavailable):  # a database that can only be read still answers readers
            self.database.write(work)


def cookie_name(scheme: str) -> str:
    """Return the name of the session's cookie.

    Over TLS the prefix ``__Host-`` keeps other hosts of the domain from setting the cookie.
    """
    return f"__Host-{COOKIE}" if scheme == "https" else COOKIE


def keep(answer: Response, request: Request, token: str, seconds: int) -> None:
    """Set the session's cookie with a token for some seconds; 0 deletes the cookie."""
    keep_secret(answer, request, cookie_name(request.url.scheme), token, seconds, "/")


def keep_secret(
    answer: Response, request: Request, name: str, secret: str, seconds: int, place: str
) -> None:
    """Set a cookie that the browser sends to the pages of a place alone; 0 seconds delete it."""
    secure = request.url.scheme == "https"
    answer.set_cookie(
        name, secret, seconds, path=place, httponly=True, samesite="strict", secure=secure
    )


def token_sent(scope: Scope) -> str | None:
    """Return the token of a browser; None if a page of another site sent the request."""
    if is_foreign(scope):
        return None
    return Request(scope).cookies.get(cookie_name(scope["scheme"]))


def erase_old(session: Session) -> None:
    """Delete the sessions that have ended by themselves or with their key."""
    at = now()
    ended_keys = select(KeyRow.id).where(
        or_(KeyRow.revoked_at.is_not(None), KeyRow.expires_at <= at)
    )
    ended = or_(
        BrowserSessionRow.created_at <= at - LONGEST,
        BrowserSessionRow.used_at <= at - IDLE,
        BrowserSessionRow.key_id.in_(ended_keys),
    )
    session.execute(delete(BrowserSessionRow).where(ended))


def _found(session: Session, token: str | None) -> tuple[BrowserSessionRow, KeyRow] | None:
    """Return a session and its key; a digest is always compared, so that timing reveals nothing."""
    query = (
        select(BrowserSessionRow, KeyRow)
        .join(KeyRow, KeyRow.id == BrowserSessionRow.key_id)
        .where(BrowserSessionRow.id == (token or "")[:_ID], KeyRow.revoked_at.is_(None))
    )
    is_token = token is not None and _FORM.fullmatch(token) is not None
    row = session.execute(query).one_or_none() if is_token else None
    digest = NO_DIGEST if row is None else row[0].digest
    matches = hmac.compare_digest(digest, digest_of(token or ""))
    return None if row is None or not matches else (row[0], row[1])


def _end(session: Session, token: str | None) -> bool:
    """Delete the session of a token, and tell whether there was one."""
    pair = _found(session, token)
    if pair is None:
        return False
    row, key = pair
    note(session, _caller(row, key), "session.end", row.id)
    session.delete(row)
    return True


def _caller(row: BrowserSessionRow, key: KeyRow) -> Caller:
    ends: list[datetime | None] = [row.used_at + IDLE, row.created_at + LONGEST, key.expires_at]
    return Caller(
        organisation=key.organisation_id,
        by=key.spoken_of,
        scopes=frozenset(NARROWED[scope] for scope in key.scopes),
        key_id=key.id,
        session_id=row.id,
        expires_at=min(end for end in ends if end is not None),
    )
