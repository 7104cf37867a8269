"""The stored form of a document, beside its answer: encoding and decoding.

It is JSON, compressed: an object of a class is ``{"$": class, field: value, ...}``, a note has the
form of `mcda.texts.Note.plain`. The names of classes and their fields are therefore part of the
stored format: renaming them changes the format. What a class has no more is not read.
"""

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, cast

import orjson

from api.document import blocks, charts, details, score_model, values
from api.document.blocks import Document, Quotations
from api.document.brief import parts
from mcda.texts import Note, Unit, is_plain_note

_CLASS, _MAPPING = "$", "$items"
_CLASSES: Mapping[str, type[Any]] = {
    name: item
    for module in (blocks, charts, details, parts, score_model, values)
    for name, item in vars(module).items()
    if isinstance(item, type) and is_dataclass(item) and item.__module__ == module.__name__
} | {"Unit": Unit}
_FIELDS = {item: [field.name for field in fields(item)] for item in _CLASSES.values()}
_SECTIONS = "sections"
_FAST = 1
_NESTED = (list, dict)


def encode_document(document: Document) -> bytes:
    """Return a document in the form that is stored."""
    try:
        plain = orjson.dumps(document, _coded, orjson.OPT_PASSTHROUGH_DATACLASS)
    except TypeError:  # a whole number of more than 64 bits, which a caller may have sent
        plain = json.dumps(document, default=_coded, ensure_ascii=False).encode()
    return zlib.compress(plain, _FAST)


def decode_document(content: bytes, sections: Collection[str] | None = None) -> Document:
    """Return the document of its stored form."""
    plain = orjson.loads(zlib.decompress(content))
    if sections is not None:
        plain[_SECTIONS] = [item for item in plain[_SECTIONS] if item["id"] in sections]
    return cast("Document", _read(plain))


def _coded(value: Any) -> Any:
    """Return the encoding of a value without a form in JSON; orjson encodes all others."""
    if isinstance(value, Note):
        return value.plain()
    if is_dataclass(value):
        members = {name: _keyed(getattr(value, name)) for name in _FIELDS[type(value)]}
        return {_CLASS: type(value).__name__, **members}
    return list(value)


def _keyed(value: Any) -> Any:
    """Return a member; a mapping with keys that are no identifiers becomes a list of its items."""
    if not isinstance(value, Mapping):
        return value
    if all(isinstance(key, str) and key.isidentifier() for key in value):
        return {key: _keyed(item) for key, item in value.items()}
    return {_MAPPING: [[key, _keyed(item)] for key, item in value.items()]}


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple([_read(item) if type(item) in _NESTED else item for item in value])
    if _CLASS in value:
        cls = _CLASSES.get(value.pop(_CLASS))
        if cls is None:  # part of what older versions told and nobody reads any more
            return None
        if cls is not Quotations:  # whose texts are many, and plain
            _read_members(value)
        return cls(**{name: value[name] for name in _FIELDS[cls] if name in value})
    if is_plain_note(value):
        return Note.from_plain(value)
    if _MAPPING in value:
        return dict(_read(value[_MAPPING]))
    _read_members(value)
    return value


def _read_members(value: dict[str, Any]) -> None:
    for name, item in value.items():
        if type(item) in _NESTED:
            value[name] = _read(item)
