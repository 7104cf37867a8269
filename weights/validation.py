"""Faults of pydantic, told as coded faults of ours."""

from collections.abc import Iterable, Mapping
from typing import Any

from mcda.errors import Fault, Path

_KNOWN_TAGS = "union_tag_invalid"


def faults_from(errors: Iterable[Mapping[str, Any]], drop: int = 0) -> list[Fault]:
    """Translate the entries of ``ValidationError.errors()``.

    Parameters
    ----------
    errors
        With ``loc``, ``type``, ``msg``, ``input`` and ``ctx``.
    drop
        Leading parts of ``loc`` that name no place in the caller's document, such as ``body``.

    Returns
    -------
    list of Fault
        Without the branches of a union that nobody meant.
    """
    found: dict[Path, Fault] = {}
    for error in errors:
        path = tuple(part for part in error["loc"][drop:] if not _is_branch(part))
        fault = _fault(error, path)
        known = found.get(path)
        if known is None or (known.code == "wrong_type" and fault.code != "wrong_type"):
            found[path] = fault
        elif known.code == fault.code == "wrong_type":
            both = f"{known.fields['expected']} / {fault.fields['expected']}"
            found[path] = Fault("wrong_type", path, {**known.fields, "expected": both})
    return list(found.values())


def _is_branch(part: str | int) -> bool:
    """Tell whether a part of the location names a branch of a union, not a place."""
    return isinstance(part, str) and (part in _BRANCHES or "[" in part)


_BRANCHES = frozenset(
    {
        "int", "float", "bool", "none", "str", "literal",
        "IntervalCell", "TriangularCell", "NormalCell", "LogNormalCell", "BetaCell",
        "CellModel", "StrictFloat", "StrictInt",
    }
)  # fmt: skip


def _fault(error: Mapping[str, Any], path: Path) -> Fault:
    kind, context = error["type"], error.get("ctx", {})
    field = str(path[-1]) if path else "body"
    if kind == "missing":
        return Fault("missing_field", path, {"field": field})
    if kind == "extra_forbidden":
        return Fault("unknown_field", path, {"field": field, "known": "-"})
    if kind == "json_invalid":
        return Fault("invalid_json", (), {"detail": context.get("error", error["msg"])})
    if kind == _KNOWN_TAGS:
        fields = {"kind": context.get("tag"), "known": context.get("expected_tags")}
        return Fault("kind_unknown", path, fields)
    if kind == "finite_number":
        return Fault("not_finite_number", path, {"field": field})
    shown = {"field": field, "expected": error["msg"], "value": _short(error.get("input"))}
    return Fault("wrong_type", path, shown)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


_LONGEST = 60
