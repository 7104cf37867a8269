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


class SwingAnswer(AmountAnswer):
    """A change to be weighed with all others at once; with a `rank` or `points` it is sent back."""

    rank: int | None = Field(description="As it was said; 1 matters most.")
    points: float | None = Field(description="As they were said.")
    price: AmountAnswer | None = Field(
        description="The change of cost that is worth as much at the mean of the likely weights; "
        "null before anything was said, and where no cost is worth the same everywhere."
    )


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
    loss: float | None = Field(
        description="What the winner loses on average against the best for each of the likely "
        "weights, a part of the scale; null for methods without a fixed scale."
    )
    loss_if_wrong: float | None = Field(
        description="What it would lose if that answer were turned round on which it hangs most."
    )
    cover: list[str] = Field(
        description="A short list, the winner first: nine times in ten one of it is within .03 of "
        "the best. Empty for methods without a fixed scale."
    )
    share_if_wrong: float | None = Field(description="The winner's share if so.")
    hangs_on: int | None = Field(description="Number of the answer that costs most if it is wrong.")
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
        description="After three replies or more: the winner loses at most .01 of the scale on "
        "average, at most .03 whichever one is turned round; without a scale, it stays `clear`."
    )
    holds_if_one_answer_is_wrong: bool = Field(
        description="As `settled`: it holds whichever single answer is turned round; before the "
        "first answer only where it is `proved`."
    )
    remaining: int | None = Field(description="About so many questions are left.")
    left_open: list[str] | None = Field(
        description="The winner and its main rival, where the interview stops without being "
        "settled: after 12 questions or 40 answers, or when no question would tell more."
    )
    question: NextQuestionAnswer | None = Field(
        description="What to ask next; null where the interview stops."
    )
    standing: StandingAnswer | None = Field(
        description="Null only after an answer was taken back and the others cannot be read."
    )
    swings: list[SwingAnswer] = Field(
        description="Each criterion from the worst to the best of the parks considered, to be "
        "ordered or given points at once: saved in the assessment's `swings`. What differs by less "
        "than .05 of its scale is left out."
    )
    answers: list[GivenReply | SavedReply] = Field(description="Those so far.")
    faults: list[FaultAnswer] = Field(
        description="Why the answers cannot be read, where that is so."
    )
