"""All sentences of the product, in English and Chinese, in one catalogue.

Errors and notes carry codes and fields; sentences are looked up here, in ``mcda/texts/*.toml``
and in the files that other packages `register` when they are imported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import islice
from math import isfinite
from string import Formatter
from threading import RLock
from types import MappingProxyType
from typing import Any, Self

import tomli

from mcda.texts.figures import apart, unit_names
from mcda.texts.marks import BLANK, COMMA

LANGUAGES = ("en", "zh")
_LONGEST = 1000  # characters of a value; a sentence is to be read
_DIGITS = 6
_BITS = 64  # of a whole number, with its sign
Path = tuple[str | int, ...]
Entry = Mapping[str, Mapping[str, str]]
Names = Mapping[str, str | Mapping[str, str]]
"""What ids are called: in the language in hand, or by language."""
Plain = dict[str, Any]

PARTS = ("title", "detail", "cause", "remedy")
Source = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """An id in a field of a note, replaced by its name when the sentence is made."""

    id: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in a field of a note, such as ``USD/m2``."""

    unit: str


NO_NAMES: Names = MappingProxyType({})
_THINGS = ("alternative", "criterion", "park")
_SAY, _NAME, _UNIT = "$say", "$name", "$unit"


@dataclass(frozen=True, slots=True)
class Note:
    """A coded finding with the path of its place.

    Examples
    --------
    >>> from mcda import Note
    >>> Note("weights_count", (), {"given": 3, "criteria": 2}).say()
    '3 weights were given for 2 criteria.'
    """

    code: str
    """Stable name, a key of the text catalogue."""
    path: Path = ()
    """Where in the input, outermost first: ``("performances", 1, 2)``."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Values for the placeholders of the sentence: numbers, texts, texts by language, notes,
    `Label` and `Unit`, and lists of these. A text in ``alternative``, ``criterion`` or ``park`` is
    an id."""
    within: "Note | None" = None
    """Whose or which part it is found in, or what else there is to it: said after the sentence."""

    @classmethod
    def of(cls, text: Mapping[str, str]) -> "Note":
        """Return a note for a text that is given in every language."""
        return cls("text_itself", (), {"text": text})

    @classmethod
    def naming(cls, key: str) -> "Note":
        """Return a note for the name of an id."""
        return cls("text_itself", (), {"text": Label(key)})

    def say(self, language: str = "en", names: Names = NO_NAMES) -> str:
        """Return the sentence for this finding.

        Parameters
        ----------
        language
            ``"en"`` or ``"zh"``.
        names
            What ids are called; an id that is missing speaks for itself.
        """
        itself = self.fields.get("text") if self.code == "text_itself" else None
        if isinstance(itself, Mapping | Label):  # most notes of a small answer are names
            wording = _Speaker(language, names).shown(itself)
        else:
            wording = sentence(self.code, language, self.fields, names)
        if self.within is None:
            return wording
        return wording + BLANK[language] + self.within.say(language, names)

    def plain(self) -> Plain:
        """Return code and fields as plain data, without the place."""
        fields = {name: _plain(value) for name, value in self.fields.items()}
        within = {} if self.within is None else {"within": self.within.plain()}
        return {_SAY: self.code, "fields": fields, **within}

    @classmethod
    def from_plain(cls, plain: Plain) -> "Note":
        """Return the note that plain data describe."""
        fields = {name: _read_field(value) for name, value in plain["fields"].items()}
        within = plain.get("within")
        return cls(plain[_SAY], (), fields, None if within is None else cls.from_plain(within))

    def at_path(self, *path: str | int) -> Self:
        """Return the same finding with another path."""
        return replace(self, path=path)

    def under(self, *prefix: str | int) -> Self:
        """Return the same finding with further parts before its path."""
        return self.at_path(*prefix, *self.path)


def is_plain_note(value: Any) -> bool:
    """Return whether plain data are a note written by `Note.plain`."""
    if not isinstance(value, dict):
        return False
    return isinstance(value.get(_SAY), str) and isinstance(value.get("fields"), dict)


def _plain(value: Any) -> Any:
    if isinstance(value, Note):
        return value.plain()
    if isinstance(value, Label):
        return {_NAME: value.id}
    if isinstance(value, Unit):
        return {_UNIT: value.unit}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):  # a text by language, or what a caller sent: never a note
        return dict(value) if value.keys().isdisjoint((_SAY, _NAME, _UNIT)) else str(value)
    return str(value) if _is_beyond_json(value) else value


def _is_beyond_json(value: Any) -> bool:
    """Return whether a value is a number that not every JSON parser accepts."""
    if isinstance(value, float):
        return not isfinite(value)
    return isinstance(value, int) and value.bit_length() >= _BITS


def _read_field(value: Any) -> Any:
    if isinstance(value, list):
        return [_read_field(item) for item in value]
    if not isinstance(value, dict):
        return value
    if is_plain_note(value):
        return Note.from_plain(value)
    if _NAME in value:
        return Label(value[_NAME])
    return Unit(value[_UNIT]) if _UNIT in value else value


class InvalidTexts(Exception):
    """Registered texts of a package cannot be used; the note says which and why."""

    def __init__(self, note: Note) -> None:
        super().__init__(note)
        self.note = note

    def __str__(self) -> str:
        return self.note.say()


class Texts:
    """All texts that packages registered, read when a text is first needed."""

    def __init__(self) -> None:
        self._sources: list[Source] = []
        self._made: dict[str, Entry] | None = None
        self._lock = RLock()

    def register(self, package: str, name: str = "") -> None:
        """Add the texts of a package to the catalogue; a second registration changes nothing.

        Call this when the package is imported; the files are read when a text is next needed.
        `name` is a file such as ``"texts.toml"``; without it, all files of the package that end
        in ``.toml`` are registered.
        """
        with self._lock:
            if (package, name) not in self._sources:
                self._sources.append((package, name))
                self._made = None

    def unregister(self, package: str, name: str = "") -> None:
        """Let go of texts that were registered, for example at the end of a test."""
        with self._lock:
            self._sources.remove((package, name))
            self._made = None

    def catalogue(self) -> Mapping[str, Entry]:
        """Return code -> part (``title``, ``detail``, ``cause``, ``remedy``) -> language -> text.

        The catalogue is built at first use, and again after a later registration.

        Raises
        ------
        InvalidTexts
            A package registered texts that cannot be used. The error is raised once: the texts are
            ignored afterwards.
        """
        entries = self._made
        return self._make() if entries is None else entries

    def _make(self) -> Mapping[str, Entry]:
        with self._lock:
            entries: dict[str, Entry] = {}
            owners: dict[str, str] = {}
            for source in tuple(self._sources):
                try:
                    source_entries = _read(*source)
                    _check(source[0], source_entries, owners)
                except InvalidTexts:
                    self._sources.remove(source)
                    raise
                entries.update(source_entries)
                owners.update(dict.fromkeys(source_entries, source[0]))
            self._made = entries
            return entries


def _read(package: str, name: str) -> dict[str, Entry]:
    try:
        root = files(package)
        listed = [root.joinpath(name)] if name else root.iterdir()
        documents = sorted(
            (file for file in listed if name or file.name.endswith(".toml")),
            key=lambda file: file.name,
        )
        entries: dict[str, Entry] = {}
        for document in documents:
            more = tomli.loads(document.read_text(encoding="utf-8"))
            _check(package, more, dict.fromkeys(entries, package))
            entries.update(more)
    except (ImportError, OSError, ValueError) as error:  # the last: neither UTF-8 nor TOML
        fields = {"package": package, "file": name or "*.toml", "error": str(error)}
        raise InvalidTexts(Note("texts_unreadable", (), fields)) from error
    return entries


def _check(package: str, entries: Mapping[str, Any], owners: Mapping[str, str]) -> None:
    """Raise `InvalidTexts` if a code is taken or lacks a text in some language."""
    for code, entry in entries.items():
        if code in owners:
            fields = {"code": code, "package": package, "other": owners[code]}
            raise InvalidTexts(Note("texts_code_twice", (code,), fields))
        if not _is_entry(entry):
            raise InvalidTexts(
                Note("texts_incomplete", (code,), {"code": code, "package": package})
            )


def _is_entry(entry: Any) -> bool:
    """Return whether each part has texts in every language, with the same placeholders."""
    if not isinstance(entry, Mapping) or not entry or not set(entry) <= set(PARTS):
        return False
    try:
        return all(_is_said(part) for part in entry.values())
    except ValueError:  # a brace without its other
        return False


def _is_said(part: Any) -> bool:
    if not isinstance(part, Mapping) or set(part) != set(LANGUAGES):
        return False
    texts = list(part.values())
    if not all(isinstance(wording, str) and wording.strip() for wording in texts):
        return False
    return len({frozenset(_placeholders(wording)) for wording in texts}) == 1


def _placeholders(said: str) -> list[str]:
    if "{" not in said and "}" not in said:
        return []
    return [name for _, name, _, _ in Formatter().parse(said) if name is not None]


def text(code: str, part: str, language: str = "en") -> str:
    """Return one part of an entry unchanged, with its placeholders.

    Parts are ``title``, ``detail``, ``cause`` and ``remedy``.

    Raises
    ------
    KeyError
        The catalogue has no such entry; a test keeps code and catalogue together.
    """
    return catalogue()[code][part][language]


def title_of(code: str, otherwise: Note) -> Note:
    """Return the short title of a code, or a default if the package's texts have no title."""
    title = catalogue().get(code, {}).get("title")
    return otherwise if title is None else Note.of(title)


def remedy_of(code: str, language: str = "en") -> str:
    """Return the remedy for a code; empty if the package's texts have no remedy."""
    return catalogue().get(code, {}).get("remedy", {}).get(language, "")


def said_with_remedy(note: Note, language: str = "en") -> str:
    """Return the sentence for a finding, followed by its remedy."""
    return f"{note.say(language)} {remedy_of(note.code, language)}".rstrip()


def sentence(
    code: str,
    language: str = "en",
    fields: Mapping[str, Any] | None = None,
    names: Names = NO_NAMES,
) -> str:
    """Return the ``detail`` of an entry with its placeholders filled.

    Numbers are written with six significant digits, or as many more as it takes to tell them
    apart; lists with commas; a text of more than 1 000 characters is cut.
    """
    values = fields or {}
    numbers = [number for value in values.values() for number in _numbers(value)]
    figures = dict(zip(numbers, apart(numbers, _DIGITS), strict=True)) if numbers else {}
    speaker = _Speaker(language, names, figures)
    texts = {
        name: speaker.thing(value)
        if name in _THINGS and isinstance(value, str)
        else speaker.shown(value)
        for name, value in values.items()
    }
    return text(code, "detail", language).format(**texts)


def _numbers(value: Any) -> list[float]:
    if isinstance(value, list | tuple | set | frozenset):
        return [number for item in value for number in _numbers(item)]
    return [value] if isinstance(value, float) else []


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Writes values of fields in one language."""

    language: str
    names: Names
    figures: Mapping[float, str] = field(default_factory=dict)

    def thing(self, key: str) -> str:
        """Return the name of an id."""
        name = self.names.get(key, key)
        return _cut(name if isinstance(name, str) else name.get(self.language, key))

    def shown(self, value: Any) -> str:
        """Return a value in the form for a sentence."""
        if isinstance(value, bool) or value is None:
            return str(value).lower() if isinstance(value, bool) else "null"
        if isinstance(value, float):
            return self.figures[value]
        if isinstance(value, list | tuple | set | frozenset):
            return _cut(COMMA[self.language].join(map(self.shown, islice(value, _LONGEST))))
        return self._worded(value)

    def _worded(self, value: Any) -> str:
        if isinstance(value, Note):
            return value.say(self.language, self.names)
        if isinstance(value, Label):
            return self.thing(value.id)
        if isinstance(value, Unit):
            return _cut(unit_names(value.unit)[self.language])
        if isinstance(value, Mapping):
            return _cut(str(value.get(self.language, value)))
        return _cut(str(value))


def _cut(said: str) -> str:
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


_TEXTS = Texts()


def register(package: str, name: str = "") -> None:
    """Add the texts of a package to the catalogue, see `Texts.register`."""
    _TEXTS.register(package, name)


def unregister(package: str, name: str = "") -> None:
    """Let go of texts that were registered, for example at the end of a test."""
    _TEXTS.unregister(package, name)


def catalogue() -> Mapping[str, Entry]:
    """Return code -> part -> language -> text, see `Texts.catalogue`."""
    return _TEXTS.catalogue()


register(__name__)
