"""What the routes on jobs answer."""

from typing import Any

from pydantic import Field

from api.answer import Answer


class JobAnswer(Answer):
    """Where a job stands."""

    id: str
    kind: str
    state: str = Field(description="queued, running, done, failed or cancelled.")
    progress: dict[str, int] = Field(description="`done` of `total`.")
    attempts: int
    cancel_asked: bool
    created_at: str
    started_at: str | None
    finished_at: str | None
    deadline: str | None
    result: str | None = Field(description="Where the result is, once there is one.")
    problem: dict[str, Any] | None = Field(description="Why it failed, as a problem document.")
