from dataclasses import dataclass

import pytest
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from api.access import sliding_windows
from api.access.sliding_windows import SlidingWindows

MINUTE = parse("10/minute")


@dataclass
class Clock:
    at: float = 600.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def counted(clock):
    return SlidingWindows(clock)


def test_the_window_slides(clock, counted):
    assert [counted.hit(MINUTE, "a").allowed for _ in range(11)] == [True] * 10 + [False]
    clock.at += 60  # 10 a window ago count whole, then less and less
    assert not counted.test(MINUTE, "a").allowed
    clock.at += 6
    assert counted.hit(MINUTE, "a").allowed
    assert not counted.hit(MINUTE, "a").allowed
    clock.at += 120
    assert [counted.hit(MINUTE, "a").allowed for _ in range(11)] == [True] * 10 + [False]


def test_what_is_left_and_when_there_is_more(clock, counted):
    assert counted.test(MINUTE, "a") == (True, 10, 60)
    assert [counted.hit(MINUTE, "a").remaining for _ in range(10)] == list(range(9, -1, -1))
    clock.at += 15
    assert counted.hit(MINUTE, "a") == (False, 0, 45)
    clock.at += 60
    assert counted.test(MINUTE, "a") == (True, 10 - int(10 * 0.75), 6)


def test_limits_of_other_lengths_are_counted_apart(counted):
    for _ in range(10):
        counted.hit(MINUTE, "a")
    assert counted.hit(parse("5/second"), "a").allowed
    assert counted.hit(MINUTE, "b").allowed


def test_testing_counts_nothing(counted):
    assert all(counted.test(MINUTE, "a").allowed for _ in range(50))


def test_as_the_library_counts(monkeypatch):
    """The library's own storage takes its time from the day's clock; both are given the same."""
    clock = Clock(1_000_000.0)
    monkeypatch.setattr("time.time", clock)
    counted = SlidingWindows(clock)
    theirs = SlidingWindowCounterRateLimiter(MemoryStorage())
    for step in range(400):
        clock.at += (step * 37 % 100) / 20
        found = counted.hit(MINUTE, "a")
        assert found.allowed == theirs.hit(MINUTE, "a"), step
        assert found.remaining == theirs.get_window_stats(MINUTE, "a").remaining, step


def test_strangers_do_not_fill_the_memory(clock, counted, monkeypatch):
    monkeypatch.setattr(sliding_windows, "MOST_KNOWN", 100)
    for number in range(100):
        counted.hit(MINUTE, f"early {number}")
    clock.at += 180
    counted.hit(MINUTE, "late")
    assert len(counted._counts) == 1
    for number in range(500):
        counted.hit(MINUTE, f"at once {number}")
        assert len(counted._counts) <= 100
