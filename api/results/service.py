"""Runs an assessment and stores the answer; compares answers."""

from functools import partial

import orjson
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.assessments import service as assessments_service
from api.assessments import store as assessments
from api.assessments.schemas import State
from api.compute.processes import LONG, Compute
from api.db import Database
from api.db.columns import row_fields
from api.db.tables import ResultRow
from api.http.reply import Reply
from api.rankings import cost
from api.rankings.requests import AnswerDetail
from api.requests.idempotency import Once
from api.requests.page_query import PageRequest, page
from api.results import store
from api.results.answers import ResultInShort, StoredAnswer
from api.results.diff import difference
from api.results.evaluation import evaluate
from api.settings import Settings
from mcda.errors import Note
from mcda.plain import Plain

_NOT_INPUTS = ("name", "note")


def run(
    database: Database,
    caller: Caller,
    assessment_id: str,
    settings: Settings,
    repeat: Once,
    compute: Compute,
    asked: AnswerDetail | None = None,
) -> Reply:
    """Answer an assessment in its present state, store the full answer, and return what is asked.

    The work runs between two transactions, so that it holds no lock.
    """
    done = repeat.done(database, caller)
    if done is not None:
        return done
    row = database.read(lambda session: assessments.find(session, caller, assessment_id))
    seconds = LONG + cost.of_interview(len(row.content.get("answers", ())))
    evaluation = compute(partial(evaluate, row.content, settings, asked), seconds)

    def keep(session: Session) -> Reply:
        current = assessments.find(session, caller, assessment_id, lock=True)
        result = store.add(session, caller, current, row.version, evaluation)
        place = f"{current.id}/results/{result.number}"
        note(session, caller, "assessment.run", place)
        headers = {"Location": f"/v1/assessments/{place}"}
        return Reply(status=201, headers=headers, body=_whole(result, evaluation.told))

    return repeat.write(database, caller, keep)


def list_page(session: Session, caller: Caller, assessment_id: str, wanted: PageRequest) -> Plain:
    """Return a page of results: author, time, version, first alternatives and certainty of each."""
    query = store.all_of(assessments.find(session, caller, assessment_id))
    return page(session, query, store.ORDERS, wanted, _in_short)


def _in_short(row: ResultRow) -> Plain:
    winners = [item["alternative"] for item in row.headline["firsts"]]
    return row_fields(ResultInShort.model_fields, row, winners=winners, **row.headline)


def overview(session: Session, caller: Caller, state: State, wanted: PageRequest) -> Plain:
    """Return a page of assessments, each with the summary of its newest result.

    Each has a ``result``, None without a result, with the fields of `list_page`, the data behind
    the answer, and whether the assessment was ``changed`` since, apart from its name and note.
    """
    query, shown = assessments.owned(caller, state, None), assessments_service.as_plain
    listed = page(session, query, assessments.ORDERS, wanted, shown)
    newest = store.newest(session, caller, [item["id"] for item in listed["items"]])
    pairs = [(item, newest.get(item["id"])) for item in listed["items"]]
    older = store.made_from(
        session, [row for item, row in pairs if row and row.version != item["version"]]
    )
    for item, row in pairs:
        content = older.get(item["id"], item["content"])
        item["result"] = row and {
            **_in_short(row),
            "headline": row.headline,
            "changed": _inputs(content) != _inputs(item["content"]),
        }
    return listed


def _inputs(content: Plain) -> Plain:
    return {name: field for name, field in content.items() if name not in _NOT_INPUTS}


def read(session: Session, caller: Caller, assessment_id: str, number: int) -> bytes:
    """Return a result with the full answer in codes."""
    result = store.find(session, caller, assessment_id, number, part="answer")
    return _whole(result, result.answer)


def head(session: Session, caller: Caller, assessment_id: str, number: int) -> Plain:
    """Return the head of a result and its summary for lists, without reading the answer."""
    row = store.find(session, caller, assessment_id, number)
    return {**_head(row), "headline": row.headline}


def apart(
    session: Session, caller: Caller, assessment_id: str, number: int
) -> tuple[Plain, bytes | None]:
    """Return the head of a result, and separately its document."""
    row = store.find(session, caller, assessment_id, number, part="document")
    return _head(row), row.document


def is_outdated(session: Session, caller: Caller, assessment_id: str, number: int) -> bool:
    """Return whether an assessment changed after a result, apart from its name and note."""
    row = store.find(session, caller, assessment_id, number)
    now = assessments.find(session, caller, assessment_id)
    if row.version == now.version:
        return False
    return _inputs(store.made_from(session, [row])[assessment_id]) != _inputs(now.content)


def report(session: Session, caller: Caller, assessment_id: str, number: int) -> bytes:
    """Return the answer alone, in codes."""
    return store.find(session, caller, assessment_id, number, part="answer").answer


def compared(
    database: Database,
    caller: Caller,
    assessment_id: str,
    n: int,
    m: int,
    settings: Settings,
    compute: Compute,
) -> Plain:
    """Return the changed inputs that moved parks from result ``n`` to result ``m``."""

    def both(session: Session) -> tuple[bytes, bytes]:
        answer = partial(report, session, caller, assessment_id)
        return answer(n), answer(m)

    comparison = compute(partial(difference, *database.read(both), settings))
    older, newer = comparison["engines"]
    changed = Note("model_changed", (), {"older": older, "newer": newer})
    return {"from": n, "to": m, **comparison, "model_changed": changed if older != newer else None}


def _whole(row: ResultRow, answer: bytes) -> bytes:
    return b'%b,"answer":%b}' % (orjson.dumps(_head(row))[:-1], answer)


def _head(row: ResultRow) -> Plain:
    return row_fields(StoredAnswer.model_fields, row)
