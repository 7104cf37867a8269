"""Limits of rate in a sliding window."""

import time
from concurrent.futures import ThreadPoolExecutor

from api.access.throttle import OFF, RateLimitStatus, Throttle


def test_so_many_and_no_more() -> None:
    throttle = Throttle("3/hour")
    seen = [throttle.hit("a") for _ in range(5)]
    assert [one and one.allowed for one in seen] == [True, True, True, False, False]
    assert [one and one.remaining for one in seen] == [2, 1, 0, 0, 0]
    assert all(one and one.limit == 3 and one.window == 3600 for one in seen)
    assert all(one and 1 <= one.reset <= 3600 for one in seen)


def test_each_has_its_own_limit() -> None:
    throttle = Throttle("1/hour")
    assert throttle.hit("a").allowed  # type: ignore[union-attr]  # it counts
    assert throttle.hit("b").allowed  # type: ignore[union-attr]
    assert not throttle.hit("a").allowed  # type: ignore[union-attr]


def test_two_throttles_do_not_count_together() -> None:
    one, other = Throttle("1/hour"), Throttle("1/hour")
    one.hit("a")
    assert other.hit("a").allowed  # type: ignore[union-attr]


def test_testing_counts_nothing() -> None:
    throttle = Throttle("1/hour")
    for _ in range(3):
        assert throttle.test("a").allowed  # type: ignore[union-attr]
    throttle.hit("a")
    assert not throttle.test("a").allowed  # type: ignore[union-attr]


def test_there_is_room_again_after_the_window() -> None:
    throttle = Throttle("2/second")
    while throttle.hit("a").allowed:  # type: ignore[union-attr]
        pass
    time.sleep(2.1)
    assert throttle.hit("a").allowed  # type: ignore[union-attr]


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
