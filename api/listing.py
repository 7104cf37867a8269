"""A page of a list."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field

Item = TypeVar("Item")


class Listed(BaseModel, Generic[Item]):
    """A page of items of one type."""

    items: list[Item]
    next: str | None = Field(description="Cursor of the following page, null on the last one.")
    total: int | None = Field(default=None, description="How many there are on all pages.")


class Listing(Listed[dict[str, Any]]):
    """A page of items."""


def listing(items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a list that is told whole."""
    found = list(items)
    return {"items": found, "next": None, "total": len(found)}
