"""A page of a list in the database: its order, its start, and the number of all rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Query
from sqlalchemy import Integer, Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.db.columns import Moment
from api.http.list_page import PAGE, SORT, Cursor, Limit, cursor, place
from mcda.errors import InvalidInput
from mcda.plain import Plain

Row = TypeVar("Row")
Columns = tuple[InstrumentedAttribute[Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """The order, start and length of a requested page."""

    sort: str
    """Name of an order, with ``-`` before it from its end."""
    limit: Limit = PAGE
    """The most rows."""
    start: Cursor = None
    """Cursor of the page before; None for the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPage(PageRequest):
    """A page of a list by numbers."""

    sort: Annotated[Literal["-number", "number"], Query(description=SORT)] = "-number"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestPage(PageRequest):
    """A page of a list by the time when each was made."""

    sort: Annotated[Literal["-created_at", "created_at"], Query(description=SORT)] = "-created_at"


ByNumber = Annotated[NumberPage, Depends()]
ByAge = Annotated[NewestPage, Depends()]


def page(
    session: Session,
    asked: Select[Row],
    orders: Mapping[str, Columns],
    wanted: PageRequest,
    shown: Callable[[Row], Plain],
) -> Plain:
    """Return a page of the rows of a query.

    The columns of an order together are unique for each row.

    Raises
    ------
    InvalidInput
        The cursor does not belong to this list in this order.
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
    following = None
    if len(rows) > wanted.limit:
        last = [getattr(rows[wanted.limit - 1], column.key) for column in columns]
        position = [value.isoformat() if isinstance(value, datetime) else value for value in last]
        following = cursor([wanted.sort, *position])
    items = [shown(row) for row in rows[: wanted.limit]]
    return {"items": items, "next": following, "total": total}


def _after(wanted: PageRequest, columns: Columns) -> tuple[Any, ...] | None:
    numbers = (isinstance(column.type, Integer) for column in columns)
    position = place(wanted.start, (str, *(int if number else str for number in numbers)))
    if position is None:
        return None
    sort, *texts = position
    values = [_read(value, column) for value, column in zip(texts, columns, strict=True)]
    if sort != wanted.sort or None in values:
        raise InvalidInput.at("cursor_invalid", "cursor")
    return tuple(values)


def _read(said: Any, column: InstrumentedAttribute[Any]) -> Any:
    """Return a cursor's part as a value of a column; None if the column cannot hold it."""
    if not isinstance(column.type, Moment):
        return None if isinstance(said, str) and "\0" in said else said
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
