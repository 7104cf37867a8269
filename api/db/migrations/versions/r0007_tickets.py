"""Tickets: short-lived addresses of streams and downloads, for browsers, which send no key."""

import sqlalchemy as sa
from alembic import op

from api.db.columns import Moment
from api.db.migrations.columns import ID, owner, reference

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add tickets."""
    op.create_table(
        "tickets",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        *owner("tickets"),
        sa.Column("key_id", ID),
        sa.Column("session_id", ID),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("is_stream", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("opened_at", Moment(timezone=True)),
        reference("tickets", "key_id", "keys"),
        reference("tickets", "session_id", "browser_sessions"),
        sa.PrimaryKeyConstraint("digest", name="pk_tickets"),
    )
    op.create_index("ix_tickets_session_id", "tickets", ["session_id"])
