"""The record of an analysis: what to send back for the same answer."""

import hashlib
from functools import cache
from importlib.metadata import version
from typing import Any

import orjson
from pydantic import BaseModel

Plain = dict[str, Any]


@cache
def engine() -> str:
    """Return the name and version of the engine."""
    return f"parkwise {version('parkwise')}"


def with_record(answer: Plain, request: BaseModel, seed: int | None) -> bytes:
    """Return the answer as JSON with its record appended.

    ``spec`` is the request with its defaults, written once: its bytes are hashed and spliced in,
    so that however a request was spelt, sending ``spec`` back gives the same hash.
    """
    return with_spec(answer, orjson.dumps(request, default=vars), seed)


def with_spec(answer: Plain, spec: bytes, seed: int | None) -> bytes:
    """Return the same of a request that is written already."""
    return b'%b,"record":{"engine":"%b","input_sha256":"%b","seed":%b,"spec":%b}}' % (
        orjson.dumps(answer)[:-1],
        engine().encode(),
        hashlib.sha256(spec).hexdigest().encode(),
        b"null" if seed is None else b"%d" % seed,
        spec,
    )


def with_overlay(answer: bytes, digest: str | None) -> bytes:
    """Return an answer with its record, the last thing in it, naming the private data in use."""
    return b'%b,"overlay":%b}}' % (answer.removesuffix(b"}}"), orjson.dumps(digest))
