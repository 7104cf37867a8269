"""Limits of rate in a sliding window, and who guesses wrongly too often."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from api.http.refusals import TooMany, Unauthorised
from api.limits import rate_limit as module
from api.limits.rate_limit import ProcessStorage, RateLimitStatus, Throttle, guess_limit, within
from api.settings import OFF
from mcda.errors import NotFound


class Clock:
    """What the day's clock says."""

    at = 600.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("time.time", lambda: clock.at)
    return clock


def hit(throttle: Throttle, who: str = "a") -> RateLimitStatus:
    status = throttle.hit(who)
    assert status is not None
    return status


def test_so_many_and_no_more() -> None:
    throttle = Throttle("3/hour")
    seen = [throttle.hit("a") for _ in range(5)]
    assert [one and one.allowed for one in seen] == [True, True, True, False, False]
    assert [one and one.remaining for one in seen] == [2, 1, 0, 0, 0]
    assert all(one and one.limit == 3 and one.window == 3600 for one in seen)
    assert all(one and 1 <= one.reset <= 3600 for one in seen)


def test_each_has_its_own_limit() -> None:
    throttle = Throttle("1/hour")
    assert hit(throttle, "a").allowed
    assert hit(throttle, "b").allowed
    assert not hit(throttle, "a").allowed


def test_two_throttles_do_not_count_together() -> None:
    one, other = Throttle("1/hour"), Throttle("1/hour")
    assert hit(one).allowed
    assert hit(other).allowed
    assert not hit(one).allowed


def test_testing_counts_nothing() -> None:
    throttle = Throttle("1/hour")
    for _ in range(3):
        assert throttle.test("a").allowed  # type: ignore[union-attr]
    throttle.hit("a")
    assert not throttle.test("a").allowed  # type: ignore[union-attr]


def test_the_window_slides(clock: Clock) -> None:
    throttle = Throttle("10/minute")
    assert [hit(throttle).allowed for _ in range(11)] == [True] * 10 + [False]
    clock.at += 60  # 10 a window ago count whole, then less and less
    assert throttle.test("a") == (False, 10, 60, 0, 7)
    clock.at += 6
    assert hit(throttle).allowed
    assert not hit(throttle).allowed
    clock.at += 120
    assert [hit(throttle).allowed for _ in range(11)] == [True] * 10 + [False]


def test_what_is_left_and_when_there_is_more(clock: Clock) -> None:
    throttle = Throttle("10/minute")
    assert throttle.test("a") == (True, 10, 60, 10, 60)
    assert [hit(throttle).remaining for _ in range(10)] == list(range(9, -1, -1))
    clock.at += 15
    assert hit(throttle) == (False, 10, 60, 0, 46)
    clock.at += 60
    assert throttle.test("a") == (True, 10, 60, 10 - int(10 * 0.75), 7)


def test_it_counts_as_the_library_does(clock: Clock) -> None:
    """The library's own storage forgets in a thread; this one forgets as it is asked."""
    ten = parse("10/minute")
    throttle, theirs = Throttle("10/minute"), SlidingWindowCounterRateLimiter(MemoryStorage())
    for step in range(400):
        clock.at += (step * 37 % 100) / 20
        status = hit(throttle)
        assert status.allowed == theirs.hit(ten, "a"), step
        assert status.remaining == theirs.get_window_stats(ten, "a").remaining, step


def test_no_thread_is_started_to_forget() -> None:
    threads = threading.active_count()
    throttle = Throttle("1/hour")
    for number in range(10):
        hit(throttle, str(number))
    assert threading.active_count() == threads


def test_strangers_do_not_fill_the_memory(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KNOWN", 100)
    throttle = Throttle("10/minute")
    counts = throttle._windows.storage
    assert isinstance(counts, ProcessStorage)
    for number in range(500):
        clock.at += 1
        hit(throttle, f"stranger {number}")
        assert len(counts.storage) == len(counts.expirations) == min(number + 1, 100)


def test_the_oldest_number_makes_room(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KNOWN", 4)
    counts = ProcessStorage()
    for name in "abcd":
        counts.incr(name, 10, 5)
        clock.at += 2
    assert counts.incr("a", 10, -2) == counts.get("a") == 3
    clock.at += 2
    assert counts.get("a") == 0
    assert counts.incr("a", 10, 1) == 1  # begins anew, as the youngest
    assert counts.incr("e", 10, 5) == 5
    assert [counts.get(name) for name in "abcde"] == [1, 0, 5, 5, 5]


def test_a_number_that_ended_begins_anew(clock: Clock) -> None:
    counts = ProcessStorage()
    counts.incr("a", 10, 5)
    clock.at += 10
    assert counts.incr("a", 10, 2) == 2
    assert counts.decr("a") == 1


def test_a_limit_over_several_seconds() -> None:
    standing = Throttle("5 per 10 second").hit("a")
    assert standing is not None
    assert (standing.limit, standing.window, standing.remaining) == (5, 10, 4)


def test_off_counts_nothing() -> None:
    throttle = Throttle(OFF)
    assert throttle.hit("a") is None
    assert throttle.test("a") is None


def test_many_threads_get_no_more_than_the_limit() -> None:
    throttle = Throttle("50/hour")
    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(throttle.hit, ["a"] * 200))
    assert sum(one.allowed for one in seen if one) <= 50


def test_the_headers_say_limit_window_rest_and_time() -> None:
    standing = RateLimitStatus(allowed=True, limit=100, window=60, remaining=7, reset=12)
    assert standing.headers() == [
        (b"ratelimit-policy", b'"default";q=100;w=60'),
        (b"ratelimit", b'"default";r=7;t=12'),
    ]


def _try(failures: Throttle, address: str, error: Exception | None = None) -> None:
    scope: dict[str, Any] = {"client": (address, 5)}

    async def tried() -> None:
        async with guess_limit(failures, scope, Unauthorised):
            if error is not None:
                raise error

    anyio.run(tried)


def test_wrong_ones_are_counted_for_each_address() -> None:
    failures = Throttle("2/hour")
    for _ in range(2):
        with pytest.raises(Unauthorised):
            _try(failures, "192.0.2.1", Unauthorised.at("key_invalid"))
    with pytest.raises(TooMany) as caught:
        _try(failures, "192.0.2.1", Unauthorised.at("key_invalid"))
    assert caught.value.faults[0].fields["limit"] == 2
    _try(failures, "192.0.2.1")
    with pytest.raises(Unauthorised):
        _try(failures, "192.0.2.2", Unauthorised.at("key_invalid"))


def test_right_ones_and_other_errors_are_not() -> None:
    failures = Throttle("1/hour")
    for _ in range(3):
        _try(failures, "192.0.2.1")
        with pytest.raises(NotFound):
            _try(failures, "192.0.2.1", NotFound.at("unknown_park", park="x"))


def test_a_limit_says_how_it_is_passed() -> None:
    within(None)
    within(RateLimitStatus(True, 5, 60, 0, 7))
    with pytest.raises(TooMany) as caught:
        within(RateLimitStatus(False, 5, 60, 0, 7))
    assert caught.value.faults[0].fields == {"limit": 5, "window": 60, "retry_after": 7}
