"""Where the next page of a list begins, as a word that callers hand back."""

import base64
import binascii
from typing import Any

import orjson

from mcda.errors import InvalidInput

PAGE, LONGEST_PAGE = 50, 200


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
        found = orjson.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except (ValueError, binascii.Error):
        found = None
    fits = isinstance(found, list) and [type(part) for part in found] == list(kinds)
    if not fits:
        raise InvalidInput.at("cursor_invalid", "cursor")
    return list(found)
