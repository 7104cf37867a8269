"""Creates, shows, tests and deletes webhooks; each organisation sees its own."""

import base64
import secrets
from typing import Any

import orjson
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.db.columns import find_row, now, row_fields
from api.db.tables import DeliveryRow, OrganisationRow, WebhookRow
from api.http.refusals import Conflict
from api.requests.page_query import PageRequest, page
from api.webhooks import outbox
from api.webhooks.schemas import TEST, DeliveryAnswer, State, WebhookAnswer, WebhookRequest
from mcda.errors import Fault
from mcda.plain import Plain

_SECRET_BYTES = 32
_ORDERS = {"created_at": (DeliveryRow.created_at, DeliveryRow.id)}


def create(
    session: Session, caller: Caller, asked: WebhookRequest, origin: str, most: int
) -> Plain:
    """Return a new webhook, with its secret.

    Raises
    ------
    Conflict
        The organisation has the maximum number of webhooks.
    """
    owner = select(OrganisationRow.id).where(OrganisationRow.id == caller.organisation)
    session.execute(owner.with_for_update())  # two at once would both find room
    count = session.scalar(select(func.count()).select_from(_owned(caller).subquery())) or 0
    if count >= most:
        raise Conflict.at("too_many_webhooks", limit=most)
    text = base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
    row = WebhookRow(
        organisation_id=caller.organisation,
        by=caller.by,
        url=asked.url,
        events=list(dict.fromkeys(asked.events)),
        secret=f"whsec_{text}",
        origin=origin,
    )
    session.add(row)
    session.flush()
    note(session, caller, "webhook.create", row.id)
    return {**_shown(row), "secret": row.secret}


def list_all(session: Session, caller: Caller) -> list[Plain]:
    """Return the organisation's webhooks, newest first."""
    newest = (WebhookRow.created_at.desc(), WebhookRow.id.desc())
    return [_shown(row) for row in session.scalars(_owned(caller).order_by(*newest))]


def read(session: Session, caller: Caller, webhook_id: str) -> Plain:
    """Return one webhook."""
    return _shown(_found(session, caller, webhook_id))


def remove(session: Session, caller: Caller, webhook_id: str) -> None:
    """Delete the webhook and its deliveries."""
    row = _found(session, caller, webhook_id)
    note(session, caller, "webhook.delete", row.id)
    session.delete(row)


def test(session: Session, caller: Caller, webhook_id: str) -> Plain:
    """Add a test delivery that is sent at once, also to a disabled webhook."""
    row, at = _found(session, caller, webhook_id), now()
    delivery = outbox.add(session, row, TEST, at, {"id": row.id})
    session.flush()
    note(session, caller, "webhook.test", row.id)
    return _delivery(delivery)


def deliveries(
    session: Session, caller: Caller, webhook_id: str, state: State | None, wanted: PageRequest
) -> Plain:
    """Return a page of past and pending deliveries."""
    _found(session, caller, webhook_id)
    query = select(DeliveryRow).where(DeliveryRow.webhook_id == webhook_id)
    if state is not None:
        query = query.where(DeliveryRow.state == state)
    return page(session, query, _ORDERS, wanted, _delivery)


def _owned(caller: Caller) -> Select[WebhookRow]:
    return select(WebhookRow).where(WebhookRow.organisation_id == caller.organisation)


def _found(session: Session, caller: Caller, webhook_id: str) -> WebhookRow:
    return find_row(session, _owned(caller), "unknown_webhook", webhook_id)


def _shown(row: WebhookRow) -> Plain:
    state = "active" if row.failing_since is None else "failing"
    state = state if row.disabled_at is None else "disabled"
    return row_fields(WebhookAnswer.model_fields, row, state=state)


def _delivery(row: DeliveryRow) -> Plain:
    return row_fields(
        DeliveryAnswer.model_fields,
        row,
        type=row.event,
        job=None if row.event == TEST else orjson.loads(row.content)["data"]["id"],
        attempts=[_attempt(**attempt) for attempt in row.attempts],
        next_attempt_at=row.due_at if row.state == "waiting" else None,
    )


def _attempt(fields: Plain, **attempt: Any) -> Plain:
    code = attempt["error"]
    return {**attempt, "detail": None if code is None else Fault(code, (), fields)}
