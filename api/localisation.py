"""Answers in codes and numbers: kept as they are, and told to a reader in a language.

What is computed holds a `Note` wherever a sentence will stand. It is stored and sent about in that
form; sentences are made where an answer leaves for a reader.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from api.language import Language
from mcda.problem import Alternative, Criterion, Problem
from mcda.texts import LANGUAGES, NO_NAMES, Names, Note, is_plain_note

Plain = dict[str, Any]
NAMES = "names"
_NOTED = b'"$say"'


@dataclass(frozen=True, slots=True)
class EncodedJson:
    """A part of an answer that is JSON already; unlike orjson's own it can be sent about."""

    content: bytes


def localise_json(answer: Any, language: Language, names: Names | None = None) -> bytes:
    """Return an answer as JSON for a reader.

    Parameters
    ----------
    answer
        Plain data with notes in it; other answers in it, each with names of its own, are its
        ``answer`` or its ``items``.
    language
        The reader's.
    names
        What ids are called; left out, by the ``names`` of the answer.
    """
    if isinstance(answer, Mapping):
        answer = {**answer, **dict(_inner(answer, language))}
    names = names_in(answer) if names is None else names

    def say(value: Any) -> Any:
        return value.say(language, names) if isinstance(value, Note) else _written(value)

    return orjson.dumps(answer, say, orjson.OPT_PASSTHROUGH_DATACLASS)


def _inner(answer: Mapping[str, Any], language: Language) -> Iterator[tuple[str, Any]]:
    """Yield the answers within an answer as they are told, by their keys."""
    inner, items = answer.get("answer"), answer.get("items", ())
    if _has_names(inner):
        yield "answer", orjson.Fragment(localise_json(inner, language))
    if any(map(_has_names, items)):
        yield "items", [orjson.Fragment(localise_json(item, language)) for item in items]


def localise(answer: Any, language: Language) -> Any:
    """Return an answer as plain data for a reader, to be worked with here."""
    return orjson.loads(localise_json(answer, language))


def _has_names(item: Any) -> bool:
    return isinstance(item, Mapping) and NAMES in item


def encode(answer: Any) -> bytes:
    """Return an answer as JSON in codes, to be stored; `decode` gives it back."""
    try:
        return orjson.dumps(answer, _coded, orjson.OPT_PASSTHROUGH_DATACLASS)
    except TypeError:  # a whole number of more than 64 bits, which a caller may have sent
        return json.dumps(answer, default=_spelt, ensure_ascii=False).encode()


def decode(content: bytes) -> Any:
    """Return an answer that was encoded: plain data with notes in it."""
    return _with_notes(orjson.loads(content))


def _coded(value: Any) -> Any:
    return value.plain() if isinstance(value, Note) else _written(value)


def _spelt(value: Any) -> Any:
    return orjson.loads(value.content) if isinstance(value, EncodedJson) else _coded(value)


def _written(value: Any) -> Any:
    if isinstance(value, EncodedJson):
        return orjson.Fragment(value.content)
    raise TypeError


def _with_notes(value: Any) -> Any:
    if isinstance(value, dict):
        if is_plain_note(value):
            return Note.from_plain(value)
        # What a caller sent is not ours to read; things may be called "spec" as well.
        is_record = isinstance(value.get("input_sha256"), str)
        return {k: v if is_record and k == "spec" else _with_notes(v) for k, v in value.items()}
    return [_with_notes(item) for item in value] if isinstance(value, list) else value


def localise_encoded(content: bytes, language: Language) -> bytes:
    """Return an encoded answer as JSON for a reader; what holds no sentence, as it is."""
    return localise_json(decode(content), language) if _NOTED in content else content


def names_of(problem: Problem) -> Plain:
    """Return what alternatives and criteria are called, as it stands in an answer."""
    return {
        "alternatives": {one.id: _called(one) for one in problem.alternatives if one.name},
        "criteria": {one.id: _called(one) for one in problem.criteria if one.name},
    }


def _called(thing: Alternative | Criterion) -> Note:
    """Return what a thing is called; its id, in a language in which it has no name."""
    return Note.of({language: thing.name.get(language, thing.id) for language in LANGUAGES})


def names_in(answer: Any) -> Names:
    """Return what ids are called by the ``names`` of an answer."""
    found = answer.get(NAMES) if isinstance(answer, Mapping) else None
    if not found:
        return NO_NAMES
    # An alternative of the same id as a criterion is spoken of more often.
    return {
        key: note.fields["text"] if isinstance(note, Note) else note
        for kind in ("criteria", "alternatives")
        for key, note in found.get(kind, {}).items()
    }
