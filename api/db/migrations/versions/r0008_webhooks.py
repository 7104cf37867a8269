"""Webhooks, and the deliveries to them."""

import sqlalchemy as sa
from alembic import op

from api.db.columns import Moment
from api.db.migrations.columns import ID, owner, reference

revision = "0008"
down_revision = "0007"

_MOMENT = Moment(timezone=True)


def upgrade() -> None:
    """Add webhooks and deliveries."""
    op.create_table(
        "webhooks",
        sa.Column("id", ID, nullable=False),
        *owner("webhooks"),
        sa.Column("by", sa.String(300), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("secret", sa.String(80), nullable=False),
        sa.Column("origin", sa.String(300), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("failing_since", _MOMENT),
        sa.Column("disabled_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
    )
    op.create_index("ix_webhooks_organisation_id", "webhooks", ["organisation_id"])
    op.create_table(
        "deliveries",
        sa.Column("id", ID, nullable=False),
        sa.Column("webhook_id", ID, nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.JSON(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
        reference("deliveries", "webhook_id", "webhooks"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_listed", "deliveries", ["webhook_id", "created_at", "id"])
    op.create_index("ix_deliveries_due", "deliveries", ["state", "due_at"])
