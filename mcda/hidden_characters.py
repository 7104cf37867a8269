"""Characters that are not seen but change what is read: controls, and overrides of direction.

Arabic and Hebrew need none of them: letters carry their direction, and the marks of direction
(U+200E, U+200F, U+061C) move no other text.
"""

import re

from mcda.errors import Fault

_HIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but for tab and line breaks
    "\u2028\u2029"  # separators of lines and paragraphs, which end a line of a script
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of direction
    "\ud800-\udfff]"  # halves of characters
)


def hidden_in(text: str) -> str | None:
    """Return the first such character of a text as ``U+202E``, None where there is none."""
    found = _HIDDEN.search(text)
    return None if found is None else _code(found)


def with_hidden_shown(text: str) -> str:
    """Return a text with its hidden characters written out."""
    return _HIDDEN.sub(lambda found: f"[{_code(found)}]", text)


def hidden_fault(text: str, *path: str | int) -> Fault | None:
    """Return the fault of a text at a place that holds a hidden character, else None."""
    character = hidden_in(text)
    if character is None:
        return None
    return Fault(
        "hidden_character", path, {"value": with_hidden_shown(text), "character": character}
    )


def _code(found: re.Match[str]) -> str:
    return f"U+{ord(found[0]):04X}"
