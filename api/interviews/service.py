"""Asks, takes answers and takes them back; each is a version of the assessment."""

from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.assessments import store
from api.assessments.content import checked
from api.assessments.schemas import AnswerModel
from api.assessments.service import check_match
from api.db import Database
from api.db.tables import Assessment
from api.interviews.weights import interview_of
from api.language import Language
from api.repeats import Once
from api.reply import Reply
from api.settings import Settings
from mcda.errors import NotFound
from weights.elicit import Interview, Question

Plain = dict[str, Any]


def standing(
    database: Database, caller: Caller, assessment_id: str, settings: Settings, language: Language
) -> Plain:
    """Return where the interview stands, and the next question."""
    row = database.read(lambda session: store.found(session, caller, assessment_id))
    return _standing(row, settings, language)


def answer(
    database: Database,
    caller: Caller,
    assessment_id: str,
    given: AnswerModel,
    if_match: str | None,
    settings: Settings,
    language: Language,
    repeat: Once,
) -> Reply:
    """Save one more answer and return where the interview then stands."""
    work = partial(
        _answered,
        caller=caller,
        assessment_id=assessment_id,
        given=given,
        if_match=if_match,
        settings=settings,
        language=language,
    )
    return repeat.write(database, caller, work)


def withdraw(
    database: Database,
    caller: Caller,
    assessment_id: str,
    number: int,
    if_match: str | None,
    settings: Settings,
    language: Language,
) -> Plain:
    """Take one answer back, and return where the interview then stands."""

    def work(session: Session) -> Plain:
        row = store.found(session, caller, assessment_id, lock=True)
        check_match(row, if_match)
        answers = list(row.content.get("answers", ()))
        if not 1 <= number <= len(answers):
            raise NotFound.at("unknown_answer", "number", number=number, count=len(answers))
        del answers[number - 1]
        store.change(session, caller, row, {**row.content, "answers": answers}, "withdraw")
        note(session, caller, "assessment.withdraw", row.id)
        return _standing(row, settings, language)  # where it cannot be told, nothing is taken back

    return database.write(work)


def _answered(
    session: Session,
    caller: Caller,
    assessment_id: str,
    given: AnswerModel,
    if_match: str | None,
    settings: Settings,
    language: Language,
) -> Reply:
    row = store.found(session, caller, assessment_id, lock=True)
    check_match(row, if_match)
    answers = [*row.content.get("answers", ()), given.model_dump()]
    content = {**row.content, "answers": answers}
    interview_of(checked(content, settings), settings)
    store.change(session, caller, row, content, "answer")
    note(session, caller, "assessment.answer", row.id)
    return Reply.of(_standing(row, settings, language), 201, ETag=f'"{row.version}"')


def _standing(row: Assessment, settings: Settings, language: Language) -> Plain:
    interview = interview_of(checked(row.content, settings), settings)
    found, question = interview.standing(), interview.next_question()
    return {
        "assessment": row.id,
        "version": row.version,
        "settled": found.settled,
        "question": None if question is None else _question(question, language),
        "standing": {
            "winner": found.winner,
            "tied_with": found.tied_with,
            "can_win": found.can_win,
            "shares": found.shares,
            "standard_error": found.standard_error,
            "proof": found.proof,
            "greatest_lead": found.greatest_lead,
            "sentence": found.say(language),
        },
        "answers": [_given(interview, place, language) for place in range(len(interview.answers))],
    }


def _question(question: Question, language: Language) -> Plain:
    return {
        "first": _amount(question, "first", language),
        "second": _amount(question, "second", language),
        "meaning": question.meaning,
        "text": question.say(language),
        "reason": question.why(language),
        "resolves": question.resolves,
        "replies": ["first", "second", "equal", "unknown"],
    }


def _amount(question: Question, side: str, language: Language) -> Plain:
    found = question.first if side == "first" else question.second
    return {
        "criterion": found.criterion,
        "amount": found.amount,
        "unit": found.unit,
        "direction": found.direction,
        "name": found.name[language],
        "text": found.spoken().say(language),
    }


def _given(interview: Interview, place: int, language: Language) -> Plain:
    found = interview.answers[place]
    said = found.question if found.reply == "unknown" else found.spoken(place + 1)
    return {"number": place + 1, "reply": found.reply, "text": said.say(language)}
