"""Suggestions of known names for an unknown name."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from typing import Any, Protocol

from mcda.texts import NO_NAMES, Names, Note

MOST_NAMES = 500
"""Known names that are looked through."""
LONGEST_NAME = 60
"""Characters of a name that are compared; a longer known one is nobody's slip of the pen."""
_MOST, _CUTOFF = 3, 0.6
_WORSE = 0.15
"""By how much less alike than the nearest another may be."""
_MOST_PAIRS = 200_000
"""Pairs of characters that are compared: what a body is refused for may name very many."""


def json_text(value: Any) -> str:
    """Return a value as JSON text; a value that JSON does not support as its ``str``.

    Examples
    --------
    >>> json_text((200.0, None, True)), json_text("x")
    ('[200.0, null, true]', '"x"')
    """
    return json.dumps(value, ensure_ascii=False, default=str)


class NamedThing(Protocol):
    """An object with a name by language."""

    @property
    def name(self) -> Mapping[str, str]:
        """Name by language."""


def listed(known: Mapping[str, NamedThing]) -> dict[str, Any]:
    """Return the fields of a fault that hold the known ids and their names."""
    return {"known": tuple(known), "names": {key: dict(entry.name) for key, entry in known.items()}}


def near(
    written: str,
    known: Iterable[str],
    names: Names = NO_NAMES,
    *,
    most: int = _MOST,
    cutoff: float = _CUTOFF,
) -> list[str]:
    """Return the known names that are nearest to a written one, the nearest first.

    If an id or its name differs in case and separators only, no other name is returned:
    ``autoParts`` gives ``auto_parts``. Otherwise the names with similar spelling are returned.

    Only the first `LONGEST_NAME` characters of the written name are compared. `cutoff`, 0 to 1,
    means the same as in `difflib.get_close_matches`.
    """
    offered = [
        name for name in islice(known, MOST_NAMES) if name != written and len(name) <= LONGEST_NAME
    ]
    spelt = _spelt(offered, names)
    wanted = _plain(written[:LONGEST_NAME])
    if wanted in spelt:
        return spelt[wanted][:most]
    alike = get_close_matches(wanted, _affordable(spelt, len(wanted)), most, cutoff)
    nearest = [word for word in alike if _alike(word, wanted) > _alike(alike[0], wanted) - _WORSE]
    return list(dict.fromkeys(name for word in nearest for name in spelt[word]))[:most]


def did_you_mean(meant: Sequence[str]) -> Note:
    """Return the question whether the user meant one of these names."""
    code = "did_you_mean" if len(meant) == 1 else "did_you_mean_one"
    return Note(code, (), {"meant": list(meant)})


def _spelt(offered: Sequence[str], names: Names) -> Mapping[str, list[str]]:
    """Return the ids by their normalised spellings: first the ids themselves, then their names."""
    by_spelling: dict[str, list[str]] = {}
    words = [(name, name) for name in offered]
    for name in offered:
        called = names.get(name)
        if isinstance(called, str):
            words.append((called, name))
        elif called is not None:
            words += [(word, name) for word in called.values()]
    for word, name in words:
        plain = _plain(word[:LONGEST_NAME])
        if plain and name not in by_spelling.setdefault(plain, []):
            by_spelling[plain].append(name)
    return by_spelling


def _affordable(spelt: Iterable[str], length: int) -> list[str]:
    """Return the first words that can be compared in milliseconds with a word of this length."""
    affordable: list[str] = []
    budget = _MOST_PAIRS
    for word in islice(spelt, MOST_NAMES):
        budget -= length * len(word)
        if budget < 0:
            break
        affordable.append(word)
    return affordable


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _plain(name: str) -> str:
    """Return a name without case, width and separators."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())
