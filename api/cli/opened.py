"""The database of the settings, opened for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.cli.environment import read_settings
from api.cli.failing import TROUBLE, fail, reporting
from api.cli.words import Language, word

if TYPE_CHECKING:
    from api.db import Database


@contextmanager
def opened(language: Language, *, current: bool = True) -> "Iterator[Database]":
    """Give the database, and let go of it; its errors leave with a sentence.

    Parameters
    ----------
    language
        Of messages.
    current
        Whether the schema must be that of this version; it is brought up where settings allow.
    """
    import sqlite3

    from sqlalchemy.exc import DBAPIError

    from api.db import Database, migrate
    from api.db.place import url_of

    settings = read_settings(language)
    try:
        database = Database(url_of(settings.database))
    except (OSError, ModuleNotFoundError) as error:
        raise fail([word("error_database", language, reason=error)], TROUBLE) from None
    try:
        with reporting(language, as_json=False), _with_cause():
            if current and settings.migrate:
                migrate.upgrade(database)
            yield database
    except (DBAPIError, sqlite3.DatabaseError) as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        said = " ".join(str(reason).split()).rstrip(".")
        raise fail([word("error_database", language, reason=said)], TROUBLE) from None
    finally:
        database.close()


@contextmanager
def _with_cause() -> "Iterator[None]":
    """Let who runs the service see what the driver says, which callers of the service never do."""
    from api.refusals import Unavailable

    try:
        yield
    except Unavailable as error:
        if error.code != "database_unavailable" or error.__cause__ is None:
            raise
        raise error.__cause__ from None
