"""Answers in codes and numbers: stored as such, and localised for a reader.

A computed answer holds a `Note` in the place of each sentence. Answers are stored and passed on in
that form; sentences are made when an answer is sent to a reader.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from api.http.language import Language
from mcda.plain import Plain
from mcda.problem import Alternative, Criterion, Problem
from mcda.texts import LANGUAGES, NO_NAMES, Names, Note, is_plain_note

NAMES = "names"
_NOTED = b'"$say"'


@dataclass(frozen=True, slots=True)
class EncodedJson:
    """A part of an answer that is JSON already; unlike `orjson.Fragment`, it can be pickled."""

    content: bytes


def localise_json(answer: Any, language: Language, names: Names | None = None) -> bytes:
    """Return an answer as JSON in a reader's language.

    An answer may contain other answers, each with names of its own, as ``answer`` or ``items``. The
    names are by default the ``names`` of the answer.
    """
    if isinstance(answer, Mapping):
        localised: Plain = {}
        inner, items = answer.get("answer"), answer.get("items", ())
        if _has_names(inner):
            localised["answer"] = orjson.Fragment(localise_json(inner, language))
        if any(map(_has_names, items)):
            localised["items"] = [orjson.Fragment(localise_json(item, language)) for item in items]
        answer = {**answer, **localised}
    names = names_in(answer) if names is None else names

    def say(value: Any) -> Any:
        return value.say(language, names) if isinstance(value, Note) else _written(value)

    return orjson.dumps(answer, say, orjson.OPT_PASSTHROUGH_DATACLASS)


def localise(answer: Any, language: Language) -> Any:
    """Return an answer as plain data in a reader's language, for use in this process."""
    return orjson.loads(localise_json(answer, language))


def _has_names(item: Any) -> bool:
    return isinstance(item, Mapping) and NAMES in item


def encode(answer: Any) -> bytes:
    """Return an answer as JSON in codes, for storage; `decode` reverses this."""
    try:
        return orjson.dumps(answer, _coded, orjson.OPT_PASSTHROUGH_DATACLASS)
    except TypeError:  # a whole number of more than 64 bits, which a caller may have sent
        return json.dumps(answer, default=_spelt, ensure_ascii=False).encode()


def decode(content: bytes) -> Any:
    """Return the answer of its encoded form: plain data with notes."""
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
    """Return an encoded answer as JSON for a reader; unchanged if it holds no sentence."""
    return localise_json(decode(content), language) if _NOTED in content else content


def names_of(problem: Problem) -> Plain:
    """Return the names of alternatives and criteria in the form of an answer."""
    return {
        "alternatives": {entry.id: _called(entry) for entry in problem.alternatives if entry.name},
        "criteria": {entry.id: _called(entry) for entry in problem.criteria if entry.name},
    }


def _called(thing: Alternative | Criterion) -> Note:
    """Return the name of an alternative or criterion; its id in languages without a name."""
    return Note.of({language: thing.name.get(language, thing.id) for language in LANGUAGES})


def names_in(answer: Any) -> Names:
    """Return names by id, from the ``names`` of an answer."""
    labels = answer.get(NAMES) if isinstance(answer, Mapping) else None
    if not labels:
        return NO_NAMES
    # An alternative of the same id as a criterion is spoken of more often.
    return {
        key: note.fields["text"] if isinstance(note, Note) else note
        for kind in ("criteria", "alternatives")
        for key, note in labels.get(kind, {}).items()
    }
