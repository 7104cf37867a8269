"""Where output goes: a Rich console that truncates nothing and reads no markup in data."""

import io
import os
import sys

from rich.console import Console

WIDE = 100_000


def console(*, stderr: bool = False) -> Console:
    """Return a console.

    Parameters
    ----------
    stderr
        Write errors instead of answers.

    Notes
    -----
    A pipe or file has no width; there every line is as long as it is, so that it can be searched.
    """
    stream = sys.stderr if stderr else sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    found = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not found.is_terminal and "COLUMNS" not in os.environ:
        found.width = WIDE
    return found
