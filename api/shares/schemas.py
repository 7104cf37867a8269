"""What the routes on links take and answer."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.http.answer import Answer, Instant
from api.http.list_page import Listed
from api.keys.schemas import Name

DAY = 24 * 3600
SHORTEST, USUAL, LONGEST = 60, 30 * DAY, 180 * DAY
"""Seconds for which a link leads to its result: the least, where nothing is said, the most."""


class ShareRequest(BaseModel):
    """How a result is shared."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "Board, December", "expires_in": 14 * DAY}, {"result": 1}]
        },
    )

    result: int | None = Field(
        default=None,
        ge=1,
        le=2**31 - 1,
        strict=True,
        description="Number of the result; the newest where left out. Later ones are never shown.",
    )
    name: Name | None = Field(
        default=None, description="Whom it is for; shown to those who list links."
    )
    expires_in: int | None = Field(
        default=None,
        ge=SHORTEST,
        le=LONGEST,
        strict=True,
        description="Seconds after which the link ends: 30 days where neither this nor "
        "`expires_at` is said, at most 180.",
    )
    expires_at: AwareDatetime | None = Field(
        default=None,
        description="When the link ends, in the place of `expires_in`; at most 180 days from now.",
    )


class LinkAnswer(Answer):
    """A link, without its address."""

    id: str = Field(description="Of the link.")
    result: int = Field(ge=1, description="Number of the result that it shows.")
    name: str = Field(description="Whom it is for; empty where nothing was said.")
    by: str = Field(description="Who made it: the key by its beginning, or a session.")
    created_at: Instant = Field(description="When it was made.")
    expires_at: Instant = Field(description="When it ends by itself.")
    withdrawn_at: Instant | None = Field(
        description="When it was withdrawn, or its assessment deleted; null where it was not."
    )
    state: Literal["open", "withdrawn", "expired"] = Field(
        description="Whether it still leads to the result; `expired` is what no longer can."
    )
    opened: int = Field(ge=0, description="How often the page or its PDF was opened by it.")
    last_opened_at: Instant | None = Field(description="When last; null where it never was.")


class NewLinkAnswer(LinkAnswer):
    """A link that was just made."""

    url: str = Field(
        description="The whole address, shown this once: who has it reads the result without a key."
    )


class LinksAnswer(Listed[LinkAnswer]):
    """The links."""
