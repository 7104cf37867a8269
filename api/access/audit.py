"""The log of what was done: who, when, what, to which thing. Never what was in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.db.tables import Entry

Plain = dict[str, Any]


def note(session: Session, caller: Caller, action: str, target: str) -> None:
    """Write a line, in the transaction of what it is about."""
    session.add(
        Entry(organisation_id=caller.organisation, by=caller.by, action=action, target=target)
    )


def entries(
    session: Session, caller: Caller, before: int | None, limit: int
) -> tuple[list[Plain], int | None]:
    """Return lines, newest first, and the number of the last where more follow."""
    asked = select(Entry).where(Entry.organisation_id == caller.organisation)
    if before is not None:
        asked = asked.where(Entry.id < before)
    rows = session.scalars(asked.order_by(Entry.id.desc()).limit(limit + 1)).all()
    shown = [
        {"at": stamp(row.at), "by": row.by, "action": row.action, "target": row.target}
        for row in rows[:limit]
    ]
    return shown, rows[limit - 1].id if len(rows) > limit else None


def stamp(at: datetime) -> str:
    """Return a moment as RFC 3339 writes it, in UTC."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
