"""Text that a spreadsheet would run as a formula, made harmless in CSV and read back as it was.

A spreadsheet runs what begins with ``= + - @`` in a CSV file, some also with their full-width
forms or with blanks and invisible characters before them. An apostrophe before it makes it text;
a number may begin with its sign, and so may a span of numbers such as ``-5..3``.
"""

import re
from unicodedata import category

from mcda.sheets.notation import NUMBER

_NUMBERS = re.compile(rf"{NUMBER}(\.\.{NUMBER})*")
_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
_BREAKS = ("\t", "\r", "\n")
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")


def escape(text: str) -> str:
    """Return text as it may stand in a CSV file."""
    if _runs(text) and not _NUMBERS.fullmatch(text):
        return f"'{text}"
    return text


def unescape(text: str) -> str:
    """Return the text that `escape` was given."""
    return text[1:] if text[:1] == "'" and _runs(text) else text


def _runs(text: str) -> bool:
    """Tell whether text could run, apostrophes aside: with one more of them it is told alike."""
    if text.lstrip("'").startswith(_BREAKS):
        return True
    for sign in text:
        if sign != "'" and category(sign) not in _UNSEEN:
            return sign in _SIGNS
    return False
