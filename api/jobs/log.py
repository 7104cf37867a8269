"""The log of jobs: a line whenever one changes hands, with its id and nothing of what is in it."""

import logging
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from api.db.columns import now
from api.db.tables import JobRow
from api.operation.logs import SAID

LOG = logging.getLogger("parkwise.jobs")


def log_once_saved(session: Session, row: JobRow, word: str, data: dict[str, Any]) -> None:
    """Write a line on a job as it stands, as soon as that is safe on disk.

    Parameters
    ----------
    session
        In whose transaction it happens; where that fails nothing is written.
    row
        The job.
    word
        What happened to it.
    data
        Further fields.
    """
    level = logging.WARNING if word == "lost" or _is_trouble(data) else logging.INFO
    said = {**of_job(row), **data}

    def saved(_: Session) -> None:
        LOG.log(level, "job %s", word, extra={SAID: said})

    event.listen(session, "after_commit", saved, once=True)


def of_job(row: JobRow) -> dict[str, Any]:
    """Return the fields that tell a job from others, and the seconds since it was first begun."""
    begun = row.started_at
    return {
        "job": row.id,
        "kind": row.kind,
        "organisation": row.organisation_id,
        "attempt": row.attempts,
        "seconds": None if begun is None else round((now() - begun).total_seconds(), 3),
    }


def _is_trouble(data: dict[str, Any]) -> bool:
    """Tell whether a job failed for a reason that is not its own."""
    return data.get("reason", "job_refused") != "job_refused"
