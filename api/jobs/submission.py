"""A job before it is saved: checked, and serialised for the queue; without the database."""

from dataclasses import dataclass
from typing import Any

import orjson

from api.jobs.enterprise_sheet import read_enterprises
from api.jobs.portfolio_enterprise import plain
from api.jobs.schemas import JobModel, JobRequest
from api.jobs.work import check
from api.settings import Settings
from mcda.errors import Fault, LimitExceeded
from weights.validation import validate, validated_json

MOST_VALUES = 2_000_000
"""Values of one body, by its commas and opening brackets: each takes far more room than its text.

A portfolio of as many enterprises as there may be has some 20 each.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A checked job."""

    kind: str
    """Of the job."""
    deadline_seconds: int | None
    """From now on; None for any time."""
    request: bytes
    """In JSON."""


def of_body(sent: bytes, limits: Settings) -> Submission:
    """Return the job of a body.

    Raises
    ------
    LimitExceeded
        The body has more values than the limit.
    McdaError
        The job has faults that are visible without doing the work.
    """
    if sum(map(sent.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise LimitExceeded([Fault("too_many_values", (), {"limit": MOST_VALUES})])
    job = validated_json(JobModel, sent).root
    check(job, limits)
    return _written(job)


def of_sheet(sent: bytes, asked: dict[str, Any], limits: Settings) -> Submission:
    """Return the portfolio job of a sheet with an enterprise in each row, and of further fields.

    Raises
    ------
    InvalidTable
        The sheet or its enterprises have faults, each with its cell.
    McdaError
        As `of_body`.
    """
    sheet = read_enterprises(sent)
    first = [orjson.loads(client.document()) for client in sheet.clients[:1]]
    document = {"kind": "portfolio", "enterprises": first, **asked}
    job = validate(JobModel, document).root.model_copy(update={"enterprises": sheet.clients})
    with sheet.told():
        check(job, limits)
    return _written(job)


def _written(job: JobRequest) -> Submission:
    return Submission(
        kind=job.kind,
        deadline_seconds=job.deadline_seconds,
        request=orjson.dumps(job, default=plain),
    )
