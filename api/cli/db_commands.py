"""``parkwise db``: the database of saved work."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import options
from api.cli.terminal import helped, spoken
from api.cli.usage import App

app = App(help=helped("db"), no_args_is_help=True)


@app.command(help=helped("db_upgrade"))
def upgrade(lang: options.Lang = None) -> None:
    """Bring the schema up to date."""
    from api.cli import database

    database.upgrade(lang or spoken())


@app.command(help=helped("db_check"))
def check(lang: options.Lang = None) -> None:
    """Check schema and data."""
    from api.cli import database

    database.check(lang or spoken())


@app.command(help=helped("db_backup"))
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=helped("db_backup_file"))],
    lang: options.Lang = None,
) -> None:
    """Copy the database while it is in use."""
    from api.cli import database

    database.backup(file, lang or spoken())


@app.command(help=helped("db_role"))
def role(
    apply: Annotated[bool, typer.Option("--apply", help=helped("db_role_apply"))] = False,
    lang: options.Lang = None,
) -> None:
    """Tell or make the roles of PostgreSQL."""
    from api.cli import database

    database.role(apply, lang or spoken())
