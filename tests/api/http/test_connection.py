"""Requests without an end are cut off; every answer can be read, also one that comes early."""

import asyncio
import contextlib
import http.client
import json
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request as Asked
from urllib.request import urlopen

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response

from api.http import connection, errors
from api.http.connection import MOST_HEAD, Connection, Room
from api.http.middleware import BodyLimit
from tests.service import served, threaded

LIMIT = 2 * 1024 * 1024
LEFT = threading.Event()


def no_page(*_: object) -> Response:
    raise AssertionError("no browser asks here")


class Impatient(Connection):
    look_every = 0.05
    body_grace = 0.3
    head_within = 0.5
    body_silent = 0.5
    discards_for = 1.5


def make() -> FastAPI:
    app = FastAPI()

    @app.get("/")
    async def answer() -> str:
        return "here"

    @app.post("/")
    async def count(request: Request) -> int:
        return len(await request.body())

    @app.get("/left")
    async def left(request: Request) -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        LEFT.set()

    @app.get("/slow")
    async def slow() -> str:
        await asyncio.sleep(1.5)
        return "late"

    app.add_middleware(BodyLimit, limit=LIMIT)
    errors.install(app, no_page)
    return app


@contextlib.contextmanager
def serving(room: Room | None = None, proxies: str = "127.0.0.1") -> Iterator[int]:
    config = uvicorn.Config(
        make(),
        port=0,
        http=partial(Impatient, room=room),
        log_config=None,
        access_log=False,
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=5,
    )
    with threaded(config) as port:
        yield port


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving() as number:
        yield number


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
    found = asked(port, b"GET / HTTP/1.1\r\nHost: x\r\nX: ", *[endless] * 64)
    assert found.startswith(b"HTTP/1.1 431 ")
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
    assert found.startswith(b"HTTP/1.1 408 ")


PIECE = b"x" * 65536
TOO_LONG = 5 * LIMIT


def pieces(count: int) -> Iterable[bytes]:
    return (PIECE for _ in range(count // len(PIECE)))


@pytest.mark.parametrize("sent", ["whole", "chunked"])
def test_urllib_reads_why_its_body_is_refused(port: int, sent: str) -> None:
    for _ in range(5):
        body = b"x" * TOO_LONG if sent == "whole" else pieces(TOO_LONG)
        with pytest.raises(HTTPError) as refused:
            urlopen(Asked(f"http://127.0.0.1:{port}/", body), timeout=10)
        assert refused.value.code == 413
        assert b"body_too_large" in refused.value.read()


@pytest.mark.parametrize("version", [10, 11])
@pytest.mark.parametrize("keeps", ["close", "keep-alive"])
def test_http_client_reads_why_its_body_is_refused(port: int, version: int, keeps: str) -> None:
    for _ in range(5):
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        client._http_vsn, client._http_vsn_str = version, f"HTTP/1.{version - 10}"
        client.request("POST", "/", b"x" * TOO_LONG, {"Connection": keeps})
        answer = client.getresponse()
        assert (answer.status, answer.headers["Connection"]) == (413, "close")
        assert b"body_too_large" in answer.read()
        client.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="install curl")
@pytest.mark.parametrize(
    "options",
    [
        [],
        ["-H", "Expect:"],
        ["-H", "Expect: 100-continue"],
        ["-H", "Transfer-Encoding: chunked"],
        ["-H", "Transfer-Encoding: chunked", "-H", "Expect:"],
        ["--http1.0"],
        ["-H", "Connection: close"],
    ],
    ids=" ".join,
)
def test_curl_reads_why_its_body_is_refused(port: int, options: list[str], tmp_path: Path) -> None:
    body = tmp_path / "body"
    body.write_bytes(b"x" * TOO_LONG)
    command = ["curl", "-sS", *options, "--data-binary", f"@{body}", f"http://127.0.0.1:{port}/"]
    begun = time.monotonic()
    found = subprocess.run(command, capture_output=True, timeout=30)
    assert found.returncode == 0, found.stderr
    assert b"body_too_large" in found.stdout
    assert time.monotonic() - begun < 5


def poured(port: int, head: bytes, seconds: float) -> tuple[int, bytes]:
    """Send a body without end for some seconds; return how much was taken, and the answer."""
    taken, found, end = 0, b"", time.monotonic() + seconds
    with socket.create_connection(("127.0.0.1", port), timeout=1) as client:
        client.sendall(head)
        try:
            while time.monotonic() < end:
                taken += client.send(PIECE)
                if not found:
                    found = client.recv(65536)
        except (ConnectionError, TimeoutError):
            pass
    return taken, found


@pytest.mark.parametrize("keeps", [b"close", b"keep-alive"])
def test_a_body_without_end_is_not_taken_for_ever(port: int, keeps: bytes) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: %b\r\nContent-Length: 99999999999\r\n\r\n"
    begun = time.monotonic()
    taken, found = poured(port, head % keeps, 30)
    assert found.startswith(b"HTTP/1.1 413 ")
    assert taken < 2 * connection.MOST_DISCARDED
    assert time.monotonic() - begun < 20


def test_the_rest_of_a_body_is_waited_for_only_so_long(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(head)
        begun = time.monotonic()
        found = b""
        while more := client.recv(65536):
            found += more
        assert b"body_too_large" in found
        assert time.monotonic() - begun < 1, "the end of the answer is told at once"
        with contextlib.suppress(ConnectionError):
            while time.monotonic() - begun < 8:
                client.sendall(b"x")
                time.sleep(0.05)
        assert 1 < time.monotonic() - begun < 4


def test_a_connection_whose_request_is_all_there_is_kept(port: int) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    local = set()
    for _ in range(3):
        client.request("POST", "/", b"x" * 1000)
        assert client.getresponse().read() == b"1000"
        local.add(client.sock.getsockname())
    assert len(local) == 1
    client.close()


def test_what_is_no_request_is_told_so(port: int) -> None:
    for _ in range(5):
        found = asked(port, b"\x16\x03\x01 nonsense\r\n\r\n" + b"x" * 200_000)
        assert found.startswith(b"HTTP/1.1 400 ")


def leave(port: int, sent: bytes, after: float) -> None:
    """Send requests, and reset the connection instead of reading their answers."""
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(sent)
        time.sleep(after)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_a_client_that_leaves_amid_a_pipeline_is_no_fault(tmp_path: Path) -> None:
    with served(tmp_path) as url:
        port, path = int(url.rstrip("/").rpartition(":")[2]), b"/v1/parks"
        urlopen(url + "healthz", timeout=30).close()
        for after in (0.0, 0.005, 0.02, 0.1):
            for _ in range(8):
                leave(port, b"GET %b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % path * 7, after)
        assert asked(port, LAST.replace(b"Host: x", b"Host: 127.0.0.1")).startswith(b"HTTP/1.1 200")
    told = (tmp_path / "stderr.txt").read_text()
    assert path.decode() in told
    assert "error" not in told
    assert "Traceback" not in told


def test_the_request_that_is_answered_learns_that_its_client_left_a_pipeline(port: int) -> None:
    LEFT.clear()
    leave(port, b"GET /left HTTP/1.1\r\nHost: x\r\n\r\n" + LAST, 0.1)
    assert LEFT.wait(5)


SLOW = b"POST / HTTP/1.1\r\nHost: x\r\nAccept-Language: zh\r\nContent-Length: 99999\r\n\r\n"


@pytest.mark.parametrize("room", [Room(body_seconds=1), Room(body_rate=100)], ids=["time", "rate"])
def test_a_body_that_comes_too_slowly_is_cut_off_and_told_why(room: Room) -> None:
    with serving(room) as port:
        begun = time.monotonic()
        answer = asked(port, SLOW, *[b"x"] * 80, pause=0.05)
        assert time.monotonic() - begun < 8
    head, _, content = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    problem = json.loads(content)
    assert (problem["code"], problem["status"]) == ("body_too_slow", 408)
    assert problem["title"] == "请求传输过慢"


def test_a_body_at_the_least_rate_is_read_to_its_end() -> None:
    with serving(Room(body_rate=100)) as port:
        head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 300\r\n\r\n"
        assert asked(port, head, *[b"x" * 15] * 20, pause=0.05).endswith(b"\r\n\r\n300")


def opened(port: int, count: int, sent: bytes = b"") -> list[socket.socket]:
    """Return connections that send something and wait."""
    clients = []
    for _ in range(count):
        client = socket.create_connection(("127.0.0.1", port), timeout=10)
        client.sendall(sent)
        time.sleep(0.01)
        clients.append(client)
    return clients


def ended(clients: list[socket.socket]) -> list[bool]:
    """Tell of each connection whether the other side has ended it."""
    ends = []
    for client in clients:
        client.settimeout(0.05)
        try:
            while client.recv(65536):
                pass
            ends.append(True)
        except TimeoutError:
            ends.append(False)
        except ConnectionResetError:
            ends.append(True)
        client.close()
    return ends


@pytest.mark.parametrize(
    ("room", "proxies"), [(Room(most=3), "127.0.0.1"), (Room(most_of_address=3), "")]
)
def test_who_has_waited_longest_makes_room(room: Room, proxies: str) -> None:
    with serving(room, proxies) as port:
        assert ended(opened(port, 5, SLOW)) == [True, True, False, False, False]


def test_what_is_idle_makes_room_before_a_request_that_is_begun() -> None:
    with serving(Room(most=2)) as port:
        begun = opened(port, 1, SLOW)
        idle = opened(port, 1, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle[0].recv(65536).endswith(b'"here"')
        assert asked(port, LAST).endswith(b'"here"')
        assert ended([*begun, *idle]) == [False, True]


def test_who_has_just_come_does_not_make_room_before_its_request_can_be_read() -> None:
    with serving(Room(most=2)) as port:
        clients = [*opened(port, 1, SLOW), *opened(port, 1), *opened(port, 1, SLOW)]
        assert ended(clients) == [True, False, False]


def test_a_proxy_that_is_trusted_has_no_limit_of_its_own() -> None:
    with serving(Room(most_of_address=1)) as port:
        assert ended(opened(port, 3, SLOW)) == [False] * 3


def test_who_is_answered_keeps_its_place_and_the_next_is_closed() -> None:
    with serving(Room(most=2)) as port:
        slow = opened(port, 2, b"GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert ended(opened(port, 1)) == [True]
        for client in slow:
            answer = b""
            while more := client.recv(65536):
                answer += more
            assert answer.endswith(b'"late"')
            client.close()
        assert asked(port, LAST).endswith(b'"here"')
