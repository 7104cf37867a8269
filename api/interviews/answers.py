"""What the routes on interviews answer."""

from typing import Any, Literal

from pydantic import Field

from api.answer import Answer


class NextQuestionAnswer(Answer):
    """The next question; its `question_id` with a `reply` is an answer, so is it as a whole."""

    question_id: str
    first: dict[str, Any]
    second: dict[str, Any]
    text: str
    reason: str = Field(description="Why it is asked.")
    resolves: float | None = Field(description="Share of the doubt that it removes on average.")
    again: int | None = Field(
        description="Number of the answer that is asked about once more, in other amounts."
    )


class StandingAnswer(Answer):
    """Who leads, by what is likely of the weights after the answers."""

    winner: str = Field(description="First at the mean of the posterior of the weights.")
    tied_with: list[str]
    can_win: list[str] = Field(description="The winner, and who else can be first.")
    shares: dict[str, float] = Field(description="Share of the posterior in which each is first.")
    standard_error: float
    effective_samples: float = Field(description="Independent draws that would tell as much.")
    proof: Literal["linear_programme", "branch_and_bound"] | None
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
    greatest_lead: float | None
    sentence: str


class InterviewAnswer(Answer):
    """Where an interview stands."""

    assessment: str
    version: int
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
    holds_if_one_answer_is_wrong: bool
    remaining: int | None = Field(description="About so many questions are left.")
    left_open: list[str] | None = Field(
        description="The two between which it is too close to call, where the interview stops "
        "without being settled: the first is as good as the best whichever answer is wrong, after "
        "12 answers, or when no question would tell more."
    )
    question: NextQuestionAnswer | None
    standing: StandingAnswer | None = Field(
        description="Null only after an answer was taken back and the others cannot be read."
    )
    answers: list[dict[str, Any]]
    faults: list[dict[str, str]] = Field(
        description="Why the answers cannot be read, where that is so."
    )
