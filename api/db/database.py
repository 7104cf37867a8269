"""A database that is opened once: reads, and writes that hold wholly or not at all."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.orm import Session

from api.db.driver_errors import coded

T = TypeVar("T")
SQLITE_WAIT = 5.0
POOL, OVERFLOW, POOL_WAIT, CONNECT_WAIT = 8, 8, 5, 3
_WRITES = "writes"
_NO_CHANGE = {
    True: ("PRAGMA user_version = 1",),
    False: (
        "SET LOCAL lock_timeout = '1s'",
        "UPDATE alembic_version SET version_num = version_num",
    ),
}
"""Statements that write and change nothing, by whether the database is SQLite."""
_PAUSE = 0.02  # seconds
_OWNER_ONLY = 0o600


class Database:
    """Reads and writes, each in a transaction of its own.

    Parameters
    ----------
    url
        ``sqlite:///path`` or ``postgresql+psycopg://...``.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url)
        self.check: Callable[[Session], None] | None = None
        """Looks at what each write is about to save; what it raises keeps all of it from being."""
        self._writing = self.engine.execution_options(**{_WRITES: True})

    def read(self, work: Callable[[Session], T]) -> T:
        """Return what ``work`` finds."""
        with coded(), Session(self.engine, expire_on_commit=False) as session:
            return work(session)

    def write(self, work: Callable[[Session], T]) -> T:
        """Return what ``work`` gives, after everything it wrote is safe on disk.

        SQLite's transaction takes the write lock at its start, so that two writers queue up
        instead of failing midway.
        """
        with coded(), Session(self._writing, expire_on_commit=False) as session, session.begin():
            check = self.check
            if check is not None:
                event.listen(session, "before_flush", lambda saving, *_: check(saving))
            return work(session)

    def ping(self) -> None:
        """Raise `Unavailable` unless the database answers."""
        self.read(lambda session: session.execute(text("SELECT 1")))

    def check_writing(self) -> None:
        """Raise `Unavailable` unless a change of nothing reaches the disk.

        It is committed: SQLite does not touch the disk before. Its statement writes the page of
        the file's head; PostgreSQL writes a row anew though its value stays.
        """

        def work(session: Session) -> None:
            for statement in _NO_CHANGE[self.is_sqlite]:
                session.execute(text(statement))

        self.write(work)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=POOL,
        max_overflow=OVERFLOW,
        pool_timeout=POOL_WAIT,
        connect_args={"timeout": SQLITE_WAIT},
    )

    def connecting(*_: object) -> None:
        path = engine.url.database
        if path and path != ":memory:" and not path.startswith("file:"):
            with suppress(OSError):  # it is there, or will be missed with its reason
                make_private(path)

    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin below, not in the driver
        _to_wal(connection)
        connection.create_function("lower", 1, _lower, deterministic=True)
        for pragma in ("synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    def begun(connection: Any) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "do_connect", connecting)
    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def make_private(path: str | Path) -> None:
    """Make a new file, mode 0600 from its first moment: it holds the work of all organisations.

    Raises
    ------
    FileExistsError
        Something is there, be it a link that leads nowhere.
    OSError
        It cannot be made.
    """
    made = os.open(path, os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    try:
        Path(path).chmod(_OWNER_ONLY)  # what the mask of the process took from the owner
    finally:
        os.close(made)


def _lower(said: object) -> str | None:
    """Return a text in small letters of every script, as PostgreSQL does; SQLite knows ASCII.

    Letter by letter, so that a letter becomes the same wherever in a word it stands.
    """
    return None if said is None else "".join(map(str.lower, str(said)))


def _to_wal(connection: sqlite3.Connection) -> None:
    """Keep a log beside the file; while another switches to it, SQLite fails without waiting."""
    end = time.monotonic() + SQLITE_WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                raise
            time.sleep(_PAUSE)


def _postgresql(url: str) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=POOL,
        max_overflow=OVERFLOW,
        pool_timeout=POOL_WAIT,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_WAIT},
    )
