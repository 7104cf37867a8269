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


def spec_of(request: BaseModel, body: bytes | None) -> bytes:
    """Return the request as it was sent, so that its sender can check the hash."""
    return request.model_dump_json(exclude_unset=True).encode() if body is None else body


def with_record(answer: Plain, spec: bytes, seed: int | None) -> bytes:
    """Return the answer as JSON with its record appended; ``spec`` is spliced in as it is."""
    return b'%b,"record":{"engine":"%b","input_sha256":"%b","seed":%b,"spec":%b}}' % (
        to_json(answer, inf_nan_mode="constants")[:-1],
        engine().encode(),
        hashlib.sha256(spec).hexdigest().encode(),
        b"null" if seed is None else b"%d" % seed,
        spec,
    )
