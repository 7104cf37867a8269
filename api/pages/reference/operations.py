"""Operations as the reference shows them, read from the OpenAPI document."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from api.errors import MEDIA_TYPE as PROBLEM
from api.language import Language
from api.pages.inline_markdown import highlighted, inline
from api.pages.reference.forms import Forms, SchemaShape
from api.pages.words import purposes, words
from api.reference import kept, purpose, status_said
from api.shared_problems import responses_of

JSON = "application/json"
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OperationParameter:
    """What is said beside the body: in the path, the query or a header."""

    name: str
    place: Literal["path", "query", "header"]
    shape: SchemaShape
    is_required: bool
    about: Markup
    default: Any


@dataclass(frozen=True, slots=True)
class OperationAnswer:
    """A good answer."""

    status: str
    about: Markup
    kinds: tuple[str, ...]
    shape: SchemaShape | None
    example: Markup | None


@dataclass(frozen=True, slots=True)
class OperationRefusal:
    """An answer that is an error: what the status means, and the code of an example."""

    status: str
    about: Markup
    code: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation, in one language."""

    name: str
    method: str
    path: str
    title: str
    use: Markup
    cost: Markup
    next: Markup
    parameters: tuple[OperationParameter, ...]
    body: SchemaShape | None
    body_kinds: tuple[str, ...]
    request: Markup
    answers: tuple[OperationAnswer, ...]
    refusals: tuple[OperationRefusal, ...]


@dataclass(frozen=True, slots=True)
class OperationEntry:
    """An operation in a list."""

    name: str
    method: str
    path: str
    title: str


def entries(document: Document, language: Language) -> Mapping[str, list[OperationEntry]]:
    """Return the operations by their groups."""
    found: dict[str, list[OperationEntry]] = {}
    for method, path, said in _operations(document):
        entry = OperationEntry(said["operationId"], method, path, _title(said, language))
        found.setdefault(said["tags"][0], []).append(entry)
    return found


def operations(document: Document, group: str, language: Language) -> list[Operation]:
    """Return the operations of a group with everything that is known of them."""
    return [
        _operation(document, method, path, said, language)
        for method, path, said in _operations(document)
        if said["tags"][0] == group
    ]


def _operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the operations in the order of reading."""
    found = {
        said["operationId"]: (method.upper(), path, said)
        for path, item in document["paths"].items()
        for method, said in item.items()
    }
    yield from (found[name] for name in kept()["operations"])


def _operation(
    document: Document, method: str, path: str, said: Document, language: Language
) -> Operation:
    name, told = said["operationId"], purpose(said["operationId"])
    forms = Forms(document["components"]["schemas"], words(language)["reference"])
    content = said.get("requestBody", {}).get("content", {})
    body, responses = content.get(JSON), responses_of(said, document)
    return Operation(
        name,
        method,
        path,
        _title(said, language),
        inline(told.use[language]),
        inline(told.cost[language]),
        inline(told.next[language]),
        tuple(_parameters(said, forms)),
        forms.whole(body["schema"]) if body else None,
        tuple(content),
        _request(method, path, content, document),
        tuple(_answers(responses, name, language, forms)),
        tuple(_refusals(responses, name, language)),
    )


def _title(said: Document, language: Language) -> str:
    summary: str = said["summary"]
    return purposes()[summary] if language == "zh" else summary


def _parameters(said: Document, forms: Forms) -> Iterator[OperationParameter]:
    for one in said.get("parameters", ()):
        about = inline(one.get("description", ""))
        shape, default = forms.whole(one["schema"]), one["schema"].get("default")
        yield OperationParameter(
            one["name"], one["in"], shape, one.get("required", False), about, default
        )


def _request(method: str, path: str, content: Document, document: Document) -> Markup:
    """Return how to ask with ``curl``."""
    place = re.sub(r"\{(\w+)\}", lambda found: found[1].upper(), path)
    is_plain = method == "GET" or (method == "POST" and JSON in content)
    lines = ["curl -sS" if is_plain else f"curl -sS -X {method}"]
    if JSON in content:
        example = _first(content[JSON], document)
        lines.append("--json '" + json.dumps(example, indent=2, ensure_ascii=False) + "'")
    elif content:
        kind = next(iter(content))
        lines.append(f"-H 'Content-Type: {kind}' --data-binary @FILE")
    if path.startswith("/v1/"):
        lines.append("-H 'Authorization: Bearer pw_...'")
    return highlighted(" \\\n  ".join([*lines, f'"$PARKWISE{place}"']), "bash")


def _first(content: Document, document: Document) -> Any:
    """Return the first example of a body, of its media type or of its schema."""
    if "examples" in content:
        return next(iter(content["examples"].values()))["value"]
    name = content["schema"]["$ref"].rpartition("/")[2]
    return document["components"]["schemas"][name].get("examples", [{}])[0]


def _answers(
    responses: Document, name: str, language: Language, forms: Forms
) -> Iterator[OperationAnswer]:
    for status, one in responses.items():
        content = one.get("content", {})
        if PROBLEM in content:
            continue
        schema = content.get(JSON, {}).get("schema")
        shown = next(iter(content.get(JSON, {}).get("examples", {}).values()), None)
        example = None
        if shown is not None:
            text = json.dumps(shown["value"], indent=2, ensure_ascii=False)
            example = highlighted(text, "json")
        about = inline(status_said(name, status)[language])
        yield OperationAnswer(
            status, about, tuple(content), forms.whole(schema) if schema else None, example
        )


def _refusals(responses: Document, name: str, language: Language) -> Iterator[OperationRefusal]:
    for status, one in sorted(responses.items()):
        content = one.get("content", {})
        if PROBLEM in content:
            code = next(iter(content[PROBLEM].get("examples", {})), "")
            yield OperationRefusal(status, inline(status_said(name, status)[language]), code)
