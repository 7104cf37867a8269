"""Asks questions, saves answers and withdraws them; each change is a version of the assessment.

Slow computations run between two transactions, so that they hold no lock.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.assessments import store
from api.assessments.schemas import AnswerModel
from api.assessments.service import check_match
from api.compute.processes import LONG, Compute
from api.db import Database
from api.db.tables import AssessmentRow
from api.http.refusals import Unavailable
from api.http.reply import Reply
from api.interviews.interview_status import standing_of, standing_or_faults
from api.interviews.requests import SIDES
from api.rankings import cost
from api.requests.idempotency import Once
from api.settings import Settings
from mcda.errors import NotFound
from mcda.plain import Plain
from weights.posterior import MOST_REPLIES

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
    """Return the state of the interview and the next question, or the result of `tell`."""
    row = database.read(lambda session: store.find(session, caller, assessment_id))
    tell = tell or partial(standing_of, settings=settings, more=more)
    return {"assessment": row.id, "version": row.version, **_told(compute, tell, row.content)}


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
    """Save an answer and return the state of the interview after it.

    Answers have a number, from 1, so that an answer sent twice is saved once: an existing answer to
    another question stays, as does an equal last reply. Without a number the answer is added.
    """
    tell = tell or partial(standing_of, settings=settings)
    done = repeat.done(database, caller)
    if done is not None:
        return done

    change = partial(_with, given=given.model_dump(exclude_none=True), number=number)
    telling, write = partial(_told, compute, tell), partial(repeat.write, database, caller)
    return _stepped(database, caller, assessment_id, if_match, "answer", change, telling, write)


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
    """Withdraw one answer, and return the state of the interview, or the result of `tell`.

    Answers that no longer fit the problem can be withdrawn too.
    """
    tell = tell or partial(standing_or_faults, settings=settings)

    def change(answers: list[Plain]) -> list[Plain]:
        if not 1 <= number <= len(answers):
            raise NotFound.at("unknown_answer", "number", number=number, count=len(answers))
        return [*answers[: number - 1], *answers[number:]]

    telling, write = partial(_told, compute, tell), database.write
    return _stepped(database, caller, assessment_id, if_match, "withdraw", change, telling, write)


class _Moved(Exception):
    """The assessment was changed while something was computed from it."""


def _stepped(
    database: Database,
    caller: Caller,
    assessment_id: str,
    if_match: str | None,
    action: str,
    change: Callable[[list[Plain]], list[Plain]],
    told: Tell,
    write: Callable[[Callable[[Session], Reply]], Reply],
) -> Reply:
    """Change the answers of the saved state, and save them; repeat if that changed meanwhile."""
    for _ in range(_TRIES):
        row = database.read(lambda session: store.find(session, caller, assessment_id))
        check_match(row, if_match)
        content = {**row.content, "answers": change(list(row.content.get("answers", ())))}
        body = told(content)
        work = partial(_kept, caller=caller, seen=row, content=content, told=body, action=action)
        with suppress(_Moved):
            return write(work)
    raise Unavailable.at("database_busy", retry_after=RETRY_AFTER)


def _kept(
    session: Session, caller: Caller, seen: AssessmentRow, content: Plain, told: Plain, action: str
) -> Reply:
    row = store.find(session, caller, seen.id, lock=True)
    if row.version != seen.version:
        raise _Moved
    if store.change(session, caller, row, content, action):
        note(session, caller, f"assessment.{action}", row.id)
    body = {"assessment": row.id, "version": row.version, **told}
    return Reply.of(body, 201 if action == "answer" else 200, ETag=f'"{row.version}"')


def _with(answers: list[Plain], given: Plain, number: int | None) -> list[Plain]:
    """Return the answers with one more, unless that answer exists already."""
    if number is None or number > len(answers):
        return [*answers, given]
    same = [answer for answer in answers if all(answer[side] == given[side] for side in SIDES)]
    if answers[number - 1] not in same or same[-1] == given:
        return answers
    return [*answers, given]


def _told(compute: Compute, tell: Tell, content: Plain) -> Plain:
    """Return what is told of the interview; building its problem is in the expected CPU seconds."""
    replies = min(len(content.get("answers", ())), MOST_REPLIES)
    return compute(partial(tell, content), LONG + cost.of_interview(replies))
