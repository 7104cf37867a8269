"""What the routes on assessments answer."""

from typing import Annotated, Any, Literal

from pydantic import Field

from api.answer import Answer, AnyJson, As, Instant
from api.assessments.schemas import AssessmentModel
from api.list_page import Listed

Content = Annotated[dict[str, Any], As(AssessmentModel)]


class AssessmentInShort(Answer):
    """An assessment without its content."""

    id: str = Field(description="Of the assessment.")
    name: str = Field(description="What people call it.")
    version: int = Field(ge=1, description="Also the `ETag`.")
    results: int = Field(ge=0, description="How many results are stored.")
    answers: int = Field(ge=0, description="Of the interview.")
    created_at: Instant = Field(description="When it was first saved.")
    updated_at: Instant = Field(description="When it was last changed.")
    deleted_at: Instant | None = Field(
        description="When it was deleted; it can be restored until it is erased, after as many "
        "days as `GET /v1/organisation` tells. Null where it was not."
    )


class AssessmentAnswer(AssessmentInShort):
    """An assessment as it stands."""

    content: Content = Field(description="As it was sent, with what was changed since.")


class AssessmentsAnswer(Listed[AssessmentInShort]):
    """The assessments."""


class ContentChange(Answer):
    """A change of the content of an assessment."""

    path: str = Field(description="JSON Pointer into the content.")
    before: AnyJson = Field(
        default=None, description="What stood there; left out where nothing did."
    )
    after: AnyJson = Field(
        default=None, description="What stands there; left out where nothing does."
    )


class VersionInShort(Answer):
    """What one change made of an assessment, without its content."""

    number: int = Field(ge=1, description="Of the version.")
    at: Instant = Field(description="When it was made.")
    by: str = Field(description="Who made it: the key by its beginning, or a session.")
    action: Literal["create", "change", "answer", "withdraw", "delete", "restore"] = Field(
        description="What was done; `answer` and `withdraw` are of the interview."
    )
    changes: list[ContentChange] = Field(
        description="Of the content, each with `path`, `before`, `after`; none where it was "
        "deleted or restored."
    )


class VersionAnswer(VersionInShort):
    """What one change made of an assessment."""

    content: Content = Field(description="As the change left it.")


class VersionsAnswer(Listed[VersionInShort]):
    """The versions."""
