"""Faults of pydantic, told as coded faults of ours."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, TypeVar

from pydantic import BaseModel

from mcda.errors import Fault, InvalidInput, Note, Path
from mcda.texts import catalogue
from weights.shape import Shape, Unfit

M = TypeVar("M", bound=BaseModel)
MOST_FAULTS = 101
"""How many faults are told of a document at most, the last of which says that there may be more."""
_LONGEST, _LONGEST_KEY = 60, 500


def validated(model: type[M], document: Any) -> M:
    """Return plain data as a model.

    Raises
    ------
    InvalidInput
        With a fault for each place that does not fit, the first `MOST_FAULTS` of the document.
    """
    try:
        return shape_of(model).read(document)
    except Unfit as unfit:
        raise InvalidInput(faults_from(unfit.errors)) from unfit


def validated_json(model: type[M], sent: bytes) -> M:
    """Return a text in JSON as a model.

    Raises
    ------
    InvalidInput
        Not JSON, or as `validated`.
    """
    try:
        return shape_of(model).read_json(sent)
    except Unfit as unfit:
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
    kind, context = error["type"], error.get("ctx", {})
    field = _spoken(path)
    if kind == "missing":
        return Fault("missing_field", path, {"field": field})
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return Fault("unknown_field", path, {"field": context.get("name", field), "known": "-"})
    if kind == "json_invalid":
        return _json_fault(str(context.get("error", error["msg"])))
    if kind == "union_tag_invalid":
        fields = {"kind": _cut(str(context.get("tag"))), "known": context.get("expected_tags")}
        return Fault("kind_unknown", path, fields)
    if kind == "union_tag_not_found":
        missing = str(context.get("discriminator", "")).strip("'")
        return Fault("missing_field", (*path, missing), {"field": missing})
    if kind == "finite_number":
        return Fault("not_finite_number", path, {"field": field})
    known = f"expected_{kind}" in catalogue()
    expected = Note(f"expected_{kind}", (), context) if known else error["msg"]
    shown = {"field": field, "expected": expected, "value": _short(error.get("input"))}
    return Fault("wrong_type", path, shown)


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
    return _cut(repr(_head(value, [_LONGEST])))


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
