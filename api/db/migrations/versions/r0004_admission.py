"""Digests in the place of panels' secrets; new judges wait for admission, up to a maximum."""

import hashlib
from collections import Counter
from typing import Any

import sqlalchemy as sa
from alembic import op

from api.db.columns import Moment
from api.db.migrations.columns import ID, owner, reference

revision = "0004"
down_revision = "0003"

PLACES = 30


def upgrade() -> None:
    """Keep all panels with their answers; links that were sent remain valid.

    Both tables are made anew: SQLite drops no unique column, and judges go with a dropped panel.
    """
    panels = _rows(_panels(sa.Column("invitation", sa.String(64), nullable=False)))
    judges = _rows(_judges(sa.Column("token", sa.String(64), nullable=False)))
    invitations = {row["id"]: row["invitation"] for row in panels}
    present = Counter(row["panel_id"] for row in judges)
    op.drop_table("judges")
    op.drop_table("panels")
    new_panels = _panels(
        sa.Column("invitation_digest", sa.LargeBinary(), nullable=True),
        sa.Column("approval", sa.Boolean(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
    )
    new_panels.create(op.get_bind())
    op.bulk_insert(
        new_panels,
        [
            {
                **_without(row, "invitation"),
                "invitation_digest": _digest(row["invitation"]),
                "approval": True,
                "places": max(PLACES, present[row["id"]]),
            }
            for row in panels
        ],
    )
    new_judges = _judges(
        sa.Column("seat_digest", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
    )
    new_judges.create(op.get_bind())
    op.bulk_insert(
        new_judges,
        [
            {
                **_without(row, "token"),
                "seat_digest": _digest(f"{invitations[row['panel_id']]}/{row['token']}"),
                "state": "admitted",
            }
            for row in judges
        ],
    )


def _rows(table: sa.Table) -> list[dict[str, Any]]:
    return [row._asdict() for row in op.get_bind().execute(sa.select(table))]


def _without(row: dict[str, Any], secret: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != secret}


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _panels(secret: sa.Column[Any], *more: sa.Column[Any]) -> sa.Table:
    """Return the table of panels, with its unique secret and further columns."""
    return sa.Table(
        "panels",
        _beside("organisations"),
        sa.Column("id", ID, nullable=False),
        *owner("panels"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        secret,
        *more,
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_panels"),
        sa.UniqueConstraint(secret.name, name=f"uq_panels_{secret.name}"),
        sa.Index("ix_panels_listed", "organisation_id", "created_at", "id"),
    )


def _judges(secret: sa.Column[Any], *more: sa.Column[Any]) -> sa.Table:
    return sa.Table(
        "judges",
        _beside("panels"),
        sa.Column("panel_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        secret,
        *more,
        sa.Column("judgements", sa.JSON(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        reference("judges", "panel_id", "panels"),
        sa.PrimaryKeyConstraint("panel_id", "number", name="pk_judges"),
        sa.UniqueConstraint(secret.name, name=f"uq_judges_{secret.name}"),
    )


def _beside(referred: str) -> sa.MetaData:
    """Return metadata with a table that others refer to, reduced to its id."""
    found = sa.MetaData()
    sa.Table(referred, found, sa.Column("id", ID, primary_key=True))
    return found
