"""The content of a schema for readers of the reference: fields, types, and nested fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mcda.plain import Plain

Schema = Mapping[str, Any]
Said = Mapping[str, str]
"""Words of the reference in one language."""
_KINDS = {
    "string": "text",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "null": "null",
    "anything": "anything",
}
_FORMATS = {"date": "date", "date-time": "moment", "binary": "file", "uri": "link"}
"""Words by type, and by format where that says more."""
MOST_NAMED = 4
"""Kinds of one place that are named; more are counted."""
_LIMITS = {
    "minimum": "from",
    "exclusiveMinimum": "above",
    "maximum": "to",
    "exclusiveMaximum": "below",
    "minLength": "least_long",
    "maxLength": "most_long",
    "minItems": "least_many",
    "maxItems": "most_many",
}


@dataclass(frozen=True, slots=True)
class SchemaShape:
    """The values that a place accepts."""

    kind: str
    """In words, such as "list of texts"."""
    allowed: tuple[str, ...] = ()
    """Values that alone are taken."""
    limits: tuple[str, ...] = ()
    """In words."""
    forms: tuple[Plain, ...] = ()
    """Of the objects within: the ``name`` of the schema, ``told_by``, what a field says that tells
    it from others of its kind, ``about``, and ``fields``, None where they stand further up already.
    """


@dataclass(slots=True)
class Forms:
    """Reads the schemas of an operation; the fields of each are shown once, at its first use."""

    schemas: Mapping[str, Schema]
    said: Said
    _told: set[str] = field(default_factory=set)

    def shape(self, schema: Schema) -> SchemaShape:
        """Return the shape of a body, an answer, or a part of them."""
        if "$ref" in schema:
            return self._by_name(schema["$ref"].rpartition("/")[2])
        if alternatives := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
            shapes = [self.shape(part) for part in alternatives]
            kinds = dict.fromkeys(shape.kind for shape in shapes)
            nothing = self.said["null"]
            ordered = [kind for kind in kinds if kind != nothing]
            if len(ordered) > MOST_NAMED:
                ordered = [self.said["forms"].format(n=len(ordered))]
            return SchemaShape(
                self.said["or"].join([*ordered, *[nothing] * (nothing in kinds)]),
                tuple(value for shape in shapes for value in shape.allowed),
                tuple(dict.fromkeys(limit for shape in shapes for limit in shape.limits)),
                tuple(form for shape in shapes for form in shape.forms),
            )
        if "const" in schema or "enum" in schema:
            allowed = schema.get("enum") or [schema["const"]]
            return SchemaShape(self.said["one_of"], tuple(str(value) for value in allowed))
        limits = tuple(
            self.said[word].format(n=f"{schema[key]:,}")
            for key, word in _LIMITS.items()
            if key in schema
        )
        kind = schema.get("type", "anything")
        if kind == "array":
            return self._array(schema, limits)
        if kind == "object":
            return self._object(schema, limits)
        word = _FORMATS.get(schema.get("format", ""), _KINDS[kind])
        return SchemaShape(self.said[word], (), limits)

    def _by_name(self, name: str) -> SchemaShape:
        schema = self.schemas[name]
        if not schema.get("properties"):
            return self.shape(schema)
        constants = (part["const"] for part in schema["properties"].values() if "const" in part)
        is_new = name not in self._told
        self._told.add(name)
        form = {
            "name": name,
            "told_by": str(next(constants, "")),
            "about": schema.get("description", ""),
            "fields": self._fields(schema) if is_new else None,
        }
        return SchemaShape(name, forms=(form,))

    def _fields(self, schema: Schema) -> list[Plain]:
        required = schema.get("required", ())
        parts = sorted(schema["properties"].items(), key=lambda item: item[0] not in required)
        return [
            {
                "name": name,
                "shape": self.shape(part),
                "is_required": name in required,
                "about": part.get("description", ""),
                "default": part.get("default"),
                "examples": part.get("examples", ()),
            }
            for name, part in parts
        ]

    def _array(self, schema: Schema, limits: tuple[str, ...]) -> SchemaShape:
        if "prefixItems" in schema:
            inner = [self.shape(part) for part in schema["prefixItems"]]
            kind = "[" + ", ".join(shape.kind for shape in inner) + "]"
            return SchemaShape(kind, (), (), tuple(form for shape in inner for form in shape.forms))
        within = self.shape(schema.get("items", {}))
        return SchemaShape(
            self.said["list_of"].format(what=within.kind),
            within.allowed,
            (*limits, *within.limits),
            within.forms,
        )

    def _object(self, schema: Schema, limits: tuple[str, ...]) -> SchemaShape:
        if schema.get("properties"):
            form = {"name": "", "told_by": "", "about": "", "fields": self._fields(schema)}
            return SchemaShape(self.said["object"], forms=(form,))
        others = schema.get("additionalProperties")
        if not isinstance(others, dict):
            return SchemaShape(self.said["object"], (), limits)
        within = self.shape(others)
        kind = self.said["by_name"].format(what=within.kind)
        return SchemaShape(kind, within.allowed, within.limits, within.forms)
