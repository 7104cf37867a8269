"""What takes long is told while it does, also where the event loop stands still."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.responses import StreamingResponse

from api.http.instrumentation import RunningRequests
from tests.clients import TestClient

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def app(make_app: Callable[..., FastAPI]) -> FastAPI:
    made = make_app()
    made.state.running.long = 0.1
    return made


def test_a_request_that_takes_long_is_told_before_it_ends(app: FastAPI, logged: Lines) -> None:
    told: list[dict[str, Any]] = []

    @app.get("/v1/slow/{what}")
    def slow(what: str) -> None:
        end = time.monotonic() + 60
        while not told and time.monotonic() < end:
            time.sleep(0.02)
            told.extend(logged())

    with TestClient(app, headers={"X-Request-ID": "mine"}) as client:
        client.get("/v1/slow/secret")
        [line] = told
        [ended] = logged()
    assert (line["event"], ended["event"]) == ("request takes long", "request")
    same = ("request_id", "method", "route", "client", "organisation")
    assert {name: line[name] for name in same} == {name: ended[name] for name in same}
    assert (line["request_id"], line["route"]) == ("mine", "/v1/slow/{what}")
    assert 100 <= line["ms"] <= ended["ms"]
    assert "secret" not in json.dumps([line, ended])


def test_it_is_told_though_nothing_else_runs(app: FastAPI, logged: Lines) -> None:
    @app.get("/v1/hangs")
    async def hangs() -> None:
        end = time.monotonic() + 60  # the event loop stands still
        while not told and time.monotonic() < end:
            told.extend(logged())

    told: list[dict[str, Any]] = []
    with TestClient(app) as client:
        client.get("/v1/hangs")
    [line] = told
    assert line["event"] == "request takes long"
    assert line.get("route") in ("/v1/hangs", None)  # on a busy machine before it is routed


def test_what_is_quick_or_being_answered_is_not_told(app: FastAPI, logged: Lines) -> None:
    app.state.running.long = 60.0

    def parts() -> Iterator[bytes]:
        yield b"first"
        [(_, scope)] = app.state.running._begun.values()
        app.state.running.tell(scope, 99.0)  # as it does past its limit
        yield b"last"

    app.add_api_route("/stream", lambda: StreamingResponse(parts()), response_model=None)
    with TestClient(app) as client:
        client.get("/v1/methods")
        client.get("/stream")
    assert [line["event"] for line in logged()] == ["request", "request"]


@pytest.mark.long
def test_text_says_it_too() -> None:
    told = threading.Event()
    running = RunningRequests(lambda scope, seconds: told.set(), long=0.05)
    running.start()
    running.begin({}, time.perf_counter())
    assert told.wait(10)
    running.stop()
    code = (
        "from api.operation.logs import configure\n"
        "from api.http.instrumentation import tell_long\n"
        "configure('text')\n"
        "tell_long({'state': {'request_id': 'mine'}, 'method': 'GET', 'client': ('192.0.2.9', 1),"
        " 'app': type('', (), {'routes': []})}, 1.5)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "request takes long" in said.stderr
    for field in ("client=192.0.2.0/24", "ms=1500.0", "request_id=mine", "route=unmatched"):
        assert field in said.stderr
