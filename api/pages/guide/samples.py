"""Samples of code: each in three languages, in parts, and what all three print.

A part begins after a line such as ``# -- ask`` (``//`` in TypeScript) and ends before the next.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES: Mapping[str, tuple[str, str]] = {
    "curl": ("sh", "bash"),
    "Python": ("py", "python"),
    "TypeScript": ("ts", "typescript"),
}
"""Ending of the files, and the name that the highlighter knows, by what readers call it."""
_BEGIN = re.compile(r"^(?:#|//) -- (\w+)\n", re.MULTILINE)


@cache
def parts(name: str, ending: str) -> Mapping[str, str]:
    """Return the parts of a sample by their names, in order.

    Raises
    ------
    FileNotFoundError
        There is no such sample.
    """
    _, *found = _BEGIN.split(text(f"{name}.{ending}"))
    named = zip(found[::2], found[1::2], strict=True)
    return {part: code.strip("\n") for part, code in named}


@cache
def printed(name: str) -> tuple[str, ...]:
    """Return the lines that a sample prints."""
    return tuple(text(f"{name}.txt").splitlines())


def text(file: str) -> str:
    """Return a file of the samples as it is."""
    return files("api.pages.guide").joinpath("samples", file).read_text(encoding="utf-8")
