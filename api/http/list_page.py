"""A page of a list: its request, its items, and the cursor of the next page."""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Generic, TypeVar

import orjson
from fastapi import Query
from pydantic import BaseModel, Field

from mcda.errors import InvalidInput

Item = TypeVar("Item")
Key = Callable[[dict[str, Any]], Any]
PAGE, LONGEST_PAGE = 50, 200
_MOST = 2**31 - 1
"""The largest number that a column of either database keeps."""
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


class Listed(BaseModel, Generic[Item]):
    """A page of items of one type."""

    items: list[Item] = Field(description="Those of this page.")
    next: str | None = Field(description="Cursor of the following page, null on the last one.")
    total: int = Field(description="How many there are on all pages.")


def listing(items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a list as one page that holds all items."""
    whole = list(items)
    return {"items": whole, "next": None, "total": len(whole)}


def cursor(place: list[Any]) -> str:
    """Return a position in a list as a text for URLs."""
    return base64.urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def place(word: str | None, kinds: tuple[type, ...]) -> list[Any] | None:
    """Return the position that a cursor stands for; None for the beginning.

    Raises
    ------
    InvalidInput
        Not a cursor of this list.
    """
    if word is None:
        return None
    try:
        padded = word + "=" * (-len(word) % 4)
        parts = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        parts = None
    if not isinstance(parts, list) or [type(part) for part in parts] != list(kinds):
        raise InvalidInput.at("cursor_invalid", "cursor")
    if any(isinstance(part, int) and not 0 <= part <= _MOST for part in parts):
        raise InvalidInput.at("cursor_invalid", "cursor")
    return parts


def page_of(
    items: Iterable[dict[str, Any]],
    orders: Mapping[str, Key],
    sort: str | None,
    start: str | None,
    limit: int | None,
) -> dict[str, Any]:
    """Return a page of a list that is complete in memory.

    `orders` has sort keys by name; items with equal keys are sorted by ``id``. `sort` names an
    order, with ``-`` in front for descending; None keeps the given order. A `limit` of None returns
    all items.

    Raises
    ------
    InvalidInput
        The cursor does not belong to this list in this order.
    """
    ordered = list(items)
    if sort is not None:
        key = orders[sort.removeprefix("-")]
        ordered.sort(key=lambda item: (key(item), item["id"]), reverse=sort.startswith("-"))
    ids = [item["id"] for item in ordered]
    after = place(start, (str, str))
    if after is not None and (after[0] != (sort or "") or after[1] not in ids):
        raise InvalidInput.at("cursor_invalid", "cursor")
    first = 0 if after is None else ids.index(after[1]) + 1
    last = len(ids) if limit is None else first + limit
    following = cursor([sort or "", ids[last - 1]]) if last < len(ids) else None
    return {"items": ordered[first:last], "next": following, "total": len(ids)}
