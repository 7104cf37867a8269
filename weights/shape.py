"""The shape of a type: whether a value fits it, and where not, at a cost linear in its size.

A schema of pydantic tells every fault of every branch of every union; a body of 2 MiB can have
half a million of them, which take seconds and hundreds of megabytes. A `Shape` makes two validators
of the same schema. The first gives what the schema gives for a value that fits, and stops at the
first item or unknown field that does not. Only then the second walks through the value in its own
order and notes one fault a place, until it has noted as many as anybody reads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import SchemaValidator, from_json
from pydantic_core.core_schema import (
    any_schema,
    no_info_after_validator_function,
    no_info_plain_validator_function,
)

T = TypeVar("T")
Schema = Any
Path = tuple[str | int, ...]
Error = dict[str, Any]
"""As an entry of ``ValidationError.errors()``; its ``loc`` names places of the value alone.

Beside that it may hold ``known``, the fields or tags that are; ``forms``, what else would fit; and
``fields``, those that an object in its place needs.
"""
Form = tuple[str, tuple[str, ...]]
"""What a value may be, such as ``number``, with the needed fields of an object or the choice."""
LONGEST_NAME = 1000
"""Characters of a name that is told as a place."""
_CHUNK = 256
_SHORT = 32 * 1024
"""Bytes of a text that is parsed and checked in one step; that takes a kilobyte an object."""
_PARTS = (
    *("schema", "items_schema", "keys_schema", "values_schema", "fields", "choices"),
    *("definitions", "steps", "json_schema", "python_schema", "lax_schema", "strict_schema"),
)
_SEQUENCES = ("list", "tuple", "set", "frozenset")
_OBJECTS = ("model", "dataclass", "dict", "tagged-union", "typed-dict")
_SCALARS = {"float": "number", "int": "whole", "bool": "bool", "str": "text"}


class ShapeFault(Exception):
    """A value does not fit.

    Parameters
    ----------
    errors
        In the order of the value, one a place; as many as were asked for when there may be more.
    """

    def __init__(self, errors: Sequence[Error]) -> None:
        super().__init__(len(errors))  # not themselves: they hold all of what was read
        self.errors = errors


class Shape(Generic[T]):
    """What values of a type look like.

    Parameters
    ----------
    schema
        The core schema of the type.
    most
        After so many errors no more are looked for.
    """

    def __init__(self, schema: Schema, most: int) -> None:
        self.most = most
        self._schema = schema
        self._of_python = SchemaValidator(_eager(schema), _use_prebuilt=False)
        self._of_json = SchemaValidator(_eager(schema, json=True), _use_prebuilt=False)
        self._walk: _Walk | None = None

    def read(self, value: Any) -> T:
        """Return a value as the type.

        Raises
        ------
        Unfit
            It does not fit.
        """
        try:
            found: T = self._of_python.validate_python(value)
        except (ValidationError, _Stop) as error:
            first = _first(error)
        else:
            return found
        raise ShapeFault(self._errors(value, first))

    def read_json(self, sent: bytes) -> T:
        """Return a text in JSON as the type.

        Raises
        ------
        Unfit
            It is no JSON, or does not fit.
        """
        is_short = len(sent) <= _SHORT
        value = None if is_short else _parsed(sent)
        try:
            found: T = (
                self._of_json.validate_json(sent)
                if is_short
                else self._of_json.validate_python(value)
            )
        except (ValidationError, _Stop) as error:
            first = _first(error)  # which lets go of all that was read
        else:
            return found
        raise ShapeFault(self._errors(_parsed(sent) if is_short else value, first))

    def _errors(self, value: Any, first: Sequence[Error]) -> Sequence[Error]:
        """Return what is wrong with a value that was refused, at first for these errors."""
        if self._walk is None:
            self._walk = _Walks(self._schema).whole
        found = _Errors(self.most)
        with suppress(_Enough, RecursionError):
            self._walk(value, (), found)
        return found or first[: self.most]


def _parsed(sent: bytes) -> Any:
    try:
        return from_json(sent)
    except ValueError as broken:
        raise ShapeFault([json_error(str(broken))]) from None


def json_error(said: str) -> Error:
    """Return the error of a text that is no JSON, from what the parser says."""
    return {"type": "json_invalid", "loc": (), "msg": said, "ctx": {"error": said}}


def _first(error: "ValidationError | _Stop") -> Sequence[Error]:
    """Return what a first validator says, for kinds that the second cannot walk through."""
    if isinstance(error, _Stop):
        return [{"type": "extra_forbidden", "loc": (), "msg": ""}]
    return [dict(one) for one in error.errors(include_url=False, include_input=False)]


class _Stop(Exception):
    """An unknown field was met."""


class _Enough(Exception):
    """As many errors were noted as were asked for."""


class _Errors(list[Error]):
    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def note(self, error: Error) -> None:
        self.append(error)
        if len(self) >= self._most:
            raise _Enough


# The first validator.


def _eager(schema: Schema, *, json: bool = False) -> Schema:
    """Return a schema that takes the same values, and stops at the first item that does not fit.

    With ``json`` it takes no instances of dataclasses, which stand in no text.
    """
    if _is_ambiguous(schema):
        return _copied(schema, ())
    return _copied(schema, ("model", "dataclass") if json else ("model",))


def _copied(node: Schema, stopping: Sequence[str]) -> Schema:
    if isinstance(node, list | tuple):
        return type(node)(_copied(part, stopping) for part in node)
    if not isinstance(node, dict):
        return node
    if not _is_schema(node):  # fields or choices by name
        return {name: _copied(part, stopping) for name, part in node.items()}
    made = {k: _copied(v, stopping) if k in _PARTS else v for k, v in node.items()}
    if node["type"] in (*_SEQUENCES, "dict") and _has_any_length(node):
        made["fail_fast"] = True
    is_stopped = node["type"] in stopping and _forbids(node) and not _is_more_than_fields(node)
    return _STOPPED[node["type"]](made) if is_stopped else made


def _has_any_length(node: Schema) -> bool:
    return node["type"] != "tuple" or node.get("variadic_item_index") is not None


def _stopped_model(made: Schema) -> Schema:
    """Return the schema of a model that ends everything at the first unknown field.

    Told one by one, they would be as many as a body has room for.
    """
    return {**made, "schema": {**made["schema"], **_ALLOWED}}


def _stopped_dataclass(made: Schema) -> Schema:
    """Return the same for a dataclass, whose own schema can only note every unknown field."""
    kind: type = made["cls"]

    def make(read: tuple[dict[str, Any], Any, Any]) -> Any:
        record: Any = object.__new__(kind)
        record.__dict__.update(read[0])
        return record

    fields = {f["name"]: {**f, "type": "model-field"} for f in made["schema"]["fields"]}
    inner = {"type": "model-fields", "fields": fields, **_ALLOWED}
    ref = {"ref": made["ref"]} if "ref" in made else {}
    return {**no_info_after_validator_function(make, inner), **ref}


def _halt(_: Any) -> Any:
    raise _Stop


_ALLOWED = {
    "extra_behavior": "allow",
    "extras_schema": no_info_plain_validator_function(_halt),
}
_STOPPED = {"model": _stopped_model, "dataclass": _stopped_dataclass}


def _forbids(node: Schema) -> bool:
    """Tell whether a node is an object that refuses unknown fields."""
    inner = {"model": "model-fields", "dataclass": "dataclass-args"}.get(node["type"])
    if inner is None or node["schema"]["type"] != inner:
        return False
    by_config = node.get("config", {}).get("extra_fields_behavior")
    return bool(node["schema"].get("extra_behavior", by_config) == "forbid")


def _is_more_than_fields(node: Schema) -> bool:
    """Tell whether an object is made by more than setting its fields."""
    return bool(node.get("slots") or node.get("post_init"))


def _is_ambiguous(schema: Schema) -> bool:
    """Tell whether some union has several branches for objects: one may refuse for another."""
    definitions = {part["ref"]: part for part in schema.get("definitions", ())}
    return any(
        sum("object" in _forms(branch, definitions) for branch in _branches(node)) > 1
        for node in _nodes(schema)
        if node["type"] == "union"
    )


def _is_schema(node: Mapping[str, Any]) -> bool:
    return isinstance(node.get("type"), str)  # a field may have that name


def _nodes(node: Schema) -> Iterable[Schema]:
    if isinstance(node, list | tuple):
        for part in node:
            yield from _nodes(part)
    elif isinstance(node, dict):
        if _is_schema(node):
            yield node
            node = {name: node[name] for name in _PARTS if name in node}
        yield from _nodes(list(node.values()))


def _branches(union: Schema) -> list[Schema]:
    return [part[0] if isinstance(part, tuple) else part for part in union["choices"]]


def _forms(schema: Schema, definitions: Mapping[str, Schema]) -> set[str]:
    """Return which of ``object``, ``list`` and ``scalar`` a schema may take."""
    kind = schema["type"]
    if kind == "definition-ref":
        return _forms(definitions[schema["schema_ref"]], definitions)
    if kind == "union":
        return {form for part in _branches(schema) for form in _forms(part, definitions)}
    if kind in _OBJECTS:
        return {"object"}
    if kind in _SEQUENCES:
        return {"list"}
    if isinstance(schema.get("schema"), dict):
        return _forms(schema["schema"], definitions)
    return {"object", "list", "scalar"} if kind == "any" else {"scalar"}


def _names(schema: Schema, definitions: Mapping[str, Schema]) -> frozenset[str]:
    """Return the names of the fields of an object that a schema may take, if it is of one model."""
    if schema["type"] == "definition-ref":
        return _names(definitions[schema["schema_ref"]], definitions)
    if isinstance(schema.get("fields"), dict):
        return frozenset(schema["fields"])
    inner = schema.get("schema")
    return _names(inner, definitions) if isinstance(inner, dict) else frozenset()


def _needed(schema: Schema, definitions: Mapping[str, Schema]) -> tuple[str, ...]:
    """Return the fields that an object needs; of several kinds of it, the first kind's."""
    kind = schema["type"]
    if kind == "definition-ref":
        return _needed(definitions[schema["schema_ref"]], definitions)
    if kind == "tagged-union":
        return _needed(next(iter(schema["choices"].values())), definitions)
    if kind in ("model", "dataclass"):
        fields = _named(schema["schema"].get("fields", {}))
        return tuple(name for name, part in fields.items() if part["type"] != "default")
    inner = schema.get("schema")
    return _needed(inner, definitions) if isinstance(inner, dict) else ()


def _named(fields: Mapping[str, Schema] | Sequence[Schema]) -> dict[str, Schema]:
    """Return the schemas of the fields of a model or a dataclass by the names that callers use."""
    pairs = fields.items() if isinstance(fields, Mapping) else ((f["name"], f) for f in fields)
    return {field.get("validation_alias", name): field["schema"] for name, field in pairs}


def _wanted(schema: Schema, definitions: Mapping[str, Schema]) -> list[Form]:
    """Return what a value may be, as far as that can be said in a word."""
    kind = schema["type"]
    if kind == "definition-ref":
        return _wanted(definitions[schema["schema_ref"]], definitions)
    if kind == "union":
        return [form for part in _branches(schema) for form in _wanted(part, definitions)]
    if kind in _OBJECTS:
        return [("object", _needed(schema, definitions))]
    if kind in _SEQUENCES:
        return [("list", ())]
    if kind == "literal":
        return [("choice", (str(one),)) for one in schema["expected"]]
    if kind in _SCALARS:
        return [(_SCALARS[kind], ())]
    inner = schema.get("schema")
    return _wanted(inner, definitions) if isinstance(inner, dict) else []


# The second validator.

_Walk = Callable[[Any, Path, _Errors], None]
_NO_MORE: Mapping[str, Any] = MappingProxyType({})


class _Walks:
    """Makes of each part of a schema a function that notes what is wrong with a value."""

    def __init__(self, schema: Schema) -> None:
        self._definitions = {part["ref"]: part for part in schema.get("definitions", ())}
        self._made: dict[str, _Walk] = {}
        self.whole = self._of(schema["schema"] if schema["type"] == "definitions" else schema)

    def _of(self, schema: Schema) -> _Walk:
        make = getattr(self, "_" + schema["type"].replace("-", "_"), self._leaf)
        made: _Walk = make(schema)
        return made

    def _definition_ref(self, schema: Schema) -> _Walk:
        ref = schema["schema_ref"]

        def walk(value: Any, path: Path, errors: _Errors) -> None:
            if ref not in self._made:
                self._made[ref] = self._of(self._definitions[ref])
            self._made[ref](value, path, errors)

        return walk

    def _default(self, schema: Schema) -> _Walk:
        return self._of(schema["schema"])

    def _nullable(self, schema: Schema) -> _Walk:
        inner = self._of(schema["schema"])

        def walk(value: Any, path: Path, errors: _Errors) -> None:
            if value is not None:
                inner(value, path, errors)

        return walk

    def _leaf(self, schema: Schema) -> _Walk:
        """Return the walk over what is taken as a whole."""
        return _validating(self._validator(schema))

    def _validator(self, schema: Schema) -> SchemaValidator:
        if any(node["type"] == "definition-ref" for node in _nodes(schema)):
            definitions = list(self._definitions.values())
            schema = {"type": "definitions", "schema": schema, "definitions": definitions}
        return SchemaValidator(_eager(schema), _use_prebuilt=False)

    def _function_after(self, schema: Schema) -> _Walk:
        inner, whole = self._of(schema["schema"]), self._leaf(schema)

        def walk(value: Any, path: Path, errors: _Errors) -> None:
            before = len(errors)
            inner(value, path, errors)
            if len(errors) == before:
                whole(value, path, errors)

        return walk

    def _list(self, schema: Schema) -> _Walk:
        items = schema.get("items_schema") or any_schema()
        return self._items(items, SchemaValidator({**schema, "items_schema": any_schema()}))

    def _tuple(self, schema: Schema) -> _Walk:
        items = schema["items_schema"]
        if len(items) != 1 or not _has_any_length(schema):
            return self._leaf(schema)
        return self._items(items[0], SchemaValidator({**schema, "items_schema": [any_schema()]}))

    def _items(self, items: Schema, frame: SchemaValidator) -> _Walk:
        """Return the walk over a frame of any length, which is looked at before its items."""
        item = self._of(items)
        # What holds lists or objects would be looked at once more on every level above it.
        is_flat = _forms(items, self._definitions) == {"scalar"}
        chunk = self._validator({"type": "list", "items_schema": items}) if is_flat else None

        def walk(value: Any, path: Path, errors: _Errors) -> None:
            if _noted(frame, value, path, errors):
                return
            for start in range(0, len(value), _CHUNK):
                part = value[start : start + _CHUNK]
                if chunk is not None and chunk.isinstance_python(part):
                    continue
                for at, one in enumerate(part, start):
                    item(one, (*path, at), errors)

        return walk

    def _dict(self, schema: Schema) -> _Walk:
        loose = {"keys_schema": any_schema(), "values_schema": any_schema()}
        frame = SchemaValidator({**schema, **loose})
        name = self._of(schema.get("keys_schema") or any_schema())
        item = self._of(schema.get("values_schema") or any_schema())

        def walk(value: Any, path: Path, errors: _Errors) -> None:
            if _noted(frame, value, path, errors):
                return
            for key, one in value.items():
                before = len(errors)
                name(key, path, errors)  # a name that does not fit is no place
                if len(errors) == before:
                    item(one, (*path, key), errors)

        return walk

    def _model(self, schema: Schema) -> _Walk:
        inner = schema["schema"]
        if inner["type"] != "model-fields":
            return self._of(inner) if schema.get("root_model") else self._leaf(schema)
        return self._object(schema)

    def _dataclass(self, schema: Schema) -> _Walk:
        inner = schema["schema"]
        if inner["type"] != "dataclass-args":
            return self._leaf(schema)
        return self._object(schema)

    def _object(self, schema: Schema) -> _Walk:
        named = _named(schema["schema"]["fields"])
        if any(not isinstance(name, str) for name in named):
            return self._leaf(schema)
        kind = schema["cls"]
        required = _needed(schema, self._definitions)
        wrong = {"type": f"{schema['type']}_type", "ctx": {"class_name": kind.__name__}}
        wrong |= {"fields": required}
        entered = _entering(
            {name: self._of(part) for name, part in named.items()},
            required,
            forbids=_forbids(schema),
        )

        def walk(value: Any, path: Path, errors: _Errors) -> None:
            if isinstance(value, dict):
                entered(value, path, errors)
            elif not isinstance(value, kind):
                errors.note({**wrong, "loc": path, "msg": "", "input": value})

        return walk

    def _tagged_union(self, schema: Schema) -> _Walk:
        tell = schema["discriminator"]
        if not isinstance(tell, str) and not callable(tell):
            return self._leaf(schema)
        walks = {tag: self._of(branch) for tag, branch in schema["choices"].items()}
        frame = SchemaValidator({**schema, "choices": dict.fromkeys(walks, any_schema())})
        more = {"known": tuple(map(str, walks)), "fields": _needed(schema, self._definitions)}

        def walk(value: Any, path: Path, errors: _Errors) -> None:
            if _noted(frame, value, path, errors, more):
                return
            tag = _attribute(value, tell) if isinstance(tell, str) else tell(value)
            walks[tag](value, path, errors)

        return walk

    def _union(self, schema: Schema) -> _Walk:
        branches = [
            (self._of(b), _forms(b, self._definitions), _names(b, self._definitions))
            for b in _branches(schema)
        ]
        wanted = tuple(dict.fromkeys(_wanted(schema, self._definitions)))

        def walk(value: Any, path: Path, errors: _Errors) -> None:
            form = _form(value)
            meant = [(branch, names) for branch, forms, names in branches if form in forms]
            if len(meant) == 1 and form != "scalar":
                meant[0][0](value, path, errors)
            elif any(_first_error(branch, value, path) is None for branch, _ in meant):
                return
            elif form == "object" and meant:
                _nearest(value, meant)(value, path, errors)
            else:
                found = [_first_error(branch, value, path) for branch, _ in meant]
                errors.note(_of_forms(value, path, [one for one in found if one], wanted))

        return walk


def _nearest(value: Mapping[str, Any], meant: Sequence[tuple[_Walk, frozenset[str]]]) -> _Walk:
    """Return the branch that has most of an object's names; of several the last."""
    return max(enumerate(meant), key=lambda item: (len(item[1][1] & set(value)), item[0]))[1][0]


def _of_forms(value: Any, path: Path, found: Sequence[Error], wanted: tuple[Form, ...]) -> Error:
    """Return the error of a value that fits no branch: one that says more than its form, if any."""
    telling = [one for one in found if not one["type"].endswith(("_type", "literal_error"))]
    if telling or (found and len(wanted) < 2):
        return [*telling, *found][0]
    return {"type": "forms", "loc": path, "msg": "", "input": value, "forms": wanted}


def _entering(walks: Mapping[str, _Walk], required: Sequence[str], *, forbids: bool) -> _Walk:
    known = tuple(walks)

    def walk(value: Any, path: Path, errors: _Errors) -> None:
        for name, part in value.items():
            if name in walks:
                walks[name](part, (*path, name), errors)
            elif forbids:
                errors.note(_unknown(name, path, known))
        for name in required:
            if name not in value:
                place = (*path, name)
                errors.note({"type": "missing", "loc": place, "msg": "", "input": value})

    return walk


def _validating(validator: SchemaValidator) -> _Walk:
    def walk(value: Any, path: Path, errors: _Errors) -> None:
        _noted(validator, value, path, errors)

    return walk


def _noted(
    validator: SchemaValidator,
    value: Any,
    path: Path,
    errors: _Errors,
    more: Mapping[str, Any] = _NO_MORE,
) -> bool:
    """Note what a validator says of a value, and more with it; tell whether it says anything."""
    try:
        validator.validate_python(value)
    except ValidationError as error:
        for one in _plain(error, path):
            errors.note({**one, **more})
        return True
    except _Stop:
        errors.note({"type": "extra_forbidden", "loc": path, "msg": "", "input": value})
        return True
    return False


def _plain(error: ValidationError, path: Path) -> list[Error]:
    said = error.errors(include_url=False)
    return [{**one, "loc": (*path, *one["loc"])} for one in said]


def _unknown(name: Any, path: Path, known: tuple[str, ...]) -> Error:
    """Return the error of an unknown field; one with a name without end is told at its object."""
    is_place = isinstance(name, str) and len(name) <= LONGEST_NAME
    place = (*path, name) if is_place else path
    said = {"name": str(name)[:LONGEST_NAME]}
    more = {"ctx": said, "known": known}
    return {"type": "extra_forbidden", "loc": place, "msg": "", "input": name, **more}


def _attribute(value: Any, name: str) -> Any:
    return value[name] if isinstance(value, dict) else getattr(value, name)


def _form(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "list"
    return "object" if isinstance(value, Mapping) or hasattr(value, "__dict__") else "scalar"


def _first_error(branch: _Walk, value: Any, path: Path) -> Error | None:
    """Return the first thing that a branch finds wrong with a value, None where it fits."""
    errors = _Errors(1)
    with suppress(_Enough):
        branch(value, path, errors)
    return errors[0] if errors else None
