"""Which of the known names somebody means who wrote one that is not known."""

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
    """Return a value as JSON spells it; what JSON has no word for, by its own.

    Examples
    --------
    >>> json_text((200.0, None, True)), json_text("x")
    ('[200.0, null, true]', '"x"')
    """
    return json.dumps(value, ensure_ascii=False, default=str)


class NamedThing(Protocol):
    """A thing with a name by language."""

    @property
    def name(self) -> Mapping[str, str]:
        """What it is called."""


def listed(known: Mapping[str, NamedThing]) -> dict[str, Any]:
    """Return fields of a fault that say which ids are known, and what they are called."""
    return {"known": tuple(known), "names": {key: dict(one.name) for key, one in known.items()}}


def near(
    written: str,
    known: Iterable[str],
    names: Names = NO_NAMES,
    *,
    most: int = _MOST,
    cutoff: float = _CUTOFF,
) -> list[str]:
    """Return the known names that are nearest to a written one, the nearest first.

    One that differs in case and separators only, or is called so, is meant and no other:
    ``autoParts`` is ``auto_parts``. Else those that are written much alike.

    Parameters
    ----------
    written
        What somebody wrote; no more than `LONGEST_NAME` characters of it are looked at.
    known
        Of which `MOST_NAMES` are looked through.
    names
        What known ones are called.
    most
        How many are returned at most.
    cutoff
        How much alike they must be, 0 to 1, see `difflib.get_close_matches`.
    """
    offered = [name for name in islice(known, MOST_NAMES) if _is_offered(name, written)]
    spelt = _spelt(offered, names)
    wanted = _plain(written[:LONGEST_NAME])
    if wanted in spelt:
        return spelt[wanted][:most]
    alike = get_close_matches(wanted, _affordable(spelt, len(wanted)), most, cutoff)
    nearest = [word for word in alike if _alike(word, wanted) > _alike(alike[0], wanted) - _WORSE]
    return list(dict.fromkeys(name for word in nearest for name in spelt[word]))[:most]


def did_you_mean(meant: Sequence[str]) -> Note:
    """Return the question whether something else is meant."""
    code = "did_you_mean" if len(meant) == 1 else "did_you_mean_one"
    return Note(code, (), {"meant": list(meant)})


def _is_offered(name: str, written: str) -> bool:
    return name != written and len(name) <= LONGEST_NAME


def _spelt(offered: Sequence[str], names: Names) -> Mapping[str, list[str]]:
    """Return what may be written for each, by its letters: first the names themselves."""
    found: dict[str, list[str]] = {}
    called = [(said, name) for name in offered for said in _called(names.get(name))]
    for said, name in (*((name, name) for name in offered), *called):
        plain = _plain(said[:LONGEST_NAME])
        if plain and name not in found.setdefault(plain, []):
            found[plain].append(name)
    return found


def _affordable(spelt: Iterable[str], length: int) -> list[str]:
    """Return the first words that can be compared with one of a length in a few milliseconds."""
    found: list[str] = []
    left = _MOST_PAIRS
    for word in islice(spelt, MOST_NAMES):
        left -= length * len(word)
        if left < 0:
            break
        found.append(word)
    return found


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _called(name: str | Mapping[str, str] | None) -> Iterable[str]:
    if name is None:
        return ()
    return (name,) if isinstance(name, str) else name.values()


def _plain(name: str) -> str:
    """Return a name without case, width and separators."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())
