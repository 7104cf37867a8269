"""``parkwise methods``: which there are, and whether they keep the laws of rankings."""

from typing import Annotated

import typer

from api.cli import options
from api.cli.terminal import helped, spoken
from api.cli.usage import App

app = App(help=helped("methods"), invoke_without_command=True)


@app.callback()
def methods(
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


@app.command(help=helped("methods_check"))
def check(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help=helped("method_checked"))
    ] = None,
    cases: Annotated[int, typer.Option(min=1, max=100_000, help=helped("cases"))] = 100,
    lang: options.Lang = None,
) -> None:
    """Put methods to the whole suite of laws."""
    from api.cli import lists

    lists.check_methods(name, cases, lang or spoken())
