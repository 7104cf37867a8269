"""A service that hangs ends itself, and the service manager hears how a process stands."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from api.operation.watchdog import notify, patience

SERVICE = """
import ctypes, sys, uvicorn
from api.app import create_app
from api.settings import Settings

app = create_app(Settings(log_format="text", watchdog_seconds=2))

@app.get("/v1/hangs")
async def hangs() -> None:
    ctypes.PyDLL(None).sleep(1000)  # and keeps the interpreter's lock

uvicorn.run(app, port=0, log_config=None)
"""


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as found:
        found.bind(str(tmp_path / "notify"))
        found.settimeout(60)
        yield found


def started(program: list[str], manager: socket.socket, url: str, **more: str) -> subprocess.Popen:
    own = {"NOTIFY_SOCKET": str(manager.getsockname()), "PARKWISE_DATABASE": url, **more}
    return subprocess.Popen(
        program,
        env={**os.environ, **own},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.long
def test_a_service_that_hangs_beats_until_then_and_ends_itself(manager, sqlite_url):
    with started([sys.executable, "-c", SERVICE], manager, sqlite_url) as process:
        try:
            assert manager.recv(100) == b"READY=1"
            assert [manager.recv(100) for _ in range(6)] == [b"WATCHDOG=1"] * 6  # 3 seconds
            assert process.poll() is None
            assert process.stderr is not None
            line = next(line for line in process.stderr if "running on http" in line)
            address = next(word for word in line.split() if word.startswith("http://"))
            with suppress(OSError), urllib.request.urlopen(f"{address}/v1/hangs", timeout=60):
                raise AssertionError("it was answered")
            assert process.wait(30) == 1
            told = process.stderr.read()
            assert "Timeout (0:00:02)!" in told
            assert "in hangs" in told
        finally:
            process.kill()


@pytest.mark.long
def test_a_worker_of_jobs_beats_too(manager, sqlite_url):
    program = [sys.executable, "-c", "from api.cli import main; main()", "jobs"]
    with started(program, manager, sqlite_url, WATCHDOG_USEC="400000") as process:
        try:
            assert manager.recv(100) == b"READY=1"
            assert [manager.recv(100) for _ in range(3)] == [b"WATCHDOG=1"] * 3
            process.terminate()
            while (said := manager.recv(100)) == b"WATCHDOG=1":
                pass
            assert said == b"STOPPING=1"
            assert process.wait(60) == 0
        finally:
            process.kill()


STANDS_STILL = """
import threading, time
from pathlib import Path
from api.operation.watchdog import WorkerWatch

def moves():
    return time.monotonic() < end

end = time.monotonic() + 1
WorkerWatch(1, moves, lambda: True, Path("health")).run(threading.Event())
"""


@pytest.mark.long
def test_a_worker_that_stands_still_ends_itself_and_says_where(tmp_path):
    begun = time.monotonic()
    process = subprocess.run(
        [sys.executable, "-c", STANDS_STILL],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert process.returncode == 1
    assert time.monotonic() - begun > 1.5
    assert "Timeout (0:00:01)!" in process.stderr
    assert (tmp_path / "health").exists()


@pytest.mark.long
def test_a_worker_of_jobs_writes_its_file_anew(tmp_path, sqlite_url):
    file = tmp_path / "health"
    program = [sys.executable, "-c", "from api.cli import main; main()", "jobs"]
    options = ["--health-file", str(file)]
    own = {"PARKWISE_DATABASE": sqlite_url, "PARKWISE_WATCHDOG_SECONDS": "2"}
    with subprocess.Popen([*program, *options], env={**os.environ, **own}) as process:
        try:
            times = set()
            end = time.monotonic() + 60
            while len(times) < 4 and time.monotonic() < end:
                time.sleep(0.1)
                with suppress(FileNotFoundError):
                    times.add(file.stat().st_mtime_ns)
            assert len(times) == 4
            assert process.poll() is None
        finally:
            process.terminate()
            assert process.wait(60) == 0


def test_where_nobody_listens_nothing_is_sent(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", "/nowhere/notify")
    assert not notify("READY=1")


def test_an_abstract_address(monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as found:
        found.bind(f"\0parkwise-{os.getpid()}")
        monkeypatch.setenv("NOTIFY_SOCKET", f"@parkwise-{os.getpid()}")
        assert notify("READY=1")
        assert found.recv(100) == b"READY=1"


@pytest.mark.parametrize(
    ("said", "seconds"), [("30000000", 30.0), ("0", None), ("", None), ("soon", None)]
)
def test_patience_of_the_manager(monkeypatch, said, seconds):
    monkeypatch.setenv("WATCHDOG_USEC", said)
    assert patience() == seconds
