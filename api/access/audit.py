"""The log of what was done: who, when, what, to which thing. Never what was in it."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.db.columns import stamp
from api.db.tables import EntryRow

Plain = dict[str, Any]


def note(session: Session, caller: Caller, action: str, target: str) -> None:
    """Write a line, in the transaction of what it is about."""
    session.add(
        EntryRow(organisation_id=caller.organisation, by=caller.by, action=action, target=target)
    )


def entries(
    session: Session, caller: Caller, left: int | None, limit: int
) -> tuple[list[Plain], int | None, int]:
    """Return lines, newest first, how many older ones are left where any are, and how many in all.

    The place in the log is counted in the organisation's own lines: their ids would tell how much
    the others do.
    """
    own = EntryRow.organisation_id == caller.organisation
    total = session.scalar(select(func.count()).select_from(EntryRow).where(own)) or 0
    newer = 0 if left is None else max(total - left, 0)
    rows = session.scalars(
        select(EntryRow).where(own).order_by(EntryRow.id.desc()).offset(newer).limit(limit)
    )
    shown = [
        {"at": stamp(row.at), "by": row.by, "action": row.action, "target": row.target}
        for row in rows
    ]
    return shown, total - newer - len(shown) or None, total
