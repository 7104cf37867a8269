"""The queue: one row for each job; only the worker that holds the lease may finish the job."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, defer

from api.access.caller import Caller
from api.db.columns import find_row, now, row_fields
from api.db.tables import JobEventRow, JobRow
from api.http.errors import problem_in_codes, status_and_headers
from api.http.localisation import encode
from api.http.refusals import Conflict, Unavailable
from api.jobs.log import log_once_saved
from api.jobs.schemas import ENDED, State
from api.webhooks.outbox import announce
from mcda.errors import McdaError
from mcda.plain import Plain

LEASE = timedelta(seconds=30)
# A lease that runs longer than anyone gives was written before the clock was set back.
LONGEST_LEASE = 10 * LEASE
MOST_ATTEMPTS = 3
_AT_ONCE = 100
# What is large and seldom wanted.
_LIGHT = defer(JobRow.request), defer(JobRow.result)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLease:
    """A job leased to a worker; ``attempt`` distinguishes this lease from earlier ones."""

    id: str
    kind: str
    attempt: int
    request: bytes
    organisation: str


def add(
    session: Session, caller: Caller, kind: str, request: bytes, deadline: datetime | None
) -> JobRow:
    """Add a job to the queue."""
    row = JobRow(
        organisation_id=caller.organisation,
        by=caller.by,
        kind=kind,
        request=request,
        deadline=deadline,
    )
    session.add(row)
    session.flush()
    tell(session, row, "queued", {})
    return row


def find(session: Session, caller: Caller, job_id: str, *, lock: bool = False) -> JobRow:
    """Return a job of the caller's organisation, or raise `NotFound`."""
    return find_row(session, owned(caller), "unknown_job", job_id, lock=lock)


ORDERS = {"created_at": (JobRow.created_at, JobRow.id)}


def owned(caller: Caller, state: State | None = None) -> Select[JobRow]:
    """Return a query for the caller's jobs."""
    query = select(JobRow).where(JobRow.organisation_id == caller.organisation)
    return query if state is None else query.where(JobRow.state == state)


def events(session: Session, job_id: str, after: int, limit: int) -> list[JobEventRow]:
    """Return the events of a job after an event's number, in order."""
    query = select(JobEventRow).where(JobEventRow.job_id == job_id, JobEventRow.number > after)
    return list(session.scalars(query.order_by(JobEventRow.number).limit(limit)))


def claim(session: Session, worker: str) -> JobLease | None:
    """Lease the oldest job that no worker holds, None if there is none.

    A job is free if its worker has not renewed the lease for 30 seconds, also if the clock was set
    back meanwhile. A job that was started three times fails, since it probably crashes its workers.
    A job past its deadline fails too.
    """
    at = now()
    silent = or_(JobRow.lease_until < at, JobRow.lease_until > at + LONGEST_LEASE)
    lost = and_(JobRow.state == "running", silent)
    query = (
        select(JobRow)
        .where(or_(JobRow.state == "queued", lost))
        .order_by(JobRow.created_at, JobRow.id)
    )
    while True:
        row = session.scalar(query.limit(1).with_for_update(skip_locked=True))
        if row is None:
            return None
        if not is_over(session, row) and not _is_lost(session, row):
            break
    row.state, row.worker, row.attempts = "running", worker, row.attempts + 1
    row.lease_until, row.started_at = now() + LEASE, row.started_at or now()
    row.done = 0
    tell(session, row, "started", {"attempt": row.attempts})
    return JobLease(
        id=row.id,
        kind=row.kind,
        attempt=row.attempts,
        request=row.request,
        organisation=row.organisation_id,
    )


def is_over(session: Session, row: JobRow) -> bool:
    """End a job that was cancelled or is past its deadline; tell whether it has ended."""
    if row.cancel_asked:
        end(session, row, "cancelled", {})
    elif row.deadline is not None and row.deadline <= now():
        fail(session, row, Unavailable.at("job_deadline"))
    return row.state in ENDED


def _is_lost(session: Session, row: JobRow) -> bool:
    """End a job that was started too often, and tell whether it was ended."""
    lost = row.attempts >= MOST_ATTEMPTS
    if lost:
        fail(session, row, Unavailable.at("job_lost"))
    return lost


def has_late(session: Session) -> bool:
    """Tell whether an unfinished job is past its deadline."""
    return session.scalar(_late().with_only_columns(JobRow.id).limit(1)) is not None


def end_late(session: Session) -> None:
    """End jobs past their deadline, waiting or running; their workers notice that."""
    query = _late().limit(_AT_ONCE).with_for_update(skip_locked=True)
    for row in session.scalars(query.options(*_LIGHT)):
        is_over(session, row)


def _late() -> Select[JobRow]:
    return select(JobRow).where(JobRow.state.not_in(ENDED), JobRow.deadline <= now())


def held(session: Session, claimed: JobLease, worker: str) -> JobRow | None:
    """Return the job if this worker still holds its lease, None if not."""
    return session.scalar(
        select(JobRow)
        .where(JobRow.id == claimed.id, JobRow.state == "running", JobRow.worker == worker)
        .where(JobRow.attempts == claimed.attempt)
        .options(*_LIGHT)
        .with_for_update()
    )


def beat(session: Session, row: JobRow, done: int, total: int) -> None:
    """Renew the lease, and record the progress if it changed."""
    row.lease_until = now() + LEASE
    if (done, total) != (row.done, row.total):
        row.done, row.total = done, total
        tell(session, row, "progress", {"done": done, "total": total})


def end(session: Session, row: JobRow, state: State, data: Plain) -> None:
    """End a job, and queue messages to its webhooks; nothing changes the job afterwards."""
    row.state, row.finished_at = state, (at := now())
    row.worker = row.lease_until = None
    tell(session, row, state, data)
    about = row_fields(("id", "kind", "state", "created_at", "started_at", "finished_at"), row)
    announce(session, row.organisation_id, f"job.{state}", at, about, f"/v1/jobs/{row.id}")


def fail(session: Session, row: JobRow, error: McdaError) -> None:
    """End a job that failed for a reason outside the job."""
    row.problem = problem_of(error)
    end(session, row, "failed", {"reason": error.code})


def problem_of(error: McdaError) -> bytes:
    """Return the problem document of an error in the form that is stored."""
    status, _ = status_and_headers(error)
    return encode(problem_in_codes(error.faults, status))


def release(session: Session, row: JobRow) -> None:
    """Return a job to the queue when its worker stops; the attempt does not count."""
    tell(session, row, "queued", {}, "released")
    row.state, row.attempts = "queued", row.attempts - 1
    row.worker = row.lease_until = None


def lose(session: Session, row: JobRow) -> None:
    """Return a job to the queue after its process died; after the third time it fails."""
    if _is_lost(session, row):
        return
    row.state = "queued"
    row.worker = row.lease_until = None
    tell(session, row, "queued", {"attempt": row.attempts}, "lost")


def cancel(session: Session, row: JobRow) -> None:
    """End a waiting job; ask the worker of a running job to stop.

    Raises
    ------
    Conflict
        The job has ended already.
    """
    if row.state in ENDED:
        raise Conflict.at("job_ended", job=row.id, state=row.state)
    if row.state == "queued":
        end(session, row, "cancelled", {})
    else:
        row.cancel_asked = True


def tell(session: Session, row: JobRow, event: str, data: Plain, logged: str = "") -> None:
    """Record an event for listeners; all but progress also in the log, as `logged` if given."""
    row.events += 1
    session.add(JobEventRow(job_id=row.id, number=row.events, event=event, data=data))
    if event != "progress":
        log_once_saved(session, row, logged or event, data)
