"""A document beside every answer; `api.results.documents.upgrade` makes missing ones."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; null stands for a document that is still to be made."""
    op.add_column("results", sa.Column("document", sa.LargeBinary, nullable=True))
