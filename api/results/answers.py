"""What the routes on results answer."""

from typing import Literal

from pydantic import Field

from api.answer import Answer, AnyJson, Instant
from api.list_page import Listed
from api.parks.answers import RecommendationAnswer
from api.rankings.answers import NamesAnswer
from mcda.robust.verdict import Word


class StoredAnswer(Answer):
    """What is known of a stored answer: who asked, when, from which version of the assessment."""

    number: int = Field(ge=1, description="Of the result.")
    version: int = Field(ge=1, description="Of the assessment that it was made from.")
    at: Instant = Field(description="When it was made.")
    by: str = Field(description="Who asked: the key by its beginning, or a session.")
    engine: str = Field(description="That made the answer.")
    language: Literal["en", "zh"] | None = Field(
        description="Of the sentences of an answer that was kept with these; null for all others, "
        "which are told in the reader's language."
    )


class ResultAnswer(StoredAnswer):
    """A stored answer: who asked, when, from which version of the assessment."""

    answer: RecommendationAnswer


class ResultInShort(StoredAnswer):
    """A stored answer without the answer itself."""

    winners: list[str] = Field(description="Ids of all that were first.")
    word: Word | None = Field(description="Of the verdict; null where none was asked for.")
    share_first: float | None = Field(
        ge=0, le=1, description="Of draws, in which the first is first; null as above."
    )


class ResultsAnswer(Listed[ResultInShort]):
    """The results."""


class MoveAnswer(Answer):
    """An alternative whose rank changed; null where it was not ranked."""

    alternative: str = Field(description="Its id.")
    name: str = Field(description="What it is called.")
    before: int | None = Field(description="Its rank in the first result.")
    after: int | None = Field(description="Its rank in the second.")


class ShareAnswer(Answer):
    """A part of a change of rank; negative is for the better."""

    alternative: str = Field(description="Its id.")
    name: str = Field(description="What it is called.")
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
    before: AnyJson = Field(description="What the first result was asked with.")
    after: AnyJson = Field(description="What the second was asked with.")
    moved: list[ShareAnswer] | None = Field(
        description="Shapley values: over all inputs they sum to the whole change of rank. Null "
        "where a change alone cannot be ranked, and for private data: the earlier ones are gone."
    )


class DifferenceAnswer(Answer):
    """Which changed input moved which park."""

    earlier: int = Field(alias="from", ge=1, description="Number of the first result.")
    later: int = Field(alias="to", ge=1, description="Number of the second.")
    engines: list[str] = Field(description="That made the two.", min_length=2, max_length=2)
    model_changed: str | None = Field(
        description="That different versions of the engine made them, between which the meaning of "
        "weights, scales or scores may have changed; null where one made both."
    )
    winners: list[list[str]] = Field(
        description="Ids of all that are first, in the one and in the other.",
        min_length=2,
        max_length=2,
    )
    moved: list[MoveAnswer] = Field(description="Those whose rank changed.")
    inputs: list[InputAnswer] = Field(description="What was asked otherwise.")
    names: NamesAnswer = Field(description="What ids are called, in the reader's language.")
    unexplained: list[ShareAnswer] = Field(
        description="What the shares of the inputs do not account for: another engine, or other "
        "data, private ones or the catalogue's."
    )
