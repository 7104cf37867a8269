"""Where an interview stands, from the content of its assessment; nothing is read or kept."""

from typing import Any

from api.assessments.content import formed
from api.interviews.requests import question_id
from api.interviews.weights import interview_of
from api.settings import Settings
from mcda.errors import InvalidInput
from mcda.texts import Note
from weights.elicit import Amount, Interview, Question

Plain = dict[str, Any]


def standing_of(content: Plain, settings: Settings, more: bool = False) -> Plain:
    """Return what is known by now, what was answered, and the next question.

    Parameters
    ----------
    content, settings
        Of the assessment.
    more
        Ask past the twelfth answer, and past what is settled.

    Raises
    ------
    InvalidInput
        An answer is about something that is not compared any more.
    """
    interview = interview_of(formed(content), settings)
    found, question = interview.standing(), interview.next_question(more=more)
    return {
        "share_first": found.share_first,
        "word": found.word,
        "proved": found.proved,
        "settled": found.settled,
        "holds_if_one_answer_is_wrong": found.holds_if_one_answer_is_wrong,
        "remaining": found.remaining,
        "left_open": None if found.left_open is None else list(found.left_open),
        "question": None if question is None else _question(question),
        "standing": {
            "winner": found.winner,
            "tied_with": found.tied_with,
            "can_win": found.can_win,
            "shares": found.shares,
            "standard_error": found.standard_error,
            "effective_samples": found.effective_samples,
            "proof": found.proof,
            "as_good": found.as_good,
            "share_if_wrong": found.share_if_wrong,
            "hangs_on": found.hangs_on,
            "contradicting": found.contradicting,
            "greatest_lead": found.greatest_lead,
            "sentence": found.sentence,
        },
        "answers": [_given(interview, place) for place in range(len(interview.answers))],
        "faults": [],
    }


def standing_or_faults(content: Plain, settings: Settings) -> Plain:
    """Return the same, or what is wrong with the answers and how they were saved."""
    try:
        return standing_of(content, settings)
    except InvalidInput as error:
        said = content.get("answers", ())
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
            "answers": [{"number": place, **item} for place, item in enumerate(said, 1)],
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
    found = interview.answers[place]
    is_unknown = found.reply == "unknown"
    said = found.question.sentence if is_unknown else found.spoken(place + 1)
    return {"number": place + 1, "reply": found.reply, "text": said}
