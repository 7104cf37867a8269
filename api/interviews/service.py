"""Asks, takes answers and takes them back; each is a version of the assessment.

What takes time is computed between two transactions, so that it holds no lock.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.assessments import store
from api.assessments.schemas import AnswerModel
from api.assessments.service import check_match
from api.db import Database
from api.db.tables import AssessmentRow
from api.idempotency import Once
from api.interviews.interview_status import standing_of, standing_or_faults
from api.interviews.requests import SIDES
from api.processes import Compute
from api.refusals import Unavailable
from api.reply import Reply
from api.settings import Settings
from mcda.errors import NotFound

Plain = dict[str, Any]
Tell = Callable[[Plain], Plain]
"""Makes of an assessment's content what is told of its interview; importable, to be done apart."""
_TRIES = 5
RETRY_AFTER = 1


def standing(
    database: Database,
    caller: Caller,
    assessment_id: str,
    settings: Settings,
    compute: Compute,
    more: bool = False,
    tell: Tell | None = None,
) -> Plain:
    """Return where the interview stands, and the next question; or what is told instead."""
    row = database.read(lambda session: store.find(session, caller, assessment_id))
    tell = tell or partial(standing_of, settings=settings, more=more)
    told = compute(partial(tell, row.content))
    return {"assessment": row.id, "version": row.version, **told}


def answer(
    database: Database,
    caller: Caller,
    assessment_id: str,
    given: AnswerModel,
    if_match: str | None,
    settings: Settings,
    repeat: Once,
    compute: Compute,
    number: int | None = None,
    tell: Tell | None = None,
) -> Reply:
    """Save an answer and return where the interview then stands.

    Parameters
    ----------
    number
        Which answer it is, from 1, so that what is sent twice is saved once: one that is there
        takes this reply if it is to the same question, and stays otherwise. Left out, one more.
    tell
        What is returned instead.
    """
    tell = tell or partial(standing_of, settings=settings)
    done = repeat.done(database, caller)
    if done is not None:
        return done

    def step(row: AssessmentRow) -> Callable[[Session], Reply]:
        sent = given.model_dump(exclude_none=True)
        content = {**row.content, "answers": _with(_answers(row), sent, number)}
        told = compute(partial(tell, content))
        return partial(
            _kept, caller=caller, seen=row, content=content, told=told, action="answer", status=201
        )

    write = partial(repeat.write, database, caller)
    return _stepped(database, caller, assessment_id, if_match, step, write)


def withdraw(
    database: Database,
    caller: Caller,
    assessment_id: str,
    number: int,
    if_match: str | None,
    settings: Settings,
    compute: Compute,
    tell: Tell | None = None,
) -> Reply:
    """Take one answer back, and return where the interview then stands, or what is told instead.

    Answers that fit no more can be taken back like any other.
    """
    tell = tell or partial(standing_or_faults, settings=settings)

    def step(row: AssessmentRow) -> Callable[[Session], Reply]:
        answers = _answers(row)
        if not 1 <= number <= len(answers):
            raise NotFound.at("unknown_answer", "number", number=number, count=len(answers))
        del answers[number - 1]
        content = {**row.content, "answers": answers}
        told = compute(partial(tell, content))
        return partial(
            _kept,
            caller=caller,
            seen=row,
            content=content,
            told=told,
            action="withdraw",
            status=200,
        )

    return _stepped(database, caller, assessment_id, if_match, step, database.write)


class _Moved(Exception):
    """The assessment was changed while something was computed from it."""


def _stepped(
    database: Database,
    caller: Caller,
    assessment_id: str,
    if_match: str | None,
    step: Callable[[AssessmentRow], Callable[[Session], Reply]],
    write: Callable[[Callable[[Session], Reply]], Reply],
) -> Reply:
    """Compute a step on what is saved, and keep it; where that has moved meanwhile, anew."""
    for _ in range(_TRIES):
        row = database.read(lambda session: store.find(session, caller, assessment_id))
        check_match(row, if_match)
        work = step(row)
        with suppress(_Moved):
            return write(work)
    raise Unavailable.at("database_busy", retry_after=RETRY_AFTER)


def _kept(
    session: Session,
    caller: Caller,
    seen: AssessmentRow,
    content: Plain,
    told: Plain,
    action: str,
    status: int,
) -> Reply:
    row = store.find(session, caller, seen.id, lock=True)
    if row.version != seen.version:
        raise _Moved
    if store.change(session, caller, row, content, action):
        note(session, caller, f"assessment.{action}", row.id)
    body = {"assessment": row.id, "version": row.version, **told}
    return Reply.of(body, status, ETag=f'"{row.version}"')


def _with(answers: list[Plain], given: Plain, number: int | None) -> list[Plain]:
    """Return the answers with one more, or with this one in the place where it stands."""
    if number is None or number > len(answers):
        return [*answers, given]
    there = answers[number - 1]
    is_same = all(there[side] == given[side] for side in SIDES)
    return [*answers[: number - 1], given, *answers[number:]] if is_same else answers


def _answers(row: AssessmentRow) -> list[Plain]:
    return list(row.content.get("answers", ()))
