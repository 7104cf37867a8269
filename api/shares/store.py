"""Queries and changes of links; sharers are identified by organisation, readers by a secret."""

import secrets
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, defer

from api.access.caller import Caller
from api.access.key import digest_of
from api.assessments import store as assessments
from api.db.columns import find_row, now
from api.db.tables import AssessmentRow, ResultRow, ShareRow
from api.http.refusals import Gone
from mcda.errors import NotFound

_SECRET_BYTES = 32
State = Literal["open", "withdrawn", "expired"]
ORDERS = {"created_at": (ShareRow.created_at, ShareRow.id)}


class SharedResult(NamedTuple):
    """The row of a link, with its assessment and its result."""

    share: ShareRow
    """The link."""
    assessment: AssessmentRow
    """As they stand, the answer included."""
    result: ResultRow
    """As they stand, the answer included."""


def state_of(row: ShareRow, at: datetime) -> State:
    """Return the state of a link at a moment; a withdrawn link past its time is expired."""
    if row.expires_at <= at:
        return "expired"
    return "open" if row.withdrawn_at is None else "withdrawn"


def add(
    session: Session, caller: Caller, result: ResultRow, name: str, expires_at: datetime
) -> tuple[ShareRow, str]:
    """Save a link to a result; return it with its secret of 256 random bits."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    row = ShareRow(
        assessment_id=result.assessment_id,
        number=result.number,
        digest=digest_of(secret),
        name=name,
        by=caller.by,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return row, secret


def all_of(session: Session, caller: Caller, assessment_id: str) -> Select[ShareRow]:
    """Return a query for the links to the results of an assessment."""
    row = assessments.find(session, caller, assessment_id)
    return select(ShareRow).where(ShareRow.assessment_id == row.id)


def find(
    session: Session, caller: Caller, assessment_id: str, share_id: str, *, lock: bool = False
) -> ShareRow:
    """Return one link.

    Raises
    ------
    NotFound
        The assessment or the link does not exist for this caller.
    """
    query = all_of(session, caller, assessment_id)
    return find_row(session, query, "unknown_share", share_id, "share_id", lock=lock)


def made_by(session: Session, caller: Caller, assessment_id: str, secret: str) -> ShareRow | None:
    """Return the link of the caller's assessment with a secret, None if there is none."""
    query = all_of(session, caller, assessment_id)
    return session.scalar(query.where(ShareRow.digest == digest_of(secret)))


def behind(session: Session, secret: str) -> SharedResult:
    """Return the result behind a link.

    The link is looked up by the digest of its secret: timing may reveal digests, but a text of 256
    random bits cannot be found from its digest.

    Raises
    ------
    NotFound
        No link has this secret.
    Gone
        The link was withdrawn or has expired, or its assessment was deleted.
    """
    query = (
        select(ShareRow, AssessmentRow, ResultRow)
        .join(AssessmentRow, AssessmentRow.id == ShareRow.assessment_id)
        .join(
            ResultRow,
            (ResultRow.assessment_id == ShareRow.assessment_id)
            & (ResultRow.number == ShareRow.number),
        )
        .where(ShareRow.digest == digest_of(secret))
        .options(defer(ResultRow.answer, raiseload=True))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound.at("unknown_link")
    shared = SharedResult(*row)
    state = state_of(shared.share, now())
    if state == "expired":
        raise Gone.at("link_expired")
    if state == "withdrawn" or shared.assessment.deleted_at is not None:
        raise Gone.at("link_withdrawn")
    return shared


def note_opened(session: Session, share_id: str) -> None:
    """Count an opening of a link."""
    counted = {"opened": ShareRow.opened + 1, "last_opened_at": now()}
    session.execute(update(ShareRow).where(ShareRow.id == share_id).values(**counted))
