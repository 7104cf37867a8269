"""Operations in the form of the reference, read from the OpenAPI document."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from api.http.errors import MEDIA_TYPE as PROBLEM
from api.http.language import Language
from api.openapi.reference import kept, purpose, status_said
from api.openapi.shared_problems import responses_of
from api.pages.inline_markdown import highlighted, inline
from api.pages.reference.forms import Forms, SchemaShape
from api.pages.words import purposes, words

JSON = "application/json"
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OperationParameter:
    """A parameter beside the body: in the path, the query or a header."""

    name: str
    place: Literal["path", "query", "header"]
    shape: SchemaShape
    is_required: bool
    about: Markup
    default: Any


@dataclass(frozen=True, slots=True)
class OperationAnswer:
    """A successful response."""

    status: str
    about: Markup
    kinds: tuple[str, ...]
    shape: SchemaShape | None
    example: Markup | None


@dataclass(frozen=True, slots=True)
class OperationRefusal:
    """An error response: the meaning of its status, and the code of an example."""

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
    by_group: dict[str, list[OperationEntry]] = {}
    for method, path, operation in _operations(document):
        entry = OperationEntry(operation["operationId"], method, path, _title(operation, language))
        by_group.setdefault(operation["tags"][0], []).append(entry)
    return by_group


def operations(document: Document, group: str, language: Language) -> list[Operation]:
    """Return the operations of a group with all details."""
    return [
        _operation(document, method, path, operation, language)
        for method, path, operation in _operations(document)
        if operation["tags"][0] == group
    ]


def _operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the operations in reading order."""
    by_id = {
        operation["operationId"]: (method.upper(), path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }
    yield from (by_id[name] for name in kept()["operations"])


def _operation(
    document: Document, method: str, path: str, said: Document, language: Language
) -> Operation:
    name, usage = said["operationId"], purpose(said["operationId"])
    forms = Forms(document["components"]["schemas"], words(language)["reference"])
    content = said.get("requestBody", {}).get("content", {})
    body, responses = content.get(JSON), responses_of(said, document)
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
    return Operation(
        name,
        method,
        path,
        _title(said, language),
        inline(usage.use[language]),
        inline(usage.cost[language]),
        inline(usage.next[language]),
        tuple(
            OperationParameter(
                parameter["name"],
                parameter["in"],
                forms.shape(parameter["schema"]),
                parameter.get("required", False),
                inline(parameter.get("description", "")),
                parameter["schema"].get("default"),
            )
            for parameter in said.get("parameters", ())
        ),
        forms.shape(body["schema"]) if body else None,
        tuple(content),
        highlighted(" \\\n  ".join([*lines, f'"$PARKWISE{place}"']), "bash"),
        tuple(_answers(responses, name, language, forms)),
        tuple(
            OperationRefusal(
                status,
                inline(status_said(name, status)[language]),
                next(iter(response["content"][PROBLEM].get("examples", {})), ""),
            )
            for status, response in sorted(responses.items())
            if PROBLEM in response.get("content", {})
        ),
    )


def _title(said: Document, language: Language) -> str:
    summary: str = said["summary"]
    return purposes()[summary] if language == "zh" else summary


def _first(content: Document, document: Document) -> Any:
    """Return the first example of a body, of its media type or of its schema."""
    if "examples" in content:
        return next(iter(content["examples"].values()))["value"]
    name = content["schema"]["$ref"].rpartition("/")[2]
    return document["components"]["schemas"][name].get("examples", [{}])[0]


def _answers(
    responses: Document, name: str, language: Language, forms: Forms
) -> Iterator[OperationAnswer]:
    for status, response in responses.items():
        content = response.get("content", {})
        if PROBLEM in content:
            continue
        schema = content.get(JSON, {}).get("schema")
        sample = next(iter(content.get(JSON, {}).get("examples", {}).values()), None)
        example = None
        if sample is not None:
            text = json.dumps(sample["value"], indent=2, ensure_ascii=False)
            example = highlighted(text, "json")
        about = inline(status_said(name, status)[language])
        yield OperationAnswer(
            status, about, tuple(content), forms.shape(schema) if schema else None, example
        )
