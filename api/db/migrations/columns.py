"""What the columns of many tables are alike in, as revisions make them."""

import sqlalchemy as sa

ID = sa.String(32)
WHO = sa.String(300)


def reference(
    table: str, column: str, to: str, ondelete: str | None = "CASCADE"
) -> sa.ForeignKeyConstraint:
    """Return the constraint that a column names the id of a row of another table."""
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def owner(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    """Return the column that names whose a row is, with its constraint."""
    constraint = reference(table, "organisation_id", "organisations", None)
    return sa.Column("organisation_id", ID, nullable=False), constraint
