"""Indexes that find rows past their retention."""

from alembic import op

revision = "0011"
down_revision = "0010"

_MOMENTS = {
    "versions": "at",
    "results": "at",
    "audit": "at",
    "jobs": "finished_at",
    "shares": "expires_at",
    "deliveries": "ended_at",
}


def upgrade() -> None:
    """Add an index on each moment."""
    for table, moment in _MOMENTS.items():
        op.create_index(f"ix_{table}_{moment}", table, [moment])
