"""Changes of JSON documents: merge patches, and lists of the changed places."""

from collections.abc import Iterator
from typing import Any

from api.http.errors import pointer

_MISSING = object()
_CHOICES = {"weights": "kind", "method": "name"}
"""Fields that hold one of several forms, and what tells the forms apart."""


class Whole(dict[str, Any]):
    """An object of a merge patch that replaces the old object instead of being merged."""


def merged(document: Any, patch: Any) -> Any:
    """Return a document with a merge patch applied (RFC 7396); the arguments are unchanged."""
    if not isinstance(patch, dict):
        return patch
    enters = isinstance(document, dict) and not isinstance(patch, Whole)
    result = dict(document) if enters else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def patched(content: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """Return the content of an assessment with a merge patch applied.

    Weights of another kind and another method replace the old ones, since the fields of one kind
    have no meaning in another.
    """
    result = merged(content, patch)
    for field, tag in _CHOICES.items():
        old, new = content.get(field), patch.get(field)
        if not (isinstance(old, dict) and isinstance(new, dict)):
            continue
        if tag in new and new[tag] != old.get(tag):
            result[field] = merged({}, new)
    return result


def with_named_weights(patch: dict[str, Any], as_sent: dict[str, Any]) -> dict[str, Any]:
    """Return a merge patch whose weights replace the old ones if a profile was named.

    Names of own profiles are replaced by their weights before: if these are of the same kind as the
    old ones, nothing else shows that they must not be merged.
    """
    new, reference = patch.get("weights"), as_sent.get("weights")
    if not isinstance(new, dict) or not isinstance(reference, dict):
        return patch
    is_named = reference.get("kind") == "profile" and reference != new
    return {**patch, "weights": Whole(new)} if is_named else patch


def changes(before: Any, after: Any) -> list[dict[str, Any]]:
    """Return each place that differs, as JSON Pointer, with the values before and after.

    Objects are compared by field, lists as a whole; a missing value is left out of the entry.
    """
    return list(_changes(before, after, ()))


def _changes(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys((*before, *after)):
            here = (*path, name)
            yield from _changes(before.get(name, _MISSING), after.get(name, _MISSING), here)
    elif type(before) is not type(after) or before != after:
        entry = {"path": pointer(path), "before": before, "after": after}
        yield {name: value for name, value in entry.items() if value is not _MISSING}
