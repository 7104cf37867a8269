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
from api.db.tables import Assessment
from api.interviews.standing import standing_of, standing_or_faults
from api.processes import Compute
from api.refusals import Unavailable
from api.repeats import Once
from api.reply import Reply
from api.settings import Settings
from mcda.errors import NotFound

Plain = dict[str, Any]
_TRIES = 5
RETRY_AFTER = 1


def standing(
    database: Database,
    caller: Caller,
    assessment_id: str,
    settings: Settings,
    compute: Compute,
    more: bool = False,
) -> Plain:
    """Return where the interview stands, and the next question."""
    row = database.read(lambda session: store.found(session, caller, assessment_id))
    told = compute(partial(standing_of, row.content, settings, more))
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
) -> Reply:
    """Save one more answer and return where the interview then stands."""
    done = repeat.done(database, caller)
    if done is not None:
        return done

    def step(row: Assessment) -> Callable[[Session], Reply]:
        content = {**row.content, "answers": [*_answers(row), given.model_dump(exclude_none=True)]}
        told = compute(partial(standing_of, content, settings))
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
) -> Reply:
    """Take one answer back, and return where the interview then stands.

    Answers that fit no more can be taken back like any other.
    """

    def step(row: Assessment) -> Callable[[Session], Reply]:
        answers = _answers(row)
        if not 1 <= number <= len(answers):
            raise NotFound.at("unknown_answer", "number", number=number, count=len(answers))
        del answers[number - 1]
        content = {**row.content, "answers": answers}
        told = compute(partial(standing_or_faults, content, settings))
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
    step: Callable[[Assessment], Callable[[Session], Reply]],
    write: Callable[[Callable[[Session], Reply]], Reply],
) -> Reply:
    """Compute a step on what is saved, and keep it; where that has moved meanwhile, anew."""
    for _ in range(_TRIES):
        row = database.read(lambda session: store.found(session, caller, assessment_id))
        check_match(row, if_match)
        work = step(row)
        with suppress(_Moved):
            return write(work)
    raise Unavailable.at("database_busy", retry_after=RETRY_AFTER)


def _kept(
    session: Session,
    caller: Caller,
    seen: Assessment,
    content: Plain,
    told: Plain,
    action: str,
    status: int,
) -> Reply:
    row = store.found(session, caller, seen.id, lock=True)
    if row.version != seen.version:
        raise _Moved
    store.change(session, caller, row, content, action)
    note(session, caller, f"assessment.{action}", row.id)
    body = {"assessment": row.id, "version": row.version, **told}
    return Reply.of(body, status, ETag=f'"{row.version}"')


def _answers(row: Assessment) -> list[Plain]:
    return list(row.content.get("answers", ()))
