"""Revisions that only add tables."""

from contextlib import closing

import pytest
from sqlalchemy import inspect

from api.db import Database, migrate


@pytest.mark.parametrize(
    ("revision", "added"),
    [
        (2, {"jobs", "job_events"}),
        (3, {"panels", "judges"}),
        (5, {"browser_sessions"}),
        (7, {"tickets"}),
        (8, {"webhooks", "deliveries"}),
    ],
)
def test_tables_come(empty_url, revision, added):
    def tables() -> set[str]:
        return set(inspect(database.engine).get_table_names())

    with closing(Database(empty_url)) as database:
        migrate.upgrade(database, f"{revision - 1:04}")
        before = tables()
        migrate.upgrade(database, f"{revision:04}")
        assert tables() - before == added


@pytest.mark.parametrize(
    ("table", "owners"),
    [
        ("job_events", {"jobs": "CASCADE"}),
        ("judges", {"panels": "CASCADE"}),
        ("browser_sessions", {"keys": "CASCADE"}),
        ("tickets", {"organisations": None, "keys": "CASCADE", "browser_sessions": "CASCADE"}),
        ("deliveries", {"webhooks": "CASCADE"}),
    ],
)
def test_rows_go_with_their_owner(database, table, owners):
    keys = inspect(database.engine).get_foreign_keys(table)
    assert {key["referred_table"]: key["options"].get("ondelete") for key in keys} == owners
