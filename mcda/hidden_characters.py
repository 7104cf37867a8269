"""Invisible characters that change how a text is read: controls, and overrides of direction.

Arabic and Hebrew need none of them: letters carry their direction, and the marks of direction
(U+200E, U+200F, U+061C) move no other text.
"""

import re

from mcda.errors import Fault

_AROUND = 100
"""Characters of a text that are told on both sides of the first that is hidden."""
_HIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but for tab and line breaks
    "\u2028\u2029"  # separators of lines and paragraphs, which end a line of a script
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of direction
    "\ud800-\udfff]"  # halves of characters
)


def hidden_in(text: str) -> str | None:
    """Return a text's first hidden character in the form ``U+202E``; None if there is none."""
    match = _HIDDEN.search(text)
    return None if match is None else _code(match)


def with_hidden_shown(text: str) -> str:
    """Return a text with its hidden characters replaced by visible codes."""
    return _HIDDEN.sub(lambda found: f"[{_code(found)}]", text)


def hidden_fault(text: str, *path: str | int) -> Fault | None:
    """Return the fault of a text that holds a hidden character, else None."""
    match = _HIDDEN.search(text)
    if match is None:
        return None
    excerpt = with_hidden_shown(text[max(match.start() - _AROUND, 0) : match.end() + _AROUND])
    return Fault("hidden_character", path, {"value": excerpt, "character": _code(match)})


def _code(found: re.Match[str]) -> str:
    return f"U+{ord(found[0]):04X}"
