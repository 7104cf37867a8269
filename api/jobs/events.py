"""What happens to a job, as it happens: server-sent events that can be taken up again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial

import orjson
from anyio.to_thread import run_sync
from sqlalchemy.orm import Session

from api.access.audit import stamp
from api.db import Database
from api.db.tables import Job, JobEvent
from api.jobs import store
from api.jobs.schemas import ENDED
from api.refusals import Unavailable

POLL = 0.5
_QUIET = 15.0
_PAGE = 500


async def stream(
    database: Database, job_id: str, after: int, stopping: Callable[[], bool] = lambda: False
) -> AsyncIterator[bytes]:
    """Yield events after a number, until the job has ended; a comment where it is quiet.

    The stream ends early where the server is stopping: listeners take it up again. A database
    that does not answer is waited for: the events are still there when it does.
    """
    quiet = 0.0
    yield b"retry: 2000\n\n"
    while not stopping():
        try:
            rows, ended = await run_sync(partial(database.read, partial(_since, job_id, after)))
        except Unavailable:
            rows, ended = [], False
        for row in rows:
            after = row.number
            yield _written(row)
        if ended and len(rows) < _PAGE:
            return
        quiet = 0.0 if rows else quiet + POLL
        if quiet >= _QUIET:
            quiet = 0.0
            yield b": still here\n\n"
        await asyncio.sleep(POLL)


def _since(job_id: str, after: int, session: Session) -> tuple[list[JobEvent], bool]:
    row = session.get(Job, job_id)
    return store.events(session, job_id, after, _PAGE), row is None or row.state in ENDED


def _written(row: JobEvent) -> bytes:
    data = orjson.dumps({**row.data, "at": stamp(row.at)})
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (row.number, row.event.encode(), data)
