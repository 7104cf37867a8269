"""What the routes on webhooks take."""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

Event = Literal["job.done", "job.failed", "job.cancelled"]
EVENTS: tuple[Event, ...] = get_args(Event)
TEST = "webhook.test"
State = Literal["waiting", "delivered", "given_up"]


class WebhookRequest(BaseModel):
    """An address that is to be called."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "url": "https://hooks.example/parkwise",
                    "events": ["job.done", "job.failed"],
                }
            ]
        },
    )

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
