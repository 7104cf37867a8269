"""Where an interview stands, from the content of its assessment; nothing is read or kept."""

from typing import Any

from api.assessments.content import checked
from api.interviews.requests import question_id
from api.interviews.weights import interview_of
from api.language import Language
from api.settings import Settings
from mcda.errors import InvalidInput
from weights.elicit import Interview, Question

Plain = dict[str, Any]


def standing_of(
    content: Plain, settings: Settings, language: Language, more: bool = False
) -> Plain:
    """Return what is known by now, what was answered, and the next question.

    Parameters
    ----------
    content, settings
        Of the assessment.
    language
        Of the sentences.
    more
        Ask past the twelfth answer, and past what is settled.

    Raises
    ------
    InvalidInput
        An answer is about something that is not compared any more.
    """
    interview = interview_of(checked(content, settings), settings)
    found, question = interview.standing(), interview.next_question(more=more)
    return {
        "share_first": found.share_first,
        "word": found.word,
        "proved": found.proved,
        "settled": found.settled,
        "holds_if_one_answer_is_wrong": found.holds_if_one_answer_is_wrong,
        "remaining": found.remaining,
        "left_open": None if found.left_open is None else list(found.left_open),
        "question": None if question is None else _question(question, language),
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
            "sentence": found.say(language),
        },
        "answers": [_given(interview, place, language) for place in range(len(interview.answers))],
        "faults": [],
    }


def standing_or_faults(content: Plain, settings: Settings, language: Language) -> Plain:
    """Return the same, or what is wrong with the answers and how they were saved."""
    try:
        return standing_of(content, settings, language)
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
            "faults": [
                {"code": fault.code, "detail": fault.say(language)} for fault in error.faults
            ],
        }


def _question(question: Question, language: Language) -> Plain:
    return {
        "question_id": question_id(question),
        "first": _amount(question, "first", language),
        "second": _amount(question, "second", language),
        "meaning": question.meaning,
        "text": question.say(language),
        "reason": question.why(language),
        "resolves": question.resolves,
        "again": question.again,
        "replies": ["first", "second", "equal", "unknown"],
    }


def _amount(question: Question, side: str, language: Language) -> Plain:
    found = question.first if side == "first" else question.second
    start, end = found.change or (None, None)
    return {
        "criterion": found.criterion,
        "amount": found.amount,
        "start": found.start,
        "end": found.end,
        "start_text": None if start is None else start[language],
        "end_text": None if end is None else end[language],
        "unit": found.unit,
        "direction": found.direction,
        "name": found.name[language],
        "text": found.spoken().say(language),
    }


def _given(interview: Interview, place: int, language: Language) -> Plain:
    found = interview.answers[place]
    said = found.question if found.reply == "unknown" else found.spoken(place + 1)
    return {"number": place + 1, "reply": found.reply, "text": said.say(language)}
