"""What the routes on keys and tickets take and answer."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.access.caller import Scope
from api.answer import Answer

_VISIBLE = r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+$"
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_VISIBLE),
]


class KeyRequest(BaseModel):
    """A key to be made."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "front end", "scope": "write"}]}
    )

    name: Name = Field(description="Who or what will use it.")
    scope: Scope = Field(
        default="write",
        description="`read` looks and computes, `write` also saves, `admin` also manages keys and"
        " webhooks.",
    )
    days: int | None = Field(default=None, ge=1, le=3650, strict=True, description="Until it ends.")


class RotationRequest(BaseModel):
    """How a key is replaced."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"grace_hours": 24}]})

    grace_hours: int = Field(
        default=0, ge=0, le=168, strict=True, description="For which the old key still works."
    )


class TicketRequest(BaseModel):
    """What a browser shall open."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"for": "/v1/jobs/5f3c9a1e7b20d4860a1b2c00/events"}]},
    )

    target: str = Field(
        alias="for",
        max_length=2000,
        description="Path and query of an event stream or a download: of an operation that lists"
        " `ticket` under `security`.",
    )


class KeyAnswer(Answer):
    """A key, without its text."""

    id: str
    name: str
    prefix: str
    scopes: list[str]
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_at: str | None


class NewKeyAnswer(KeyAnswer):
    """A key that was just made."""

    key: str = Field(description="Shown this once; keep it.")


class OrganisationAnswer(Answer):
    """Whose key this is."""

    id: str
    name: str
    by: str
    scopes: list[str]


class TicketAnswer(Answer):
    """An address that a browser opens without a key."""

    url: str = Field(description="The whole address; who has it may read what is there.")
    expires_at: str = Field(
        description="By then it must have been opened.", json_schema_extra={"format": "date-time"}
    )
