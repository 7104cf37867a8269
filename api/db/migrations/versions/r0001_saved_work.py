"""Organisations with keys, and their assessments with versions and results."""

import sqlalchemy as sa
from alembic import op

from api.db.columns import Moment, now
from api.db.migrations.columns import ID, WHO, owner, reference

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables, and the organisation that owns work saved without a key."""
    organisations = op.create_table(
        "organisations",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
        sa.UniqueConstraint("name", name="uq_organisations_name"),
    )
    op.bulk_insert(organisations, [{"id": "local", "name": "local", "created_at": now()}])
    _keys()
    _assessments()
    _history()
    _own_data()
    _protocols()


def _keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", ID, nullable=False),
        *owner("keys"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("prefix", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=True),
        sa.Column("revoked_at", Moment(timezone=True), nullable=True),
        sa.Column("last_used_at", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.UniqueConstraint("prefix", name="uq_keys_prefix"),
    )
    op.create_index("ix_keys_organisation_id", "keys", ["organisation_id"])


def _assessments() -> None:
    op.create_table(
        "assessments",
        sa.Column("id", ID, nullable=False),
        *owner("assessments"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("results", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        sa.Column("deleted_at", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
    )
    op.create_index("ix_assessments_deleted_at", "assessments", ["deleted_at"])
    listed = ["organisation_id", "created_at", "id"]
    op.create_index("ix_assessments_listed", "assessments", listed)


def _part(table: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by", WHO, nullable=False),
        *columns,
        reference(table, "assessment_id", "assessments"),
        sa.PrimaryKeyConstraint("assessment_id", "number", name=f"pk_{table}"),
    )


def _history() -> None:
    _part(
        "versions",
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )
    _part(
        "results",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
    )


def _own_data() -> None:
    op.create_table(
        "profiles",
        *owner("profiles"),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_profiles"),
    )
    op.create_table(
        "overlays",
        *owner("overlays"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("by", WHO, nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_overlays"),
    )


def _protocols() -> None:
    op.create_table(
        "repeats",
        *owner("repeats"),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "key", name="pk_repeats"),
    )
    op.create_index("ix_repeats_created_at", "repeats", ["created_at"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        *owner("audit"),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by", WHO, nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("target", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_organisation_id", "audit", ["organisation_id"])
