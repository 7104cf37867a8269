"""Migrations run on the connection that is handed over, and on no other."""

from contextlib import closing

import pytest
from alembic import command
from sqlalchemy import inspect

from api.db import Database, migrate


def test_they_run_inside_the_transaction_of_the_connection(empty_url: str) -> None:
    with closing(Database(empty_url)) as database:

        def fail_at_the_end() -> None:
            with migrate._changing(database) as connection:
                command.upgrade(migrate._config(connection), "head")
                assert inspect(connection).has_table("jobs")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail_at_the_end()
        assert not inspect(database.engine).has_table("jobs")
        assert migrate.current(database) is None


def test_without_a_connection_they_do_not_run() -> None:
    with pytest.raises(Exception, match=r"[Cc]onnection|url|'NoneType'"):
        command.upgrade(migrate._config(), "head")
