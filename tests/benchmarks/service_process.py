"""A service in a process of its own, and raw connections to it, to measure from outside."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

QUIET = ("--log-level", "error")
COMMAND = [sys.executable, "-c", "from api.cli import main; main()", "serve"]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Service:
    """``parkwise serve``, which can be killed."""

    def __init__(self, database: str, *options: str, **settings: Any) -> None:
        self.port = free_port()
        self.options = ("--port", str(self.port), *(options or QUIET))
        self.errors: int | None = None
        named = {f"PARKWISE_{name.upper()}": str(value) for name, value in settings.items()}
        self.environment = {**os.environ, "PARKWISE_DATABASE": database, **named}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, *self.options], env=self.environment, stderr=self.errors
        )
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{self.base}/readyz", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert self.process.poll() is None, "the service did not start"
                time.sleep(0.05)
        raise AssertionError("the service did not start")

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)

    def memory(self) -> int:
        """Return the memory that the process and those below it have to themselves, in bytes."""
        assert self.process is not None
        return sum(own_memory(pid) for pid in family(self.process.pid))


def family(pid: int) -> list[int]:
    """Return a process and those below it."""
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    below = [child for one in threads for child in one.read_text(encoding="ascii").split()]
    return [pid, *(one for child in below for one in family(int(child)))]


def own_memory(pid: int) -> int:
    """Return resident bytes, what several processes share divided among them."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    [kilobytes] = [line.split()[1] for line in told.splitlines() if line.startswith("Pss:")]
    return 1024 * int(kilobytes)


@contextmanager
def served(database: str, *options: str, **settings: Any) -> Iterator[Service]:
    service = Service(database, *options, **settings)
    service.start()
    try:
        yield service
    finally:
        service.stop()


def request(method: str, path: str, body: Any = None, **headers: str) -> bytes:
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(content)}"]
    lines += ["Content-Type: application/json"] if content else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


KEPT = 4.0
"""Seconds for which an idle connection is used again; after 5 the service closes it."""


class Connection:
    """One connection, kept open; answers must say their length."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.used = time.perf_counter()
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    @property
    def stale(self) -> bool:
        return time.perf_counter() - self.used > KEPT

    async def ask(self, sent: bytes) -> tuple[int, Mapping[str, str], bytes]:
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(sent)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        self.used = time.perf_counter()
        return int(head[0].split()[1]), headers, body

    async def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
            await self.writer.wait_closed()
        self.reader = self.writer = None
