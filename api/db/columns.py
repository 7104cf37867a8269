"""Column types and ids that SQLite and PostgreSQL store alike."""

import re
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import DateTime, Dialect, Select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from mcda.errors import NotFound

Row = TypeVar("Row")
ID_BYTES = 12


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite alone would drop the time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; store it in UTC; on overflow only the zone changes."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        try:
            return value.astimezone(UTC)
        except OverflowError:
            return value.replace(tzinfo=UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the stored moment with the zone UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def stamp(at: datetime) -> str:
    """Return a moment as text in the form of RFC 3339, in UTC."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def row_fields(names: Iterable[str], row: object, /, **own: Any) -> dict[str, Any]:
    """Return columns of a row by name, moments as text; `own` has what the row has not, or else."""
    cells = {name: own[name] if name in own else getattr(row, name) for name in names}
    return {
        name: stamp(cell) if isinstance(cell, datetime) else cell for name, cell in cells.items()
    }


def find_row(
    session: Session,
    query: Select[Row],
    code: str,
    row_id: str,
    place: str = "id",
    lock: bool = False,
) -> Row:
    """Return the row of a query that has an id, or raise `NotFound` of this code."""
    query = query.filter_by(id=row_id)
    row = session.scalar(query.with_for_update() if lock else query) if is_id(row_id) else None
    if row is None:
        raise NotFound.at(code, place, **{code.removeprefix("unknown_"): row_id})
    return row


def new_id() -> str:
    """Return an id that cannot be guessed, 24 hexadecimal digits."""
    return secrets.token_hex(ID_BYTES)


def is_id(said: str) -> bool:
    """Tell whether a text has the form of an id, so that other texts need no database query."""
    return _FORM.fullmatch(said) is not None


_FORM = re.compile(f"[0-9a-f]{{{2 * ID_BYTES}}}")
