"""Where the next page of a list begins, as a word that callers hand back."""

import base64
import binascii
from typing import Any

import orjson

from mcda.errors import InvalidInput

PAGE, LONGEST_PAGE = 50, 200
_MOST = 2**31 - 1
"""The largest number that a column of either database keeps."""


def cursor(place: list[Any]) -> str:
    """Return a place in a list as a word for URLs."""
    return base64.urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def place(word: str | None, kinds: tuple[type, ...]) -> list[Any] | None:
    """Return the place that a word stands for; None for the beginning.

    Raises
    ------
    InvalidInput
        Not a cursor of this list.
    """
    if word is None:
        return None
    try:
        padded = word + "=" * (-len(word) % 4)
        found = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        found = None
    if not isinstance(found, list) or not _fits(found, kinds):
        raise InvalidInput.at("cursor_invalid", "cursor")
    return found


def _fits(found: list[Any], kinds: tuple[type, ...]) -> bool:
    numbers = (part for part in found if isinstance(part, int))
    return [type(part) for part in found] == list(kinds) and all(0 <= n <= _MOST for n in numbers)
