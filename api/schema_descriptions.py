"""What the schemas of the document say of fields, where their types say it already.

A field is described where its type is written: by ``Field(description=...)`` of a model, and by the
documentation of a dataclass or a typed dictionary. What holds one thing of a kind that is described
itself is that thing, and need not say it again.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Plain = dict[str, Any]
_UNIONS = ("anyOf", "oneOf")
_MANY = ("items", "additionalProperties")


def complete_fields(schemas: Plain) -> None:
    """Describe fields by their types where nothing else does, and tell defaults in words.

    A default that a schema declares makes a field one that is always there to generators of
    clients, in requests as well, where it is what may be left out.

    Parameters
    ----------
    schemas
        By name; changed in place.
    """
    for properties in _properties(schemas):
        for field in properties.values():
            said = field.get("description") or _of_type(field, schemas)
            default = field.pop("default", None)
            if default not in (None, [], {}) and not isinstance(default, dict):
                said = f"{said} Default: {json.dumps(default)}.".strip()
            if said:
                field["description"] = said


def _properties(node: Any) -> Iterator[dict[str, Plain]]:
    """Yield the fields of every object in a schema, or in all of them, by name."""
    if isinstance(node, list):
        for part in node:
            yield from _properties(part)
    elif isinstance(node, dict):
        found = node.get("properties")
        if isinstance(found, dict) and "type" in node:
            yield found
        for key, part in node.items():
            if key not in ("examples", "example"):
                yield from _properties(part)


def _of_type(field: Plain, schemas: Mapping[str, Plain]) -> str:
    """Return the first line of what a field's own type is described by, empty where nothing is."""
    if "const" in field:
        return f"Always `{field['const']}`: tells which kind this is."
    parts = [part for key in _UNIONS for part in field.get(key, ()) if part.get("type") != "null"]
    if len(parts) == 1:
        return _of_type(parts[0], schemas)
    for key in _MANY:
        part = field.get(key)
        if isinstance(part, dict):
            return _of_type(part, schemas)
    named = schemas.get(field.get("$ref", "").rpartition("/")[2], {})
    said: str = named.get("description", "")
    return said.partition("\n\n")[0].replace("\n", " ")
