"""What the routes on webhooks take and answer."""

from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from api.http.answer import Answer, Instant

Event = Literal["job.done", "job.failed", "job.cancelled"]
EVENTS: tuple[Event, ...] = get_args(Event)
TEST = "webhook.test"
State = Literal["waiting", "delivered", "given_up"]

_EXAMPLE: dict[str, Any] = {
    "url": "https://hooks.example/parkwise",
    "events": ["job.done", "job.failed"],
}


class WebhookRequest(BaseModel):
    """An address that is to be called."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    url: str = Field(
        min_length=1,
        max_length=2000,
        description="An `https` address that anybody could reach; whoever runs the service may"
        " allow networks of its own, and `http` within these.",
    )
    events: list[Event] = Field(
        default_factory=lambda: list(EVENTS),
        min_length=1,
        max_length=len(EVENTS),
        description="What it is called for; left out, whenever a job ends.",
    )


class WebhookAnswer(Answer):
    """An address that is called."""

    id: str = Field(description="Of the webhook.")
    url: str = Field(description="What is called, by POST.")
    events: list[Event] = Field(description="For what.")
    state: Literal["active", "failing", "disabled"] = Field(
        description="`failing` since the last attempts failed; `disabled` calls no more until a"
        " test is answered with 2xx."
    )
    by: str = Field(description="Who made it.")
    created_at: Instant = Field(description="When it was made.")
    failing_since: Instant | None = Field(
        description="When the first failed of the attempts since the last that was answered."
    )
    disabled_at: Instant | None = Field(
        description="When it was disabled: it failed for three days, or answered 410."
    )


class NewWebhookAnswer(WebhookAnswer):
    """An address that was just made known."""

    secret: str = Field(
        description="Signs every call as Standard Webhooks says. Shown this once; keep it."
    )


class AttemptAnswer(Answer):
    """One try to deliver."""

    at: Instant = Field(description="When it began.")
    seconds: float = Field(ge=0, description="How long it took.")
    status: int | None = Field(description="What the address answered; null where nothing.")
    error: str | None = Field(
        description="Code of what went wrong, see `/problems/{code}`; null where it was delivered."
    )
    detail: str | None = Field(description="The same in a sentence.")


class DeliveryAnswer(Answer):
    """What was, or is to be, delivered to a webhook, and how that went."""

    id: str = Field(description="The `webhook-id` of every attempt: repeats are known by it.")
    type: Event | Literal["webhook.test"] = Field(description="What happened.")
    job: str | None = Field(description="Id of the job that ended; null of a test.")
    state: State = Field(
        description="`given_up` after ten attempts, or where the webhook was disabled meanwhile."
    )
    attempts: list[AttemptAnswer] = Field(description="In their order.")
    next_attempt_at: Instant | None = Field(description="Not before then; null where none comes.")
    created_at: Instant = Field(description="When it was first to be delivered.")
    ended_at: Instant | None = Field(description="When it was delivered or given up.")
