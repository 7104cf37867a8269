"""What the routes on interviews answer."""

from typing import Any

from pydantic import Field

from api.answer import Answer


class NextQuestionAnswer(Answer):
    """The next question; send `first` and `second` back with a reply."""

    first: dict[str, Any]
    second: dict[str, Any]
    text: str
    reason: str = Field(description="Why it is asked.")
    resolves: float | None = Field(description="Share of the doubt that it removes on average.")


class InterviewAnswer(Answer):
    """Where an interview stands."""

    assessment: str
    version: int
    settled: bool = Field(description="No remaining question can change the winner.")
    question: NextQuestionAnswer | None
    standing: dict[str, Any] | None = Field(
        description="Null only after an answer was taken back and the others cannot be read."
    )
    answers: list[dict[str, Any]]
    faults: list[dict[str, str]] = Field(
        description="Why the answers cannot be read, where that is so."
    )
