"""Revision 0011: what runs out is found by its moment."""

from contextlib import closing

from sqlalchemy import inspect

from api.db import Database, migrate

NAMES = {"versions": "at", "results": "at", "audit": "at"}
NAMES |= {"jobs": "finished_at", "shares": "expires_at", "deliveries": "ended_at"}


def test_indexes_come(empty_url: str) -> None:
    with closing(Database(empty_url)) as database:

        def there() -> set[str]:
            found = inspect(database.engine)
            return {one["name"] or "" for table in NAMES for one in found.get_indexes(table)}

        wanted = {f"ix_{table}_{moment}" for table, moment in NAMES.items()}
        migrate.upgrade(database, "0010")
        assert not wanted & there()
        migrate.upgrade(database, "0011")
        assert wanted <= there()
