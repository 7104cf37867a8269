"""The audit log: who did what to which resource, and when. Never the contents."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.db.columns import row_fields
from api.db.tables import EntryRow
from mcda.plain import Plain


def note(session: Session, caller: Caller, action: str, target: str) -> None:
    """Write an entry, in the transaction of the action that it records."""
    session.add(
        EntryRow(organisation_id=caller.organisation, by=caller.by, action=action, target=target)
    )


def entries(
    session: Session, caller: Caller, left: int | None, limit: int
) -> tuple[list[Plain], int | None, int]:
    """Return entries, newest first, the number of older ones if any, and the number of all.

    The position in the log is counted in the organisation's own entries: ids would reveal how
    active other organisations are.
    """
    own = EntryRow.organisation_id == caller.organisation
    total = session.scalar(select(func.count()).select_from(EntryRow).where(own)) or 0
    newer = 0 if left is None else max(total - left, 0)
    rows = session.scalars(
        select(EntryRow).where(own).order_by(EntryRow.id.desc()).offset(newer).limit(limit)
    )
    items = [row_fields(("at", "by", "action", "target"), row) for row in rows]
    return items, total - newer - len(items) or None, total
