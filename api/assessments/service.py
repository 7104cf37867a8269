"""Saves, reads and changes assessments; uses the database, nothing of HTTP."""

from collections.abc import Callable
from functools import partial

from pydantic_core import from_json, to_json
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.assessments import store
from api.assessments.content import to_save, usable_name
from api.assessments.merge_patch import patched, with_named_weights
from api.assessments.schemas import (
    AssessmentAnswer,
    AssessmentInShort,
    State,
    VersionAnswer,
    VersionInShort,
)
from api.compute.processes import Compute
from api.db.columns import row_fields
from api.db.tables import AssessmentRow, VersionRow
from api.http.refusals import Outdated
from api.http.reply import Reply
from api.requests.page_query import PageRequest, page
from api.settings import Settings
from mcda.errors import Fault, InvalidInput, NotFound
from mcda.plain import Plain
from weights.validation import json_fault, short

_DIGITS = 9


def create(session: Session, caller: Caller, content: Plain) -> Reply:
    """Save a checked document as a new assessment."""
    row = store.add(session, caller, content)
    note(session, caller, "assessment.create", row.id)
    return Reply.of(as_plain(row), 201, ETag=etag(row), Location=f"/v1/assessments/{row.id}")


def read(session: Session, caller: Caller, assessment_id: str, *, deleted: bool = False) -> Plain:
    """Return an assessment in its present state, or in its state when it was deleted."""
    return as_plain(store.find(session, caller, assessment_id, deleted=deleted))


def count(session: Session, caller: Caller, state: State) -> int:
    """Return the number of assessments in a state."""
    query = store.owned(caller, state, None).subquery()
    return session.scalar(select(func.count()).select_from(query)) or 0


def list_page(
    session: Session, caller: Caller, state: State, name: str | None, wanted: PageRequest
) -> Plain:
    """Return a page of assessments without their content."""
    query, shown = store.owned(caller, state, name), partial(_as, AssessmentInShort)
    return page(session, query, store.ORDERS, wanted, shown)


def patch(
    session: Session,
    caller: Caller,
    assessment_id: str,
    change: Callable[[Plain], Plain],
    size: int,
    if_match: str | None,
    compute_for: Callable[[int], Compute],
) -> Plain:
    """Change the content of an assessment.

    Raises
    ------
    Outdated
        ``if_match`` is given and does not name the present version.
    """
    row = store.find(session, caller, assessment_id, lock=True)
    check_match(row, if_match)
    compute = compute_for(size + len(to_json(row.content)))
    content = compute(partial(change, row.content))
    if store.change(session, caller, row, content, "change"):
        note(session, caller, "assessment.change", row.id)
    return as_plain(row)


def rename(session: Session, caller: Caller, assessment_id: str, name: str) -> Plain:
    """Change the name of an assessment, without checking the rest of its content.

    Raises
    ------
    InvalidInput
        The name is empty, longer than 200 characters, or has invisible characters.
    """
    checked = usable_name(name)
    row = store.find(session, caller, assessment_id, lock=True)
    if store.change(session, caller, row, {**row.content, "name": checked}, "change"):
        note(session, caller, "assessment.change", row.id)
    return as_plain(row)


def name_before(session: Session, caller: Caller, assessment_id: str) -> str | None:
    """Return the previous name of an assessment, if its last change was only to the name."""
    row = store.find(session, caller, assessment_id)
    last = session.get_one(VersionRow, (row.id, row.version))
    if [item["path"] for item in last.changes] != ["/name"]:
        return None
    return last.changes[0].get("before")


def delete(session: Session, caller: Caller, assessment_id: str, if_match: str | None) -> None:
    """Hide an assessment; it can be restored until it is erased."""
    row = store.find(session, caller, assessment_id, lock=True)
    check_match(row, if_match)
    store.remove(session, caller, row)
    note(session, caller, "assessment.delete", row.id)


def restore(session: Session, caller: Caller, assessment_id: str) -> Plain:
    """Restore a deleted assessment with its content, as its next version."""
    row = store.find(session, caller, assessment_id, deleted=True, lock=True)
    store.bring_back(session, caller, row)
    note(session, caller, "assessment.restore", row.id)
    return as_plain(row)


def versions(session: Session, caller: Caller, assessment_id: str, wanted: PageRequest) -> Plain:
    """Return a page of versions with author, time and action, without their content."""
    query = store.versions(store.find(session, caller, assessment_id))
    shown = partial(row_fields, VersionInShort.model_fields)
    return page(session, query, store.ORDERS_OF_VERSIONS, wanted, shown)


def version(session: Session, caller: Caller, assessment_id: str, number: int) -> Plain:
    """Return one version with its content."""
    row = store.find(session, caller, assessment_id)
    version_row = session.get(VersionRow, (row.id, number))
    if version_row is None:
        raise NotFound.at("unknown_version", "number", number=number, newest=row.version)
    return row_fields(VersionAnswer.model_fields, version_row)


def document(sent: bytes) -> Plain:
    """Return a body as a JSON object.

    Raises
    ------
    InvalidInput
        The body is not JSON, or not an object.
    """
    try:
        content = from_json(sent, allow_inf_nan=False)
    except ValueError as error:
        raise InvalidInput([json_fault(str(error))]) from error
    if not isinstance(content, dict):
        raise InvalidInput.at("wrong_type", field="body", expected="{...}", value=short(content))
    return content


def sent_to_save(sent: bytes, settings: Settings) -> Plain:
    """Return a body as the content of an assessment."""
    return to_save(document(sent), settings)


def changed(content: Plain, sent: bytes, as_sent: bytes, settings: Settings) -> Plain:
    """Return content with a merge patch applied, checked like that of a new assessment."""
    return merged(content, with_named_weights(document(sent), document(as_sent)), settings)


def merged(content: Plain, change: Plain, settings: Settings) -> Plain:
    """Return content with a merge patch applied, checked like that of a new assessment."""
    return to_save(patched(content, change), settings)


def check_match(row: AssessmentRow, if_match: str | None) -> None:
    """Raise `Outdated` if ``If-Match`` is sent and does not name the present version."""
    wanted = [] if if_match is None else [tag.strip() for tag in if_match.split(",")]
    if wanted and "*" not in wanted and etag(row) not in wanted:
        fields: Plain = {"sent": if_match, "current": etag(row)}
        bare = [tag for tag in wanted if tag.isascii() and tag.isdigit()]
        if bare and len(bare[0]) <= _DIGITS:
            fields["meant"] = (f'"{bare[0]}"',)
        raise Outdated([Fault("version_outdated", ("If-Match",), fields)])


def etag(row: AssessmentRow) -> str:
    """Return the entity tag: the version, in quotes."""
    return f'"{row.version}"'


def as_plain(row: AssessmentRow) -> Plain:
    """Return an assessment as plain data."""
    return _as(AssessmentAnswer, row)


def _as(answer: type[AssessmentInShort], row: AssessmentRow) -> Plain:
    return row_fields(answer.model_fields, row, answers=len(row.content.get("answers", ())))
