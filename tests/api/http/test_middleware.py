"""The limit on bodies, their length declared or not."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from api.app import create_app
from api.http.middleware import BodyLimit
from api.pages.frame import POLICY
from api.settings import Settings
from tests.clients import BROWSER, TestClient

LIMIT = 2048


@pytest.fixture
def small() -> TestClient:
    return TestClient(create_app(Settings(max_body_bytes=LIMIT)), raise_server_exceptions=False)


def parts(*sizes: int) -> Iterator[bytes]:
    for size in sizes:
        yield b" " * size


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 422), (LIMIT + 1, 413)])
def test_the_declared_length_is_checked(small, size, status):
    answer = small.post("/v1/rankings", content=b" " * size)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("sizes", "status"),
    [((LIMIT,), 422), ((1000, 1048), 422), ((1000, 1048, 1), 413), ((LIMIT + 1,), 413)],
)
def test_the_sent_length_is_counted(small, sizes, status):
    answer = small.post("/v1/rankings", content=parts(*sizes))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_answer_names_the_limit_in_both_roads(small):
    declared = small.post("/v1/rankings", content=b" " * (LIMIT + 1)).json()
    assert declared == small.post("/v1/rankings", content=parts(LIMIT, 1)).json()
    assert str(LIMIT) in declared["detail"]


def test_nothing_past_the_limit_is_read():
    read: list[int] = []

    async def route(request: Request) -> PlainTextResponse:
        stream = request.stream()
        read.append(len(await anext(stream)))
        read.append(len(await anext(stream)))
        return PlainTextResponse("done")

    app = Starlette(routes=[Route("/", route, methods=["POST"])])
    app.add_middleware(BodyLimit, limit=10)
    answer = TestClient(app, raise_server_exceptions=False).post("/", content=parts(6, 6, 6, 6))
    assert answer.status_code == 413
    assert sum(read) <= 10


def test_what_is_no_request_passes():
    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("heard")
        await socket.close()

    app = Starlette(routes=[WebSocketRoute("/", talk)])
    app.add_middleware(BodyLimit, limit=1)
    with TestClient(app).websocket_connect("/") as socket:
        assert socket.receive_text() == "heard"


@pytest.mark.parametrize(("language", "said"), [("en", "too large"), ("zh", "请求过大")])
@pytest.mark.parametrize("sizes", [None, (LIMIT, 1)])
def test_a_browser_is_shown_a_page_of_the_limit(small, sizes, language, said):
    content = b" " * (LIMIT + 1) if sizes is None else parts(*sizes)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": language}
    answer = small.post("/sign-in", content=content, headers={**BROWSER, **form})
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")
    assert said in answer.text
    assert str(LIMIT) in answer.text


def broken(*_: Any, **__: Any) -> None:
    raise RuntimeError("the reason")


def reference_in(caplog: pytest.LogCaptureFixture) -> str:
    [told] = [r for r in caplog.records if r.getMessage().startswith("unexpected error")]
    return told.getMessage().split()[-1]


@pytest.mark.parametrize(("language", "said"), [("en", "on our side"), ("zh", "服务内部出错")])
def test_a_browser_is_shown_the_reference_of_a_crash_and_no_more(
    client, monkeypatch, caplog, language, said
):
    monkeypatch.setattr("api.pages.home.routes.render", broken)
    answer = client.get("/", headers={**BROWSER, "Accept-Language": language})
    assert (answer.status_code, answer.headers["content-security-policy"]) == (500, POLICY)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert said in answer.text
    assert reference_in(caplog) in answer.text
    assert "the reason" not in answer.text


def test_a_crash_of_the_page_of_a_crash_leaves_the_document(client, monkeypatch, caplog):
    for module in ("home.routes", "page_route"):
        monkeypatch.setattr(f"api.pages.{module}.render", broken)
    answer = client.get("/", headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert reference_in(caplog) in answer.json()["detail"]


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip", True), ("gzip;q=0", False), ("GZIP; q=0.0, *", False), ("br, gzip;q=0.2", True)],
)
def test_answers_are_packed_for_who_takes_them_packed(client, accepted, packed):
    answer = client.get("/v1/parks", headers={"Accept-Encoding": accepted})
    assert (answer.headers.get("content-encoding") == "gzip") is packed
    assert answer.json()["items"]
