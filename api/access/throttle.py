"""Limits of rate: for each key, and for each address that sends none or wrong ones."""

import time
from dataclasses import dataclass

from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

from api.access.windows import SlidingWindows

OFF = "off"
MEMORY = "memory://"


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a limit is left.

    Parameters
    ----------
    allowed
        Whether this request is within it.
    limit, window
        Requests in so many seconds.
    remaining
        Requests left now.
    reset
        Seconds until there is room again.
    """

    allowed: bool
    limit: int
    window: int
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        """Return ``RateLimit-Policy`` and ``RateLimit``, as the draft of the IETF writes them."""
        return {
            "RateLimit-Policy": f'"default";q={self.limit};w={self.window}',
            "RateLimit": f'"default";r={self.remaining};t={self.reset}',
        }

    def raw_headers(self) -> list[tuple[bytes, bytes]]:
        """Return the same as they are sent."""
        return [(name.lower().encode(), value.encode()) for name, value in self.headers().items()]


class Throttle:
    """Counts requests in a sliding window.

    Parameters
    ----------
    limit
        Such as ``100/second``; ``off`` counts nothing.
    storage
        ``memory://`` for this process alone, or one of the `limits` library's for all of them.
    """

    def __init__(self, limit: str, storage: str = MEMORY) -> None:
        self.item: RateLimitItem | None = None if limit == OFF else parse(limit)
        self._counter: SlidingWindowCounterRateLimiter | SlidingWindows = (
            SlidingWindows()
            if storage == MEMORY
            else SlidingWindowCounterRateLimiter(storage_from_string(storage))
        )

    def hit(self, who: str) -> Standing | None:
        """Count a request of someone; None where nothing is counted."""
        item = self.item
        return None if item is None else self._standing(item, who, self._counter.hit(item, who))

    def test(self, who: str) -> Standing | None:
        """Tell how someone stands without counting."""
        item = self.item
        return None if item is None else self._standing(item, who, self._counter.test(item, who))

    def _standing(self, item: RateLimitItem, who: str, allowed: bool) -> Standing:
        stats = self._counter.get_window_stats(item, who)
        wait = min(max(int(stats.reset_time - time.time()) + 1, 1), item.get_expiry())
        return Standing(allowed, item.amount, item.get_expiry(), max(stats.remaining, 0), wait)
