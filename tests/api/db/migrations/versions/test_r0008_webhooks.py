"""Revision 0008: webhooks come with what is to be delivered to them, and go with it."""

from sqlalchemy import inspect

from api.db import Database, migrate


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_it_adds_webhooks_and_takes_them_away(empty_url: str) -> None:
    database = Database(empty_url)
    migrate.upgrade(database, "0007")
    before = tables(database)
    migrate.upgrade(database, "0008")
    assert tables(database) - before == {"webhooks", "deliveries"}
    migrate.downgrade(database, "0007")
    assert tables(database) == before
    database.close()


def test_deliveries_go_with_their_webhook(database: Database) -> None:
    (key,) = inspect(database.engine).get_foreign_keys("deliveries")
    assert key["referred_table"] == "webhooks"
    assert key["options"]["ondelete"] == "CASCADE"
