"""A page of a list that the database keeps: in which order, from where, and how many there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Integer, Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.cursor import cursor, place
from api.db.columns import Moment
from mcda.errors import InvalidInput

Row = TypeVar("Row")
Plain = dict[str, Any]
Columns = tuple[InstrumentedAttribute[Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """Which page is asked for.

    Parameters
    ----------
    sort
        Name of an order, with ``-`` before it from its end.
    start
        Cursor of the page before; None for the first.
    limit
        The most rows.
    """

    sort: str
    start: str | None
    limit: int


def page(
    session: Session,
    asked: Select[Row],
    orders: Mapping[str, Columns],
    wanted: PageRequest,
    shown: Callable[[Row], Plain],
) -> Plain:
    """Return a page of what a query finds.

    Parameters
    ----------
    asked
        Rows of one table, in any order.
    orders
        Columns by the name of an order; together they tell every two rows apart.
    shown
        What is told of a row.

    Raises
    ------
    InvalidInput
        The cursor is not of this list in this order.
    """
    columns = orders[wanted.sort.removeprefix("-")]
    falls = wanted.sort.startswith("-")
    counted = asked.with_only_columns(*columns).subquery()
    total = session.scalar(select(func.count()).select_from(counted))
    after = _after(wanted, columns)
    if after is not None:
        here = tuple_(*columns)
        asked = asked.where(here < after if falls else here > after)
    order = [column.desc() if falls else column for column in columns]
    rows = list(session.scalars(asked.order_by(*order).limit(wanted.limit + 1)))
    more = len(rows) > wanted.limit
    last = rows[wanted.limit - 1] if more else None
    return {
        "items": [shown(row) for row in rows[: wanted.limit]],
        "next": None if last is None else _following(wanted.sort, columns, last),
        "total": total,
    }


def _following(sort: str, columns: Columns, last: Any) -> str:
    values = (getattr(last, column.key) for column in columns)
    said = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return cursor([sort, *said])


def _after(wanted: PageRequest, columns: Columns) -> tuple[Any, ...] | None:
    numbers = (isinstance(column.type, Integer) for column in columns)
    found = place(wanted.start, (str, *(int if number else str for number in numbers)))
    if found is None:
        return None
    sort, *said = found
    values = [_read(value, column) for value, column in zip(said, columns, strict=True)]
    if sort != wanted.sort or None in values:
        raise InvalidInput.at("cursor_invalid", "cursor")
    return tuple(values)


def _read(said: Any, column: InstrumentedAttribute[Any]) -> Any:
    """Return a value of a column; None for what none holds."""
    if not isinstance(column.type, Moment):
        return None if isinstance(said, str) and "\0" in said else said
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
