"""The deliveries to webhooks: one row for each event and each webhook that subscribes to it.

A delivery is written in the transaction of its event, and is sent at least once: a sender leases a
delivery for a while, and after that any sender may lease it again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom

import orjson
from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.db.columns import now, row_fields, stamp
from api.db.tables import DeliveryRow, WebhookRow
from api.webhooks.schemas import TEST
from mcda.plain import Plain

PAUSES = (5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800)
"""Seconds between the attempts, each drawn a fifth longer or shorter: ten attempts in 16 hours."""
MOST_ATTEMPTS = len(PAUSES) + 1
HELD = timedelta(seconds=60)
"""For which a delivery is in the hands of who took it; no attempt takes that long."""
DISABLED_AFTER = timedelta(days=3)
"""Of failing, without an attempt that was answered between."""
GONE = 410
_SERVICE = "the service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A delivery leased to a sender; ``attempt`` distinguishes this lease from earlier ones."""

    id: str
    attempt: int
    organisation: str
    webhook: str
    url: str
    secret: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """The outcome of an attempt to send."""

    at: datetime
    """When it began, and how long it took."""
    seconds: float
    """When it began, and how long it took."""
    status: int | None = None
    """What was answered, None where nothing was."""
    error: str | None = None
    """Code of what went wrong and its fields; None where it was delivered."""
    fields: Plain | None = None
    """Code of what went wrong and its fields; None where it was delivered."""

    def written(self) -> Plain:
        """Return the attempt in the form that is stored."""
        seconds, faulty = round(self.seconds, 3), self.fields or {}
        return row_fields(self.__slots__, self, seconds=seconds, fields=faulty)


def announce(
    session: Session, organisation: str, event: str, at: datetime, data: Plain, path: str
) -> None:
    """Add a delivery of an event for each webhook of an organisation that subscribes to it."""
    query = select(WebhookRow).where(WebhookRow.organisation_id == organisation)
    for row in session.scalars(query.where(WebhookRow.disabled_at.is_(None))):
        if event in row.events:
            add(session, row, event, at, {**data, "url": row.origin + path})


def add(session: Session, row: WebhookRow, event: str, at: datetime, data: Plain) -> DeliveryRow:
    """Add one delivery to a webhook."""
    content = orjson.dumps({"type": event, "timestamp": stamp(at), "data": data})
    delivery = DeliveryRow(webhook_id=row.id, event=event, content=content, due_at=now())
    session.add(delivery)
    return delivery


def has_due(session: Session) -> bool:
    """Tell whether any delivery is due."""
    return session.scalar(_due().with_only_columns(DeliveryRow.id).limit(1)) is not None


def claim(session: Session, full: Collection[str] = ()) -> Parcel | None:
    """Lease the delivery that waits longest, None if none is due.

    Organisations in `full` are skipped: enough of their deliveries are being sent.
    """
    query = (
        _due().join(WebhookRow).add_columns(WebhookRow).order_by(DeliveryRow.due_at, DeliveryRow.id)
    )
    if full:
        query = query.where(WebhookRow.organisation_id.not_in(full))
    query = query.limit(1).with_for_update(skip_locked=True, of=DeliveryRow)
    while (pair := session.execute(query).one_or_none()) is not None:
        row, webhook = pair
        if row.taken < MOST_ATTEMPTS:
            row.taken, row.due_at = row.taken + 1, now() + HELD
            return Parcel(
                id=row.id,
                attempt=row.taken,
                organisation=webhook.organisation_id,
                webhook=webhook.id,
                url=webhook.url,
                secret=webhook.secret,
                content=row.content,
            )
        _end(row, "given_up")  # whoever took it last did not come back
        session.flush()
    return None


def release(session: Session, parcel: Parcel) -> None:
    """Return a delivery that was not sent because the service stops; the attempt does not count."""
    row = _held(session, parcel)
    if row is not None:
        row.taken, row.due_at = row.taken - 1, now()


def settle(session: Session, parcel: Parcel, attempt: Attempt) -> None:
    """Record an attempt: the delivery is delivered, is retried later, or is given up."""
    row = _held(session, parcel)
    if row is None:
        return  # it was deleted, or is in other hands
    row.attempts = [*row.attempts, attempt.written()]
    webhook = session.get_one(WebhookRow, row.webhook_id, with_for_update=True)
    if attempt.error is None:
        _end(row, "delivered")
        webhook.failing_since = webhook.disabled_at = None
        return
    if row.event == TEST or row.taken >= MOST_ATTEMPTS:
        _end(row, "given_up")
    else:
        pause = PAUSES[row.taken - 1] * SystemRandom().uniform(0.8, 1.2)
        row.due_at = now() + timedelta(seconds=pause)
    if row.event != TEST:
        _note_failure(session, webhook, attempt)


def _note_failure(session: Session, webhook: WebhookRow, attempt: Attempt) -> None:
    webhook.failing_since = webhook.failing_since or attempt.at
    for_long = now() - webhook.failing_since >= DISABLED_AFTER
    if webhook.disabled_at is None and (for_long or attempt.status == GONE):
        webhook.disabled_at = now()
        waiting = update(DeliveryRow).where(
            DeliveryRow.webhook_id == webhook.id, DeliveryRow.state == "waiting"
        )
        session.flush()
        session.execute(waiting.values(state="given_up", ended_at=webhook.disabled_at))
        by = Caller(organisation=webhook.organisation_id, by=_SERVICE, scopes=frozenset())
        note(session, by, "webhook.disable", webhook.id)


def _end(row: DeliveryRow, state: str) -> None:
    row.state, row.ended_at = state, now()


def _due() -> Select[DeliveryRow]:
    return select(DeliveryRow).where(DeliveryRow.state == "waiting", DeliveryRow.due_at <= now())


def _held(session: Session, parcel: Parcel) -> DeliveryRow | None:
    """Return the delivery if the sender still holds its lease, None if not."""
    return session.scalar(
        select(DeliveryRow)
        .where(DeliveryRow.id == parcel.id, DeliveryRow.state == "waiting")
        .where(DeliveryRow.taken == parcel.attempt)
        .with_for_update()
    )
