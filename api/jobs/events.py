"""The events of a job as a stream: server-sent events that can be resumed."""

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
from api.http.refusals import Unavailable
from api.jobs import store
from api.jobs.schemas import ENDED

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
    """Tell whether events can follow an event; false for the last event of a job.

    Raises
    ------
    NotFound
        The caller's organisation has no such job.
    """
    row = store.find(session, caller, job_id)
    return row.state not in ENDED or after < row.events


@dataclass(frozen=True, slots=True)
class Looks:
    """Queries of jobs, one for all listeners that wait for the same event."""

    database: Database
    """Where jobs are."""
    _lately: dict[_Wanted, asyncio.Task[_Seen]] = field(default_factory=dict)

    async def since(self, job_id: str, after: int) -> _Seen:
        """Return the events of a job after an event, at most a moment old.

        Raises
        ------
        Unavailable
            The database does not answer.
        """
        loop = asyncio.get_running_loop()
        wanted = loop, job_id, after
        task = self._lately.get(wanted)
        if task is None:
            look = run_sync(_look, self.database, job_id, after)
            task = self._lately[wanted] = loop.create_task(look)
            task.add_done_callback(partial(self._keep, wanted))
        return await asyncio.shield(task)  # others wait for it too

    def _keep(self, wanted: _Wanted, task: asyncio.Task[_Seen]) -> None:
        """Keep a query's result for listeners that come a little later, unless it failed."""
        failed = task.cancelled() or task.exception() is not None
        wanted[0].call_later(0 if failed else POLL / 2, self._lately.pop, wanted, None)


async def stream(
    looks: Looks, job_id: str, after: int, stopping: Callable[[], bool] = lambda: False
) -> AsyncIterator[bytes]:
    """Yield events after a number, until the job has ended.

    While the job runs, an event is sent every second: if nothing happened, the present progress,
    without a number, as its loss is harmless. While the job waits, a comment is sent now and then.

    The stream ends early if the server is stopping: listeners resume it. If the database does not
    answer, the stream waits for it, since no events are lost.
    """
    quiet = silent = 0.0
    yield b"retry: 2000\n\n"
    while not stopping():
        try:
            update = await looks.since(job_id, after)
        except Unavailable:
            update = _Seen([])
        for row in update.rows:
            after = row.number
            yield b"id: %d\nevent: %b\ndata: %b\n\n" % (
                row.number,
                row.event.encode(),
                orjson.dumps({**row.data, "at": stamp(row.at)}),
            )
        if update.ended and len(update.rows) < _PAGE:
            return
        silent = 0.0 if update.rows else silent + POLL
        quiet = 0.0 if update.rows else quiet + POLL
        if update.running is not None and silent + POLL >= EVERY:
            silent = quiet = 0.0
            done, total = update.running
            data = orjson.dumps({"done": done, "total": total, "at": stamp(now())})
            yield b"event: progress\ndata: %b\n\n" % data
        elif quiet >= _QUIET:
            quiet = 0.0
            yield b": still here\n\n"
        await asyncio.sleep(POLL)


def _look(database: Database, job_id: str, after: int) -> _Seen:
    """Return the events of a job; a job past its deadline is ended here."""
    work = partial(_since, job_id, after)
    update = database.read(work)
    if update.late:
        database.write(store.end_late)
        update = database.read(work)
    return update


def _since(job_id: str, after: int, session: Session) -> _Seen:
    query = select(JobRow.state, JobRow.deadline, JobRow.done, JobRow.total).where(
        JobRow.id == job_id
    )
    job = session.execute(query).one_or_none()
    rows = store.events(session, job_id, after, _PAGE)
    if job is None or job.state in ENDED:
        return _Seen(rows, ended=True)
    late = job.deadline is not None and job.deadline <= now()
    running = (job.done, job.total) if job.state == "running" else None
    return _Seen(rows, late=late, running=running)
