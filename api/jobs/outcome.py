"""What came of a job, and how it is saved, or given up where it cannot be."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.db.tables import JobRow
from api.jobs import store
from api.refusals import Unavailable


@dataclass(slots=True, kw_only=True)
class Outcome:
    """An answer of the process that does the work.

    Parameters
    ----------
    claimed
        The job.
    state
        ``done``, or else it failed.
    content
        The result, or the problem document.
    total
        How much work it was, 0 where that is not known.
    error
        Why it could not be saved when that was last tried.
    """

    claimed: store.JobLease
    state: str
    content: bytes
    total: int
    error: Unavailable | None = None

    def save(self, session: Session, row: JobRow) -> None:
        """End the job with what came of it."""
        if store.is_over(session, row):
            return
        if self.state == "done":
            row.result = self.content
            row.done = row.total = self.total or 1
            store.end(session, row, "done", {"bytes": len(self.content)})
        else:
            row.problem = self.content
            store.end(session, row, "failed", {"reason": "job_refused"})

    def give_up(self, session: Session, row: JobRow) -> None:
        """End the job without it, for the reason why it cannot be saved."""
        error = self.error or Unavailable.at("database_unavailable")
        if not store.is_over(session, row):
            store.fail(session, row, error)
