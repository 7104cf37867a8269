"""Finds and changes assessments; every query names the organisation."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, delete, select, tuple_
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.assessments.changing import changes
from api.assessments.schemas import State
from api.db.columns import is_id, now
from api.db.tables import Assessment, Version
from mcda.errors import NotFound

RESTORABLE = timedelta(days=30)
Plain = dict[str, Any]


def found(
    session: Session,
    caller: Caller,
    assessment_id: str,
    *,
    deleted: bool = False,
    lock: bool = False,
) -> Assessment:
    """Return an assessment of the caller's organisation.

    Raises
    ------
    NotFound
        It does not exist, was deleted, or belongs to somebody else: which, is not told.
    """
    asked = _owned(caller, deleted=deleted).where(Assessment.id == assessment_id)
    asked = asked.with_for_update() if lock else asked
    row = session.scalar(asked) if is_id(assessment_id) else None
    if row is None:
        raise NotFound.at("unknown_assessment", "id", assessment=assessment_id)
    return row


def page(
    session: Session,
    caller: Caller,
    state: State,
    name: str | None,
    after: tuple[Any, str] | None,
    limit: int,
) -> list[Assessment]:
    """Return assessments, oldest first, at most one more than asked for."""
    asked = _owned(caller, deleted=state == "deleted")
    if name:
        asked = asked.where(Assessment.name.icontains(name, autoescape=True))
    place = (Assessment.created_at, Assessment.id)
    if after is not None:
        asked = asked.where(tuple_(*place) > after)
    return list(session.scalars(asked.order_by(*place).limit(limit + 1)))


def latest(session: Session, caller: Caller, limit: int) -> list[Assessment]:
    """Return so many assessments, the one changed last first."""
    place = (Assessment.updated_at.desc(), Assessment.id)
    return list(session.scalars(_owned(caller, deleted=False).order_by(*place).limit(limit)))


def add(session: Session, caller: Caller, content: Plain) -> Assessment:
    """Save a new assessment as its version 1."""
    row = Assessment(organisation_id=caller.organisation, name=content["name"], content=content)
    session.add(row)
    session.flush()
    _keep(session, caller, row, "create", {})
    return row


def change(session: Session, caller: Caller, row: Assessment, content: Plain, action: str) -> bool:
    """Save new content as the next version; tell whether anything changed."""
    before = row.content
    if not changes(before, content):
        return False
    row.content, row.name = content, content["name"]
    _advance(session, caller, row, action, before)
    return True


def remove(session: Session, caller: Caller, row: Assessment) -> None:
    """Hide an assessment, its next version; it can be restored for 30 days."""
    row.deleted_at = now()
    _advance(session, caller, row, "delete", row.content)


def bring_back(session: Session, caller: Caller, row: Assessment) -> None:
    """Show a hidden assessment again, as its next version."""
    row.deleted_at = None
    _advance(session, caller, row, "restore", row.content)


def erase_old(session: Session) -> None:
    """Delete for good what was deleted more than 30 days ago, with versions and results."""
    session.execute(delete(Assessment).where(Assessment.deleted_at < now() - RESTORABLE))


def versions(
    session: Session, row: Assessment, after: int, limit: int
) -> tuple[list[Version], int | None]:
    """Return versions in their order, and the number of the last where more follow."""
    asked = select(Version).where(Version.assessment_id == row.id, Version.number > after)
    rows = list(session.scalars(asked.order_by(Version.number).limit(limit + 1)))
    return rows[:limit], rows[limit - 1].number if len(rows) > limit else None


def _owned(caller: Caller, *, deleted: bool) -> Select[Assessment]:
    asked = select(Assessment).where(Assessment.organisation_id == caller.organisation)
    if deleted:
        return asked.where(Assessment.deleted_at >= now() - RESTORABLE)
    return asked.where(Assessment.deleted_at.is_(None))


def _advance(session: Session, caller: Caller, row: Assessment, action: str, before: Plain) -> None:
    row.version += 1
    row.updated_at = now()
    _keep(session, caller, row, action, before)


def _keep(session: Session, caller: Caller, row: Assessment, action: str, before: Plain) -> None:
    session.add(
        Version(
            assessment_id=row.id,
            number=row.version,
            at=row.updated_at,
            by=caller.by,
            action=action,
            changes=changes(before, row.content),
            content=row.content,
        )
    )
