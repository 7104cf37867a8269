"""What a command finds around it: settings, or sentences on what is wrong, and the database."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from api.cli.errors import TROUBLE, fail, reporting
from api.cli.terminal import Language, console, word
from mcda.errors import ClusterFailure
from mcda.texts import said_with_remedy
from mcda.texts.spelling import near

if TYPE_CHECKING:
    from api.db import Database
    from api.settings import Settings
    from mcda.robust.cluster import Cluster


_PREFIX = "PARKWISE_"
_NEAR = 0.9


def read_settings(language: Language) -> "Settings":
    """Return the settings, or leave with a sentence for each that cannot be used."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from api.settings import Settings
    from weights.validation import faults_from

    try:
        found = Settings()
    except SettingsError as error:  # a list that is no JSON
        [name] = re.findall(r'field "(\w+)"', str(error))
        detail = word("error_settings_list", language)
        sentences = [word("error_settings", language, setting=_variable(name), detail=detail)]
    except ValidationError as error:
        sentences = [
            word(
                "error_settings",
                language,
                setting=_variable("_".join(map(str, fault.path))),
                detail=fault.say(language),
            )
            for fault in faults_from(error.errors())
        ]
    else:
        _tell_misspelt([_variable(name) for name in Settings.model_fields], language)
        return found
    raise fail(sentences, TROUBLE)


def _tell_misspelt(known: list[str], language: Language) -> None:
    """Warn of variables whose names are nearly those of settings; others may be anybody's."""
    for name in sorted(os.environ):
        if not name.startswith(_PREFIX) or name in known:
            continue
        for meant in near(name, known, most=1, cutoff=_NEAR):
            console(stderr=True).print(word("misspelt", language, name=name, meant=meant))


def _variable(name: str) -> str:
    return _PREFIX + name.upper()


def own_settings(language: Language) -> "Settings":
    """Return the settings for one's own work: of draws and time only limits that were set hold."""
    from mcda.robust.sampling_run import MOST_SAMPLES

    found = read_settings(language)
    without: dict[str, Any] = {"max_samples": MOST_SAMPLES, "analysis_seconds": None}
    own = {name: value for name, value in without.items() if name not in found.model_fields_set}
    return found.model_copy(update=own)


def cluster_at(address: str, settings: "Settings", language: Language) -> "Cluster":
    """Return a cluster; leave with the remedy where others can reach it.

    Parameters
    ----------
    address
        Of its scheduler.
    settings
        With what they say of certificates.
    language
        Of the sentence.
    """
    found = settings.cluster_at(address)
    try:
        found.check()
    except ClusterFailure as error:
        raise fail([said_with_remedy(error.faults[0], language)], TROUBLE) from None
    return found


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
    from api.db.location import url_of

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
