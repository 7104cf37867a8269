"""What the routes on links take."""

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.access.schemas import Name

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
