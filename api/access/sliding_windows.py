"""Sliding windows of one process, counted without a thread of their own.

The library's memory storage starts a thread every few milliseconds to forget what has passed,
which under load costs as much as ranking does; shared storages of the library need none.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from limits import RateLimitItem

MOST_KNOWN = 100_000
Window = tuple[int, str]


class WindowCount(NamedTuple):
    """Where somebody stands after a request.

    Parameters
    ----------
    allowed
        Whether there was room for it.
    remaining
        How many more there is room for.
    wait
        Seconds until there is room for more.
    """

    allowed: bool
    remaining: int
    wait: float


@dataclass(slots=True)
class SlidingWindows:
    """Requests of each in the present window of time and the one before.

    The rate is estimated as ``current + previous * (1 - passed / window)``: exact where the
    requests of the window before came evenly.

    Parameters
    ----------
    clock
        Seconds, never set back.
    """

    clock: Callable[[], float] = time.monotonic
    _counts: dict[Window, tuple[int, int, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hit(self, item: RateLimitItem, who: str) -> WindowCount:
        """Count a request where there is room for it."""
        window, most = item.get_expiry(), item.amount
        key = window, who
        with self._lock:
            number, current, previous, passed = self._seen(key)
            allowed = _used(current, previous, passed) < most
            if allowed:
                current += 1
                if len(self._counts) >= MOST_KNOWN:
                    self._forget(window, number)
                self._counts[key] = number, current, previous
        return _count(allowed, most, window, current, previous, passed)

    def test(self, item: RateLimitItem, who: str) -> WindowCount:
        """Tell whether there is room for a request."""
        window, most = item.get_expiry(), item.amount
        _, current, previous, passed = self._seen((window, who))
        allowed = _used(current, previous, passed) < most
        return _count(allowed, most, window, current, previous, passed)

    def _seen(self, key: Window) -> tuple[int, int, int, float]:
        """Return the window's number, its count, that of the one before, and how far it is."""
        place = self.clock() / key[0]
        number = int(place)
        known, current, previous = self._counts.get(key, (number, 0, 0))
        if known == number - 1:
            current, previous = 0, current
        elif known != number:
            current = previous = 0
        return number, current, previous, place - number

    def _forget(self, window: int, number: int) -> None:
        """Drop what no longer counts; where all of it does, everybody begins anew."""
        kept = {
            key: found
            for key, found in self._counts.items()
            if key[0] != window or found[0] >= number - 1
        }
        self._counts = kept if len(kept) < MOST_KNOWN else {}


def _used(current: int, previous: int, passed: float) -> int:
    return int(current + previous * (1 - passed))


def _count(
    allowed: bool, most: int, window: int, current: int, previous: int, passed: float
) -> WindowCount:
    wait = window * (1 - passed) if current or not previous else window / previous
    return WindowCount(allowed, max(most - _used(current, previous, passed), 0), wait)
