"""What the routes on links answer."""

from typing import Literal

from pydantic import Field

from api.answer import Answer, Instant
from api.list_page import Listed


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
