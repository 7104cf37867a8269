"""The state of an interview, from the content of its assessment, without the database."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from api.assessments.content import formed
from api.interviews.answers import AmountAnswer, InterviewAnswer, NextQuestionAnswer, StandingAnswer
from api.interviews.requests import question_id
from api.interviews.weights import interview_of
from api.settings import Settings
from mcda.errors import InvalidInput
from mcda.plain import Plain
from mcda.texts import Note
from weights.elicit import Amount, Interview, Question, Reply, WeighedSwing

_STATUS = [name for name in InterviewAnswer.model_fields if name not in ("assessment", "version")]
"""What is told of an interview, whatever its assessment."""


def standing_of(content: Plain, settings: Settings, more: bool = False) -> Plain:
    """Return the present conclusions, the given answers, and the next question.

    With `more`, questions continue after the twelfth answer, and after the result is settled.

    Raises
    ------
    InvalidInput
        An answer refers to a criterion or amount that is not compared any more.
    """
    interview = interview_of(formed(content), settings)
    status, question = interview.standing(), interview.next_question(more=more)
    return _fields(
        _STATUS,
        status,
        left_open=None if status.left_open is None else list(status.left_open),
        question=None if question is None else _question(question),
        standing=_fields(StandingAnswer.model_fields, status),
        swings=[*_swings(interview)],
        answers=[_given(interview, place) for place in range(len(interview.answers))],
        faults=[],
    )


def standing_or_faults(content: Plain, settings: Settings) -> Plain:
    """Return the state of the interview, or its faulty answers and the saved answers."""
    try:
        return standing_of(content, settings)
    except InvalidInput as error:
        answers = content.get("answers", ())
        return {
            **dict.fromkeys(_STATUS),
            **dict.fromkeys(("proved", "settled", "holds_if_one_answer_is_wrong"), False),
            "swings": [],
            "answers": [{"number": place, **item} for place, item in enumerate(answers, 1)],
            "faults": [{"code": fault.code, "detail": fault} for fault in error.faults],
        }


def _fields(names: Iterable[str], status: object, **own: Any) -> Plain:
    return {name: own[name] if name in own else getattr(status, name) for name in names}


def _question(question: Question) -> Plain:
    return _fields(
        NextQuestionAnswer.model_fields,
        question,
        question_id=question_id(question),
        first=_amount(question.first),
        second=_amount(question.second),
        text=question.sentence,
        reason=question.reason or "",
        replies=list(get_args(Reply)),
    )


def _swings(interview: Interview) -> Iterator[Plain]:
    """Yield the swings as they were weighed, else as they may be."""
    swings = interview.weighed or [WeighedSwing(amount=amount) for amount in interview.swings]
    begun = interview.weighed or interview.replies
    for one in swings:
        price = interview.price(one.amount) if begun else None
        told = {"rank": one.rank, "points": one.points, "price": price and _amount(price)}
        yield {**_amount(one.amount), **told}


def _amount(found: Amount) -> Plain:
    start, end = found.change or (None, None)
    return _fields(
        AmountAnswer.model_fields,
        found,
        start_text=None if start is None else Note.of(start),
        end_text=None if end is None else Note.of(end),
        name=Note.of(found.name),
        text=found.sentence,
    )


def _given(interview: Interview, place: int) -> Plain:
    answer = interview.answers[place]
    is_unknown = answer.reply == "unknown"
    text = answer.question.sentence if is_unknown else answer.spoken(place + 1)
    counts = place in interview.counted
    return {"number": place + 1, "reply": answer.reply, "counts": counts, "text": text}
