"""Revision 0001: organisations, keys, assessments, and what else is saved."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import inspect, select

from api.db import Database, migrate
from api.db.tables import OrganisationRow

TABLES = {
    *("organisations", "keys", "assessments", "versions", "results"),
    *("profiles", "overlays", "repeats", "audit"),
}


@pytest.fixture
def first(empty_url: str) -> Iterator[Database]:
    with closing(Database(empty_url)) as database:
        migrate.upgrade(database, "0001")
        yield database


def test_it_makes_its_tables(first: Database) -> None:
    assert set(inspect(first.engine).get_table_names()) == {*TABLES, "alembic_version"}


def test_it_makes_the_organisation_of_this_machine(first: Database) -> None:
    found = first.read(lambda s: s.scalars(select(OrganisationRow)).all())
    assert [(row.id, row.name) for row in found] == [("local", "local")]
    assert found[0].created_at.tzinfo is not None


def test_parts_of_an_assessment_go_with_it(first: Database) -> None:
    for table in ("versions", "results"):
        (key,) = inspect(first.engine).get_foreign_keys(table)
        assert key["options"]["ondelete"] == "CASCADE"
