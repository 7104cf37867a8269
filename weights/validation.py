"""Faults of pydantic, told as coded faults of ours."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from pydantic import BaseModel

from mcda.errors import Fault, InvalidInput, Note, Path
from mcda.hidden_characters import hidden_in
from mcda.texts import catalogue
from mcda.texts.spelling import json_text, near
from weights.shape import Shape, ShapeFault

M = TypeVar("M", bound=BaseModel)
MOST_FAULTS = 101
"""How many faults are told of a document at most, the last of which says that there may be more."""
_LONGEST, _LONGEST_KEY = 60, 500
_MOST_NUMBERS, _HUGE = 5, 1e100


def validate(model: type[M], document: Any) -> M:
    """Return plain data as a model.

    Raises
    ------
    InvalidInput
        With a fault for each place that does not fit, the first `MOST_FAULTS` of the document.
    """
    try:
        return shape_of(model).read(document)
    except ShapeFault as unfit:
        raise InvalidInput(faults_from(unfit.errors)) from unfit


def validated_json(model: type[M], sent: bytes) -> M:
    """Return a text in JSON as a model.

    Raises
    ------
    InvalidInput
        Not JSON, or as `validate`.
    """
    try:
        return shape_of(model).read_json(sent)
    except ShapeFault as unfit:
        raise InvalidInput(faults_from(unfit.errors)) from unfit


_SHAPES: dict[type[BaseModel], tuple[Any, Shape[Any]]] = {}


def shape_of(model: type[M]) -> Shape[M]:
    """Return the shape of a model, made once for each schema that it is given."""
    model.model_rebuild()  # where it could not be completed yet
    schema = model.__pydantic_core_schema__
    known = _SHAPES.get(model)
    if known is None or known[0] is not schema:
        known = _SHAPES[model] = schema, Shape(schema, MOST_FAULTS)
    return known[1]


def faults_from(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Translate errors of a `Shape`, or entries of ``ValidationError.errors()``.

    Returns
    -------
    list of Fault
        One a place, at most `MOST_FAULTS`; the last of so many says that there may be more.
    """
    found: dict[Path, Fault] = {}
    for error in islice(errors, MOST_FAULTS):
        path = tuple(_short_part(part) for part in error["loc"])
        fault = _fault(error, path)
        if path not in found or found[path].code == "wrong_type" != fault.code:
            found[path] = fault
    faults = list(found.values())
    if len(faults) == MOST_FAULTS:
        faults[-1] = Fault("more_faults", faults[-1].path, {"count": MOST_FAULTS - 1})
    return faults


def _fault(error: Mapping[str, Any], path: Path) -> Fault:
    return _FAULTS.get(error["type"], _wrong_type)(error, path)


def _missing(error: Mapping[str, Any], path: Path) -> Fault:
    return Fault("missing_field", path, {"field": _spoken(path)})


def _unknown_field(error: Mapping[str, Any], path: Path) -> Fault:
    name = error.get("ctx", {}).get("name", _spoken(path))
    return Fault("unknown_field", path, {"field": name, "known": error.get("known", ())})


def _json_invalid(error: Mapping[str, Any], path: Path) -> Fault:
    return _json_fault(str(error.get("ctx", {}).get("error", error["msg"])))


def _kind_unknown(error: Mapping[str, Any], path: Path) -> Fault:
    context = error["ctx"]
    known = error.get("known") or _quoted(context.get("expected_tags", ""))
    return Fault("kind_unknown", path, {"kind": _cut(str(context.get("tag"))), "known": known})


def _kind_missing(error: Mapping[str, Any], path: Path) -> Fault:
    name, kinds = str(error["ctx"].get("discriminator", "")).strip("'"), error.get("known", ())
    more = Note("kinds_known", (), {"known": kinds}) if kinds else None
    return Fault("missing_field", (*path, name), {"field": name, "known": kinds}, more)


def _not_finite(error: Mapping[str, Any], path: Path) -> Fault:
    return Fault("not_finite_number", path, {"field": _spoken(path)})


def _wrong_type(error: Mapping[str, Any], path: Path) -> Fault:
    value, meant = error.get("input"), _as_object(error)
    shown = {"field": _spoken(path), "expected": _expected(error), "value": _short(value)}
    if error["type"] == "literal_error":
        shown["allowed"] = _quoted(error["ctx"]["expected"])
    return Fault("wrong_type", path, {**shown, "meant": meant} if meant else shown)


_FAULTS: Mapping[str, Callable[[Mapping[str, Any], Path], Fault]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_field,
    "unexpected_keyword_argument": _unknown_field,
    "json_invalid": _json_invalid,
    "union_tag_invalid": _kind_unknown,
    "union_tag_not_found": _kind_missing,
    "finite_number": _not_finite,
}


def _expected(error: Mapping[str, Any]) -> Any:
    """Return what is said to be needed, in codes where there are any."""
    kind, context = error["type"], dict(error.get("ctx", {}))
    if kind == "forms":
        context = {"forms": [_form(*form) for form in error["forms"]]}
    elif kind == "literal_error":
        context["expected"] = _quoted(context["expected"])
    return (
        Note(f"expected_{kind}", (), context) if f"expected_{kind}" in catalogue() else error["msg"]
    )


def _form(kind: str, parts: tuple[str, ...]) -> Note:
    if kind == "object" and parts:
        return Note("may_be_object_with", (), {"fields": "{" + ", ".join(parts) + "}"})
    return Note(f"may_be_{kind}", (), {"choices": parts})


def _quoted(expected: str) -> tuple[str, ...]:
    """Return the choices of which a text of the validator's tells: ``'sme' or 'large'``."""
    return tuple(re.findall("'([^']*)'", expected))


def _as_object(error: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the object, as JSON, that somebody may mean who wrote only what is in it."""
    value, tags = error.get("input"), error.get("known")
    parts = _text_in(value, tags or ()) if isinstance(value, str) else _numbers_in(value)
    objects = [fields for kind, fields in error.get("forms", ()) if kind == "object"]
    for fields in [*objects, error.get("fields", ())]:
        if parts and len(fields) == len(parts):
            return (json.dumps(dict(zip(fields, parts, strict=True)), ensure_ascii=False),)
    return ()


def _text_in(value: str, tags: Sequence[str]) -> list[str]:
    """Return a text that may stand in an object, as the tag that it is nearly."""
    if len(value) > _LONGEST or hidden_in(value):
        return []
    return [value] if not tags or value in tags else near(value, tags, most=1)


def _numbers_in(value: Any) -> list[float]:
    """Return the numbers of a short list of numbers, none of anything else."""
    if not isinstance(value, list) or len(value) > _MOST_NUMBERS:
        return []
    return value if all(map(_is_number, value)) else []


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _HUGE


def _spoken(path: Path) -> str:
    """Return a place as people write it, such as ``performances[0][1]``."""
    names = [at for at, part in enumerate(path) if isinstance(part, str)]
    start = names[-1] if names else 0
    return "".join(f"[{p}]" if isinstance(p, int) else p for p in path[start:]) or "body"


def _json_fault(said: str) -> Fault:
    """Return where the text stops being JSON; the parser's own words are English only."""
    found = re.search(r"line (\d+) column (\d+)", said)
    line, column = found.groups() if found else ("?", "?")
    return Fault("invalid_json", (), {"line": line, "column": column})


def _short_part(part: str | int) -> str | int:
    """Return a part of a place, a key that nobody would read to its end cut off."""
    return part if isinstance(part, int) else _cut(part, _LONGEST_KEY)


def _cut(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 3] + "..."


def _short(value: Any) -> str:
    return _cut(json_text(_head(value, [_LONGEST])))


def _head(value: Any, room: list[int]) -> Any:
    """Return as much of a value as is shown: no part of it takes less than a character."""
    room[0] -= 1
    if isinstance(value, str):
        return value[: _LONGEST + 1]
    if isinstance(value, list | tuple):
        return [_head(part, room) for part in value if room[0] > 0]
    if isinstance(value, dict):
        return {_head(k, room): _head(v, room) for k, v in value.items() if room[0] > 0}
    return value
