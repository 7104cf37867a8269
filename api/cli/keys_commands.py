"""``parkwise keys``: who may use the service."""

from typing import Annotated

import typer

from api.access.caller import Scope
from api.cli import options
from api.cli.terminal import helped, spoken
from api.cli.usage import App

app = App(help=helped("keys"), no_args_is_help=True)
Prefix = Annotated[str, typer.Argument(metavar="PREFIX", help=helped("prefix"))]


@app.command(help=helped("keys_create"))
def create(
    org: Annotated[str, typer.Option(metavar="NAME", help=helped("org"))],
    name: Annotated[str, typer.Option(metavar="TEXT", help=helped("key_name"))] = "key",
    scope: Annotated[Scope | None, typer.Option(help=helped("scope"))] = None,
    days: Annotated[int | None, typer.Option(min=1, max=3650, help=helped("days"))] = None,
    lang: options.Lang = None,
) -> None:
    """Make a key and print it."""
    from api.cli import keys

    keys.create(org, name, scope, days, lang or spoken())


@app.command("list", help=helped("keys_list"))
def list_(
    as_csv: options.ListCsv = False, as_json: options.ListJson = False, lang: options.Lang = None
) -> None:
    """List all keys."""
    from api.cli import keys
    from api.cli.errors import form_of

    language = lang or spoken()
    keys.write_keys(language, form_of(language, as_csv, as_json))


@app.command(help=helped("keys_rotate"))
def rotate(
    prefix: Prefix,
    grace_hours: Annotated[int, typer.Option(min=0, max=168, help=helped("grace"))] = 0,
    lang: options.Lang = None,
) -> None:
    """Replace a key."""
    from api.cli import keys

    keys.rotate(prefix, grace_hours, lang or spoken())


@app.command(help=helped("keys_revoke"))
def revoke(prefix: Prefix, lang: options.Lang = None) -> None:
    """End a key."""
    from api.cli import keys

    keys.revoke(prefix, lang or spoken())
