"""Panels and their judges."""

import sqlalchemy as sa
from alembic import op

from api.db.columns import Moment

revision = "0003"
down_revision = "0002"

_ID = sa.String(32)


def upgrade() -> None:
    """Add panels."""
    op.create_table(
        "panels",
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("invitation", sa.String(64), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_panels_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_panels"),
        sa.UniqueConstraint("invitation", name="uq_panels_invitation"),
    )
    op.create_index("ix_panels_listed", "panels", ["organisation_id", "created_at", "id"])
    op.create_table(
        "judges",
        sa.Column("panel_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("judgements", sa.JSON(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panels.id"], name="fk_judges_panel_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("panel_id", "number", name="pk_judges"),
        sa.UniqueConstraint("token", name="uq_judges_token"),
    )
