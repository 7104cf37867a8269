"""Runs an assessment and keeps the answer; compares answers."""

from functools import partial
from typing import Any

import orjson
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.assessments import service as assessments_service
from api.assessments import store as assessments
from api.assessments.schemas import State
from api.db import Database
from api.db.columns import stamp
from api.db.tables import ResultRow
from api.idempotency import Once
from api.page_query import PageRequest, page
from api.processes import Compute
from api.reply import Reply
from api.results import store
from api.results.diff import difference
from api.results.evaluation import answer_of
from api.results.headline import ResultHeadline, headline
from api.settings import Settings
from mcda.errors import Note

Plain = dict[str, Any]
_NOT_INPUTS = ("name", "note")


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
    row = database.read(lambda session: assessments.find(session, caller, assessment_id))
    answer = compute(partial(answer_of, row.content, settings))
    keep = partial(
        _kept,
        caller=caller,
        assessment_id=assessment_id,
        version=row.version,
        answer=answer,
        told=headline(answer),
    )
    return repeat.write(database, caller, keep)


def _kept(
    session: Session,
    caller: Caller,
    assessment_id: str,
    version: int,
    answer: bytes,
    told: ResultHeadline,
) -> Reply:
    row = assessments.find(session, caller, assessment_id, lock=True)
    result = store.add(session, caller, row, version, answer, told)
    note(session, caller, "assessment.run", f"{row.id}/results/{result.number}")
    location = f"/v1/assessments/{row.id}/results/{result.number}"
    return Reply(status=201, headers={"Location": location}, body=_whole(result))


def list_page(session: Session, caller: Caller, assessment_id: str, wanted: PageRequest) -> Plain:
    """Return a page of results: who, when, from which version, who was first and how surely."""
    asked = store.all_of(assessments.find(session, caller, assessment_id))
    return page(session, asked, store.ORDERS, wanted, _in_short)


def _in_short(row: ResultRow) -> Plain:
    return {
        **_head(row),
        "winners": [item["alternative"] for item in row.headline["firsts"]],
        "word": row.headline["word"],
        "share_first": row.headline["share_first"],
    }


def overview(session: Session, caller: Caller, state: State, wanted: PageRequest) -> Plain:
    """Return a page of assessments, each with what is told in short of its newest result.

    Each has a ``result``, None where there is none yet, with all of `list_page`, what the answer
    rests on, and whether the assessment was ``changed`` since, its name and note aside.
    """
    found = page(
        session,
        assessments.owned(caller, state, None),
        assessments.ORDERS,
        wanted,
        assessments_service.as_plain,
    )
    newest = store.newest(session, caller, [item["id"] for item in found["items"]])
    older = store.made_from(
        session,
        [newest[item["id"]] for item in found["items"] if _is_older(newest, item)],
    )
    for item in found["items"]:
        row = newest.get(item["id"])
        content = older.get(item["id"], item["content"])
        item["result"] = row and {
            **_in_short(row),
            "headline": row.headline,
            "changed": _inputs(content) != _inputs(item["content"]),
        }
    return found


def _is_older(newest: dict[str, ResultRow], item: Plain) -> bool:
    return item["id"] in newest and newest[item["id"]].version != item["version"]


def _inputs(content: Plain) -> Plain:
    return {name: said for name, said in content.items() if name not in _NOT_INPUTS}


def read(session: Session, caller: Caller, assessment_id: str, number: int) -> bytes:
    """Return a result with the whole answer in codes."""
    return _whole(store.find(session, caller, assessment_id, number))


def head(session: Session, caller: Caller, assessment_id: str, number: int) -> Plain:
    """Return what is known of a result and what lists tell of it; the answer is not read."""
    row = store.find(session, caller, assessment_id, number, whole=False)
    return {**_head(row), "headline": row.headline}


def apart(session: Session, caller: Caller, assessment_id: str, number: int) -> tuple[Plain, bytes]:
    """Return what is known of a result, and apart from it the answer in codes."""
    row = store.find(session, caller, assessment_id, number)
    return _head(row), row.answer


def is_outdated(session: Session, caller: Caller, assessment_id: str, number: int) -> bool:
    """Return whether an assessment was changed since a result, its name and note aside."""
    row = store.find(session, caller, assessment_id, number, whole=False)
    now = assessments.find(session, caller, assessment_id)
    if row.version == now.version:
        return False
    return _inputs(store.made_from(session, [row])[assessment_id]) != _inputs(now.content)


def report(session: Session, caller: Caller, assessment_id: str, number: int) -> bytes:
    """Return the answer alone, in codes."""
    return store.find(session, caller, assessment_id, number).answer


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
        pair = [store.find(session, caller, assessment_id, number) for number in (n, m)]
        return pair[0].answer, pair[1].answer

    found = compute(partial(difference, *database.read(both), settings))
    older, newer = found["engines"]
    changed = Note("model_changed", (), {"older": older, "newer": newer})
    return {"from": n, "to": m, **found, "model_changed": changed if older != newer else None}


def _whole(row: ResultRow) -> bytes:
    return b'%b,"answer":%b}' % (orjson.dumps(_head(row))[:-1], row.answer)


def _head(row: ResultRow) -> Plain:
    return {
        "number": row.number,
        "version": row.version,
        "at": stamp(row.at),
        "by": row.by,
        "engine": row.engine,
        "language": row.language,
    }
