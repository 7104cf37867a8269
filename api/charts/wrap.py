"""Long names broken into few short lines, by the width of their characters."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from unicodedata import east_asian_width

ELLIPSIS = "…"


def width(text: str) -> int:
    """Return the columns that a text takes: two for a Chinese character, one for a letter."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def wrapped(text: str, columns: int, lines: int = 2, *, even: bool = True) -> Sequence[str]:
    """Return a text in lines; what does not fit ends in an ellipsis.

    Parameters
    ----------
    text
        With or without spaces.
    columns
        Of one line, see :func:`width`.
    lines
        At most.
    even
        Whether two lines should be about as long as each other, as in a label.
    """
    whole = " ".join(text.split())
    need = ceil(width(whole) / columns)
    if even and 1 < need <= lines:
        for shorter in range(ceil(width(whole) / need), columns):
            found = _filled(whole, shorter, need)
            if not found[-1].endswith(ELLIPSIS) and not _broken(whole, found):
                return found
    return _filled(whole, columns, lines)


def _filled(text: str, columns: int, lines: int) -> list[str]:
    rest, found = text, list[str]()
    while rest and len(found) < lines:
        last = len(found) == lines - 1
        head = _cut(rest, columns) if last else _break(rest, columns)
        found.append(head.strip())
        rest = rest[len(head) :].strip() if not last else ""
    return found or [""]


def _broken(whole: str, lines: Sequence[str]) -> bool:
    """Return whether a line ends within a word of letters."""
    return any(
        f"{line}{after[0]}" in whole and line[-1:].isalnum() and f"{line[-1]}{after[0]}".isascii()
        for line, after in pairwise(lines)
    )


def _fit(text: str, columns: int) -> int:
    """Return how many characters fit."""
    used = 0
    for place, character in enumerate(text):
        used += width(character)
        if used > columns:
            return place
    return len(text)


def _break(text: str, columns: int) -> str:
    fit = _fit(text, columns)
    if fit == len(text):
        return text
    for place in range(fit, fit // 2, -1):
        if text[place] == " " or text[place - 1] in "-，、。；：·)）":
            return text[:place]
    return text[:fit]


def _cut(text: str, columns: int) -> str:
    return text if width(text) <= columns else text[: _fit(text, columns - 1)].rstrip() + ELLIPSIS
