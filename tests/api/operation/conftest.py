"""A service of its own for a test, its log as documents, and loggers put back afterwards."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings

NAMES = ("", "parkwise", "parkwise.requests", "uvicorn", "uvicorn.error")
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def loggers() -> Iterator[None]:
    """Put the loggers of the process back; what pytest hung on them it takes away itself."""
    logs = [logging.getLogger(name) for name in NAMES]
    before = [(log.propagate, log.level) for log in logs]
    yield
    for log, (propagate, level) in zip(logs, before, strict=True):
        own = ("logging", __name__)
        log.handlers = [one for one in log.handlers if type(one).__module__ not in own]
        log.propagate = propagate
        log.setLevel(level)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Keep what logs write; pytest's own capture ends with the fixtures that start a service."""
    kept = io.StringIO()

    class Keeping(logging.StreamHandler[io.StringIO]):
        def __init__(self) -> None:
            super().__init__(kept)

    monkeypatch.setattr(logging, "StreamHandler", Keeping)
    return kept


@pytest.fixture
def make_app(sqlite_url: str, written: io.StringIO) -> Callable[..., FastAPI]:
    """Return a service with an empty database that logs JSON; keywords are settings."""

    def make(**settings: Any) -> FastAPI:
        own = {
            "database": sqlite_url,
            "log_format": "json",
            "job_runners": 0,
            "watchdog_seconds": 0,  # it would end the tests
        }
        made = create_app(Settings(**own | settings))
        made.state.running.long = 1e6  # what a busy machine does slowly is no part of the tests
        return made

    return make


@pytest.fixture
def logged(written: io.StringIO) -> Lines:
    """Return what was logged since the last call; every line must be a JSON document."""

    read_to = 0  # nothing is cut off: a line may be written by another thread meanwhile

    def read() -> list[dict[str, Any]]:
        nonlocal read_to
        said = written.getvalue()[read_to:]
        read_to += len(said)
        return [json.loads(line) for line in said.splitlines()]

    return read
