"""Every request gets an id, is timed and counted by its route, and crashes are told once."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import IncompleteRead
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
import uvicorn
from fastapi import FastAPI, Request, WebSocket
from prometheus_client.parser import text_string_to_metric_families
from starlette.responses import StreamingResponse

from api.compute.analyses import compute_of, run_analysis, run_apart
from api.http.instrumentation import REQUEST_ID
from tests.clients import TestClient
from tests.patience import until
from tests.service import threaded

Make = Callable[..., FastAPI]


@pytest.fixture
def app(make_app: Make) -> FastAPI:
    return make_app()


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


def counted(app: FastAPI) -> dict[tuple[str, str, str], float]:
    """Return how many requests were counted, by method, route and status."""
    families = text_string_to_metric_families(app.state.metrics.page().decode())
    return {
        (s.labels["method"], s.labels["route"], s.labels["status"]): s.value
        for family in families
        for s in family.samples
        if s.name == "parkwise_request_seconds_count"
    }


def running(app: FastAPI) -> float:
    page = app.state.metrics.page().decode()
    found = re.search(r"^parkwise_requests_running (\S+)", page, re.MULTILINE)
    assert found
    return float(found[1])


def add_crash(app: FastAPI) -> None:
    @app.get("/v1/crash/{what}")
    def crash(what: str) -> None:
        raise RuntimeError("the reason of the crash")


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an application on a port of this machine as the command line does."""
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False, lifespan="on")
    with threaded(config) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("given", ["a", "abc-DEF_1.2", "0" * 64])
def test_a_harmless_id_is_kept(client, logged, given):
    answer = client.get("/v1/parks", headers={REQUEST_ID: given})
    assert answer.headers.get_list(REQUEST_ID) == [given]
    assert [line["request_id"] for line in logged()] == [given]


@pytest.mark.parametrize("given", ["", "0" * 65, "a b", "<script>", "a\tb", "{}", "é".encode()])
def test_any_other_is_replaced(client, logged, given):
    [found] = client.get("/v1/parks", headers={REQUEST_ID: given}).headers.get_list(REQUEST_ID)
    assert re.fullmatch("[0-9a-f]{16}", found)
    assert [line["request_id"] for line in logged()] == [found]


def test_each_request_has_an_id_of_its_own(client):
    assert len({client.get("/healthz").headers[REQUEST_ID] for _ in range(5)}) == 5


@pytest.mark.parametrize(
    ("method", "path", "status", "route"),
    [
        ("GET", "/v1/parks/tcr", 200, "/v1/parks/{park_id}"),
        ("GET", "/v1/parks/nowhere", 404, "/v1/parks/{park_id}"),
        ("POST", "/v1/rankings", 422, "/v1/rankings"),
        ("PUT", "/v1/parks", 405, "/v1/parks"),
        ("BREW", "/v1/parks", 405, "/v1/parks"),
        ("GET", "/wp-login.php", 404, "unmatched"),
    ],
)
def test_a_request_is_counted_and_logged_by_its_route(
    app, client, logged, method, path, status, route
):
    assert client.request(method, path).status_code == status
    shown = "OTHER" if method == "BREW" else method
    assert counted(app) == {(shown, route, str(status)): 1}
    [line] = logged()
    assert (line["method"], line["route"], line["status"]) == (shown, route, status)
    assert line["level"] == "info"
    assert 0 < line["ms"] < 60_000


def test_addresses_and_methods_made_up_make_no_new_series(app, client):
    for number in range(30):
        client.get(f"/nowhere/{number}")
        client.get(f"/v1/parks/nowhere-{number}")
        client.request(f"BREW{number}", "/v1/parks")
    assert sorted(counted(app).values()) == [30, 30, 30]


def test_who_asks_is_told_only_as_the_organisation(client, logged):
    client.get("/v1/parks")
    assert [line["organisation"] for line in logged()] == ["local"]
    client.get("/")
    assert ["organisation" in line for line in logged()] == [False]


def test_who_is_refused_at_the_door_is_counted_too(app, client):
    wrong = {"Authorization": "Bearer pw_wrong", REQUEST_ID: "mine"}
    assert client.get("/v1/parks", headers=wrong).headers[REQUEST_ID] == "mine"
    assert client.post("/v1/nowhere", headers=wrong).status_code == 401
    assert list(counted(app)) == [("GET", "/v1/parks", "401"), ("POST", "unmatched", "401")]


def test_checks_of_health_are_counted_but_do_not_fill_the_log(app, client, logged):
    for path in ("/healthz", "/readyz", "/metrics"):
        client.get(path)
    assert {route for _, route, _ in counted(app)} == {"/healthz", "/readyz", "/metrics"}
    assert logged() == []


def test_a_request_runs_until_its_last_byte(app, client):
    def parts() -> Iterator[bytes]:
        for _ in range(3):
            yield b"%d" % running(app)

    app.add_api_route("/slow", lambda: StreamingResponse(parts()), response_model=None)
    assert client.get("/slow").text == "111"
    assert (running(app), counted(app)) == (0, {("GET", "/slow", "200"): 1})


def test_a_crash_is_counted_answered_and_logged_once(app, client, logged):
    add_crash(app)
    answer = client.get("/v1/crash/secret-place", headers={REQUEST_ID: "mine"})
    assert answer.status_code == 500
    assert "reason" not in answer.text
    assert (counted(app), running(app)) == ({("GET", "/v1/crash/{what}", "500"): 1}, 0)
    lines = logged()
    [told] = [line for line in lines if "exception" in line]
    assert told["exception"].endswith("RuntimeError: the reason of the crash")
    assert told["event"].rpartition(" ")[2] in answer.json()["detail"]
    [request] = [line for line in lines if line["event"] == "request"]
    assert (request["status"], request["level"]) == (500, "warning")
    assert "secret-place" not in str(lines)


def test_the_answer_to_a_crash_has_the_headers_of_every_answer(app, client):
    add_crash(app)
    answer = client.get("/v1/crash/x", headers={REQUEST_ID: "mine"})
    assert answer.headers[REQUEST_ID] == "mine"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_a_crash_of_the_real_server_is_told_once(app, logged):
    add_crash(app)
    with serving(app) as base, pytest.raises(HTTPError) as refused:
        urlopen(f"{base}/v1/crash/x", timeout=30)
    assert refused.value.status == 500
    refused.value.close()
    lines = logged()
    assert len([line for line in lines if "RuntimeError" in str(line)]) == 1, lines


def test_an_answer_that_crashes_midway_is_cut_off(app, logged):
    def parts() -> Iterator[bytes]:
        yield b"first"
        raise RuntimeError("midway")

    app.add_api_route("/broken", lambda: StreamingResponse(parts()), response_model=None)
    with serving(app) as base, urlopen(f"{base}/broken", timeout=30) as answer:
        assert answer.status == 200
        with pytest.raises(IncompleteRead) as cut:
            answer.read()
    assert cut.value.partial == b"first"
    [request] = [line for line in logged() if line["event"] == "request"]
    assert request["status"] == 200


@pytest.mark.parametrize("apart", [True, False])
def test_a_client_that_leaves_is_no_crash(make_app, logged, apart):
    """What a page computes is ended when the reader goes; that is neither answered nor an error."""
    app = make_app(analysis_processes=1)

    @app.get("/v1/slow")
    async def slow(request: Request) -> None:
        work = partial(time.sleep, 60)
        if apart:
            await run_apart(request, work)
        else:
            await run_analysis(request, partial(compute_of(request), work))

    with serving(app) as base:
        until(lambda: app.state.analyses.processes.ready)
        with socket.create_connection(("127.0.0.1", urlsplit(base).port), timeout=30) as reader:
            reader.sendall(b"GET /v1/slow HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            until(lambda: running(app) == 1)
            time.sleep(0.5)  # so that the work has begun
        until(lambda: running(app) == 0)
        until(lambda: counted(app) != {})
    assert counted(app) == {("GET", "/v1/slow", "499"): 1}
    lines = logged()
    [request] = [line for line in lines if line["event"] == "request"]
    assert (request["status"], request["level"]) == (499, "info")
    assert not [line for line in lines if "exception" in line or line["level"] == "error"]


def test_what_is_no_request_passes(app, client):
    @app.websocket("/talk")
    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("heard")
        await socket.close()

    with client.websocket_connect("/talk") as socket:
        assert socket.receive_text() == "heard"
    assert counted(app) == {}
