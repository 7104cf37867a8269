"""Tickets: addresses of one stream or one download, for browsers, which hold no key.

A ticket opens what it was made for and nothing else, to read, as the key could that it was made
by, and ends with that key. It must be used in its time. A stream that was opened then may be
opened again for a day: an ``EventSource`` whose connection breaks comes back by itself.
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

from api.access.addresses import READING
from api.access.audit import note
from api.access.caller import THIS_MACHINE, Caller
from api.access.key import digest_of
from api.db import Database
from api.db.columns import now
from api.db.tables import KeyRow, TicketRow
from api.refusals import Unauthorised, Unavailable
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
    """An address within the service.

    Parameters
    ----------
    path
        Without percent signs.
    query
        Names and values in their order.
    """

    path: str
    query: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, path: str, query: str) -> "Target":
        """Return the target of a decoded path and the query as it is written."""
        return cls(path, tuple(parse_qsl(query, keep_blank_values=True)))

    def written(self, *more: tuple[str, str]) -> str:
        """Return it as an address is written, with further parameters."""
        query = urlencode([*self.query, *more])
        return quote(self.path) + ("?" + query if query else "")


@dataclass(frozen=True, slots=True)
class Tickets:
    """Makes tickets, and finds who may use one.

    Parameters
    ----------
    database
        Where they are; of a ticket only its SHA-256 is kept.
    lasts
        In which one must be used first.
    """

    database: Database
    lasts: timedelta

    def make(self, caller: Caller, target: Target, *, is_stream: bool) -> tuple[str, datetime]:
        """Return the text of a new ticket, of 256 random bits, and when its time is over."""
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
        """Return who may read a target by a ticket; no key where none was needed to make it.

        Raises
        ------
        Unauthorised
            No such ticket, one for another target, or one whose time is over. Which is not said.
        """
        digest = digest_of(text)
        found = self.database.read(lambda session: _found(session, digest))
        row, key = (None, None) if found is None else found
        if row is None or row.target != target.written() or not _is_good(row):
            raise Unauthorised.at("ticket_invalid", NAME)
        caller = _caller(row, key).unless_expired()
        if caller is None:
            raise Unauthorised.at("ticket_invalid", NAME)
        if row.is_stream and row.opened_at is None:
            self._note_opened(digest)
        return caller

    def _note_opened(self, digest: bytes) -> None:
        opened = update(TicketRow).where(TicketRow.digest == digest, TicketRow.opened_at.is_(None))
        with suppress(Unavailable):  # a database that can only be read still answers readers
            self.database.write(lambda session: session.execute(opened.values(opened_at=now())))


def target_of(said: str, routes: Sequence[BaseRoute]) -> tuple[Target, bool]:
    """Return what a ticket is asked for, and whether that is a stream.

    Raises
    ------
    InvalidInput
        It is no path of a stream or a download.
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
    """Tell whether a request is made by a ticket."""
    query: bytes = scope["query_string"]
    return _PREFIX in query and any(part.startswith(_PREFIX) for part in query.split(b"&"))


def ticket_sent(scope: Scope) -> tuple[str, Target]:
    """Return the ticket of a request and what it is used for; nobody behind sees it.

    Raises
    ------
    Unauthorised
        Several tickets, or one to change something.
    """
    parts = scope["query_string"].split(b"&")
    sent = [part[len(_PREFIX) :] for part in parts if part.startswith(_PREFIX)]
    if len(sent) > 1 or scope["method"] not in READING:
        raise Unauthorised.at("ticket_invalid", NAME)
    scope["query_string"] = left = b"&".join(p for p in parts if not p.startswith(_PREFIX))
    return unquote(sent[0].decode("latin-1")), Target.of(scope["path"], left.decode("latin-1"))


def erase_old(session: Session) -> None:
    """Delete the tickets that nobody can use any more."""
    at = now()
    opened_long_ago = and_(TicketRow.opened_at.is_not(None), TicketRow.created_at <= at - TAKEN_UP)
    never_opened = and_(TicketRow.opened_at.is_(None), TicketRow.expires_at <= at)
    session.execute(delete(TicketRow).where(or_(opened_long_ago, never_opened)))


def _found(session: Session, digest: bytes) -> tuple[TicketRow, KeyRow | None] | None:
    asked = (
        select(TicketRow, KeyRow)
        .outerjoin(KeyRow, KeyRow.id == TicketRow.key_id)
        .where(
            TicketRow.digest == digest, or_(TicketRow.key_id.is_(None), KeyRow.revoked_at.is_(None))
        )
    )
    row = session.execute(asked).one_or_none()
    return None if row is None else (row[0], row[1])


def _is_good(row: TicketRow) -> bool:
    at = now()
    return at < row.expires_at or (row.opened_at is not None and at < row.created_at + TAKEN_UP)


def _caller(row: TicketRow, key: KeyRow | None) -> Caller:
    return Caller(
        organisation=row.organisation_id,
        by=THIS_MACHINE.by if key is None else key.spoken_of,
        scopes=frozenset({"read"}),
        key_id=row.key_id,
        session_id=row.session_id,
        expires_at=None if key is None else key.expires_at,
    )


def _kind(route: BaseRoute) -> str | None:
    found: str | None = (getattr(route, "openapi_extra", None) or {}).get(_MARK)
    return found


def _refused(said: str, routes: Sequence[BaseRoute]) -> InvalidInput:
    places = [getattr(route, "path", "") for route in routes if _kind(route) is not None]
    fields = {"target": said, "allowed": sorted(_ID.sub("{id}", place) for place in places)}
    return InvalidInput([Fault("ticket_target", ("for",), fields)])
