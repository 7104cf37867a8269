"""Sliding windows of one process, counted without a thread of their own.

The library's memory storage starts a thread every few milliseconds to forget what has passed,
which under load costs as much as ranking does; shared storages of the library need none.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from limits import RateLimitItem, WindowStats

MOST_KNOWN = 100_000


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
    _counts: dict[tuple[int, str], tuple[int, int, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hit(self, item: RateLimitItem, who: str) -> bool:
        """Count a request where there is room for it, and tell whether there was."""
        with self._lock:
            number, current, previous, passed = self._seen(item, who)
            if not _has_room(item, current, previous, passed):
                return False
            if len(self._counts) >= MOST_KNOWN:
                self._forget(item, number)
            self._counts[_key(item, who)] = number, current + 1, previous
            return True

    def test(self, item: RateLimitItem, who: str) -> bool:
        """Tell whether there is room for a request."""
        _, current, previous, passed = self._seen(item, who)
        return _has_room(item, current, previous, passed)

    def get_window_stats(self, item: RateLimitItem, who: str) -> WindowStats:
        """Return how many are left, and when (by the clock of the day) there are more."""
        _, current, previous, passed = self._seen(item, who)
        window = item.get_expiry()
        used = int(current + previous * (1 - passed))
        if used == 0:
            return WindowStats(time.time(), item.amount)
        wait = window * (1 - passed) if current or not previous else window / previous
        return WindowStats(time.time() + wait, item.amount - used)

    def _seen(self, item: RateLimitItem, who: str) -> tuple[int, int, int, float]:
        """Return the window's number, its count, that of the one before, and how far it is."""
        place = self.clock() / item.get_expiry()
        number = int(place)
        known, current, previous = self._counts.get(_key(item, who), (number, 0, 0))
        if known == number - 1:
            current, previous = 0, current
        elif known != number:
            current = previous = 0
        return number, current, previous, place - number

    def _forget(self, item: RateLimitItem, number: int) -> None:
        """Drop what no longer counts; where all of it does, everybody begins anew."""
        window = item.get_expiry()
        kept = {
            key: found
            for key, found in self._counts.items()
            if key[0] != window or found[0] >= number - 1
        }
        self._counts = kept if len(kept) < MOST_KNOWN else {}


def _key(item: RateLimitItem, who: str) -> tuple[int, str]:
    return item.get_expiry(), who


def _has_room(item: RateLimitItem, current: int, previous: int, passed: float) -> bool:
    return int(current + previous * (1 - passed)) + 1 <= item.amount
