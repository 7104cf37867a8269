"""What the routes on webhooks answer."""

from typing import Literal

from pydantic import Field

from api.answer import Answer, Instant
from api.webhooks.schemas import Event, State


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
