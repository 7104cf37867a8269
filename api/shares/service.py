"""Shares results by links, lists, withdraws and reads them; uses the database, nothing of HTTP."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.assessments import store as assessments
from api.db.columns import now, row_fields
from api.db.tables import ShareRow
from api.http.refusals import Conflict
from api.requests.page_query import PageRequest, page
from api.results import store as results
from api.shares import store
from api.shares.schemas import LONGEST, SHORTEST, USUAL, LinkAnswer, ShareRequest
from mcda.errors import InvalidInput
from mcda.plain import Plain


def create(
    session: Session, caller: Caller, assessment_id: str, asked: ShareRequest
) -> tuple[Plain, str]:
    """Return a new link and its secret, which is not stored.

    Raises
    ------
    NotFound
        The assessment or the result does not exist for this caller.
    Conflict
        There is no result yet.
    InvalidInput
        The link would expire too soon or too late, or has two times of expiry.
    """
    expires_at = _end(asked)
    row = assessments.find(session, caller, assessment_id, lock=True)
    if not row.results:
        raise Conflict.at("nothing_to_share", assessment=row.name)
    result = results.find(session, caller, row.id, asked.result or row.results)
    share, secret = store.add(session, caller, result, asked.name or "", expires_at)
    _note(session, caller, "share.create", share)
    return as_plain(share), secret


def list_page(session: Session, caller: Caller, assessment_id: str, wanted: PageRequest) -> Plain:
    """Return a page of the links to the results of an assessment."""
    query = store.all_of(session, caller, assessment_id)
    return page(session, query, store.ORDERS, wanted, as_plain)


def withdraw(session: Session, caller: Caller, assessment_id: str, share_id: str) -> Plain:
    """Disable a link, until it is restored."""
    row = store.find(session, caller, assessment_id, share_id, lock=True)
    if row.withdrawn_at is None:
        row.withdrawn_at = now()
        _note(session, caller, "share.withdraw", row)
    return as_plain(row)


def restore(session: Session, caller: Caller, assessment_id: str, share_id: str) -> Plain:
    """Enable a withdrawn link again, until it expires."""
    row = store.find(session, caller, assessment_id, share_id, lock=True)
    if row.withdrawn_at is not None:
        row.withdrawn_at = None
        _note(session, caller, "share.restore", row)
    return as_plain(row)


def as_plain(row: ShareRow) -> Plain:
    """Return a link as plain data, without its secret, which is not stored."""
    state = store.state_of(row, now())
    return row_fields(LinkAnswer.model_fields, row, result=row.number, state=state)


def _end(asked: ShareRequest) -> datetime:
    at = now()
    if asked.expires_at is None:
        return at + timedelta(seconds=asked.expires_in or USUAL)
    if asked.expires_in is not None:
        raise InvalidInput.at("link_ends_twice", "expires_in")
    # To the second, so that the end of a link of the longest time may be computed by its maker.
    remaining = (asked.expires_at - at).total_seconds()
    if not SHORTEST <= remaining < LONGEST + 1:
        raise InvalidInput.at("link_end", "expires_at", days=LONGEST // (24 * 3600))
    return asked.expires_at.astimezone(UTC)


def _note(session: Session, caller: Caller, action: str, row: ShareRow) -> None:
    note(session, caller, action, f"{row.assessment_id}/shares/{row.id}")
