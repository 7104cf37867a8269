"""A page of a list: how it is asked for, and what it holds."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

from api.cursor import LONGEST_PAGE, cursor, place
from mcda.errors import InvalidInput

Item = TypeVar("Item")
Limit = Annotated[int, Query(ge=1, le=LONGEST_PAGE, description="The most items of a page.")]
AnyLimit = Annotated[
    int | None,
    Query(ge=1, le=LONGEST_PAGE, description="The most items of a page; left out, all of them."),
]
Cursor = Annotated[
    str | None, Query(alias="cursor", max_length=500, description="`next` of the page before.")
]
CATALOGUE_SORT = (
    "As the catalogue has them where left out; `-` before a name turns the order round."
)
SORT = "Newest first where left out; `-` before a name turns the order round."
NumberSort = Annotated[Literal["-number", "number"], Query(description=SORT)]


class Listed(BaseModel, Generic[Item]):
    """A page of items of one type."""

    items: list[Item] = Field(description="Those of this page.")
    next: str | None = Field(description="Cursor of the following page, null on the last one.")
    total: int = Field(description="How many there are on all pages.")


def listing(items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a list that is told whole."""
    found = list(items)
    return {"items": found, "next": None, "total": len(found)}


Key = Callable[[dict[str, Any]], Any]


def page_of(
    items: Iterable[dict[str, Any]],
    orders: Mapping[str, Key],
    sort: str | None,
    start: str | None,
    limit: int | None,
) -> dict[str, Any]:
    """Return a page of a list that is there whole.

    Parameters
    ----------
    items
        All of them, each with its ``id``.
    orders
        By name: what of an item decides its place; the id does where that is the same.
    sort
        Name of an order, with ``-`` before it from its end; None as they come.
    start
        Cursor of the page before; None for the first.
    limit
        The most items; None for all.

    Raises
    ------
    InvalidInput
        The cursor is not of this list in this order.
    """
    found = list(items)
    if sort is not None:
        key = orders[sort.removeprefix("-")]
        found.sort(key=lambda item: (key(item), item["id"]), reverse=sort.startswith("-"))
    ids = [item["id"] for item in found]
    after = place(start, (str, str))
    if after is not None and (after[0] != (sort or "") or after[1] not in ids):
        raise InvalidInput.at("cursor_invalid", "cursor")
    first = 0 if after is None else ids.index(after[1]) + 1
    last = len(ids) if limit is None else first + limit
    following = cursor([sort or "", ids[last - 1]]) if last < len(ids) else None
    return {"items": found[first:last], "next": following, "total": len(ids)}
