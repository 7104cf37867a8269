"""The log of jobs: a line for each change of state, with the job's id and not its content."""

import logging
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from api.db.columns import now
from api.db.tables import JobRow
from api.operation.logs import SAID

LOG = logging.getLogger("parkwise.jobs")


def log_once_saved(session: Session, row: JobRow, word: str, data: dict[str, Any]) -> None:
    """Log the present state of a job, as soon as the transaction is committed."""
    is_trouble = word == "lost" or data.get("reason", "job_refused") != "job_refused"
    level = logging.WARNING if is_trouble else logging.INFO
    facts = {**of_job(row), **data}

    def saved(_: Session) -> None:
        LOG.log(level, "job %s", word, extra={SAID: facts})

    event.listen(session, "after_commit", saved, once=True)


def of_job(row: JobRow) -> dict[str, Any]:
    """Return the fields that identify a job, and the seconds since it was first started."""
    begun = row.started_at
    return {
        "job": row.id,
        "kind": row.kind,
        "organisation": row.organisation_id,
        "attempt": row.attempts,
        "seconds": None if begun is None else round((now() - begun).total_seconds(), 3),
    }
