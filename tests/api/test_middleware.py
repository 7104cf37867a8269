"""The limit on bodies, their length declared or not; headers that keep browsers careful."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from api.app import create_app
from api.middleware import BodyLimit, SecurityHeaders
from api.settings import Settings
from tests.clients import TestClient

LIMIT = 2048


@pytest.fixture
def small() -> TestClient:
    return TestClient(create_app(Settings(max_body_bytes=LIMIT)), raise_server_exceptions=False)


def parts(*sizes: int) -> Iterator[bytes]:
    for size in sizes:
        yield b" " * size


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 422), (LIMIT + 1, 413)])
def test_the_declared_length_is_checked(small: TestClient, size: int, status: int) -> None:
    answer = small.post("/v1/rankings", content=b" " * size)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("sizes", "status"),
    [((LIMIT,), 422), ((1000, 1048), 422), ((1000, 1048, 1), 413), ((LIMIT + 1,), 413)],
)
def test_the_sent_length_is_counted(small: TestClient, sizes: tuple[int, ...], status: int) -> None:
    answer = small.post("/v1/rankings", content=parts(*sizes))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_answer_names_the_limit_in_both_roads(small: TestClient) -> None:
    declared = small.post("/v1/rankings", content=b" " * (LIMIT + 1)).json()
    streamed = small.post("/v1/rankings", content=parts(LIMIT, 1)).json()
    assert declared == streamed
    assert str(LIMIT) in declared["detail"]


def test_nothing_past_the_limit_is_read() -> None:
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


def test_what_is_no_request_passes() -> None:
    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("heard")
        await socket.close()

    app = Starlette(routes=[WebSocketRoute("/", talk)])
    app.add_middleware(BodyLimit, limit=1)
    with TestClient(app).websocket_connect("/") as socket:
        assert socket.receive_text() == "heard"


CAREFUL = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/methods", 200),
        ("/v1/nothing", 404),
        ("/healthz", 200),
        ("/", 200),
        ("/docs", 200),
        ("/nothing", 404),
        ("/problems/key_missing", 200),
    ],
)
def test_every_answer_keeps_browsers_careful(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    # Pages send forms, and a form without a referrer would name no origin.
    wanted = CAREFUL if path != "/" else {**CAREFUL, "referrer-policy": "same-origin"}
    assert {name: answer.headers.get(name) for name in CAREFUL} == wanted


@pytest.mark.parametrize("path", ["/v1/methods", "/v1/nothing", "/healthz", "/openapi.json"])
def test_data_may_load_nothing(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_pages_keep_the_policy_of_their_own(client: TestClient) -> None:
    for path in ("/", "/docs"):
        policy = client.get(path).headers.get("content-security-policy", "")
        assert "default-src 'none'; frame-ancestors 'none'" not in policy


def test_refusals_of_access_are_careful_too(client: TestClient) -> None:
    for headers in ({"Host": "evil.com"}, {"Authorization": "Bearer x"}):
        answer = client.get("/v1/keys", headers=headers)
        assert answer.status_code in (401, 403)
        assert {name: answer.headers.get(name) for name in CAREFUL} == CAREFUL
        assert answer.headers["cache-control"] == "no-store"


def test_what_is_asked_for_is_kept_by_no_cache(client: TestClient) -> None:
    assert client.get("/v1/organisation").headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/healthz").headers


def test_what_a_route_says_itself_is_left() -> None:
    async def route(_: Request) -> PlainTextResponse:
        own = {"X-Frame-Options": "SAMEORIGIN", "Cache-Control": "private"}
        return PlainTextResponse("done", headers=own)

    app = Starlette(routes=[Route("/v1/x", route)])
    app.add_middleware(SecurityHeaders)
    headers = TestClient(app).get("/v1/x").headers
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["cache-control"] == "private"
    assert headers["x-content-type-options"] == "nosniff"


def test_talks_pass_the_careful_headers_too() -> None:
    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        await socket.close()

    app = Starlette(routes=[WebSocketRoute("/", talk)])
    app.add_middleware(SecurityHeaders)
    with TestClient(app).websocket_connect("/"):
        pass
