"""What the routes on results answer."""

from typing import Literal

from pydantic import Field

from api.http.answer import Answer, Instant
from api.http.list_page import Listed
from api.parks.answers import RecommendationAnswer
from mcda.robust.decision import Word as Decided
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
    word: Decided | Word | None = Field(
        description="Of the decision, else of the verdict; null where none was asked for."
    )
    share_first: float | None = Field(
        ge=0, le=1, description="Of draws, in which the first is first; null as above."
    )


class ResultsAnswer(Listed[ResultInShort]):
    """The results."""
