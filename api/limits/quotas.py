"""Quotas of an organisation's saved data, checked whenever data are saved."""

import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, func, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import LargeBinary

from api.db.tables import AssessmentRow, Base, JobRow, ResultRow, VersionRow
from api.http.refusals import QuotaFull
from api.settings import Settings

FRESH = 30.0
"""Seconds for which what was counted holds; before anything is refused it is counted anew."""
_MIB = 1024 * 1024
_TELLS_OCTETS = sqlite3.sqlite_version_info >= (3, 43)
_CODES = {
    "assessments": "too_many_assessments",
    "results": "too_many_results",
    "bytes": "too_much_saved",
}
Usage = dict[str, int]
"""Assessments and results that are not deleted, and bytes of all that is kept."""


@dataclass(slots=True)
class Quotas:
    """Refuses to save more than the quota of an organisation."""

    limits: Mapping[str, int | None]
    """By what is counted; None for any number."""
    _seen: dict[str, tuple[float, Usage]] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings) -> "Quotas":
        """Return the quotas of the settings, where 0 means no limit."""
        return cls(
            {
                "assessments": settings.max_assessments or None,
                "results": settings.max_results or None,
                "bytes": settings.max_saved_mib * _MIB or None,
            }
        )

    def check(self, session: Session) -> None:
        """Check the rows that are about to be saved.

        Raises
        ------
        QuotaFull
            The rows exceed the quota of their organisation.
        """
        if all(limit is None for limit in self.limits.values()):
            return
        for organisation, more in _added(session).items():
            at, used = self._seen.get(organisation, (float("-inf"), {}))
            if time.monotonic() - at > FRESH or self._exceeded(used, more):
                used = usage(session, organisation)
                self._seen[organisation] = time.monotonic(), used
            exceeded = self._exceeded(used, more)
            if exceeded is not None:
                limit = self.limits[exceeded] or 0
                amount = limit // _MIB if exceeded == "bytes" else limit
                raise QuotaFull.at(_CODES[exceeded], limit=amount)
            for name, count in more.items():
                used[name] += count

    def _exceeded(self, used: Usage, more: Usage) -> str | None:
        """Return the kind whose limit would be exceeded, None if all fit."""
        for name, limit in self.limits.items():
            added = more.get(name, 0)
            if limit is not None and added and used[name] + added > limit:
                return name
        return None


def usage(session: Session, organisation: str) -> Usage:
    """Return the amounts that an organisation has saved."""
    owned = AssessmentRow.organisation_id == organisation
    live = owned & AssessmentRow.deleted_at.is_(None)
    of_jobs = JobRow.organisation_id == organisation
    columns = (ResultRow.answer, ResultRow.document, VersionRow.content)
    sizes = [_total(session, column, owned) for column in columns]
    sizes += [_total(session, column, of_jobs) for column in (JobRow.request, JobRow.result)]
    number = select(func.count())
    return {
        "assessments": _count(session, number.select_from(AssessmentRow).where(live)),
        "results": _count(session, number.select_from(ResultRow).join(AssessmentRow).where(live)),
        "bytes": sum(sizes),
    }


def _count(session: Session, asked: Select[Any]) -> int:
    return session.scalar(asked) or 0


def _total(session: Session, column: InstrumentedAttribute[Any], owned: ColumnElement[bool]) -> int:
    """Return the bytes of a column, on PostgreSQL as they are stored, perhaps compressed.

    Neither database reads the values for that: SQLite finds the length of a column in the head of
    the row, but reads the whole value for the length of a cast or the characters of a text.
    """
    on_server = session.get_bind().dialect.name == "postgresql"
    is_text = not isinstance(column.type, LargeBinary)
    length = func.octet_length if is_text and _TELLS_OCTETS else func.length
    size = func.pg_column_size(column) if on_server else length(column)
    query = select(func.sum(size)).select_from(column.class_)
    if column.class_ is not JobRow:
        query = query.join(AssessmentRow)
    return _count(session, query.where(owned))


def _added(session: Session) -> Mapping[str, Usage]:
    """Return the amounts that the session is about to add, by organisation."""
    usages: defaultdict[str, Usage] = defaultdict(Counter)
    for row in session.new:
        if isinstance(row, AssessmentRow | ResultRow | VersionRow | JobRow):
            owner = (
                row
                if isinstance(row, AssessmentRow | JobRow)
                else session.get_one(AssessmentRow, row.assessment_id)
            )
            more = usages[owner.organisation_id]
            more["assessments"] += isinstance(row, AssessmentRow)
            more["results"] += isinstance(row, ResultRow)
            more["bytes"] += _size(row)
    for row in session.dirty:
        if isinstance(row, AssessmentRow) and row.deleted_at is None:
            if any(inspect(row).attrs.deleted_at.history.deleted):  # it is restored
                more = usages[row.organisation_id]
                more["assessments"] += 1
                query = select(func.count()).select_from(ResultRow)
                more["results"] += _count(session, query.where(ResultRow.assessment_id == row.id))
        elif isinstance(row, JobRow):
            results = inspect(row).attrs.result.history.added or ()
            if size := sum(len(result) for result in results if result):
                usages[row.organisation_id]["bytes"] += size
    return usages


def _size(row: Base) -> int:
    if isinstance(row, ResultRow):
        return len(row.answer) + len(row.document or b"")
    if isinstance(row, JobRow):
        return len(row.request)
    return len(str(row.content)) if isinstance(row, VersionRow) else 0
