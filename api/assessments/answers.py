"""What the routes on assessments answer."""

from typing import Any

from pydantic import Field

from api.answer import Answer


class AssessmentAnswer(Answer):
    """An assessment as it stands."""

    id: str
    name: str
    version: int = Field(ge=1, description="Also the `ETag`.")
    results: int = Field(ge=0, description="How many results are stored.")
    answers: int = Field(ge=0, description="Of the interview.")
    created_at: str
    updated_at: str
    deleted_at: str | None
    content: dict[str, Any]


class VersionAnswer(Answer):
    """What one change made of an assessment."""

    number: int
    at: str
    by: str
    action: str = Field(
        description="`create`, `change`, `answer`, `withdraw`, `delete` or `restore`."
    )
    changes: list[dict[str, Any]] = Field(
        description="Of the content, each with `path`, `before`, `after`; none where it was "
        "deleted or restored."
    )
    content: dict[str, Any]
