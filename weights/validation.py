"""Translation of pydantic errors into coded faults."""

import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import CoreSchema

from mcda.cells import is_number
from mcda.errors import Fault, InvalidInput, Note, Path, hidden_in
from mcda.texts import catalogue
from mcda.texts.suggestions import json_text, near

T = TypeVar("T")
N = TypeVar("N", bound=Note)
M = TypeVar("M", bound=BaseModel)
MOST_FAULTS = 101
"""How many faults are told of a document at most, the last of which says that there may be more."""
_LONGEST, _LONGEST_KEY = 60, 500
_MOST_NUMBERS, _HUGE = 5, 1e100
Schema = Any
Place = tuple[str | int, ...]
Error = Mapping[str, Any]
"""As an entry of ``ValidationError.errors()``; its ``loc`` names places of the document alone.

Beside that it may hold ``known``, the fields or tags that are; ``forms``, what else would fit; and
``fields``, those that an object in its place needs.
"""
Form = tuple[str, tuple[str, ...]]
"""What a value may be, such as ``number``, with the needed fields of an object or the choice."""
_KEY = "[key]"
_LISTS = ("list", "tuple", "set", "frozenset")
_OBJECTS = ("model", "dataclass")
_SCALARS = {"float": "number", "int": "whole", "bool": "bool", "str": "text"}
UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")


def validate(model: type[M], document: Any) -> M:
    """Return the model that plain data describe.

    Raises
    ------
    InvalidInput
        With a fault for each place that does not fit, the first `MOST_FAULTS` of the document.
    """
    model.model_rebuild()  # where it could not be completed yet
    validator, schema = model.__pydantic_validator__, model.__pydantic_core_schema__
    return read(validator.validate_python, document, schema)


def validated_json(model: type[M], sent: bytes) -> M:
    """Return the model that a JSON text describes.

    Raises
    ------
    InvalidInput
        Not JSON, or as `validate`.
    """
    model.model_rebuild()
    validator, schema = model.__pydantic_validator__, model.__pydantic_core_schema__
    return read(validator.validate_json, sent, schema)


def read(validator: Callable[[Any], T], value: Any, schema: CoreSchema) -> T:
    """Return the value as validated by a schema's validator; raises as `validate`."""
    try:
        return validator(value)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    located = _Schema(schema).errors(schema, errors, 0, ())
    raise InvalidInput(faults_from(located))  # here it holds nothing of the value


def faults_from(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Translate errors of `_Schema.errors`, or entries of ``ValidationError.errors()``.

    One fault per path, at most `MOST_FAULTS`; the last of so many says that there may be more.
    """
    faults: dict[Path, Fault] = {}
    for error in errors:
        path = tuple(_short_part(part) for part in error["loc"])
        fault = _fault(error, path)
        if path not in faults or faults[path].code == "wrong_type" != fault.code:
            faults[path] = fault
        if len(faults) == MOST_FAULTS:
            break
    # An unknown name that is nearly the missing one comes before it: it tells what to mend.
    return first_faults(sorted(faults.values(), key=lambda fault: fault.code == "missing_field"))


def first_faults(faults: Iterable[N]) -> list[N | Fault]:
    """Return at most `MOST_FAULTS` faults; the last of so many says that there may be more.

    The remaining faults are not read, and long keys in paths are cut off.
    """
    first: list[N | Fault] = [
        fault.at_path(*map(_short_part, fault.path)) for fault in islice(faults, MOST_FAULTS)
    ]
    if len(first) == MOST_FAULTS:
        first[-1] = Fault("more_faults", first[-1].path, {"count": MOST_FAULTS - 1})
    return first


def _fault(error: Mapping[str, Any], path: Path) -> Fault:
    kind, context, allowed = error["type"], error.get("ctx", {}), error.get("known", ())
    match kind:
        case "missing":
            return Fault("missing_field", path, {"field": _spoken(path)})
        case "finite_number":
            return Fault("not_finite_number", path, {"field": _spoken(path)})
        case "json_invalid":
            return json_fault(str(context.get("error", error["msg"])))
        case "union_tag_invalid":
            allowed = allowed or _quoted(context.get("expected_tags", ""))
            tag = _cut(str(context.get("tag")))
            return Fault("kind_unknown", path, {"kind": tag, "known": allowed})
        case "union_tag_not_found":
            name = str(context.get("discriminator", "")).strip("'")
            kinds = Note("kinds_known", (), {"known": allowed}) if allowed else None
            return Fault("missing_field", (*path, name), {"field": name, "known": allowed}, kinds)
    if kind in UNKNOWN:
        return Fault("unknown_field", path, {"field": _spoken(path), "known": allowed})
    value, meant = error.get("input"), _as_object(error)
    fields = {"field": _spoken(path), "expected": _expected(error), "value": short(value)}
    if kind == "literal_error":
        fields["allowed"] = _quoted(context["expected"])
    return Fault("wrong_type", path, {**fields, "meant": meant} if meant else fields)


def _expected(error: Mapping[str, Any]) -> Any:
    """Return the expected form for a message, as coded notes where there are codes."""
    kind, context = error["type"], dict(error.get("ctx", {}))
    if kind == "forms":
        forms = [
            Note("may_be_object_with", (), {"fields": "{" + ", ".join(parts) + "}"})
            if form == "object" and parts
            else Note(f"may_be_{form}", (), {"choices": parts})
            for form, parts in error["forms"]
        ]
        context = {"forms": forms}
    elif kind == "literal_error":
        context["expected"] = _quoted(context["expected"])
    return (
        Note(f"expected_{kind}", (), context) if f"expected_{kind}" in catalogue() else error["msg"]
    )


def _quoted(expected: str) -> tuple[str, ...]:
    """Return the choices in a message of the validator such as ``'sme' or 'large'``."""
    return tuple(re.findall("'([^']*)'", expected))


def _as_object(error: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the JSON object that was probably meant by a caller who sent only its content."""
    value, tags = error.get("input"), error.get("known") or ()
    parts: list[Any] = []  # a text that is nearly a tag, or the numbers of a short list
    if isinstance(value, str):
        if len(value) <= _LONGEST and not hidden_in(value):
            parts = [value] if not tags or value in tags else near(value, tags, most=1)
    elif isinstance(value, list) and len(value) <= _MOST_NUMBERS:
        are_numbers = all(is_number(part) and abs(part) < _HUGE for part in value)
        parts = value if are_numbers else []
    objects = [fields for kind, fields in error.get("forms", ()) if kind == "object"]
    for fields in [*objects, error.get("fields", ())]:
        if parts and len(fields) == len(parts):
            return (json.dumps(dict(zip(fields, parts, strict=True)), ensure_ascii=False),)
    return ()


def _spoken(path: Path) -> str:
    """Return a path in readable form, such as ``performances[0][1]``."""
    names = [at for at, part in enumerate(path) if isinstance(part, str)]
    start = names[-1] if names else 0
    return "".join(f"[{p}]" if isinstance(p, int) else p for p in path[start:]) or "body"


def json_fault(said: str) -> Fault:
    """Return a fault with the line and column of a JSON syntax error, without the parser's text."""
    match = re.search(r"line (\d+) column (\d+)", said)
    line, column = match.groups() if match else ("?", "?")
    return Fault("invalid_json", (), {"line": line, "column": column})


def _short_part(part: str | int) -> str | int:
    """Return a part of a path; a key that is too long to read is cut off."""
    return part if isinstance(part, int) else _cut(part, _LONGEST_KEY)


def _cut(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 3] + "..."


def short(value: Any) -> str:
    """Return a value as JSON, cut off at a readable length."""
    return _cut(json_text(_head(value, [_LONGEST])))


def _head(value: Any, room: list[int]) -> Any:
    """Return the part of a value that is shown: each item takes at least one character."""
    room[0] -= 1
    if isinstance(value, str):
        return value[: _LONGEST + 1]
    if isinstance(value, list | tuple):
        return [_head(part, room) for part in value if room[0] > 0]
    if isinstance(value, dict):
        return {_head(k, room): _head(v, room) for k, v in value.items() if room[0] > 0}
    return value


class _Schema:
    """A schema that is followed along the paths of errors.

    Pydantic reports the errors of each branch of a union, and puts tags and branch names into the
    error path. Only the branch that was meant is kept, and each error gets the names of the known
    fields or tags.
    """

    def __init__(self, schema: Schema) -> None:
        self._definitions = {part["ref"]: part for part in schema.get("definitions", ())}

    def errors(
        self, node: Schema, errors: Iterable[Error], depth: int, path: Place
    ) -> Iterator[Error]:
        """Yield the errors that share the first `depth` parts of their location, at this path."""
        node = self._bare(node)
        if node["type"] == "union":
            for is_inside, same in groupby(errors, lambda error: len(error["loc"]) > depth):
                if is_inside:
                    yield from self._of_union(node, list(same), depth, path)
                else:
                    yield from ({**error, "loc": path} for error in same)
            return
        is_faulty = False
        for part, group in groupby(errors, lambda error: _part(error["loc"], depth)):
            child = None if part is None else self._child(node, part)
            if part is None or child is None:
                for error in group:  # a list of faulty items is not also too short
                    if not (is_faulty and error["type"] == "too_short"):
                        yield self._here(node, error, depth, path)
            else:
                is_faulty = True
                below = path if node["type"] == "tagged-union" else (*path, part)
                yield from self.errors(child, group, depth + 1, below)

    def _here(self, node: Schema, error: Error, depth: int, path: Place) -> Error:
        rest = () if error["loc"][-1:] == (_KEY,) else error["loc"][depth:]
        more: dict[str, Any] = {"fields": self._needed(node)}
        if error["type"] in UNKNOWN:
            more = {"known": tuple(self._fields(node))}
        elif node["type"] == "tagged-union":
            more["known"] = tuple(map(str, node["choices"]))
        return {**error, "loc": (*path, *rest), **more}

    def _of_union(
        self, node: Schema, errors: list[Error], depth: int, path: Place
    ) -> Iterator[Error]:
        """Yield the errors of the branch that was meant: one of the value's form, if any is."""
        groups = [list(group) for _, group in groupby(errors, lambda error: error["loc"][depth])]
        # Where every branch has looked inside, it is an object.
        value: Any = next((e["input"] for e in errors if len(e["loc"]) == depth + 1), {})
        form = "object" if isinstance(value, dict) else _form_of("list" * isinstance(value, list))
        meant = [
            (branch, group)
            for branch, group in zip(_branches(node), groups, strict=False)
            if form in {_form_of(kind) for kind, _ in self._wanted(branch)}
        ]
        if meant and form != "scalar":
            # the branch with the fewest fields of the object that are unknown or missing
            amiss = (*UNKNOWN, "missing")
            branch, group = min(
                reversed(meant),
                key=lambda pair: sum(
                    len(e["loc"]) == depth + 2 and e["type"] in amiss for e in pair[1]
                ),
            )
            yield from self.errors(branch, group, depth + 1, path)
        else:
            first = [next(self.errors(branch, group, depth + 1, path)) for branch, group in meant]
            # of a scalar that fits no branch, the error that says more than its form
            forms = tuple(dict.fromkeys(self._wanted(node)))
            telling = [e for e in first if not e["type"].endswith(("_type", "literal_error"))]
            if telling or (first and len(forms) < 2):
                yield [*telling, *first][0]
            else:
                yield {"type": "forms", "loc": path, "msg": "", "input": value, "forms": forms}

    def _bare(self, node: Schema) -> Schema:
        """Return the schema node inside references, defaults and functions."""
        while True:
            if node["type"] == "definition-ref":
                node = self._definitions[node["schema_ref"]]
            elif isinstance(node.get("schema"), dict) and not _is_object(node):
                node = node["schema"]
            else:
                return node

    def _child(self, node: Schema, part: Any) -> Schema | None:
        """Return the schema below one part of a path, None if the schema has no such part."""
        kind = node["type"]
        if kind == "tuple":
            items = node["items_schema"]
            return items[part] if part < len(items) else items[-1]
        if kind in _LISTS:
            return node.get("items_schema")
        if kind == "dict":
            return node.get("values_schema")
        return (node["choices"] if kind == "tagged-union" else self._fields(node)).get(part)

    def _fields(self, node: Schema) -> dict[Hashable, Schema]:
        """Return the schemas of the fields of an object by the names that callers use."""
        fields = self._bare(node["schema"]).get("fields", {}) if _is_object(node) else {}
        pairs = fields.items() if isinstance(fields, dict) else ((f["name"], f) for f in fields)
        return {field.get("validation_alias", name): field["schema"] for name, field in pairs}

    def _needed(self, node: Schema) -> tuple[str, ...]:
        """Return the required fields of an object; of a tagged union, those of the first kind."""
        if node["type"] == "tagged-union":
            node = self._bare(next(iter(node["choices"].values())))
        fields = self._fields(node).items()
        return tuple(str(name) for name, field in fields if field["type"] != "default")

    def _wanted(self, node: Schema) -> list[Form]:
        """Return the forms that a value may have, each as a word with its choices or fields."""
        node = self._bare(node)
        kind = node["type"]
        if kind == "union":
            return [form for branch in _branches(node) for form in self._wanted(branch)]
        if kind == "literal":
            return [("choice", (str(choice),)) for choice in node["expected"]]
        if kind in (*_OBJECTS, "dict", "tagged-union"):
            return [("object", self._needed(node))]
        return [("list", ())] if kind in _LISTS else [(_SCALARS.get(kind, "text"), ())]


def _form_of(kind: str) -> str:
    return kind if kind in ("object", "list") else "scalar"


def _is_object(node: Schema) -> bool:
    return node["type"] in _OBJECTS and not node.get("root_model")


def _branches(union: Schema) -> list[Schema]:
    return [part[0] if isinstance(part, tuple) else part for part in union["choices"]]


def _part(place: Place, depth: int) -> str | int | None:
    """Return the part of a path at a depth; None past the end, or for a key that does not fit."""
    return place[depth] if len(place) > depth and place[depth + 1 :] != (_KEY,) else None
