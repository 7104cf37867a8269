"""The record of an analysis: what to send back for the same answer."""

import hashlib
from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_json

Plain = dict[str, Any]


@cache
def engine() -> str:
    """Return the name and version of the engine."""
    return f"parkwise {version('parkwise')}"


def with_record(answer: Plain, request: BaseModel, seed: int | None) -> bytes:
    """Return the answer as JSON with its record appended.

    The request is written once and its bytes serve as both the hashed input and the ``spec``.
    """
    spec = request.__pydantic_serializer__.to_json(request)
    record = {
        "engine": engine(),
        "input_sha256": hashlib.sha256(spec).hexdigest(),
        "seed": seed,
    }
    head = to_json(answer, inf_nan_mode="constants")
    return b'%b,"record":%b,"spec":%b}}' % (head[:-1], to_json(record)[:-1], spec)
