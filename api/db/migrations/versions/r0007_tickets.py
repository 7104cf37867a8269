"""Tickets: short-lived addresses of streams and downloads, for browsers, which send no key."""

import sqlalchemy as sa
from alembic import op

from api.db.columns import Moment

revision = "0007"
down_revision = "0006"

_ID = sa.String(32)


def upgrade() -> None:
    """Add tickets."""
    op.create_table(
        "tickets",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("key_id", _ID),
        sa.Column("session_id", _ID),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("is_stream", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("opened_at", Moment(timezone=True)),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_tickets_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["keys.id"], name="fk_tickets_key_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["browser_sessions.id"],
            name="fk_tickets_session_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name="pk_tickets"),
    )
    op.create_index("ix_tickets_session_id", "tickets", ["session_id"])
