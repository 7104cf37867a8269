"""The state of an interview, from the content of its assessment, without the database."""

from api.assessments.content import formed
from api.interviews.requests import question_id
from api.interviews.weights import interview_of
from api.settings import Settings
from mcda.errors import InvalidInput
from mcda.plain import Plain
from mcda.texts import Note
from weights.elicit import Amount, Interview, Question


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
    return {
        "share_first": status.share_first,
        "word": status.word,
        "proved": status.proved,
        "settled": status.settled,
        "holds_if_one_answer_is_wrong": status.holds_if_one_answer_is_wrong,
        "remaining": status.remaining,
        "left_open": None if status.left_open is None else list(status.left_open),
        "question": None if question is None else _question(question),
        "standing": {
            "winner": status.winner,
            "tied_with": status.tied_with,
            "can_win": status.can_win,
            "shares": status.shares,
            "standard_error": status.standard_error,
            "effective_samples": status.effective_samples,
            "proof": status.proof,
            "as_good": status.as_good,
            "share_if_wrong": status.share_if_wrong,
            "hangs_on": status.hangs_on,
            "contradicting": status.contradicting,
            "greatest_lead": status.greatest_lead,
            "sentence": status.sentence,
        },
        "answers": [_given(interview, place) for place in range(len(interview.answers))],
        "faults": [],
    }


def standing_or_faults(content: Plain, settings: Settings) -> Plain:
    """Return the state of the interview, or its faulty answers and the saved answers."""
    try:
        return standing_of(content, settings)
    except InvalidInput as error:
        answers = content.get("answers", ())
        return {
            "share_first": None,
            "word": None,
            "proved": False,
            "settled": False,
            "holds_if_one_answer_is_wrong": False,
            "remaining": None,
            "left_open": None,
            "question": None,
            "standing": None,
            "answers": [{"number": place, **item} for place, item in enumerate(answers, 1)],
            "faults": [{"code": fault.code, "detail": fault} for fault in error.faults],
        }


def _question(question: Question) -> Plain:
    return {
        "question_id": question_id(question),
        "first": _amount(question.first),
        "second": _amount(question.second),
        "meaning": question.meaning,
        "text": question.sentence,
        "reason": question.reason or "",
        "resolves": question.resolves,
        "again": question.again,
        "replies": ["first", "second", "equal", "unknown"],
    }


def _amount(found: Amount) -> Plain:
    start, end = found.change or (None, None)
    return {
        "criterion": found.criterion,
        "amount": found.amount,
        "start": found.start,
        "end": found.end,
        "start_text": None if start is None else Note.of(start),
        "end_text": None if end is None else Note.of(end),
        "unit": found.unit,
        "direction": found.direction,
        "name": Note.of(found.name),
        "text": found.sentence,
    }


def _given(interview: Interview, place: int) -> Plain:
    answer = interview.answers[place]
    is_unknown = answer.reply == "unknown"
    text = answer.question.sentence if is_unknown else answer.spoken(place + 1)
    counts = place in interview.counted
    return {"number": place + 1, "reply": answer.reply, "counts": counts, "text": text}
