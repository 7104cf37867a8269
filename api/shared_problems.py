"""Problems that operations answer alike, told once among the components of the document."""

from collections.abc import Mapping
from typing import Any

import orjson

from api.errors import MEDIA_TYPE

Plain = Mapping[str, Any]


def share_problems(document: dict[str, Any]) -> None:
    """Put what several operations say of a problem in the same words where all of them refer to.

    Parameters
    ----------
    document
        With its examples; changed in place.
    """
    places: dict[bytes, list[tuple[dict[str, Any], str]]] = {}
    for item in document["paths"].values():
        for operation in item.values():
            responses = operation["responses"]
            for status, said in responses.items():
                if MEDIA_TYPE in said.get("content", {}):
                    places.setdefault(orjson.dumps(said), []).append((responses, status))
    shared: dict[str, Any] = {}
    for said, alike in places.items():
        if len(alike) > 1:
            name = _name(orjson.loads(said), alike[0][1], shared)
            shared[name] = orjson.loads(said)
            for responses, status in alike:
                responses[status] = {"$ref": f"#/components/responses/{name}"}
    document["components"]["responses"] = shared


def responses_of(operation: Plain, document: Plain) -> Plain:
    """Return the answers of an operation by status, those that it shares as well."""
    shared = document["components"]["responses"]
    return {
        status: shared[said["$ref"].rpartition("/")[2]] if "$ref" in said else said
        for status, said in operation["responses"].items()
    }


def _name(said: Plain, status: str, taken: Plain) -> str:
    """Return the name of the problem that is shown, with a number where that is taken."""
    shown = next(iter(said["content"][MEDIA_TYPE].get("examples", {})), status)
    number = sum(name.partition(".")[0] == shown for name in taken)
    return f"{shown}.{number + 1}" if number else shown
