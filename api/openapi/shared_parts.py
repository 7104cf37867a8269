"""Parts that places of the document share, moved to its components."""

from collections.abc import Mapping
from typing import Any

import orjson

from api.http.errors import MEDIA_TYPE

Plain = Mapping[str, Any]


def share_unions(node: Any, schemas: dict[str, Any], names: Mapping[frozenset[str], str]) -> None:
    """Move the unions that are named, by the labels of their members, to the schemas."""
    if isinstance(node, list | dict):
        for part in list(node.values() if isinstance(node, dict) else node):
            share_unions(part, schemas, names)
    if isinstance(node, dict) and isinstance(node.get("discriminator"), dict):
        name = names.get(frozenset(node["discriminator"].get("mapping", ())))
        if name is not None:
            schemas[name] = {key: node.pop(key) for key in ("discriminator", "oneOf")}
            node["$ref"] = f"#/components/schemas/{name}"


def share_problems(document: dict[str, Any]) -> None:
    """Move equal problem responses of several operations to the components, with references."""
    places: dict[bytes, list[tuple[dict[str, Any], str]]] = {}
    for item in document["paths"].values():
        for operation in item.values():
            responses = operation["responses"]
            for status, response in responses.items():
                if MEDIA_TYPE in response.get("content", {}):
                    places.setdefault(orjson.dumps(response), []).append((responses, status))
    shared: dict[str, Any] = {}
    for encoded, alike in places.items():
        if len(alike) > 1:
            answer = orjson.loads(encoded)
            problem = next(iter(answer["content"][MEDIA_TYPE].get("examples", {})), alike[0][1])
            number = sum(shared_name.partition(".")[0] == problem for shared_name in shared)
            name = f"{problem}.{number + 1}" if number else problem
            shared[name] = answer
            for responses, status in alike:
                responses[status] = {"$ref": f"#/components/responses/{name}"}
    document["components"]["responses"] = shared


def responses_of(operation: Plain, document: Plain) -> Plain:
    """Return the responses of an operation by status, with references resolved."""
    shared = document["components"]["responses"]
    return {
        status: shared[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
        for status, answer in operation["responses"].items()
    }
