"""Jobs and their events."""

import sqlalchemy as sa
from alembic import op

from api.db.columns import Moment
from api.db.migrations.columns import ID, owner, reference

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables of the queue."""
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        *owner("jobs"),
        sa.Column("by", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("problem", sa.LargeBinary(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(64), nullable=True),
        sa.Column("lease_until", Moment(timezone=True), nullable=True),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("deadline", Moment(timezone=True), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("started_at", Moment(timezone=True), nullable=True),
        sa.Column("finished_at", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_listed", "jobs", ["organisation_id", "created_at", "id"])
    op.create_index("ix_jobs_queue", "jobs", ["state", "created_at"])
    op.create_table(
        "job_events",
        sa.Column("job_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        reference("job_events", "job_id", "jobs"),
        sa.PrimaryKeyConstraint("job_id", "number", name="pk_job_events"),
    )
