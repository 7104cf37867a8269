"""Commands in groups: private data, keys, methods, weightings, and the database of saved work."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.access.caller import Scope
from api.cli import options
from api.cli.terminal import helped, spoken
from api.cli.usage import App

Format = Literal["csv", "xlsx"]
Prefix = Annotated[str, typer.Argument(metavar="PREFIX", help=helped("prefix"))]
catalogue = App(help=helped("catalogue"), no_args_is_help=True)
keys = App(help=helped("keys"), no_args_is_help=True)
methods = App(help=helped("methods"), invoke_without_command=True)
weightings = App(help=helped("kinds"), invoke_without_command=True)
db = App(help=helped("db"), no_args_is_help=True)


@catalogue.command("export", help=helped("export"))
def catalogue_export(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=helped("export_path"))],
    form: Annotated[Format | None, typer.Option("--format", help=helped("export_format"))] = None,
    with_shipped: Annotated[
        bool, typer.Option("--with-shipped", help=helped("with_shipped"))
    ] = False,
    lang: options.Lang = None,
) -> None:
    """Write a template and what the present private data hold."""
    from api.cli.overlay import export_template

    export_template(path, form, with_shipped, lang or spoken())


@catalogue.command("check", help=helped("check"))
def catalogue_check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=helped("check_path"))],
    lang: options.Lang = None,
) -> None:
    """Check private data."""
    from api.cli.overlay import check_data

    check_data(path, lang or spoken())


@catalogue.command("import", help=helped("import"))
def catalogue_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=helped("check_path"))],
    into: Annotated[Path, typer.Option(metavar="FOLDER", help=helped("into"))],
    replace: Annotated[bool, typer.Option("--replace", help=helped("replace"))] = False,
    lang: options.Lang = None,
) -> None:
    """Add rows to a folder of private data."""
    from api.cli.overlay import import_data

    import_data(file, into, replace, lang or spoken())


@keys.command("create", help=helped("keys_create"))
def keys_create(
    org: Annotated[str, typer.Option(metavar="NAME", help=helped("org"))],
    name: Annotated[str, typer.Option(metavar="TEXT", help=helped("key_name"))] = "key",
    scope: Annotated[Scope | None, typer.Option(help=helped("scope"))] = None,
    days: Annotated[int | None, typer.Option(min=1, max=3650, help=helped("days"))] = None,
    lang: options.Lang = None,
) -> None:
    """Make a key and print it."""
    from api.cli import keys as service

    service.create(org, name, scope, days, lang or spoken())


@keys.command("list", help=helped("keys_list"))
def keys_list(
    as_csv: options.ListCsv = False, as_json: options.ListJson = False, lang: options.Lang = None
) -> None:
    """List all keys."""
    from api.cli import keys as service
    from api.cli.errors import form_of

    language = lang or spoken()
    service.write_keys(language, form_of(language, as_csv, as_json))


@keys.command("rotate", help=helped("keys_rotate"))
def keys_rotate(
    prefix: Prefix,
    grace_hours: Annotated[int, typer.Option(min=0, max=168, help=helped("grace"))] = 0,
    lang: options.Lang = None,
) -> None:
    """Replace a key."""
    from api.cli import keys as service

    service.rotate(prefix, grace_hours, lang or spoken())


@keys.command("revoke", help=helped("keys_revoke"))
def keys_revoke(prefix: Prefix, lang: options.Lang = None) -> None:
    """End a key."""
    from api.cli import keys as service

    service.revoke(prefix, lang or spoken())


@methods.callback()
def methods_list(
    context: typer.Context,
    as_csv: options.ListCsv = False,
    as_json: options.ListJson = False,
    lang: options.Lang = None,
) -> None:
    """List the ranking methods, or run a command on them."""
    if context.invoked_subcommand is None:
        from api.cli.errors import form_of
        from api.cli.lists import write_methods

        language = lang or spoken()
        write_methods(language, form_of(language, as_csv, as_json))


@methods.command("check", help=helped("methods_check"))
def methods_check(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help=helped("method_checked"))
    ] = None,
    cases: Annotated[int, typer.Option(min=1, max=100_000, help=helped("cases"))] = 100,
    lang: options.Lang = None,
) -> None:
    """Put methods to the whole suite of laws."""
    from api.cli import lists

    lists.check_methods(name, cases, lang or spoken())


@weightings.callback()
def weightings_list(
    context: typer.Context,
    as_csv: options.ListCsv = False,
    as_json: options.ListJson = False,
    lang: options.Lang = None,
) -> None:
    """List the kinds of statements, or run a command on them."""
    if context.invoked_subcommand is None:
        from api.cli.errors import form_of
        from api.cli.lists import write_weightings

        language = lang or spoken()
        write_weightings(language, form_of(language, as_csv, as_json))


@weightings.command("check", help=helped("kinds_check"))
def weightings_check(lang: options.Lang = None) -> None:
    """Put every kind to the entrance examination."""
    from api.cli.lists import check_weightings

    check_weightings(lang or spoken())


@db.command("upgrade", help=helped("db_upgrade"))
def db_upgrade(lang: options.Lang = None) -> None:
    """Bring the schema up to date."""
    from api.cli import database

    database.upgrade(lang or spoken())


@db.command("check", help=helped("db_check"))
def db_check(lang: options.Lang = None) -> None:
    """Check schema and data."""
    from api.cli import database

    database.check(lang or spoken())


@db.command("backup", help=helped("db_backup"))
def db_backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=helped("db_backup_file"))],
    lang: options.Lang = None,
) -> None:
    """Copy the database while it is in use."""
    from api.cli import database

    database.backup(file, lang or spoken())


@db.command("role", help=helped("db_role"))
def db_role(
    apply: Annotated[bool, typer.Option("--apply", help=helped("db_role_apply"))] = False,
    lang: options.Lang = None,
) -> None:
    """Tell or make the roles of PostgreSQL."""
    from api.cli import database

    database.role(apply, lang or spoken())
