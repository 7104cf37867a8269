"""What the route on documents answers."""

from typing import Any, Literal

from pydantic import Field

from api.answer import Answer


class DocumentSectionAnswer(Answer):
    """A section of a document."""

    id: str
    title: str
    blocks: list[dict[str, Any]] = Field(
        description="By `kind`: `text`, `bullets`, `figures`, `table`, `chart`, `quotations`. "
        "Cells of a table have `text`, and `value` where they are numbers."
    )


class DocumentAnswer(Answer):
    """A result as a document in one language."""

    language: Literal["en", "zh"]
    title: str
    name: str = Field(description="Of the assessment.")
    day: str
    at: str
    engine: str
    hash: str = Field(description="SHA-256 of the request.")
    kicker: str = Field(description="What kind of statement heads it.")
    winners: list[str]
    verdict: str
    caution: str | None = Field(description="What keeps it from being a decision.")
    notes: list[str] = Field(description="On the document itself.")
    memo: list[DocumentSectionAnswer] = Field(description="What a board reads.")
    annex: list[DocumentSectionAnswer] = Field(description="Everything that the memo rests on.")
