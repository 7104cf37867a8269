"""Queries and changes of assessments; every query names the organisation."""

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.assessments.merge_patch import changes
from api.assessments.schemas import State
from api.db.columns import find_row, now
from api.db.tables import AssessmentRow, ShareRow, VersionRow
from mcda.plain import Plain


def find(
    session: Session,
    caller: Caller,
    assessment_id: str,
    *,
    deleted: bool = False,
    lock: bool = False,
) -> AssessmentRow:
    """Return an assessment of the caller's organisation.

    Raises
    ------
    NotFound
        It does not exist, was deleted, or belongs to others; the message does not say which.
    """
    query = _owned(caller, deleted=deleted)
    return find_row(session, query, "unknown_assessment", assessment_id, lock=lock)


ORDERS = {
    "created_at": (AssessmentRow.created_at, AssessmentRow.id),
    "updated_at": (AssessmentRow.updated_at, AssessmentRow.id),
    "name": (AssessmentRow.name, AssessmentRow.id),
}


def owned(caller: Caller, state: State, name: str | None) -> Select[AssessmentRow]:
    """Return a query for the caller's assessments."""
    query = _owned(caller, deleted=state == "deleted")
    return query.where(AssessmentRow.name.icontains(name, autoescape=True)) if name else query


def latest(session: Session, caller: Caller, limit: int) -> list[AssessmentRow]:
    """Return at most `limit` assessments, the one changed last first."""
    place = (AssessmentRow.updated_at.desc(), AssessmentRow.id)
    return list(session.scalars(_owned(caller, deleted=False).order_by(*place).limit(limit)))


def add(session: Session, caller: Caller, content: Plain) -> AssessmentRow:
    """Save a new assessment as its version 1."""
    row = AssessmentRow(organisation_id=caller.organisation, name=content["name"], content=content)
    session.add(row)
    session.flush()
    _keep(session, caller, row, "create", {})
    return row


def change(
    session: Session, caller: Caller, row: AssessmentRow, content: Plain, action: str
) -> bool:
    """Save new content as the next version; tell whether anything changed."""
    before = row.content
    if not changes(before, content):
        return False
    row.content, row.name = content, content["name"]
    _advance(session, caller, row, action, before)
    return True


def remove(session: Session, caller: Caller, row: AssessmentRow) -> None:
    """Hide an assessment, as its next version; it can be restored until it is erased.

    The links that share its results are withdrawn; restoring the assessment does not restore them.
    """
    row.deleted_at = now()
    standing = (ShareRow.assessment_id == row.id, ShareRow.withdrawn_at.is_(None))
    session.execute(update(ShareRow).where(*standing).values(withdrawn_at=row.deleted_at))
    _advance(session, caller, row, "delete", row.content)


def bring_back(session: Session, caller: Caller, row: AssessmentRow) -> None:
    """Show a hidden assessment again, as its next version."""
    row.deleted_at = None
    _advance(session, caller, row, "restore", row.content)


ORDERS_OF_VERSIONS = {"number": (VersionRow.number,)}


def versions(row: AssessmentRow) -> Select[VersionRow]:
    """Return a query for the versions of an assessment."""
    return select(VersionRow).where(VersionRow.assessment_id == row.id)


def _owned(caller: Caller, *, deleted: bool) -> Select[AssessmentRow]:
    query = select(AssessmentRow).where(AssessmentRow.organisation_id == caller.organisation)
    if deleted:
        return query.where(AssessmentRow.deleted_at.is_not(None))
    return query.where(AssessmentRow.deleted_at.is_(None))


def _advance(
    session: Session, caller: Caller, row: AssessmentRow, action: str, before: Plain
) -> None:
    row.version += 1
    row.updated_at = now()
    _keep(session, caller, row, action, before)


def _keep(session: Session, caller: Caller, row: AssessmentRow, action: str, before: Plain) -> None:
    session.add(
        VersionRow(
            assessment_id=row.id,
            number=row.version,
            at=row.updated_at,
            by=caller.by,
            action=action,
            changes=changes(before, row.content),
            content=row.content,
        )
    )
