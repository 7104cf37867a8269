"""Revision 0005: sessions come and go without touching the keys."""

from sqlalchemy import inspect

from api.db import Database, migrate


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_it_adds_sessions_and_takes_them_away(empty_url: str) -> None:
    database = Database(empty_url)
    migrate.upgrade(database, "0004")
    before = tables(database)
    migrate.upgrade(database, "0005")
    assert tables(database) - before == {"browser_sessions"}
    migrate.downgrade(database, "0004")
    assert tables(database) == before
    database.close()


def test_sessions_go_with_their_key(database: Database) -> None:
    (key,) = inspect(database.engine).get_foreign_keys("browser_sessions")
    assert key["referred_table"] == "keys"
    assert key["options"]["ondelete"] == "CASCADE"
