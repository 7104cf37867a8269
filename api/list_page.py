"""A page of a list: how it is asked for, and what it holds."""

from collections.abc import Iterable
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

from api.cursor import LONGEST_PAGE

Item = TypeVar("Item")
Limit = Annotated[int, Query(ge=1, le=LONGEST_PAGE, description="The most items of a page.")]
Cursor = Annotated[
    str | None, Query(alias="cursor", max_length=500, description="`next` of the page before.")
]
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
