"""Runs an assessment and keeps the answer; compares answers."""

from functools import partial
from typing import Any

import orjson
from sqlalchemy.orm import Session

from api.access.audit import note, stamp
from api.access.caller import Caller
from api.assessments import store as assessments
from api.db import Database
from api.db.tables import Result
from api.paging import Wanted, page
from api.processes import Compute
from api.repeats import Once
from api.reply import Reply
from api.results import store
from api.results.answered import answer_of
from api.results.diff import difference
from api.settings import Settings
from mcda.errors import Note

Plain = dict[str, Any]


def run(
    database: Database,
    caller: Caller,
    assessment_id: str,
    settings: Settings,
    repeat: Once,
    compute: Compute,
) -> Reply:
    """Answer an assessment as it stands, and keep the answer.

    The work is done between two transactions, so that it holds no lock.
    """
    done = repeat.done(database, caller)
    if done is not None:
        return done
    row = database.read(lambda session: assessments.found(session, caller, assessment_id))
    answer = compute(partial(answer_of, row.content, settings))
    keep = partial(
        _kept,
        caller=caller,
        assessment_id=assessment_id,
        version=row.version,
        answer=answer,
    )
    return repeat.write(database, caller, keep)


def _kept(
    session: Session, caller: Caller, assessment_id: str, version: int, answer: bytes
) -> Reply:
    row = assessments.found(session, caller, assessment_id, lock=True)
    result = store.add(session, caller, row, version, answer)
    note(session, caller, "assessment.run", f"{row.id}/results/{result.number}")
    place_ = f"/v1/assessments/{row.id}/results/{result.number}"
    return Reply(status=201, headers={"Location": place_}, body=_whole(result))


def listed(session: Session, caller: Caller, assessment_id: str, wanted: Wanted) -> Plain:
    """Return a page of results: who, when, from which version, and who was first."""
    asked = store.all_of(assessments.found(session, caller, assessment_id))
    return page(session, asked, store.ORDERS, wanted, _in_short)


def _in_short(row: Result) -> Plain:
    return {**_head(row), "winners": _winners(row)}


def read(session: Session, caller: Caller, assessment_id: str, number: int) -> bytes:
    """Return a result with the whole answer in codes."""
    return _whole(store.found(session, caller, assessment_id, number))


def apart(session: Session, caller: Caller, assessment_id: str, number: int) -> tuple[Plain, bytes]:
    """Return what is known of a result, and apart from it the answer in codes."""
    row = store.found(session, caller, assessment_id, number)
    return _head(row), row.answer


def report(session: Session, caller: Caller, assessment_id: str, number: int) -> bytes:
    """Return the answer alone, in codes."""
    return store.found(session, caller, assessment_id, number).answer


def compared(
    database: Database,
    caller: Caller,
    assessment_id: str,
    n: int,
    m: int,
    settings: Settings,
    compute: Compute,
) -> Plain:
    """Return which changed input moved which park from result ``n`` to result ``m``."""

    def both(session: Session) -> tuple[bytes, bytes]:
        pair = [store.found(session, caller, assessment_id, number) for number in (n, m)]
        return pair[0].answer, pair[1].answer

    found = compute(partial(difference, *database.read(both), settings))
    older, newer = found["engines"]
    note = Note("model_changed", (), {"older": older, "newer": newer}) if older != newer else None
    return {"from": n, "to": m, **found, "model_changed": note}


def _whole(row: Result) -> bytes:
    return b'%b,"answer":%b}' % (orjson.dumps(_head(row))[:-1], row.answer)


def _head(row: Result) -> Plain:
    return {
        "number": row.number,
        "version": row.version,
        "at": stamp(row.at),
        "by": row.by,
        "engine": row.engine,
        "language": row.language,
    }


def _winners(row: Result) -> list[str]:
    ranking = orjson.loads(row.answer)["ranking"]
    return [line["alternative"] for line in ranking if line["rank"] == 1]
