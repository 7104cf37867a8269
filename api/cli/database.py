"""The database on the command line: upgraded, checked, copied, and its roles created."""

import os
from pathlib import Path

import typer

from api.cli.environment import opened, own_settings
from api.cli.errors import TROUBLE, fail, refusal, writing
from api.cli.inputs import Lang
from api.cli.terminal import Language, announce, word
from api.db import Database, migrate, roles
from api.results import documents

_PASSWORDS = {"OWNER_PASSWORD": roles.OWNER, "SERVICE_PASSWORD": roles.SERVICE}
"""Variables of the environment, and whose passwords they hold."""


def upgrade(*, language: Lang) -> None:
    """Upgrade the schema to the newest revision."""
    with opened(language, current=False) as database:
        before = migrate.current(database)
        documents.upgrade(database, own_settings(language))
        after = migrate.current(database)
        _say("db_current" if before == after else "db_upgraded", language, database, after)


def check(*, language: Lang) -> None:
    """Print the faults of schema and file; exit code 1 if there are any."""
    with opened(language, current=False) as database:
        version, wanted = migrate.current(database), migrate.newest()
        outdated = word("db_outdated", language, found=version or "-", wanted=wanted)
        faults = [*migrate.differences(database)] if version == wanted else [outdated]
        faults += migrate.damage(database)
        if faults:
            raise fail(faults, TROUBLE)
        _say("db_sound", language, database, version)


def backup(file: Path, *, language: Lang) -> None:
    """Copy an SQLite database, whole and consistent, while it is in use."""
    with opened(language, current=False) as database:
        if database.is_sqlite and migrate.current(database) is None:
            wanted = migrate.newest()
            raise refusal("db_outdated", language, TROUBLE, found="-", wanted=wanted)
        with writing(file, language):
            try:
                migrate.backup(database, file)
            except ValueError:
                raise refusal("error_backup_server", language) from None
            except FileExistsError:
                raise refusal("error_backup_exists", language, file=file) from None
    announce("db_copied", language, file=file)


def role(apply: bool = False, *, language: Lang) -> None:
    """Print the statements that create the two roles of PostgreSQL, for psql, or execute them."""
    with opened(language, current=False) as database:
        if database.is_sqlite:
            raise refusal("error_role_file", language)
        if not apply:
            for statement in roles.statements(database.url.database or ""):
                typer.echo(f"{statement};")
            return
        passwords = {role: os.environ.get(name) for name, role in _PASSWORDS.items()}
        roles.apply(database, {role: password for role, password in passwords.items() if password})
    announce("db_roles", language, owner=roles.OWNER, service=roles.SERVICE)


def _say(key: str, language: Language, database: Database, revision: str | None) -> None:
    where = database.url.render_as_string(hide_password=True)
    announce(key, language, where=where, revision=revision)
