"""Digests in the place of panels' secrets; new judges wait for admission, up to a maximum."""

import hashlib
import secrets
from collections import Counter
from typing import Any

import sqlalchemy as sa
from alembic import op

from api.db.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PLACES = 30
_ID = sa.String(32)
_TOKEN_BYTES = 18
Rows = list[dict[str, Any]]


def upgrade() -> None:
    """Keep all panels with their answers; links that were sent remain valid."""
    panels, judges = _rows(_old_panels()), _rows(_old_judges())
    invitations = {row["id"]: row["invitation"] for row in panels}
    present = Counter(row["panel_id"] for row in judges)
    _replace(
        (_new_panels(), _new_judges()),
        [
            {
                **_without(row, "invitation"),
                "invitation_digest": _digest(row["invitation"]),
                "approval": True,
                "places": max(PLACES, present[row["id"]]),
            }
            for row in panels
        ],
        [
            {
                **_without(row, "token"),
                "seat_digest": _digest(f"{invitations[row['panel_id']]}/{row['token']}"),
                "state": "admitted",
            }
            for row in judges
        ],
    )


def downgrade() -> None:
    """Keep panels and their admitted judges, with new links: the old ones are not known."""
    panels, judges = _rows(_new_panels()), _rows(_new_judges())
    _replace(
        (_old_panels(), _old_judges()),
        [
            {
                **_without(row, "invitation_digest", "approval", "places"),
                "invitation": secrets.token_urlsafe(_TOKEN_BYTES),
            }
            for row in panels
        ],
        [
            {
                **_without(row, "seat_digest", "state"),
                "token": secrets.token_urlsafe(_TOKEN_BYTES),
            }
            for row in judges
            if row["state"] == "admitted"
        ],
    )


def _replace(tables: tuple[sa.Table, sa.Table], panels: Rows, judges: Rows) -> None:
    """Recreate both tables: SQLite drops no unique column, and judges go with a dropped panel."""
    op.drop_table("judges")
    op.drop_table("panels")
    for table, rows in zip(tables, (panels, judges), strict=True):
        table.create(op.get_bind())
        op.bulk_insert(table, rows)


def _rows(table: sa.Table) -> Rows:
    return [row._asdict() for row in op.get_bind().execute(sa.select(table))]


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _old_panels() -> sa.Table:
    return _panels(sa.Column("invitation", sa.String(64), nullable=False))


def _new_panels() -> sa.Table:
    return _panels(
        sa.Column("invitation_digest", sa.LargeBinary(), nullable=True),
        sa.Column("approval", sa.Boolean(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
    )


def _old_judges() -> sa.Table:
    return _judges(sa.Column("token", sa.String(64), nullable=False))


def _new_judges() -> sa.Table:
    return _judges(
        sa.Column("seat_digest", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
    )


def _panels(secret: sa.Column[Any], *more: sa.Column[Any]) -> sa.Table:
    """Return the table of panels, with its unique secret and further columns."""
    return sa.Table(
        "panels",
        _beside("organisations"),
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        secret,
        *more,
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_panels_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_panels"),
        sa.UniqueConstraint(secret.name, name=f"uq_panels_{secret.name}"),
        sa.Index("ix_panels_listed", "organisation_id", "created_at", "id"),
    )


def _judges(secret: sa.Column[Any], *more: sa.Column[Any]) -> sa.Table:
    return sa.Table(
        "judges",
        _beside("panels"),
        sa.Column("panel_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        secret,
        *more,
        sa.Column("judgements", sa.JSON(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panels.id"], name="fk_judges_panel_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("panel_id", "number", name="pk_judges"),
        sa.UniqueConstraint(secret.name, name=f"uq_judges_{secret.name}"),
    )


def _beside(referred: str) -> sa.MetaData:
    """Return metadata with a table that others refer to, reduced to its id."""
    found = sa.MetaData()
    sa.Table(referred, found, sa.Column("id", _ID, primary_key=True))
    return found
