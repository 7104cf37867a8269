"""Errors of database drivers, converted to coded errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from api.http.refusals import StorageFull, Unavailable
from mcda.errors import Fault

RETRY_AFTER = 2
_FULL = ("database or disk is full", "no space left", "could not extend file", "disk quota")
_READ_ONLY = ("readonly database", "read-only transaction", "attempt to write a readonly")
_BUSY = ("database is locked", "database table is locked", "deadlock detected", "lock timeout")


def _says(error: DBAPIError, words: tuple[str, ...]) -> bool:
    message = str(error.orig).lower()
    return any(word in message for word in words)


@contextmanager
def coded() -> Iterator[None]:
    """Convert failures of the database to errors on which a caller can act.

    Raises
    ------
    StorageFull
        The disk is full.
    Unavailable
        The database cannot be reached, is busy, or is read-only.
    """
    try:
        yield
    except exc.TimeoutError as error:
        raise Unavailable([Fault("database_busy", (), {"retry_after": RETRY_AFTER})]) from error
    except DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorcode", None)
        if code is not None and code & 0xFF == sqlite3.SQLITE_ERROR:
            raise  # SQLite refused the statement itself: it calls that operational too
        fields = {"retry_after": RETRY_AFTER}
        if _says(error, _FULL):
            raise StorageFull([Fault("storage_full", (), {"retry_after": 60})]) from error
        if _says(error, _READ_ONLY):
            raise Unavailable([Fault("storage_read_only", (), {"retry_after": 60})]) from error
        if _says(error, _BUSY):
            raise Unavailable([Fault("database_busy", (), fields)]) from error
        if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
            raise Unavailable([Fault("database_unavailable", (), fields)]) from error
        raise
