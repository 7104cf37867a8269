"""Retention of stored data: the days that rows are kept, and the rows that are older."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, tuple_
from sqlalchemy.orm import Session, aliased

from api.db.tables import (
    AssessmentRow,
    Base,
    DeliveryRow,
    EntryRow,
    JobRow,
    RepeatRow,
    ResultRow,
    ShareRow,
    VersionRow,
)
from api.settings import Settings

BATCH = 100
"""Rows that one transaction erases, with what belongs to them: others write in between."""
Old = tuple[type[Base], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The days that rows of each kind are kept; None for ever."""

    results: int | None = None
    """Since they were made; the newest of an assessment, and what is shared by an open link or was
    the input of a result, stays."""
    versions: int | None = None
    """Since they were made; the newest of an assessment, and what is shared by an open link or was
    the input of a result, stays."""
    audit: int | None = None
    """Since it was done."""
    jobs: int | None = 30
    """Since the job ended, the answer was given, the call was taken or given up."""
    repeats: int | None = 1
    """Since the job ended, the answer was given, the call was taken or given up."""
    deliveries: int | None = 30
    """Since the job ended, the answer was given, the call was taken or given up."""
    shares: int | None = 180
    """Since the link ended."""
    deleted: int | None = 30
    """Since an assessment was deleted: until then it can be restored."""

    @classmethod
    def of(cls, settings: Settings) -> "Retention":
        """Return the retention of the settings, where 0 means for ever."""
        names = [field.name for field in fields(cls)]
        return cls(**{name: getattr(settings, f"keep_{name}_days") or None for name in names})

    def old(self, at: datetime) -> Iterator[Old]:
        """Yield a table and a condition on its rows for each kind of rows that expire."""
        conditions: dict[str, tuple[type[Base], Any, ColumnElement[bool] | None]] = {
            "repeats": (RepeatRow, RepeatRow.created_at, None),
            "deleted": (AssessmentRow, AssessmentRow.deleted_at, None),
            "results": (ResultRow, ResultRow.at, _is_replaced(at)),
            "versions": (VersionRow, VersionRow.at, _is_passed()),
            "audit": (EntryRow, EntryRow.at, None),
            "jobs": (JobRow, JobRow.finished_at, None),
            "deliveries": (DeliveryRow, DeliveryRow.ended_at, None),
            "shares": (ShareRow, ShareRow.expires_at, None),
        }
        for name, (table, moment, further) in conditions.items():
            days = getattr(self, name)
            if days is not None:
                is_old = moment < at - timedelta(days=days)
                yield table, is_old if further is None else is_old & further


def erase(session: Session, table: type[Base], condition: ColumnElement[bool]) -> int:
    """Delete at most `BATCH` of the rows, and return their number."""
    key = table.__table__.primary_key.columns  # type: ignore[attr-defined]  # of a table
    keys = session.execute(select(*key).where(condition).limit(BATCH)).all()
    if keys:
        session.execute(delete(table).where(tuple_(*key).in_([tuple(row) for row in keys])))
    return len(keys)


def _is_replaced(at: datetime) -> ColumnElement[bool]:
    """Return the condition that a result is not the newest, and that no active link shows it."""
    newest = select(AssessmentRow.results).where(AssessmentRow.id == ResultRow.assessment_id)
    is_shared = exists().where(
        ShareRow.assessment_id == ResultRow.assessment_id,
        ShareRow.number == ResultRow.number,
        ShareRow.withdrawn_at.is_(None),
        ShareRow.expires_at > at,
    )
    return (ResultRow.number < newest.scalar_subquery()) & ~is_shared


def _is_passed() -> ColumnElement[bool]:
    """Return the condition that a version is not the present one, and has no result."""
    present = select(AssessmentRow.version).where(AssessmentRow.id == VersionRow.assessment_id)
    result = aliased(ResultRow)
    used = exists().where(
        result.assessment_id == VersionRow.assessment_id, result.version == VersionRow.number
    )
    return (VersionRow.number < present.scalar_subquery()) & ~used
