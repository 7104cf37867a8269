"""The OpenAPI document as a promise: what it leaves untold, and what an answer holds beyond it."""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Plain = Mapping[str, Any]
OPEN: Mapping[str, str] = {
    "ListedMethod.parameters": "a JSON Schema",
    "BlendedPartAnswer.diagnostics": "as of weights of the part's kind, blends within blends",
    "AnyJson": "any part of a request",
    "AssessmentPatch": "a merge patch: any part of an assessment, null where it is to go",
}
"""What may hold any JSON, and why."""
# Which of these an answer carries depends on what was asked, or on how the service is set up.
SOMETIMES = {
    *("RateLimit", "RateLimit-Policy", "Retry-After", "Idempotency-Replayed"),
    *("Content-Disposition",),
}
IN_ONE_FORM = {"get_job_result": {"Content-Language", "Vary"}}
_UNIONS = ("anyOf", "oneOf", "allOf")
_KEYWORDS = {"type", "$ref", "const", "enum", *_UNIONS}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def inlined(document: Plain) -> dict[str, Any]:
    """Return a document in which what operations share of problems stands in each of them."""
    found: dict[str, Any] = copy.deepcopy(document)
    shared = found["components"]["responses"]
    for item in found["paths"].values():
        for operation in item.values():
            for status, said in operation["responses"].items():
                if "$ref" in said:
                    operation["responses"][status] = shared[said["$ref"].rpartition("/")[2]]
    return found


class Headers(NamedTuple):
    """Names of headers, in small letters."""

    any: set[str]
    always: set[str]


class Declared:
    """A document, its references followed.

    Parameters
    ----------
    document
        As ``/openapi.json`` serves it.
    """

    def __init__(self, document: Plain) -> None:
        self.document = inlined(document)
        self.schemas: Plain = document["components"]["schemas"]
        self.operations = {
            operation["operationId"]: operation
            for item in self.document["paths"].values()
            for operation in item.values()
        }

    def answer(self, operation: str, status: int) -> Plain:
        """Return the schema of the JSON that an operation answers."""
        contents = self.operations[operation]["responses"][str(status)]["content"]
        found: Plain = next(said["schema"] for kind, said in contents.items() if "json" in kind)
        return found

    def headers(self, operation: str, status: int) -> Headers:
        """Return the headers that an answer carries perhaps, and always."""
        said = self.operations[operation]["responses"][str(status)].get("headers", {})
        not_always = SOMETIMES | IN_ONE_FORM.get(operation, set())
        return Headers(
            {name.lower() for name in said}, {name.lower() for name in said.keys() - not_always}
        )

    def followed(self, schema: Plain) -> tuple[str, Plain]:
        """Return the name of a schema, empty where it has none of its own, and what it says."""
        if "$ref" not in schema:
            return "", schema
        name = schema["$ref"].rpartition("/")[2]
        return name, self.schemas[name]

    # What the document leaves untold.

    def untold(self) -> Iterator[str]:
        """Yield fields, parameters and headers without type or description, and what is open."""
        for name, schema in self.schemas.items():
            yield from self._untold(schema, name)
        for name, header in self.document["components"]["headers"].items():
            yield from self._told(header["schema"], header, f"header {name}")
        for name, operation in self.operations.items():
            for one in operation.get("parameters", ()):
                yield from self._told(one["schema"], one, f"{name} {one['in']} {one['name']}")
            for kind, said in operation.get("requestBody", {}).get("content", {}).items():
                yield from self._untold(said["schema"], f"{name} {kind}")
            for status, answer in operation["responses"].items():
                for kind, said in answer.get("content", {}).items():
                    yield from self._untold(said["schema"], f"{name} {status} {kind}")

    def _told(self, schema: Plain, said: Plain, place: str) -> Iterator[str]:
        if not said.get("description"):
            yield f"{place}: no description"
        yield from self._untold(schema, place)

    def _untold(self, schema: Plain, place: str) -> Iterator[str]:
        if place in OPEN:
            return
        if not _KEYWORDS & schema.keys():
            yield f"{place}: no type"
            return
        kind = schema.get("type")
        if kind == "array" and not (schema.get("prefixItems") or schema.get("items")):
            yield f"{place}: a list of anything"
        if kind == "object" and not (schema.get("properties") or _values(schema)):
            yield f"{place}: an open object"
        for name, part in schema.get("properties", {}).items():
            yield from self._told(part, part, f"{place}.{name}")
        for part, where in _parts(schema, place):
            yield from self._untold(part, where)

    # What an answer holds beyond it.

    def beyond(self, value: Any, schema: Plain, place: str = "") -> list[str]:
        """Return the places of an answer that its schema does not declare, nothing being open."""
        name, said = self.followed(schema)
        where = name or place
        if where in OPEN:
            return []
        options = [part for key in _UNIONS for part in said.get(key, ())]
        if options:
            return self._nearest(value, options, where)
        if not _of_type(value, said):
            return [f"{where}: {value!r:.60} is not {said.get('enum', said.get('type'))}"]
        if isinstance(value, dict):
            return self._beyond_object(value, said, where)
        if isinstance(value, list):
            return self._beyond_list(value, said, where)
        if isinstance(value, str) and _MOMENT.fullmatch(value) and "format" not in said:
            return [f"{where} is a moment and does not say so"]
        return []

    def _nearest(self, value: Any, options: list[Plain], place: str) -> list[str]:
        """Return what is beyond the alternative that a value fits best."""
        return min((self.beyond(value, part, place) for part in options), key=len)

    def _beyond_list(self, value: list[Any], said: Plain, place: str) -> list[str]:
        firsts = said.get("prefixItems", [])
        parts = [*firsts, *[said.get("items", {})] * (len(value) - len(firsts))]
        pairs = zip(value, parts, strict=False)
        return [found for item, part in pairs for found in self.beyond(item, part, f"{place}[]")]

    def _beyond_object(self, value: dict[str, Any], said: Plain, place: str) -> list[str]:
        properties, values = said.get("properties", {}), _values(said)
        lacking = (name for name in said.get("required", ()) if name not in value)
        found = [f"{place}.{name} is missing" for name in lacking]
        for name, item in value.items():
            if name in properties:
                if not properties[name].get("description"):
                    found.append(f"{place}.{name}: no description")
                found += self.beyond(item, properties[name], f"{place}.{name}")
            elif values:
                found += self.beyond(item, values, f"{place}[]")
            else:
                found.append(f"{place}.{name} is not declared")
        return found


def _values(schema: Plain) -> Plain | None:
    """Return the schema of the values of a mapping, None where it declares none."""
    found = schema.get("additionalProperties")
    return found if isinstance(found, dict) and found else None


def _parts(schema: Plain, place: str) -> Iterator[tuple[Plain, str]]:
    for part in (schema.get("items"), _values(schema)):
        if part:
            yield part, f"{place}[]"
    for number, part in enumerate(schema.get("prefixItems", ())):
        yield part, f"{place}[{number}]"
    for key in _UNIONS:
        for part in schema.get(key, ()):
            yield part, place


_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def _of_type(value: Any, said: Plain) -> bool:
    """Tell whether a value has the type of a schema, and is the constant or one of the words."""
    if "const" in said:
        return bool(value == said["const"])
    if "enum" in said:
        return value in said["enum"]
    kind = said.get("type", "")
    if isinstance(value, bool) != (kind == "boolean"):
        return False
    return isinstance(value, _TYPES.get(kind, ()))
