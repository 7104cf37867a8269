"""What the routes on keys and tickets take and answer."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.access.caller import Scope
from api.http.answer import Answer, Instant
from api.http.list_page import Listed

_VISIBLE = r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+$"
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_VISIBLE)
]


class KeyRequest(BaseModel):
    """A key to be made."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "front end", "scope": "write"}]}
    )

    name: Name = Field(description="Who or what will use it.")
    scope: Scope | None = Field(
        default=None,
        description="`read` looks and computes, `write` also saves, `admin` also manages keys and"
        " webhooks. Left out it is `write`; the first key of an organisation is `admin`.",
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

    id: str = Field(description="Of the key.")
    name: str = Field(description="Who or what uses it.")
    prefix: str = Field(description="How its text begins, by which logs name it.")
    scopes: list[Scope] = Field(description="What it may do.")
    created_at: Instant = Field(description="When it was made.")
    expires_at: Instant | None = Field(description="When it ends; null where it does not.")
    revoked_at: Instant | None = Field(description="When it was ended; null where it was not.")
    last_used_at: Instant | None = Field(
        description="When it was last used, to within minutes; null where it never was."
    )


class KeysAnswer(Listed[KeyAnswer]):
    """The keys."""


class NewKeyAnswer(KeyAnswer):
    """A key that was just made."""

    key: str = Field(description="Shown this once; keep it.")


class AuditEntry(Answer):
    """Something that was done."""

    at: Instant = Field(description="When.")
    by: str = Field(description="Who did it: the key by its beginning, or a session.")
    action: str = Field(description="What was done.", examples=["assessment.create"])
    target: str = Field(description="To what: an id, or the beginning of a key.")


class AuditAnswer(Listed[AuditEntry]):
    """What was done."""


class Allowance(Answer):
    """How much of a kind is saved, and how much may be."""

    used: int = Field(description="Saved now.")
    limit: int | None = Field(description="The most; null for any. One more is answered 507.")


class StorageUse(Answer):
    """What the organisation has saved."""

    assessments: Allowance = Field(description="Assessments that are not deleted.")
    results: Allowance = Field(description="Their results.")
    bytes: Allowance = Field(
        description="Bytes of results, versions and jobs, also of what was deleted and is not "
        "erased yet."
    )


class RetentionDays(Answer):
    """Days that things are kept; null for ever."""

    results: int | None = Field(
        description="Results; the newest of an assessment, and what an open link shows, stays."
    )
    versions: int | None = Field(
        description="Versions; the present one, and what kept results were made from, stays."
    )
    audit: int | None = Field(description="Lines of the log of what was done.")
    jobs: int | None = Field(description="Jobs after their end.")
    repeats: int | None = Field(
        description="Answers for a request that is repeated with its `Idempotency-Key`."
    )
    deliveries: int | None = Field(description="Calls of webhooks after their end.")
    shares: int | None = Field(description="Links after their end.")
    deleted: int | None = Field(description="Deleted assessments, which can be restored till then.")


class OrganisationAnswer(Answer):
    """Whose key this is."""

    id: str = Field(description="Of the organisation.")
    name: str = Field(description="What it is called.")
    by: str = Field(description="Who asks: the key by its beginning.")
    scopes: list[Scope] = Field(description="What the key may do.")
    saved: StorageUse = Field(description="How much is saved, and how much may be.")
    kept_days: RetentionDays = Field(description="How long what is kept.")


class TicketAnswer(Answer):
    """An address that a browser opens without a key."""

    url: str = Field(description="The whole address; who has it may read what is there.")
    expires_at: Instant = Field(description="By then it must have been opened.")
