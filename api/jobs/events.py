"""What happens to a job, as it happens: server-sent events that can be taken up again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import partial

import orjson
from anyio.to_thread import run_sync
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.db import Database
from api.db.columns import now, stamp
from api.db.tables import JobEventRow, JobRow
from api.jobs import store
from api.jobs.schemas import ENDED
from api.refusals import Unavailable

POLL = 0.5
EVERY = 1.0
"""Seconds within which something is told of a job that runs, also where nothing has happened."""
_QUIET = 15.0
_PAGE = 500


@dataclass(frozen=True, slots=True)
class _Seen:
    rows: list[JobEventRow]
    ended: bool = False
    late: bool = False
    running: tuple[int, int] | None = None
    """How much is done, of how much, while it runs."""


_Wanted = tuple[asyncio.AbstractEventLoop, str, int]


def has_more(session: Session, caller: Caller, job_id: str, after: int) -> bool:
    """Tell whether anything comes after an event: not where that was a job's last.

    Raises
    ------
    NotFound
        The caller's organisation has no such job.
    """
    row = store.find(session, caller, job_id)
    return row.state not in ENDED or after < row.events


@dataclass(frozen=True, slots=True)
class Looks:
    """Looks at jobs, one for all who wait for the same event: the database is asked once.

    Parameters
    ----------
    database
        Where jobs are.
    """

    database: Database
    _lately: dict[_Wanted, asyncio.Task[_Seen]] = field(default_factory=dict)

    async def since(self, job_id: str, after: int) -> _Seen:
        """Return what happened to a job after an event, as seen a moment ago at most.

        Raises
        ------
        Unavailable
            The database does not answer.
        """
        loop = asyncio.get_running_loop()
        wanted = loop, job_id, after
        task = self._lately.get(wanted)
        if task is None:
            task = self._lately[wanted] = loop.create_task(self._look(job_id, after))
            task.add_done_callback(partial(self._keep, wanted))
        return await asyncio.shield(task)  # others wait for it too

    async def _look(self, job_id: str, after: int) -> _Seen:
        return await run_sync(_look, self.database, job_id, after)

    def _keep(self, wanted: _Wanted, task: asyncio.Task[_Seen]) -> None:
        """Let what was seen hold for those who ask a little later; a failure does not."""
        failed = task.cancelled() or task.exception() is not None
        wanted[0].call_later(0 if failed else POLL / 2, self._lately.pop, wanted, None)


async def stream(
    looks: Looks, job_id: str, after: int, stopping: Callable[[], bool] = lambda: False
) -> AsyncIterator[bytes]:
    """Yield events after a number, until the job has ended.

    While it runs, something comes every second: where nothing has happened the progress as it
    stands, without a number, since nobody misses it. While it waits, now and then a comment.

    The stream ends early where the server is stopping: listeners take it up again. A database
    that does not answer is waited for: the events are still there when it does.
    """
    quiet = silent = 0.0
    yield b"retry: 2000\n\n"
    while not stopping():
        try:
            seen = await looks.since(job_id, after)
        except Unavailable:
            seen = _Seen([])
        for row in seen.rows:
            after = row.number
            yield _written(row)
        if seen.ended and len(seen.rows) < _PAGE:
            return
        silent = 0.0 if seen.rows else silent + POLL
        quiet = 0.0 if seen.rows else quiet + POLL
        if seen.running is not None and silent + POLL >= EVERY:
            silent = quiet = 0.0
            yield _standing(*seen.running)
        elif quiet >= _QUIET:
            quiet = 0.0
            yield b": still here\n\n"
        await asyncio.sleep(POLL)


def _look(database: Database, job_id: str, after: int) -> _Seen:
    """Return what happened; a job past its deadline ends here where nobody else ends it."""
    work = partial(_since, job_id, after)
    seen = database.read(work)
    if seen.late:
        database.write(store.end_late)
        seen = database.read(work)
    return seen


def _since(job_id: str, after: int, session: Session) -> _Seen:
    asked = select(JobRow.state, JobRow.deadline, JobRow.done, JobRow.total).where(
        JobRow.id == job_id
    )
    found = session.execute(asked).one_or_none()
    rows = store.events(session, job_id, after, _PAGE)
    if found is None or found.state in ENDED:
        return _Seen(rows, ended=True)
    late = found.deadline is not None and found.deadline <= now()
    running = (found.done, found.total) if found.state == "running" else None
    return _Seen(rows, late=late, running=running)


def _written(row: JobEventRow) -> bytes:
    data = orjson.dumps({**row.data, "at": stamp(row.at)})
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (row.number, row.event.encode(), data)


def _standing(done: int, total: int) -> bytes:
    data = orjson.dumps({"done": done, "total": total, "at": stamp(now())})
    return b"event: progress\ndata: %b\n\n" % data
