"""One count of requests for several processes, in a Redis server of the test's own."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.access.budget import CpuBudget, counts_in
from api.access.throttle import PATIENCE, RETRY_AFTER, Throttle
from api.db import Database
from api.refusals import Unavailable
from api.settings import Settings
from tests.api.access.conftest import Serve, bearing, make_key

GUARDED = "/v1/organisation"
PROBLEM = {
    "criteria": [{"id": "price", "direction": "cost"}],
    "alternatives": ["a", "b"],
    "performances": [[1], [2]],
}
EQUAL = {"weights": {"kind": "objective", "scheme": "equal"}, "problem": PROBLEM}


class Redis:
    """A server that keeps nothing and can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        options = ("--port", str(self.port), "--save", "", "--dir", str(self.folder))
        self.process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("redis-server did not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    if shutil.which("redis-server") is None:
        pytest.skip("no redis-server (on Debian: apt-get install redis-server)")
    server = Redis(tmp_path)
    server.start()
    yield server
    server.stop()


def _allowed(throttle: Throttle, who: str) -> bool:
    standing = throttle.hit(who)
    assert standing is not None
    return standing.allowed


def test_processes_count_together(redis: Redis) -> None:
    one, other = (Throttle("3/hour", redis.address) for _ in range(2))
    assert [_allowed(throttle, "a") for throttle in (one, other, one, other)] == [
        *(True, True, True),
        False,
    ]
    assert _allowed(other, "b")
    standing = one.test("a")
    assert standing is not None
    assert (standing.allowed, standing.limit, standing.remaining) == (False, 3, 0)


def test_processes_charge_one_budget(redis: Redis) -> None:
    one, other = (CpuBudget("10/hour", counts_in(redis.address)) for _ in range(2))
    one.charge("a", 6.5)
    other.charge("a", 6.5)
    assert one.wait("a") > 0
    assert other.wait("a") > 0
    assert other.wait("b") == 0
    one.charge("a", -6.5)
    assert other.wait("a") == 0
    redis.stop()
    with pytest.raises(Unavailable):
        one.wait("a")
    one.charge("a", 1.0)  # told in the log


def test_a_server_that_is_down_is_a_refusal_until_it_is_back(redis: Redis) -> None:
    throttle = Throttle("3/hour", redis.address)
    assert _allowed(throttle, "a")
    redis.stop()
    with pytest.raises(Unavailable) as caught:
        throttle.hit("a")
    assert caught.value.faults[0].code == "rate_storage_unavailable"
    redis.start()
    assert _allowed(throttle, "a")


def test_a_server_that_hangs_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        throttle = Throttle("3/hour", f"redis://127.0.0.1:{deaf.getsockname()[1]}")
        start = time.perf_counter()
        with pytest.raises(Unavailable):
            throttle.hit("a")
        assert time.perf_counter() - start < 10 * PATIENCE


def test_the_service_answers_503_and_recovers(
    redis: Redis, serve: Serve, file_database: Database
) -> None:
    key = bearing(make_key(file_database))
    served = serve(file_database, rate_limit="2/hour", rate_storage=redis.address)
    first = served.get(GUARDED, headers=key)
    assert (first.status_code, first.headers["ratelimit"].split(";")[1]) == (200, "r=1")
    redis.stop()
    refused = served.get(GUARDED, headers=key)
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == str(RETRY_AFTER)
    assert refused.json()["code"] == "rate_storage_unavailable"
    redis.start()
    assert served.get(GUARDED, headers=key).status_code == 200


@pytest.mark.parametrize("limit", ["100/second", "off"])
def test_others_are_answered_while_a_count_is_waited_for(
    limit: str, serve: Serve, file_database: Database
) -> None:
    key = bearing(make_key(file_database))
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        storage = f"redis://127.0.0.1:{deaf.getsockname()[1]}"
        served = serve(file_database, rate_limit=limit, rate_storage=storage)

        def ask() -> int:
            return int(served.post("/v1/weights", json=EQUAL, headers=key).status_code)

        begun = time.perf_counter()
        with ThreadPoolExecutor(5) as threads:
            asked = [threads.submit(ask) for _ in range(5)]
            time.sleep(PATIENCE / 10)
            assert served.get("/healthz").status_code == 200
            assert time.perf_counter() - begun < PATIENCE
            assert {one.result() for one in asked} == {503}
        assert time.perf_counter() - begun < 4 * PATIENCE


@pytest.mark.parametrize("said", ["foo://127.0.0.1", "127.0.0.1:6379", "", "memcached://x:1"])
def test_other_places_are_refused_when_settings_are_read(said: str) -> None:
    with pytest.raises(ValidationError, match="memory:// or redis://HOST:PORT"):
        Settings(rate_storage=said)
