"""Rate limits: for each key, and for each address that sends no key or a wrong one."""

import threading
import time
from collections import Counter, OrderedDict, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple, cast

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, SlidingWindowCounterSupport, Storage, storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import Scope

from api.http.addresses import neighbourhood_of
from api.http.refusals import TooMany, Unavailable
from api.settings import OFF
from mcda.errors import McdaError

MEMORY = "memory://"
MOST_KNOWN = 100_000
"""Numbers that one process remembers."""
PATIENCE = 1.0
"""Seconds for which a shared count is waited for; every request waits for it."""
WAITING = 100
"""Threads that wait for shared counts, beside those that other work has."""
RETRY_AFTER = 5


class RateLimitStatus(NamedTuple):
    """The remaining part of a rate limit."""

    allowed: bool
    """Whether this request is within it."""
    limit: int
    """Requests in so many seconds."""
    window: int
    """Requests in so many seconds."""
    remaining: int
    """Requests left now."""
    reset: int
    """Seconds until there is room again."""

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return ``RateLimit-Policy`` and ``RateLimit`` in the form of the IETF's draft."""
        return [
            (b"ratelimit-policy", b'"default";q=%d;w=%d' % (self.limit, self.window)),
            (b"ratelimit", b'"default";r=%d;t=%d' % (self.remaining, self.reset)),
        ]


class ProcessStorage(MemoryStorage):
    """Counters of this process, each with an expiry.

    The library's storage starts a thread every few milliseconds to delete expired counters, which
    under load costs as much as ranking. Here the oldest is deleted when a new one finds the storage
    full.
    """

    def __init__(self) -> None:
        Storage.__init__(self)  # instead of MemoryStorage's, which starts the thread
        self.storage = Counter()
        self.expirations = OrderedDict[str, float]()
        self.events = {}
        self.locks = defaultdict(threading.RLock)
        self._lock = threading.Lock()

    def get(self, key: str) -> int:
        """Return a counter, 0 if it is missing or expired."""
        return self.storage[key] if self.expirations.get(key, 0.0) > time.time() else 0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Add to a counter and return its value."""
        now = time.time()
        with self._lock:
            if self.expirations.get(key, 0.0) <= now:
                self.clear(key)
                if len(self.expirations) >= MOST_KNOWN:
                    self.clear(next(iter(self.expirations)))
                self.expirations[key] = now + expiry
            self.storage[key] += amount
            return self.storage[key]

    def decr(self, key: str, amount: int = 1) -> int:
        """Subtract from a counter that was just increased."""
        return self.incr(key, 0, -amount)


def storage_at(address: str) -> Storage:
    """Return the storage of counters: in this process or shared, without connecting yet.

    Raises
    ------
    limits.errors.ConfigurationError
        The storage is unknown, or its package is not installed.
    """
    if address == MEMORY:
        return ProcessStorage()
    waits = dict.fromkeys(("socket_timeout", "socket_connect_timeout"), PATIENCE)
    return storage_from_string(address, wrap_exceptions=True, **waits)  # type: ignore[return-value]  # no asynchronous one


def storage_answers(address: str) -> bool:
    """Tell whether the storage of the request counters can be reached now."""
    return storage_at(address).check()


class Throttle:
    """Counts requests in a sliding window.

    The rate is estimated as ``current + previous * (1 - passed / window)``: exact if the requests
    of the previous window were evenly spread. The limit is a text such as ``100/second``; ``off``
    counts nothing. The counters are in ``memory://`` for this process alone, or in a storage of the
    `limits` library for several processes.

    Raises
    ------
    limits.errors.ConfigurationError
        The storage is unknown, or its package is not installed.
    """

    def __init__(self, limit: str, storage: str = MEMORY) -> None:
        self.item: RateLimitItem | None = None if limit == OFF else parse(limit)
        counts = storage_at(storage)
        self._windows = SlidingWindowCounterRateLimiter(counts)
        self._storage = cast("SlidingWindowCounterSupport", counts)
        self._threads = None if storage == MEMORY else CapacityLimiter(WAITING)

    async def count(self, who: str) -> RateLimitStatus | None:
        """Count as `hit` does, without blocking other requests while a shared storage answers."""
        if self._threads is None:
            return self.hit(who)
        return await run_sync(self.hit, who, limiter=self._threads)

    def hit(self, who: str) -> RateLimitStatus | None:
        """Count a request of a client; None if nothing is counted.

        Raises
        ------
        Unavailable
            The shared storage cannot be reached; uncounted requests could guess keys.
        """
        return self._status(who, self._windows.hit)

    def test(self, who: str) -> RateLimitStatus | None:
        """Return the status of a client without counting a request."""
        return self._status(who, self._windows.test)

    def _status(
        self, who: str, ask: Callable[[RateLimitItem, str], bool]
    ) -> RateLimitStatus | None:
        item = self.item
        if item is None:
            return None
        window = item.get_expiry()
        try:
            allowed = ask(item, who)
            previous, previous_ttl, current, lasts = self._storage.get_sliding_window(
                item.key_for(who), window
            )
        except StorageError as error:
            raise Unavailable.at("rate_storage_unavailable", retry_after=RETRY_AFTER) from error
        remaining = max(item.amount - int(current + previous * previous_ttl / window), 0)
        wait = lasts - window if current or not previous else window / previous
        reset = min(max(int(wait) + 1, 1), window)
        return RateLimitStatus(allowed, item.amount, window, remaining, reset)


@asynccontextmanager
async def guess_limit(
    failures: Throttle, scope: Scope, wrong: type[McdaError]
) -> AsyncIterator[None]:
    """Count the wrong secrets of an address; after too many, answer wrong ones by `TooMany`.

    Secrets are too long to be guessed, so that a right one is accepted after any number of wrong
    ones from its address: many users may share the address, or a page may have lured somebody.

    Raises
    ------
    TooMany
        The secret is wrong, after too many wrong ones lately.
    """
    try:
        yield
    except wrong:
        within(await failures.count(neighbourhood_of(scope)))
        raise


def within(standing: RateLimitStatus | None) -> None:
    """Raise `TooMany` if a limit is exceeded."""
    if standing is not None and not standing.allowed:
        raise TooMany.at(
            "too_many_requests",
            limit=standing.limit,
            window=standing.window,
            retry_after=standing.reset,
        )
