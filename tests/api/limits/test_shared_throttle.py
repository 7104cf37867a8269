"""One count of requests for several processes, in a Redis server of the test's own."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import ValidationError

from api.access.budget import CpuBudget
from api.http.refusals import Unavailable
from api.limits import rate_limit as throttling
from api.limits.rate_limit import PATIENCE, RETRY_AFTER, Throttle, storage_at
from api.settings import Settings
from tests.api.access.conftest import bearing, make_key

GUARDED = "/v1/organisation"
PROBLEM = {
    "criteria": [{"id": "price", "direction": "cost"}],
    "alternatives": [{"id": "a"}, {"id": "b"}],
    "performances": [[1], [2]],
}
EQUAL = {"weights": {"kind": "objective", "scheme": "equal"}, "problem": PROBLEM}


def _allowed(throttle: Throttle, who: str) -> bool:
    standing = throttle.hit(who)
    assert standing is not None
    return standing.allowed


def test_processes_count_together(redis):
    one, other = (Throttle("3/hour", redis.address) for _ in range(2))
    assert [_allowed(throttle, "a") for throttle in (one, other, one, other)] == [
        *(True, True, True),
        False,
    ]
    assert _allowed(other, "b")
    standing = one.test("a")
    assert standing is not None
    assert (standing.allowed, standing.limit, standing.remaining) == (False, 3, 0)


def test_processes_charge_one_budget(redis):
    one, other = (CpuBudget("10/hour", storage_at(redis.address)) for _ in range(2))
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


def test_a_server_that_is_down_is_a_refusal_until_it_is_back(redis):
    throttle = Throttle("3/hour", redis.address)
    assert _allowed(throttle, "a")
    redis.stop()
    with pytest.raises(Unavailable) as caught:
        throttle.hit("a")
    assert caught.value.faults[0].code == "rate_storage_unavailable"
    redis.start()
    assert _allowed(throttle, "a")


def test_a_server_that_hangs_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        throttle = Throttle("3/hour", f"redis://127.0.0.1:{deaf.getsockname()[1]}")
        start = time.perf_counter()
        with pytest.raises(Unavailable):
            throttle.hit("a")
        assert time.perf_counter() - start < 10 * PATIENCE


def test_the_service_answers_503_and_recovers(redis, serve, file_database):
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


@pytest.mark.parametrize("limit", ["100/second", pytest.param("off", marks=pytest.mark.long)])
def test_others_are_answered_while_a_count_is_waited_for(limit, serve, file_database, monkeypatch):
    monkeypatch.setattr(throttling, "PATIENCE", 5.0)  # a busy machine answers within it
    key = bearing(make_key(file_database))
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        storage = f"redis://127.0.0.1:{deaf.getsockname()[1]}"
        served = serve(file_database, rate_limit=limit, rate_storage=storage)

        def ask() -> int:
            return int(served.post("/v1/weights", json=EQUAL, headers=key).status_code)

        begun = time.perf_counter()
        with ThreadPoolExecutor(5) as threads:
            asked = [threads.submit(ask) for _ in range(5)]
            time.sleep(0.1)
            assert served.get("/healthz").status_code == 200
            assert not [one.result() for one in asked if one.done()]
            assert {one.result() for one in asked} == {503}
        assert time.perf_counter() - begun < 4 * 5.0  # and not one after the other


@pytest.mark.parametrize("said", ["foo://127.0.0.1", "127.0.0.1:6379", "", "memcached://x:1"])
def test_other_places_are_refused_when_settings_are_read(said):
    with pytest.raises(ValidationError, match="memory:// or redis://HOST:PORT"):
        Settings(rate_storage=said)


def test_a_start_without_the_server_is_told_and_goes_on(redis, serve, file_database, caplog):
    def warnings() -> list[str]:
        return [r.getMessage() for r in caplog.records if r.name == "parkwise.limits"]

    with caplog.at_level("WARNING", logger="parkwise.limits"):
        serve(file_database, rate_storage=redis.address)
        assert warnings() == []
        redis.stop()
        client = serve(file_database, rate_storage=redis.address)
        [warning] = warnings()
    assert "rate_storage_unavailable" in warning
    assert client.get("/healthz").status_code == 200
