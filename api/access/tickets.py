"""Tickets: addresses of one stream or one download, for browsers, which send no key.

A ticket allows reading only the address for which it was created, with the rights of the key that
created it, and ends with that key. It must be used before it expires. A stream that was opened in
time may be reopened for a day: an ``EventSource`` reconnects by itself.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from api.access.audit import note
from api.access.caller import THIS_MACHINE, Caller
from api.access.key import digest_of
from api.db import Database
from api.db.columns import now
from api.db.tables import KeyRow, TicketRow
from api.http.addresses import READING
from api.http.refusals import Unauthorised, Unavailable
from mcda.errors import Fault, InvalidInput

NAME = "ticket"
TAKEN_UP = timedelta(days=1)
"""How long after it was made a ticket takes up a stream that was opened in its time."""
_MARK = "x-ticket"
_SECURITY: dict[str, Any] = {"security": [{"key": []}, {NAME: []}, {}]}
DOWNLOAD: dict[str, Any] = {**_SECURITY, _MARK: "download"}
"""``openapi_extra`` of a route for which there are tickets."""
STREAM: dict[str, Any] = {**_SECURITY, _MARK: "stream"}
"""The same where the answer is a stream of events."""
SCHEME: Mapping[str, str] = {
    "type": "apiKey",
    "in": "query",
    "name": NAME,
    "description": "Of one address, by `POST /v1/tickets`, for browsers.",
}
"""What the description of the service says of tickets."""
_SECRET_BYTES = 32
_PREFIX = f"{NAME}=".encode()
_LONGEST_TARGET = 300
_ID = re.compile(r"\{\w+_id\}")


class Target(NamedTuple):
    """An address within the service: its path and query."""

    path: str
    """Without percent signs."""
    query: tuple[tuple[str, str], ...]
    """Names and values in their order."""

    @classmethod
    def of(cls, path: str, query: str) -> "Target":
        """Return the target of a decoded path and an encoded query."""
        return cls(path, tuple(parse_qsl(query, keep_blank_values=True)))

    def written(self, *more: tuple[str, str]) -> str:
        """Return the target as an encoded address, with further parameters."""
        query = urlencode([*self.query, *more])
        return quote(self.path) + ("?" + query if query else "")


@dataclass(frozen=True, slots=True)
class Tickets:
    """Creates tickets, and finds the callers that may use them."""

    database: Database
    """Where they are; of a ticket only its SHA-256 is kept."""
    lasts: timedelta
    """In which one must be used first."""

    def make(self, caller: Caller, target: Target, *, is_stream: bool) -> tuple[str, datetime]:
        """Return the text of a new ticket, of 256 random bits, and the time of its expiry."""
        text = secrets.token_urlsafe(_SECRET_BYTES)
        row = TicketRow(
            digest=digest_of(text),
            organisation_id=caller.organisation,
            key_id=caller.key_id,
            session_id=caller.session_id,
            target=target.written(),
            is_stream=is_stream,
            expires_at=now() + self.lasts,
        )

        def work(session: Session) -> None:
            session.add(row)
            note(session, caller, "ticket.create", quote(target.path)[:_LONGEST_TARGET])

        self.database.write(work)
        return text, row.expires_at

    def find(self, text: str, target: Target) -> Caller:
        """Return the caller that may read a target by a ticket; no key if none created the ticket.

        Raises
        ------
        Unauthorised
            It does not exist, is for another target, or has expired; the message hides which.
        """
        digest = digest_of(text)
        pair = self.database.read(lambda session: _found(session, digest))
        row, key = (None, None) if pair is None else pair
        if row is None or row.target != target.written() or not _is_good(row):
            raise Unauthorised.at("ticket_invalid", NAME)
        caller = Caller(
            organisation=row.organisation_id,
            by=THIS_MACHINE.by if key is None else key.spoken_of,
            scopes=frozenset({"read"}),
            key_id=row.key_id,
            session_id=row.session_id,
            expires_at=None if key is None else key.expires_at,
        ).unless_expired()
        if caller is None:
            raise Unauthorised.at("ticket_invalid", NAME)
        if row.is_stream and row.opened_at is None:
            same = TicketRow.digest == digest, TicketRow.opened_at.is_(None)
            opened = update(TicketRow).where(*same).values(opened_at=now())
            with suppress(Unavailable):  # a database that can only be read still answers readers
                self.database.write(lambda session: session.execute(opened))
        return caller


def target_of(said: str, routes: Sequence[BaseRoute]) -> tuple[Target, bool]:
    """Return the target for which a ticket is requested, and whether it is a stream.

    Raises
    ------
    InvalidInput
        The text is no path of a stream or a download.
    """
    try:
        parts = urlsplit(said)
        target = Target.of(unquote(parts.path, errors="strict"), parts.query)
    except ValueError:
        raise _refused(said, routes) from None
    is_here = said.startswith("/") and not (parts.scheme or parts.netloc or parts.fragment)
    if not is_here or any(name == NAME for name, _ in target.query):
        raise _refused(said, routes)
    scope = {"type": "http", "method": "GET", "path": target.path}
    for route in routes:
        if _kind(route) is not None and route.matches(scope)[0] is Match.FULL:
            return target, _kind(route) == STREAM[_MARK]
    raise _refused(said, routes)


def brings_ticket(scope: Scope) -> bool:
    """Tell whether a request has a ticket."""
    query: bytes = scope["query_string"]
    return _PREFIX in query and any(part.startswith(_PREFIX) for part in query.split(b"&"))


def ticket_sent(scope: Scope) -> tuple[str, Target]:
    """Return the ticket of a request and its target, and remove the ticket from the request.

    Raises
    ------
    Unauthorised
        The request has several tickets, or is not a reading request.
    """
    parts = scope["query_string"].split(b"&")
    tickets = [part[len(_PREFIX) :] for part in parts if part.startswith(_PREFIX)]
    if len(tickets) > 1 or scope["method"] not in READING:
        raise Unauthorised.at("ticket_invalid", NAME)
    scope["query_string"] = query = b"&".join(p for p in parts if not p.startswith(_PREFIX))
    return unquote(tickets[0].decode("latin-1")), Target.of(scope["path"], query.decode("latin-1"))


def erase_old(session: Session) -> None:
    """Delete the tickets that have expired for good."""
    at = now()
    opened_long_ago = and_(TicketRow.opened_at.is_not(None), TicketRow.created_at <= at - TAKEN_UP)
    never_opened = and_(TicketRow.opened_at.is_(None), TicketRow.expires_at <= at)
    session.execute(delete(TicketRow).where(or_(opened_long_ago, never_opened)))


def _found(session: Session, digest: bytes) -> tuple[TicketRow, KeyRow | None] | None:
    query = (
        select(TicketRow, KeyRow)
        .outerjoin(KeyRow, KeyRow.id == TicketRow.key_id)
        .where(
            TicketRow.digest == digest, or_(TicketRow.key_id.is_(None), KeyRow.revoked_at.is_(None))
        )
    )
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def _is_good(row: TicketRow) -> bool:
    at = now()
    return at < row.expires_at or (row.opened_at is not None and at < row.created_at + TAKEN_UP)


def _kind(route: BaseRoute) -> str | None:
    return (getattr(route, "openapi_extra", None) or {}).get(_MARK)


def _refused(said: str, routes: Sequence[BaseRoute]) -> InvalidInput:
    places = [getattr(route, "path", "") for route in routes if _kind(route) is not None]
    fields = {"target": said, "allowed": sorted(_ID.sub("{id}", place) for place in places)}
    return InvalidInput([Fault("ticket_target", ("for",), fields)])
