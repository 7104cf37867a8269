"""Changes of JSON documents: the merge patch, and what it changed."""

from collections.abc import Iterator
from typing import Any

from api.errors import pointer

_MISSING = object()
_CHOICES = {"weights": "kind", "method": "name"}
"""Fields that hold one of several forms, and what tells the forms apart."""


class Whole(dict[str, Any]):
    """An object of a merge patch that takes the place of the old one instead of entering it."""


def merged(document: Any, patch: Any) -> Any:
    """Return a document with a merge patch applied (RFC 7396); neither is changed."""
    if not isinstance(patch, dict):
        return patch
    enters = isinstance(document, dict) and not isinstance(patch, Whole)
    found = dict(document) if enters else {}
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = merged(found.get(name), value)
    return found


def patched(content: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """Return the content of an assessment with a merge patch applied.

    Weights of another kind and another method take the place of the old ones, since the fields of
    one form mean nothing in another.
    """
    found = merged(content, patch)
    for field, tag in _CHOICES.items():
        new = patch.get(field)
        if _is_another(content.get(field), new, tag):
            found[field] = merged({}, new)
    return found


def with_named_weights(patch: dict[str, Any], as_sent: dict[str, Any]) -> dict[str, Any]:
    """Return a merge patch whose weights are whole where a profile was named.

    Parameters
    ----------
    patch
        With the organisation's own profiles in the place of their names: of weights of the same
        kind nothing else tells that they are others.
    as_sent
        The same patch with the names.
    """
    new, named = patch.get("weights"), as_sent.get("weights")
    if not isinstance(new, dict) or not isinstance(named, dict):
        return patch
    is_named = named.get("kind") == "profile" and named != new
    return {**patch, "weights": Whole(new)} if is_named else patch


def _is_another(old: Any, new: Any, tag: str) -> bool:
    both = isinstance(old, dict) and isinstance(new, dict)
    return both and tag in new and new[tag] != old.get(tag)


def changes(before: Any, after: Any) -> list[dict[str, Any]]:
    """Return each place that differs, as JSON Pointer, with what stood there and what stands now.

    Objects are entered, lists are compared whole; what was not there is left out of the entry.
    """
    return list(_changes(before, after, ()))


def _changes(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys((*before, *after)):
            here = (*path, name)
            yield from _changes(before.get(name, _MISSING), after.get(name, _MISSING), here)
    elif type(before) is not type(after) or before != after:
        entry: dict[str, Any] = {"path": pointer(path)}
        if before is not _MISSING:
            entry["before"] = before
        if after is not _MISSING:
            entry["after"] = after
        yield entry
