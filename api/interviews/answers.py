"""What the routes on interviews answer."""

from typing import Literal

from pydantic import Field

from api.assessments.schemas import AmountModel
from api.http.answer import Answer
from mcda.criterion import Direction
from weights.elicit import Reply
from weights.elicit.spans import Meaning


class AmountAnswer(Answer):
    """A change for the better on one criterion: one side of a question."""

    criterion: str = Field(description="Its id.")
    amount: float = Field(gt=0, description="How far it goes, in the criterion's unit.")
    start: float | None = Field(
        description="Where it begins, in that unit; null where only its size is told."
    )
    end: float | None = Field(description="Where it leads; null where only its size is told.")
    start_text: str | None = Field(description="Where it begins, in words.")
    end_text: str | None = Field(description="Where it leads, in words.")
    unit: str = Field(description="Of the criterion.")
    direction: Direction = Field(description="Which way is better.")
    name: str = Field(description="Of the criterion.")
    text: str = Field(description="The change in words.")


class GivenReply(Answer):
    """An answer of the interview."""

    number: int = Field(ge=1, description="In the order in which they came.")
    reply: Reply = Field(description="What was said.")
    counts: bool = Field(
        description="Whether it is the last to its question, the same two amounts; only it counts."
    )
    text: str = Field(description="The answer in words.")


class SavedReply(Answer):
    """An answer as it was saved, where the answers cannot be read together."""

    number: int = Field(ge=1, description="In the order in which they came.")
    reply: Reply = Field(description="What was said.")
    first: AmountModel = Field(description="The one side.")
    second: AmountModel = Field(description="The other side.")


class FaultAnswer(Answer):
    """Why answers cannot be read."""

    code: str = Field(description="What kind of fault; `GET /problems/{code}` explains it.")
    detail: str = Field(description="It in words.")


class NextQuestionAnswer(Answer):
    """The next question; its `question_id` with a `reply` is an answer, so is it as a whole."""

    question_id: str = Field(description="Names the question; with a `reply` it is an answer.")
    first: AmountAnswer = Field(description="The one side.")
    second: AmountAnswer = Field(description="The other side.")
    meaning: Meaning = Field(
        description="`trade_off`: which is worth more. `importance`: which difference should count "
        "for more, where a method's weights are no rates of exchange."
    )
    text: str = Field(description="The question in words.")
    reason: str = Field(description="Why it is asked.")
    resolves: float | None = Field(description="Share of the doubt that it removes on average.")
    again: int | None = Field(
        description="Number of the answer that is asked about once more, in other amounts."
    )
    replies: list[Reply] = Field(description="What may be said.")


class StandingAnswer(Answer):
    """Who leads, by what is likely of the weights after the answers."""

    winner: str = Field(description="First at the mean of the posterior of the weights.")
    tied_with: list[str] = Field(description="Ids of others that share the first rank there.")
    can_win: list[str] = Field(description="The winner, and who else can be first.")
    shares: dict[str, float] = Field(description="Share of the posterior in which each is first.")
    standard_error: float = Field(ge=0, description="Of the winner's share.")
    effective_samples: float = Field(description="Independent draws that would tell as much.")
    proof: Literal["linear_programme", "branch_and_bound"] | None = Field(
        description="How `proved` was found out; null where it could not be."
    )
    as_good: bool = Field(
        description="In 90 % of the posterior, whichever answer is wrong, none is better than the "
        "winner by more than .02 of the scale: where the interview stops so, both will do."
    )
    share_if_wrong: float | None = Field(
        description="Least share of the winner with one of the answers turned round."
    )
    hangs_on: int | None = Field(description="Number of the answer at which that is.")
    contradicting: list[int] = Field(
        description="Numbers of the fewest answers that no weights fit together."
    )
    greatest_lead: float | None = Field(
        description="The most by which another may be ahead of the winner under weights that fit "
        "the answers, in the unit of the score."
    )
    sentence: str = Field(description="Where the interview stands, in words.")


class InterviewAnswer(Answer):
    """Where an interview stands."""

    assessment: str = Field(description="Its id.")
    version: int = Field(ge=1, description="Of the assessment; also the `ETag` of a change.")
    share_first: float | None = Field(
        description="Share of the posterior of priorities in which the winner is first."
    )
    word: Literal["clear", "likely", "leaning", "open"] | None = Field(
        description="90 % and more, 70, 50, and below or where another is first more often."
    )
    proved: bool = Field(
        description="Under no weights that fit the answers another is first: if they are right, "
        "no remaining question can change the winner."
    )
    settled: bool = Field(
        description="The word is `clear`, and stays so whichever single answer is turned round."
    )
    holds_if_one_answer_is_wrong: bool = Field(
        description="The word stays `clear` whichever single answer is turned round; before the "
        "first answer only where it is `proved`."
    )
    remaining: int | None = Field(description="About so many questions are left.")
    left_open: list[str] | None = Field(
        description="The two between which it is too close to call, where the interview stops "
        "without being settled: the first is as good as the best whichever answer is wrong, after "
        "12 questions or 40 answers, or when no question would tell more."
    )
    question: NextQuestionAnswer | None = Field(
        description="What to ask next; null where the interview stops."
    )
    standing: StandingAnswer | None = Field(
        description="Null only after an answer was taken back and the others cannot be read."
    )
    answers: list[GivenReply | SavedReply] = Field(description="Those so far.")
    faults: list[FaultAnswer] = Field(
        description="Why the answers cannot be read, where that is so."
    )
