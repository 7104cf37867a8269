"""The schema: its versions, whether it is current, and a copy of the whole database."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from api.db.database import Database
from api.db.failures import coded
from api.db.tables import Base

_LOCK = 7_275_119_031  # any number: PostgreSQL's advisory lock, one migration at a time


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("api.db").joinpath("migrations")))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _changing(database: Database) -> Iterator[Connection]:
    """Yield a connection on which one process at a time changes the schema."""
    with coded(), database.engine.execution_options(writes=True).begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        yield connection


def newest() -> str:
    """Return the revision that this version of the code needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(database: Database) -> str | None:
    """Return the revision that the database has, None where it has no schema."""
    with coded(), database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema up; where it is current nothing happens."""
    with _changing(database) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to a revision."""
    with _changing(database) as connection:
        command.downgrade(_config(connection), revision)


def differences(database: Database) -> list[str]:
    """Return how the schema differs from the tables of the code; empty where it is current."""
    with coded(), database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(item) for item in compare_metadata(context, Base.metadata)]


def damage(database: Database) -> list[str]:
    """Return what is broken inside the file: pages, indexes, references. SQLite only."""
    if not database.is_sqlite:
        return []
    with coded(), database.engine.connect() as connection:
        pages = [row[0] for row in connection.execute(text("PRAGMA integrity_check"))]
        references = connection.execute(text("PRAGMA foreign_key_check")).all()
    broken = [line for line in pages if line != "ok"]
    return [*broken, *(f"{row[0]}: a row refers to nothing in {row[2]}" for row in references)]


def backup(database: Database, target: Path) -> None:
    """Copy an SQLite database that may be in use to a new file, whole and consistent.

    Raises
    ------
    ValueError
        The database is not SQLite; its own tools copy it.
    FileExistsError
        The target exists.
    """
    if not database.is_sqlite or database.url.database is None:
        raise ValueError("only a database in a file can be copied")
    if target.exists():
        raise FileExistsError(target)
    with (
        closing(sqlite3.connect(database.url.database)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
