"""What the routes on results answer."""

from typing import Any, Literal

from pydantic import Field

from api.answer import Answer
from api.parks.answers import RecommendationAnswer


class ResultAnswer(Answer):
    """A stored answer: who asked, when, from which version of the assessment."""

    number: int
    version: int
    at: str
    by: str
    engine: str = Field(description="That made the answer.")
    language: Literal["en", "zh"] | None = Field(
        description="Of the sentences of an answer that was kept with these; null for all others, "
        "which are told in the reader's language."
    )
    answer: RecommendationAnswer


class MoveAnswer(Answer):
    """An alternative whose rank changed; null where it was not ranked."""

    alternative: str
    before: int | None
    after: int | None


class ShareAnswer(Answer):
    """A part of a change of rank; negative is for the better."""

    alternative: str
    ranks: float = Field(
        description="What is not ranked counts as one place behind the last: 0 where the "
        "alternative came or went there."
    )


class InputAnswer(Answer):
    """An input that changed, and what it moved."""

    path: str = Field(
        description="JSON Pointer into the request, or `/overlay` for private data, each told by "
        "its SHA-256; empty where changes are taken together, `before` and `after` then hold them "
        "by pointer."
    )
    before: Any
    after: Any
    moved: list[ShareAnswer] | None = Field(
        description="Shapley values: over all inputs they sum to the whole change of rank. Null "
        "where a change alone cannot be ranked, and for private data: the earlier ones are gone."
    )


class DifferenceAnswer(Answer):
    """Which changed input moved which park."""

    engines: list[str]
    model_changed: str | None = Field(
        description="That different versions of the engine made them, between which the meaning of "
        "weights, scales or scores may have changed; null where one made both."
    )
    winners: list[list[str]]
    moved: list[MoveAnswer]
    inputs: list[InputAnswer]
    unexplained: list[ShareAnswer] = Field(
        description="What the shares of the inputs do not account for: another engine, or other "
        "data, private ones or the catalogue's."
    )
