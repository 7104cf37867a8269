"""Revision 0007: tickets come and go without touching what they were made by."""

from sqlalchemy import inspect

from api.db import Database, migrate


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_it_adds_tickets_and_takes_them_away(empty_url: str) -> None:
    database = Database(empty_url)
    migrate.upgrade(database, "0006")
    before = tables(database)
    migrate.upgrade(database, "0007")
    assert tables(database) - before == {"tickets"}
    migrate.downgrade(database, "0006")
    assert tables(database) == before
    database.close()


def test_tickets_go_with_their_key_and_session(database: Database) -> None:
    keys = {
        key["referred_table"]: key["options"].get("ondelete")
        for key in inspect(database.engine).get_foreign_keys("tickets")
    }
    assert keys == {"organisations": None, "keys": "CASCADE", "browser_sessions": "CASCADE"}
