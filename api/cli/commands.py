"""The commands by name, each with the function that runs it; that is imported when it is called.

A parameter of such a function is an argument or option; ``help_`` and the command's name is the key
of its help in ``words.toml``.
"""

from typing import Annotated

import typer

from api.cli.terminal import spoken, word
from api.cli.usage import group

COMMANDS = {
    "serve": "server:serve",
    "rank": "ranking:rank",
    "recommend": "ranking:recommend",
    "interview": "interview:interview",
    "compare": "comparison:compare",
    "report": "report_file:report",
    "mcp": "server:assist",
    "worker": "server:work",
    "jobs": "server:work_off",
    "doctor": "doctor:examine",
    "parks": "lists:write_parks",
    "criteria": "lists:write_criteria",
    "profiles": "lists:write_profiles",
    "catalogue export": "overlay:export_template",
    "catalogue check": "overlay:check_data",
    "catalogue import": "overlay:import_data",
    "keys create": "keys:create",
    "keys list": "keys:write_keys",
    "keys rotate": "keys:rotate",
    "keys revoke": "keys:revoke",
    "methods": "lists:write_methods",
    "methods check": "lists:check_methods",
    "weightings": "lists:write_weightings",
    "weightings check": "lists:check_weightings",
    "db upgrade": "database:upgrade",
    "db check": "database:check",
    "db backup": "database:backup",
    "db role": "database:role",
}


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"parkwise {version('parkwise')}")
        raise typer.Exit


app = group(
    COMMANDS, help=word("help_app", spoken()), name="parkwise", pretty_exceptions_enable=False
)


Version = Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True)]


@app.callback()
def parkwise(version: Version = False) -> None:
    """Say which version this is, or run a command."""
