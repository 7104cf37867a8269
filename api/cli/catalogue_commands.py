"""``parkwise catalogue``: private data over the shipped catalogue."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli import options
from api.cli.terminal import helped, spoken
from api.cli.usage import App

Format = Literal["csv", "xlsx"]
app = App(help=helped("catalogue"), no_args_is_help=True)


@app.command(help=helped("export"))
def export(
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


@app.command(help=helped("check"))
def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=helped("check_path"))],
    lang: options.Lang = None,
) -> None:
    """Check private data."""
    from api.cli.overlay import check_data

    check_data(path, lang or spoken())


@app.command("import", help=helped("import"))
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=helped("check_path"))],
    into: Annotated[Path, typer.Option(metavar="FOLDER", help=helped("into"))],
    replace: Annotated[bool, typer.Option("--replace", help=helped("replace"))] = False,
    lang: options.Lang = None,
) -> None:
    """Add rows to a folder of private data."""
    from api.cli.overlay import import_data

    import_data(file, into, replace, lang or spoken())
