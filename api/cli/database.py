"""The database on the command line: upgraded, checked, copied, and its roles created."""

import os
from pathlib import Path

import typer

from api.cli.environment import opened, own_settings
from api.cli.errors import BAD_INPUT, TROUBLE, fail, unwritable
from api.cli.terminal import Language, console, word
from api.db import Database, migrate, roles
from api.results import documents

_PASSWORDS = {"OWNER_PASSWORD": roles.OWNER, "SERVICE_PASSWORD": roles.SERVICE}
"""Variables of the environment, and whose passwords they hold."""


def upgrade(language: Language) -> None:
    """Upgrade the schema to the newest revision."""
    with opened(language, current=False) as database:
        before = migrate.current(database)
        documents.upgrade(database, own_settings(language))
        after = migrate.current(database)
        _say("db_current" if before == after else "db_upgraded", language, database, after)


def check(language: Language) -> None:
    """Print the faults of schema and file; exit code 1 if there are any."""
    with opened(language, current=False) as database:
        version, wanted = migrate.current(database), migrate.newest()
        faults = []
        if version != wanted:
            faults.append(word("db_outdated", language, found=version or "-", wanted=wanted))
        else:
            faults.extend(migrate.differences(database))
        faults.extend(migrate.damage(database))
        if faults:
            raise fail(faults, TROUBLE)
        _say("db_sound", language, database, version)


def backup(file: Path, language: Language) -> None:
    """Copy an SQLite database, whole and consistent, while it is in use."""
    with opened(language, current=False) as database:
        if database.is_sqlite and migrate.current(database) is None:
            fault = word("db_outdated", language, found="-", wanted=migrate.newest())
            raise fail([fault], TROUBLE)
        try:
            migrate.backup(database, file)
        except ValueError:
            raise fail([word("error_backup_server", language)], BAD_INPUT) from None
        except FileExistsError:
            raise fail([word("error_backup_exists", language, file=file)], BAD_INPUT) from None
        except OSError as error:
            raise unwritable(file, error, language) from None
    console().print(word("db_copied", language, file=file), soft_wrap=True)


def role(apply: bool, language: Language) -> None:
    """Print the statements that create the two roles of PostgreSQL, for psql, or execute them."""
    with opened(language, current=False) as database:
        if database.is_sqlite:
            raise fail([word("error_role_file", language)], BAD_INPUT)
        if not apply:
            for statement in roles.statements(database.url.database or ""):
                typer.echo(f"{statement};")
            return
        passwords = {role: os.environ.get(name) for name, role in _PASSWORDS.items()}
        roles.apply(database, {role: password for role, password in passwords.items() if password})
    fields = {"owner": roles.OWNER, "service": roles.SERVICE}
    console().print(word("db_roles", language, **fields), soft_wrap=True)


def _say(key: str, language: Language, database: Database, revision: str | None) -> None:
    where = database.url.render_as_string(hide_password=True)
    console().print(word(key, language, where=where, revision=revision), soft_wrap=True)
