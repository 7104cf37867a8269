"""A page of a list."""

from typing import Any

from pydantic import BaseModel


class Listing(BaseModel):
    """A page of items; `next` is the cursor of the following page, or null."""

    items: list[dict[str, Any]]
    next: str | None
