"""Escaping of texts in CSV that a spreadsheet would run as a formula, and its reversal.

A spreadsheet runs a text that begins with ``= + - @`` in a CSV file; some accept full-width
forms, or blanks and invisible characters before the sign. An apostrophe in front prevents that;
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
    """Return a text escaped for a CSV file."""
    if _runs(text) and not _NUMBERS.fullmatch(text):
        return f"'{text}"
    return text


def unescape(text: str) -> str:
    """Return the original text of an escaped one."""
    return text[1:] if text[:1] == "'" and _runs(text) else text


def _runs(text: str) -> bool:
    """Return whether a text could run as a formula; apostrophes at its start are ignored."""
    if text.lstrip("'").startswith(_BREAKS):
        return True
    for sign in text:
        if sign != "'" and category(sign) not in _UNSEEN:
            return sign in _SIGNS
    return False
