"""A database that is opened once, with reads and atomic writes."""

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
    """Reads and writes of ``sqlite:///path`` or ``postgresql+psycopg://...``, in transactions."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.engine = _sqlite(url)
        else:
            waits = {"connect_timeout": CONNECT_WAIT}
            self.engine = _pooled(url, pool_pre_ping=True, connect_args=waits)
        self.check: Callable[[Session], None] | None = None
        """Looks at what each write is about to save; what it raises keeps all of it from being."""
        self._writing = self.engine.execution_options(**{_WRITES: True})

    def read(self, work: Callable[[Session], T]) -> T:
        """Return the result of ``work`` in a reading session."""
        with coded(), Session(self.engine, expire_on_commit=False) as session:
            return work(session)

    def write(self, work: Callable[[Session], T]) -> T:
        """Return the result of ``work``, after everything that it wrote is safe on disk.

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
        """Raise `Unavailable` unless a write without a change reaches the disk.

        The write is committed, since SQLite does not touch the disk before. For SQLite the
        statement writes the page of the file's head; PostgreSQL rewrites a row with the same value.
        """

        def work(session: Session) -> None:
            for statement in _NO_CHANGE[self.is_sqlite]:
                session.execute(text(statement))

        self.write(work)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _pooled(url: str, **options: Any) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=POOL,
        max_overflow=OVERFLOW,
        pool_timeout=POOL_WAIT,
        **options,
    )


def _sqlite(url: str) -> Engine:
    engine = _pooled(url, connect_args={"timeout": SQLITE_WAIT})

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
    """Create a file with mode 0600 from the start: it will hold the work of all organisations.

    Raises
    ------
    FileExistsError
        The path exists, possibly as a broken link.
    OSError
        The file cannot be created.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    try:
        Path(path).chmod(_OWNER_ONLY)  # what the mask of the process took from the owner
    finally:
        os.close(descriptor)


def _lower(said: object) -> str | None:
    """Return a text in lower case for every script, as PostgreSQL does; SQLite's own is for ASCII.

    Each letter is converted alone, so that its position in a word makes no difference.
    """
    return None if said is None else "".join(map(str.lower, str(said)))


def _to_wal(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; retries, since SQLite fails while another one switches."""
    end = time.monotonic() + SQLITE_WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                raise
            time.sleep(_PAUSE)
