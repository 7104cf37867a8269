"""Text that a spreadsheet would run as a formula, made harmless in CSV and read back as it was.

A spreadsheet runs what begins with ``= + - @`` in a CSV file. An apostrophe before it makes it
text; a number may begin with its sign.
"""

import re

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_FORMULA = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+[=+\-@]")


def guarded(text: str) -> str:
    """Return text as it may stand in a CSV file."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text
