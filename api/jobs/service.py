"""Adds jobs to the queue, shows and cancels them; uses nothing of HTTP."""

from datetime import timedelta

from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.db.columns import now, row_fields
from api.db.tables import JobRow
from api.http.errors import titled
from api.http.localisation import decode
from api.http.refusals import Conflict
from api.http.reply import Reply
from api.jobs import store
from api.jobs.answers import JobAnswer
from api.jobs.schemas import State
from api.jobs.submission import Submission
from api.requests.page_query import PageRequest, page
from mcda.plain import Plain


def submit(session: Session, caller: Caller, job: Submission) -> Reply:
    """Add a checked job to the queue."""
    seconds = job.deadline_seconds
    deadline = None if seconds is None else now() + timedelta(seconds=seconds)
    row = store.add(session, caller, job.kind, job.request, deadline)
    note(session, caller, "job.submit", row.id)
    return Reply.of(as_plain(row), 202, Location=f"/v1/jobs/{row.id}")


def read(session: Session, caller: Caller, job_id: str) -> Plain:
    """Return the state of a job."""
    return as_plain(store.find(session, caller, job_id))


def list_page(session: Session, caller: Caller, state: State | None, wanted: PageRequest) -> Plain:
    """Return a page of jobs."""
    return page(session, store.owned(caller, state), store.ORDERS, wanted, as_plain)


def cancel(session: Session, caller: Caller, job_id: str) -> Plain:
    """Cancel a job; a running one stops within seconds."""
    row = store.find(session, caller, job_id, lock=True)
    store.cancel(session, row)
    note(session, caller, "job.cancel", row.id)
    return as_plain(row)


def result(session: Session, caller: Caller, job_id: str) -> tuple[str, bytes]:
    """Return the kind of a job and its result.

    Raises
    ------
    Conflict
        The job has no result, or not yet.
    """
    row = store.find(session, caller, job_id)
    if row.result is None:
        raise Conflict.at("job_without_result", job=row.id, state=row.state)
    return row.kind, row.result


def as_plain(row: JobRow) -> Plain:
    """Return a job as plain data."""
    return row_fields(
        JobAnswer.model_fields,
        row,
        progress={"done": row.done, "total": row.total},
        result=f"/v1/jobs/{row.id}/result" if row.state == "done" else None,
        problem=None if row.problem is None else titled(decode(row.problem)),
    )
