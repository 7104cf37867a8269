"""A real service: what a client that left asked for is ended, and a stop is not held up."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.rankings.test_cost import ranking
from tests.benchmarks.service_process import Service, family, request, served
from tests.live_processes import lives
from tests.patience import until

pytestmark = pytest.mark.long
SECONDS = 90
LONG = request("POST", "/v1/rankings", ranking(150, 20, 600, method={"name": "codas"}))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Give a service that the last test stops."""
    database = f"sqlite:///{tmp_path_factory.mktemp('ending')}/own.db"
    settings = {"analysis_processes": 1, "job_runners": 0, "analysis_seconds": 1000}
    with served(database, **settings) as made:
        yield made


def asked(service: Service, sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", service.port), SECONDS)
    connection.sendall(sent)
    return connection


def ranked(service: Service) -> bytes:
    with asked(service, request("POST", "/v1/rankings", ranking(8, 5))) as connection:
        return connection.recv(100)


def busiest(service: Service) -> int:
    """Return a process below the service once it has worked for a second."""
    assert service.process is not None
    end = time.monotonic() + SECONDS
    known: dict[int, float] = {}
    while time.monotonic() < end:
        for pid in family(service.process.pid)[1:]:
            used = cpu(pid)
            if used - known.setdefault(pid, used) > 1.0:
                return pid
        time.sleep(0.1)
    raise AssertionError("nothing works")


def cpu(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def ready(service: Service) -> None:
    """Wait until work runs in processes."""
    assert service.process is not None
    pid = service.process.pid
    ranked(service)
    until(lambda: len(family(pid)) >= 4)  # itself, the tracker, the one that starts, one
    time.sleep(1)


def test_the_work_of_a_client_that_hung_up_is_ended_and_the_next_is_served(service):
    ready(service)
    with asked(service, LONG):
        worker = busiest(service)
    until(lambda: not lives(worker))
    assert ranked(service).startswith(b"HTTP/1.1 200")


def test_a_full_queue_does_not_hold_up_the_stop(service):
    ready(service)
    waiting = [asked(service, LONG) for _ in range(20)]
    busiest(service)
    assert service.process is not None
    begun = time.monotonic()
    service.process.send_signal(signal.SIGTERM)
    service.process.wait(SECONDS)
    assert time.monotonic() - begun < SECONDS / 2
    heads = [connection.recv(100) for connection in waiting]
    assert all(head.startswith(b"HTTP/1.1 503") for head in heads)
    for connection in waiting:
        connection.close()
