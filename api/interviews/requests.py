"""Answers in requests: by the question's id, by its two sides, or with the whole question."""

import base64
import binascii
import json
from typing import Annotated, Any

from pydantic import Field, StrictInt, ValidationError

from api.assessments.schemas import AmountModel, AnswerModel
from api.rankings.schemas import Request
from mcda.criterion import Direction
from mcda.errors import InvalidInput
from weights.elicit import Amount, AnsweredQuestion, Question, Reply, WeighedSwing
from weights.elicit.spans import Meaning
from weights.statements import Number

SIDES = ("first", "second")


def question_id(question: Question) -> str:
    """Return an id that encodes the question itself, so that the service stores nothing."""
    sides = [_plain(getattr(question, side)) for side in SIDES]
    text = json.dumps(sides, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def as_sent(said: AnsweredQuestion) -> dict[str, Any]:
    """Return an answer as plain data, in the form of an assessment."""
    return {**{side: _plain(getattr(said.question, side)) for side in SIDES}, "reply": said.reply}


def as_weighed(said: WeighedSwing) -> dict[str, Any]:
    """Return a swing that was weighed as plain data, in the form of an assessment."""
    by = {"rank": said.rank} if said.points is None else {"points": said.points}
    return {**_plain(said.amount), **by}


def _unread() -> Any:
    return Field(default=None, description="As it was asked; not read.")


Words = Annotated[str, Field(max_length=5000)]


class SentAmountModel(AmountModel):
    """One side of a question, as it was asked."""

    end: Number | None = _unread()
    start_text: Words | None = _unread()
    end_text: Words | None = _unread()
    unit: Words | None = _unread()
    direction: Direction | None = _unread()
    name: Words | None = _unread()
    text: Words | None = _unread()


class SentAnswerModel(Request):
    """The reply to a question: its `question_id` suffices, or its two sides do."""

    model_config = AnswerModel.model_config

    question_id: Annotated[str, Field(max_length=2000)] | None = Field(
        default=None, description="Of the next question; what else it holds may be sent back."
    )
    first: SentAmountModel | None = Field(
        default=None, description="The one side; needed where there is no `question_id`."
    )
    second: SentAmountModel | None = Field(
        default=None, description="The other side; needed where there is no `question_id`."
    )
    reply: Reply = Field(
        description="`equal`: within a tenth. It and `unknown` end the comparison of the two."
    )
    meaning: Meaning | None = _unread()
    text: Words | None = _unread()
    reason: Words | None = _unread()
    resolves: Number | None = _unread()
    again: StrictInt | None = _unread()
    replies: Annotated[list[Reply], Field(max_length=10)] | None = _unread()

    def answer(self) -> AnswerModel:
        """Return the answer by its sides.

        Raises
        ------
        InvalidInput
            The id is not valid, belongs to another question than the sides, or both are missing.
        """
        stated = [None if side is None else _kept(side) for side in (self.first, self.second)]
        sides = [side for side in stated if side is not None]
        if self.question_id is not None:
            sides = _sides(self.question_id)
            if any(side not in (None, own) for side, own in zip(stated, sides, strict=True)):
                raise InvalidInput.at("other_question", "question_id")
        elif len(sides) < len(SIDES):
            raise InvalidInput.at("answer_without_question", SIDES[stated.index(None)])
        fields = dict(zip(SIDES, sides, strict=True))
        return AnswerModel.model_validate({**fields, "reply": self.reply})


def _plain(side: Amount) -> dict[str, Any]:
    plain = {"criterion": side.criterion, "amount": side.amount}
    return plain if side.start is None else {**plain, "start": side.start}


def _kept(side: AmountModel) -> dict[str, Any]:
    return side.model_dump(include={"criterion", "amount", "start"}, exclude_none=True)


def _sides(given: str) -> list[dict[str, Any]]:
    try:
        padded = given + "=" * (-len(given) % 4)
        first, second = json.loads(base64.urlsafe_b64decode(padded))
        return [_kept(AmountModel.model_validate(side)) for side in (first, second)]
    except (binascii.Error, ValueError, TypeError, RecursionError, ValidationError) as error:
        raise InvalidInput.at("unknown_question", "question_id") from error
