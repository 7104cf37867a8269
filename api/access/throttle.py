"""Limits of rate: for each key, and for each address that sends none or wrong ones."""

import time
from collections.abc import Callable
from typing import NamedTuple

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

from api.access.sliding_windows import SlidingWindows, WindowCount
from api.refusals import Unavailable
from mcda.errors import Fault

OFF = "off"
MEMORY = "memory://"
PATIENCE = 1.0
"""Seconds for which a shared count is waited for; every request waits for it."""
WAITING = 100
"""Threads that wait for shared counts, beside those that other work has."""
RETRY_AFTER = 5


class RateLimitStatus(NamedTuple):
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

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return ``RateLimit-Policy`` and ``RateLimit``, as the draft of the IETF writes them."""
        return [
            (b"ratelimit-policy", b'"default";q=%d;w=%d' % (self.limit, self.window)),
            (b"ratelimit", b'"default";r=%d;t=%d' % (self.remaining, self.reset)),
        ]


class Throttle:
    """Counts requests in a sliding window.

    Parameters
    ----------
    limit
        Such as ``100/second``; ``off`` counts nothing.
    storage
        ``memory://`` for this process alone, or one of the `limits` library's for all of them.

    Raises
    ------
    limits.errors.ConfigurationError
        No such storage, or the package for it is not installed.
    """

    def __init__(self, limit: str, storage: str = MEMORY) -> None:
        self.item: RateLimitItem | None = None if limit == OFF else parse(limit)
        self._counter = SlidingWindows() if storage == MEMORY else _Shared(storage)
        self._threads = None if storage == MEMORY else CapacityLimiter(WAITING)

    async def count(self, who: str) -> RateLimitStatus | None:
        """Count as `hit`, and let others be answered while a shared count is waited for."""
        if self._threads is None:
            return self.hit(who)
        return await run_sync(self.hit, who, limiter=self._threads)

    def hit(self, who: str) -> RateLimitStatus | None:
        """Count a request of someone; None where nothing is counted.

        Raises
        ------
        Unavailable
            The shared count cannot be reached. Nobody is let in uncounted: keys could be guessed.
        """
        item = self.item
        return None if item is None else _standing(item, self._counter.hit(item, who))

    def test(self, who: str) -> RateLimitStatus | None:
        """Tell how someone stands without counting."""
        item = self.item
        return None if item is None else _standing(item, self._counter.test(item, who))


class _Shared:
    """Windows in a storage that several processes share, named by its address."""

    def __init__(self, address: str) -> None:
        waits = dict.fromkeys(("socket_timeout", "socket_connect_timeout"), PATIENCE)
        storage = storage_from_string(address, wrap_exceptions=True, **waits)
        self._windows = SlidingWindowCounterRateLimiter(storage)

    def hit(self, item: RateLimitItem, who: str) -> WindowCount:
        return self._count(item, who, self._windows.hit)

    def test(self, item: RateLimitItem, who: str) -> WindowCount:
        return self._count(item, who, self._windows.test)

    def _count(
        self, item: RateLimitItem, who: str, ask: Callable[[RateLimitItem, str], bool]
    ) -> WindowCount:
        try:
            allowed = ask(item, who)
            stats = self._windows.get_window_stats(item, who)
        except StorageError as error:
            fault = Fault("rate_storage_unavailable", (), {"retry_after": RETRY_AFTER})
            raise Unavailable([fault]) from error
        return WindowCount(allowed, max(stats.remaining, 0), stats.reset_time - time.time())


def _standing(item: RateLimitItem, found: WindowCount) -> RateLimitStatus:
    window = item.get_expiry()
    wait = min(max(int(found.wait) + 1, 1), window)
    return RateLimitStatus(found.allowed, item.amount, window, found.remaining, wait)
