"""Faults of pydantic, told as coded faults of ours."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from mcda.errors import Fault, InvalidInput, Note, Path
from mcda.texts import catalogue

M = TypeVar("M", bound=BaseModel)


def faults_from(errors: Iterable[Mapping[str, Any]], document: Any = None) -> list[Fault]:
    """Translate the entries of ``ValidationError.errors()``.

    Parameters
    ----------
    errors
        With ``loc``, ``type``, ``msg``, ``input`` and ``ctx``.
    document
        What was validated; places are looked up in it, because ``loc`` also names the branches of
        unions, which are no places of the caller's. Without it ``loc`` is taken as it is.

    Returns
    -------
    list of Fault
        One a place, the deepest: a branch of a union that nobody meant is not reported.
    """
    found: dict[Path, Fault] = {}
    for error in errors:
        path = _place(error, document)
        fault = _fault(error, path)
        if path not in found or found[path].code == "wrong_type" != fault.code:
            found[path] = fault
    return [fault for path, fault in found.items() if not _is_outdone(fault, found)]


def validated(model: type[M], document: Any) -> M:
    """Return plain data as a model.

    Raises
    ------
    InvalidInput
        With a fault for each place that does not fit.
    """
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise InvalidInput(faults_from(error.errors(), document)) from error


def _place(error: Mapping[str, Any], document: Any) -> Path:
    """Return the parts of ``loc`` that lead somewhere in the document."""
    if document is None:
        return tuple(error["loc"])
    path: list[str | int] = []
    here, last = document, len(error["loc"]) - 1
    for at, part in enumerate(error["loc"]):
        if _leads(here, part):
            path.append(part)
            here = here[part]
        elif at == last and error["type"] == "missing":
            path.append(part)
    return tuple(path)


def _leads(here: Any, part: str | int) -> bool:
    if isinstance(here, Mapping):
        return part in here
    return isinstance(here, list | tuple) and isinstance(part, int) and part < len(here)


def _is_outdone(fault: Fault, found: Mapping[Path, Fault]) -> bool:
    """Tell whether another fault lies within the place of this one and says more."""
    depth = len(fault.path)
    return fault.code == "wrong_type" and any(
        len(path) > depth and path[:depth] == fault.path for path in found
    )


def _fault(error: Mapping[str, Any], path: Path) -> Fault:
    kind, context = error["type"], error.get("ctx", {})
    field = _spoken(path)
    if kind == "missing":
        return Fault("missing_field", path, {"field": field})
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return Fault("unknown_field", path, {"field": field, "known": "-"})
    if kind == "json_invalid":
        return _json_fault(str(context.get("error", error["msg"])))
    if kind == "union_tag_invalid":
        fields = {"kind": context.get("tag"), "known": context.get("expected_tags")}
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


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


_LONGEST = 60
