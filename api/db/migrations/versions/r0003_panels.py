"""Panels and their judges."""

import sqlalchemy as sa
from alembic import op

from api.db.columns import Moment
from api.db.migrations.columns import ID, owner, reference

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add panels."""
    op.create_table(
        "panels",
        sa.Column("id", ID, nullable=False),
        *owner("panels"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("invitation", sa.String(64), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_panels"),
        sa.UniqueConstraint("invitation", name="uq_panels_invitation"),
    )
    op.create_index("ix_panels_listed", "panels", ["organisation_id", "created_at", "id"])
    op.create_table(
        "judges",
        sa.Column("panel_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("judgements", sa.JSON(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        reference("judges", "panel_id", "panels"),
        sa.PrimaryKeyConstraint("panel_id", "number", name="pk_judges"),
        sa.UniqueConstraint("token", name="uq_judges_token"),
    )
