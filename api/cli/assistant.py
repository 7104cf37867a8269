"""Answer an assistant over standard input and output."""

import sys

from api.cli.environment import read_settings
from api.cli.errors import TROUBLE, fail
from api.cli.terminal import Language, console, word


def assist(language: Language) -> None:
    """Serve the tools until standard input ends.

    Parameters
    ----------
    language
        Of messages; the assistant says itself in which one it is answered.
    """
    read_settings(language)
    try:
        from api.mcp.server import server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "mcp":
            raise
        raise fail([word("error_mcp", language)], TROUBLE) from None
    if sys.stdin.isatty():
        console(stderr=True).print(word("assisting", language))
    server().run("stdio")
