"""How long things are kept, and which are older than that."""

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
    """Days that things are kept; None for ever.

    Parameters
    ----------
    results, versions
        Since they were made; the newest of an assessment, and what is shared by an open link or
        was the input of a result, stays.
    audit
        Since it was done.
    jobs, repeats, deliveries
        Since the job ended, the answer was given, the call was taken or given up.
    shares
        Since the link ended.
    deleted
        Since an assessment was deleted: until then it can be restored.
    """

    results: int | None = None
    versions: int | None = None
    audit: int | None = None
    jobs: int | None = 30
    repeats: int | None = 1
    deliveries: int | None = 30
    shares: int | None = 180
    deleted: int | None = 30

    @classmethod
    def of(cls, settings: Settings) -> "Retention":
        """Return what the settings say, where 0 stands for ever."""
        names = [field.name for field in fields(cls)]
        return cls(**{name: getattr(settings, f"keep_{name}_days") or None for name in names})

    def old(self, at: datetime) -> Iterator[Old]:
        """Yield a table and a condition on its rows for each kind of thing that runs out."""
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
    """Delete some of the rows, at most `BATCH`, and return how many."""
    key = table.__table__.primary_key.columns  # type: ignore[attr-defined]  # of a table
    found = session.execute(select(*key).where(condition).limit(BATCH)).all()
    if found:
        session.execute(delete(table).where(tuple_(*key).in_([tuple(row) for row in found])))
    return len(found)


def _is_replaced(at: datetime) -> ColumnElement[bool]:
    """Say of a result that there is a newer one, and that no link shows it."""
    newest = select(AssessmentRow.results).where(AssessmentRow.id == ResultRow.assessment_id)
    shown = exists().where(
        ShareRow.assessment_id == ResultRow.assessment_id,
        ShareRow.number == ResultRow.number,
        ShareRow.withdrawn_at.is_(None),
        ShareRow.expires_at > at,
    )
    return (ResultRow.number < newest.scalar_subquery()) & ~shown


def _is_passed() -> ColumnElement[bool]:
    """Say of a version that it is not the present one, and that no result was made from it."""
    present = select(AssessmentRow.version).where(AssessmentRow.id == VersionRow.assessment_id)
    made = aliased(ResultRow)
    used = exists().where(
        made.assessment_id == VersionRow.assessment_id, made.version == VersionRow.number
    )
    return (VersionRow.number < present.scalar_subquery()) & ~used
