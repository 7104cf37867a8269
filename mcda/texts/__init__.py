"""Every sentence the product says, in English and Chinese, from one catalogue.

Code raises codes and fields; the sentence is looked up here. The files are ``mcda/texts/*.toml``
and the ``texts.toml`` of the packages that bring their own codes.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from typing import Any

from mcda.texts.figures import apart

LANGUAGES = ("en", "zh")
_LONGEST = 1000  # characters of a value; a sentence is to be read
_DIGITS = 6
Path = tuple[str | int, ...]
Entry = Mapping[str, Mapping[str, str]]

_SOURCES: tuple[tuple[str, str], ...] = (
    ("mcda.texts", ""),
    ("mcda.parks", "data/texts.toml"),
    ("weights.profiles", "texts.toml"),
    ("weights.texts", ""),
    ("api", "texts.toml"),
)


@dataclass(frozen=True, slots=True)
class Note:
    """A coded finding at a place.

    Parameters
    ----------
    code
        Stable name, a key of the text catalogue.
    path
        Where in the input, outermost first: ``("performances", 1, 2)``.
    fields
        Values for the placeholders of the sentence.
    within
        Whose or which part it is found in, said after the sentence.
    """

    code: str
    path: Path = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    within: "Note | None" = None

    def say(self, language: str = "en") -> str:
        """Return the sentence for this finding in ``"en"`` or ``"zh"``."""
        said = sentence(self.code, language, self.fields)
        if self.within is None:
            return said
        return said + (" " if language == "en" else "") + self.within.say(language)

    def under(self, *prefix: str | int) -> "Note":
        """Return the same finding seen from further out."""
        return type(self)(self.code, (*prefix, *self.path), self.fields, self.within)


def _documents(package: str, name: str) -> list[Traversable]:
    try:
        root = files(package)
    except ModuleNotFoundError:
        return []
    if name:
        found = root.joinpath(name)
        return [found] if found.is_file() else []
    return sorted((f for f in root.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return code -> part (``title``, ``detail``, ``cause``, ``remedy``) -> language -> text."""
    entries: dict[str, Entry] = {}
    for package, name in _SOURCES:
        for document in _documents(package, name):
            entries.update(tomllib.loads(document.read_text(encoding="utf-8")))
    return entries


def text(code: str, part: str, language: str = "en") -> str:
    """Return one part of an entry as it stands, with placeholders.

    Parameters
    ----------
    code
        Key of the catalogue.
    part
        ``title``, ``detail``, ``cause`` or ``remedy``.
    language
        ``"en"`` or ``"zh"``.

    Raises
    ------
    KeyError
        The catalogue has no such entry; a test keeps code and catalogue together.
    """
    return catalogue()[code][part][language]


def sentence(code: str, language: str = "en", fields: Mapping[str, Any] | None = None) -> str:
    """Return the ``detail`` of an entry with its placeholders filled.

    Numbers are written with six significant digits, or as many more as it takes to tell them
    apart; lists with commas; of a text of more than 1 000 characters the rest is left off.

    Parameters
    ----------
    code
        Key of the catalogue.
    language
        ``"en"`` or ``"zh"``.
    fields
        Value for each placeholder.
    """
    told = fields or {}
    numbers = [number for value in told.values() for number in _numbers(value)]
    figures = dict(zip(numbers, apart(numbers, _DIGITS), strict=True))
    shown = {name: _shown(value, language, figures) for name, value in told.items()}
    return text(code, "detail", language).format(**shown)


def _numbers(value: Any) -> list[float]:
    if isinstance(value, list | tuple | set | frozenset):
        return [number for item in value for number in _numbers(item)]
    return [value] if isinstance(value, float) else []


def _shown(value: Any, language: str, figures: Mapping[float, str]) -> str:
    if isinstance(value, bool) or value is None:
        return str(value).lower() if isinstance(value, bool) else "null"
    if isinstance(value, Note):
        return value.say(language)
    if isinstance(value, float):
        return figures[value]
    if isinstance(value, Mapping):
        return str(value.get(language, value))
    if isinstance(value, list | tuple | set | frozenset):
        mark = "、" if language == "zh" else ", "
        return _cut(mark.join(_shown(item, language, figures) for item in islice(value, _LONGEST)))
    return _cut(str(value))


def _cut(said: str) -> str:
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
