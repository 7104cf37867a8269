"""The environment of a command: its settings and database, or sentences on errors in them."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from api.cli.errors import TROUBLE, fail, refusal, reporting
from api.cli.terminal import Language, announce, word
from mcda.errors import ClusterFailure
from mcda.texts import said_with_remedy
from mcda.texts.suggestions import near

if TYPE_CHECKING:
    from api.db import Database
    from api.settings import Settings
    from mcda.robust.cluster import Cluster


_PREFIX = "PARKWISE_"
_NEAR = 0.9


def read_settings(language: Language) -> "Settings":
    """Return the settings, or exit with a sentence for each setting that cannot be used."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from api.settings import Settings
    from weights.validation import faults_from

    try:
        settings = Settings()
    except SettingsError as error:  # a list that is no JSON
        detail = word("error_settings_list", language)
        faults = [(name, detail) for name in re.findall(r'field "(\w+)"', str(error))]
    except ValidationError as error:
        listed = faults_from(error.errors())
        faults = [("_".join(map(str, fault.path)), fault.say(language)) for fault in listed]
    else:
        names = [_PREFIX + name.upper() for name in Settings.model_fields]
        # Names that are nearly those of settings; others may be anybody's.
        for name in sorted({name for name in os.environ if name.startswith(_PREFIX)} - {*names}):
            for meant in near(name, names, most=1, cutoff=_NEAR):
                announce("misspelt", language, stderr=True, name=name, meant=meant)
        return settings
    sentences = [
        word("error_settings", language, setting=_PREFIX + name.upper(), detail=detail)
        for name, detail in faults
    ]
    raise fail(sentences, TROUBLE)


def own_settings(language: Language) -> "Settings":
    """Return the settings for one's own work: limits of draws and time hold only if set."""
    from mcda.robust.sampling_run import MOST_SAMPLES

    settings = read_settings(language)
    without: dict[str, Any] = {"max_samples": MOST_SAMPLES, "analysis_seconds": None}
    own = {name: value for name, value in without.items() if name not in settings.model_fields_set}
    return settings.model_copy(update=own)


def cluster_at(address: str, settings: "Settings", language: Language) -> "Cluster":
    """Return a cluster; exit with the remedy if others can reach the cluster."""
    cluster = settings.cluster_at(address)
    try:
        cluster.check()
    except ClusterFailure as error:
        raise fail([said_with_remedy(error.faults[0], language)], TROUBLE) from None
    return cluster


@contextmanager
def opened(language: Language, *, current: bool = True) -> "Iterator[Database]":
    """Yield the database, and close it; its errors exit with a sentence.

    `current` says whether the schema must be that of this version; it is upgraded if settings
    allow.
    """
    import sqlite3

    from sqlalchemy.exc import DBAPIError

    from api.db import Database, migrate
    from api.db.location import url_of
    from api.http.refusals import Unavailable

    settings = read_settings(language)
    try:
        database = Database(url_of(settings.database))
    except (OSError, ModuleNotFoundError) as error:
        raise refusal("error_database", language, TROUBLE, reason=error) from None
    try:
        with reporting(language):
            try:
                if current and settings.migrate:
                    migrate.upgrade(database)
                yield database
            except Unavailable as error:
                # The operator reads the driver's message, which callers of the service never see.
                if error.code == "database_unavailable" and error.__cause__ is not None:
                    raise error.__cause__ from None
                raise
    except (DBAPIError, sqlite3.DatabaseError) as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        cause = " ".join(str(reason).split()).rstrip(".")
        raise refusal("error_database", language, TROUBLE, reason=cause) from None
    finally:
        database.close()
