"""Requests without an end are cut off; all others are answered as before."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI, Request

from api.connection import MOST_HEAD, Connection


class Impatient(Connection):
    look_every = 0.05
    head_within = 0.5
    body_silent = 0.5


def make() -> FastAPI:
    app = FastAPI()

    @app.get("/")
    async def answer() -> str:
        return "here"

    @app.post("/")
    async def count(request: Request) -> int:
        return len(await request.body())

    @app.get("/slow")
    async def slow() -> str:
        await asyncio.sleep(1.5)
        return "late"

    return app


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    config = uvicorn.Config(make(), port=0, http=Impatient, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def asked(port: int, *parts: bytes, pause: float = 0.0) -> bytes:
    """Send parts one after the other, and return all that comes until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for part in parts:
            try:
                connection.sendall(part)
            except (BrokenPipeError, ConnectionResetError):
                break
            time.sleep(pause)
        found = b""
        try:
            while more := connection.recv(65536):
                found += more
        except ConnectionResetError:
            pass
        return found


LAST = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def test_what_comes_to_an_end_is_answered(port: int) -> None:
    assert asked(port, LAST).endswith(b'"here"')
    several = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    assert asked(port, several, several, LAST).count(b'"here"') == 3


def test_a_body_may_be_longer_than_any_head(port: int) -> None:
    body = b"x" * (20 * MOST_HEAD)
    head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(
        body
    )
    assert asked(port, head + body).endswith(b"\r\n\r\n%d" % len(body))


def test_a_body_may_take_long_while_some_of_it_comes(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 9\r\n\r\n"
    assert asked(port, head, *[b"x"] * 9, pause=0.15).endswith(b"\r\n\r\n9")


@pytest.mark.parametrize(
    "endless", [b"a" * 8192, b"x: " + b"a" * 8187 + b"\r\n"], ids=["one line", "many lines"]
)
def test_a_head_without_end_is_cut_off(port: int, endless: bytes) -> None:
    begun = b"GET / HTTP/1.1\r\nHost: x\r\nX: "
    found = asked(port, begun, *[endless] * 64)
    assert found == b"" or found.startswith(b"HTTP/1.1 431 ")
    assert asked(port, LAST).endswith(b'"here"')


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", b"408"),
        (b"GET / HT", b"408"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", b"408"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nxx", b"408"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nxx\r\n", b"408"),
    ],
)
def test_what_stands_still_is_cut_off(port: int, sent: bytes, status: bytes) -> None:
    begun = time.monotonic()
    assert asked(port, sent).startswith(b"HTTP/1.1 " + status)
    assert 0.4 < time.monotonic() - begun < 8


def test_what_stands_still_behind_a_request_does_not_cut_off_its_answer(port: int) -> None:
    found = asked(port, b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HT", pause=0.2)
    answer, _, rest = found.partition(b'"late"')
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert rest == b"" or rest.startswith(b"HTTP/1.1 408 ")


def test_a_head_that_comes_a_letter_at_a_time_is_cut_off(port: int) -> None:
    found = asked(port, *[bytes([letter]) for letter in LAST[:-4] * 2], pause=0.03)
    assert found == b"" or found.startswith(b"HTTP/1.1 408 ")
