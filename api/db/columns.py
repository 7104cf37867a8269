"""Column types and ids that SQLite and PostgreSQL store alike."""

import re
import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator

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


def stamps(row: object, *names: str) -> dict[str, str | None]:
    """Return the moments in some columns of a row as text by column; None for an empty column."""
    moments = {name: getattr(row, name) for name in names}
    return {name: None if at is None else stamp(at) for name, at in moments.items()}


def new_id() -> str:
    """Return an id that cannot be guessed, 24 hexadecimal digits."""
    return secrets.token_hex(ID_BYTES)


def is_id(said: str) -> bool:
    """Tell whether a text has the form of an id, so that other texts need no database query."""
    return _FORM.fullmatch(said) is not None


_FORM = re.compile(f"[0-9a-f]{{{2 * ID_BYTES}}}")
