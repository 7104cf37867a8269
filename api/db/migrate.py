"""The schema: its versions, whether it is current, and a backup of the whole database."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from api.db.database import Database, make_private
from api.db.driver_errors import coded
from api.db.tables import Base
from api.http.refusals import Unavailable

_LOCK = 7_275_119_031  # any number: PostgreSQL's advisory lock, one migration at a time
_TURN = threading.Lock()  # Alembic keeps the migration that runs in the module's globals


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    folder = str(files("api.db").joinpath("migrations"))
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _changing(database: Database) -> Iterator[Connection]:
    """Yield a connection on which one process at a time changes the schema."""
    with coded(), database.engine.execution_options(writes=True).begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        with _TURN:
            yield connection


def newest() -> str:
    """Return the revision that this version of the code needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(database: Database) -> str | None:
    """Return the revision of the database, None if it has no schema."""
    with coded(), database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, revision: str = "head") -> None:
    """Upgrade the schema; a current schema is left unchanged.

    Raises
    ------
    Unavailable
        The schema is of a newer version than this code.
    """
    with _changing(database) as connection:
        current_revision = MigrationContext.configure(connection).get_current_revision()
        if not is_known(current_revision):
            fields = {"found": current_revision, "wanted": newest(), "retry_after": 10}
            raise Unavailable.at("schema_outdated", **fields)
        command.upgrade(_config(connection), revision)


def is_known(revision: str | None) -> bool:
    """Tell whether this code knows a revision (None: no schema) and can upgrade it."""
    try:
        ScriptDirectory.from_config(_config()).get_revision(revision or "base")
    except CommandError:
        return False
    return True


def differences(database: Database) -> list[str]:
    """Return the differences of schema and tables of the code; empty if the schema is current."""
    with coded(), database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(item) for item in compare_metadata(context, Base.metadata)]


def damage(database: Database, *, quick: bool = False) -> list[str]:
    """Return the damage inside the file: pages, indexes, references. SQLite only."""
    if not database.is_sqlite:
        return []
    try:
        with coded(), database.engine.connect() as connection:
            look = "PRAGMA quick_check" if quick else "PRAGMA integrity_check"
            pages = [row[0] for row in connection.execute(text(look))]
            rows = () if quick else connection.execute(text("PRAGMA foreign_key_check")).all()
    except DatabaseError as error:  # so broken that it cannot even be looked through
        return [str(error.orig)]
    broken = [line for line in pages if line != "ok"]
    return [*broken, *(f"{row[0]}: a row refers to nothing in {row[2]}" for row in rows)]


def backup(database: Database, target: Path) -> None:
    """Copy an SQLite database that may be in use to a new file, whole and consistent.

    Only the file's owner may read the copy, from its creation on, as with the database itself.

    Raises
    ------
    ValueError
        The database is not SQLite; use its own tools for a copy.
    FileExistsError
        The target exists.
    OSError
        The target cannot be written; no part of it is left.
    """
    if not database.is_sqlite or database.url.database is None:
        raise ValueError("only a database in a file can be copied")
    with coded(), database.engine.connect() as opened:
        source: Any = opened.connection.driver_connection
        make_private(target)
        try:
            with closing(sqlite3.connect(target)) as copy:
                source.backup(copy)
        except sqlite3.Error as error:
            target.unlink(missing_ok=True)
            raise OSError(str(error)) from error
