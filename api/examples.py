"""Examples of the OpenAPI document, kept in ``examples.json``: what was asked and what was given.

A test asks the service for all of them and writes the file, so that none says what is not so.
"""

from importlib.resources import files
from typing import Any

import orjson

from api.errors import MEDIA_TYPE

_KEPT = files("api") / "examples.json"
_JSON = "application/json"


def add_examples(document: dict[str, Any]) -> None:
    """Put the kept examples into the document, by operation id, status and media type.

    A problem stands once among the components, however many operations answer with it.
    """
    kept = orjson.loads(_KEPT.read_bytes())
    found = {name: {"value": value} for name, value in kept["problems"].items()}
    document["components"]["examples"] = found
    for item in document["paths"].values():
        for operation in item.values():
            own = kept["operations"].get(operation["operationId"], {})
            _add_requests(operation, own.get("requests", {}))
            _add_answers(operation["responses"], own.get("answers", {}))
            _add_problems(operation["responses"], {**kept["statuses"], **own.get("problems", {})})


def _add_requests(operation: dict[str, Any], requests: dict[str, Any]) -> None:
    if requests and _JSON in operation.get("requestBody", {}).get("content", {}):
        content = operation["requestBody"]["content"][_JSON]
        named = {name: {"value": value} for name, value in requests.items()}
        operation["requestBody"] = {
            **operation["requestBody"],
            "content": {
                **operation["requestBody"]["content"],
                _JSON: {**content, "examples": named},
            },
        }


def _add_answers(responses: dict[str, Any], answers: dict[str, Any]) -> None:
    """Show what the routes still say that they answer; a test finds what they no longer do."""
    for status, contents in answers.items():
        described = responses.get(status, {}).get("content", {})
        for kind in contents.keys() & described.keys():
            described[kind]["examples"] = {"answer": contents[kind]}


def _add_problems(responses: dict[str, Any], names: dict[str, str]) -> None:
    """Name the problem of each status; routes share what they say of one, so it is not changed."""
    for status, said in responses.items():
        if MEDIA_TYPE in said.get("content", {}) and status in names:
            name = names[status]
            example = {name: {"$ref": f"#/components/examples/{name}"}}
            content = {**said["content"][MEDIA_TYPE], "examples": example}
            responses[status] = {**said, "content": {MEDIA_TYPE: content}}
