"""``Idempotency-Key``: a repeated POST gets the first response and is executed once."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import Header, Request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.db import Database
from api.db.tables import RepeatRow
from api.http.refusals import Conflict
from api.http.reply import Reply

Work = Callable[[Session], Reply]


@dataclass(frozen=True, slots=True)
class Once:
    """The idempotency key of a request, None if it has none, and the request's fingerprint."""

    key: str | None
    fingerprint: bytes

    def write(self, database: Database, caller: Caller, work: Work) -> Reply:
        """Execute the work in one transaction, together with the record of its response.

        Raises
        ------
        Conflict
            The key was used for another request.
        """
        if self.key is None:
            return database.write(work)
        done = self.done(database, caller)
        if done is not None:
            return done
        try:
            return database.write(lambda session: self._noted(session, caller, work))
        except IntegrityError:  # the same key at the same time: the other one was first
            done = self.done(database, caller)
            if done is None:
                raise
            return done

    def done(self, database: Database, caller: Caller) -> Reply | None:
        """Return the stored response, None if there is none.

        Raises
        ------
        Conflict
            The key was used for another request.
        """
        key = self.key
        if key is None:
            return None
        row = database.read(lambda session: session.get(RepeatRow, (caller.organisation, key)))
        if row is None:
            return None
        if row.fingerprint != self.fingerprint:
            raise Conflict.at("idempotency_key_reused", "Idempotency-Key", key=key)
        headers = {**row.headers, "Idempotency-Replayed": "true"}
        return Reply(status=row.status, headers=headers, body=row.body)

    def _noted(self, session: Session, caller: Caller, work: Work) -> Reply:
        row = RepeatRow(
            organisation_id=caller.organisation,
            key=self.key,
            fingerprint=self.fingerprint,
            status=0,
            headers={},
            body=b"",
        )
        session.add(row)
        session.flush()  # a second request with the key waits here, or fails
        reply = work(session)
        row.status, row.headers, row.body = reply.status, reply.headers, reply.body
        return reply


async def once(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=255,
            pattern=r"^[\x21-\x7e]+$",
            description="Names this request, so that it is done once however often it is sent.",
        ),
    ] = None,
) -> Once:
    """Return the key of a request and its fingerprint: method, path and body."""
    if idempotency_key is None:
        return Once(None, b"")
    body = await request.body()
    digest = hashlib.sha256(f"{request.method} {request.url.path}\n".encode())
    await run_sync(digest.update, body)  # which lets the interpreter go
    return Once(idempotency_key, digest.digest())
