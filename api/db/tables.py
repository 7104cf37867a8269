"""The tables. Everything but an `OrganisationRow` belongs to one organisation."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from api.db.columns import Moment, new_id, now

LOCAL = "local"
"""The organisation that owns what is saved while no key exists."""
PLACES = 30
"""How many may be in a panel unless it says otherwise."""
_NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
_OWNER = "organisations.id"


def _part_of(table: str) -> ForeignKey:
    """Return the key of a row that goes with the one that it names."""
    return ForeignKey(f"{table}.id", ondelete="CASCADE")


class Base(DeclarativeBase):
    """Root of the tables; constraints have names, so that migrations can refer to them."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map = {  # noqa: RUF012 - read by SQLAlchemy
        dict[str, Any]: JSON,
        list[Any]: JSON,
        datetime: Moment,
        bytes: LargeBinary,
    }


class IdentifiedRow(Base):
    """A row with an id that cannot be guessed."""

    __abstract__ = True
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id, sort_order=-1)


class OrganisationRow(IdentifiedRow):
    """An organisation, the owner of all other rows."""

    __tablename__ = "organisations"
    name: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class KeyRow(IdentifiedRow):
    """A bearer key; of its text only the prefix and the SHA-256 are stored."""

    __tablename__ = "keys"
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_OWNER), index=True)
    name: Mapped[str] = mapped_column(String(200))
    prefix: Mapped[str] = mapped_column(String(32), unique=True)
    digest: Mapped[bytes]
    scopes: Mapped[list[Any]]
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]

    @property
    def spoken_of(self) -> str:
        """The name of the key in versions and in the audit log."""
        return f"{self.name} ({self.prefix})"


class BrowserSessionRow(IdentifiedRow):
    """A browser that signed in with a key; of its token only id and SHA-256 are stored."""

    __tablename__ = "browser_sessions"
    key_id: Mapped[str] = mapped_column(_part_of("keys"), index=True)
    digest: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime] = mapped_column(default=now)


class TicketRow(Base):
    """The address of one stream or download without a key; stored with its secret's SHA-256.

    The row is deleted together with the key or the browser session that created it.
    """

    __tablename__ = "tickets"
    digest: Mapped[bytes] = mapped_column(primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_OWNER))
    key_id: Mapped[str | None] = mapped_column(_part_of("keys"))
    session_id: Mapped[str | None] = mapped_column(_part_of("browser_sessions"), index=True)
    target: Mapped[str] = mapped_column(Text)
    is_stream: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]


class AssessmentRow(IdentifiedRow):
    """The current state of an enterprise's self-assessment."""

    __tablename__ = "assessments"
    __table_args__ = (Index("ix_assessments_listed", "organisation_id", "created_at", "id"),)
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_OWNER))
    name: Mapped[str] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)
    results: Mapped[int] = mapped_column(default=0)
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None] = mapped_column(index=True)


class VersionRow(Base):
    """An assessment after one change: who made the change, when and what it was."""

    __tablename__ = "versions"
    assessment_id: Mapped[str] = mapped_column(_part_of("assessments"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    by: Mapped[str] = mapped_column(String(300))
    action: Mapped[str] = mapped_column(String(32))
    changes: Mapped[list[Any]]
    content: Mapped[dict[str, Any]]


class ResultRow(Base):
    """An answer of the engine in codes, with its record, and the engine's version.

    Answers stored before codes were introduced hold sentences, in the language of this row.
    """

    __tablename__ = "results"
    assessment_id: Mapped[str] = mapped_column(_part_of("assessments"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    by: Mapped[str] = mapped_column(String(300))
    engine: Mapped[str] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(2))
    headline: Mapped[dict[str, Any]]
    """What lists tell of the answer, so that they need not read it."""
    answer: Mapped[bytes]
    document: Mapped[bytes | None]
    """What tells the answer, in codes; None until the upgrade from an earlier version made it."""


class ShareRow(IdentifiedRow):
    """A link by which anybody reads one result; only the SHA-256 of its secret is stored."""

    __tablename__ = "shares"
    __table_args__ = (Index("ix_shares_listed", "assessment_id", "created_at", "id"),)
    assessment_id: Mapped[str] = mapped_column(_part_of("assessments"))
    number: Mapped[int]
    digest: Mapped[bytes] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    by: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    opened: Mapped[int] = mapped_column(default=0)
    last_opened_at: Mapped[datetime | None]


class ProfileRow(Base):
    """A weight profile that belongs to an organisation."""

    __tablename__ = "profiles"
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_OWNER), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    weights: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime] = mapped_column(default=now)


class OverlayRow(Base):
    """An organisation's private data above the shipped catalogue, as a workbook."""

    __tablename__ = "overlays"
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_OWNER), primary_key=True)
    content: Mapped[bytes]
    digest: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(300))
    updated_at: Mapped[datetime] = mapped_column(default=now)


class PanelRow(IdentifiedRow):
    """People who judge criteria together; whoever has the invitation may join, or ask to.

    Only the SHA-256 of the invitation is stored; None where nobody can join any more.
    """

    __tablename__ = "panels"
    __table_args__ = (Index("ix_panels_listed", "organisation_id", "created_at", "id"),)
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_OWNER))
    name: Mapped[str] = mapped_column(String(200))
    criteria: Mapped[list[Any]]
    invitation_digest: Mapped[bytes | None] = mapped_column(unique=True)
    approval: Mapped[bool] = mapped_column(default=True)
    places: Mapped[int] = mapped_column(default=PLACES)
    closed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class JudgeRow(Base):
    """A member of a panel, with the digest of the member's own address, and the judgements.

    Of the address, which is the invitation and the token, only the SHA-256 is stored.
    """

    __tablename__ = "judges"
    panel_id: Mapped[str] = mapped_column(_part_of("panels"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    seat_digest: Mapped[bytes] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(String(16))
    judgements: Mapped[list[Any]]
    changes: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class RepeatRow(Base):
    """The response to a POST with an ``Idempotency-Key``, stored for repeated requests."""

    __tablename__ = "repeats"
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_OWNER), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[bytes]
    status: Mapped[int]
    headers: Mapped[dict[str, Any]]
    body: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class EntryRow(Base):
    """An entry of the audit log."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_OWNER), index=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    by: Mapped[str] = mapped_column(String(300))
    action: Mapped[str] = mapped_column(String(64))
    target: Mapped[str] = mapped_column(String(300))


class JobRow(IdentifiedRow):
    """Work beyond the synchronous limits; the runner that holds the lease does the work."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_listed", "organisation_id", "created_at", "id"),
        Index("ix_jobs_queue", "state", "created_at"),
    )
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_OWNER))
    by: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(16), default="queued")
    request: Mapped[bytes]
    result: Mapped[bytes | None]
    problem: Mapped[bytes | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    events: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    deadline: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None] = mapped_column(index=True)


class WebhookRow(IdentifiedRow):
    """An address that is called when a job ends; its secret is stored, since it signs calls."""

    __tablename__ = "webhooks"
    organisation_id: Mapped[str] = mapped_column(ForeignKey(_OWNER), index=True)
    by: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(Text)
    events: Mapped[list[Any]]
    secret: Mapped[str] = mapped_column(String(80))
    origin: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(default=now)
    failing_since: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class DeliveryRow(IdentifiedRow):
    """A message to be delivered to a webhook, and the attempts to deliver it."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_listed", "webhook_id", "created_at", "id"),
        Index("ix_deliveries_due", "state", "due_at"),
    )
    webhook_id: Mapped[str] = mapped_column(_part_of("webhooks"))
    event: Mapped[str] = mapped_column(String(32))
    content: Mapped[bytes]
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    taken: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[list[Any]] = mapped_column(default=list)
    due_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None] = mapped_column(index=True)


class JobEventRow(Base):
    """An event of a job, for the clients that listen to the job."""

    __tablename__ = "job_events"
    job_id: Mapped[str] = mapped_column(_part_of("jobs"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    event: Mapped[str] = mapped_column(String(16))
    data: Mapped[dict[str, Any]]
