"""``parkwise weightings``: which kinds of statements there are, and whether they give weights."""

import typer

from api.cli import options
from api.cli.terminal import helped, spoken
from api.cli.usage import App

app = App(help=helped("kinds"), invoke_without_command=True)


@app.callback()
def weightings(
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


@app.command(help=helped("kinds_check"))
def check(lang: options.Lang = None) -> None:
    """Put every kind to the entrance examination."""
    from api.cli.lists import check_weightings

    check_weightings(lang or spoken())
