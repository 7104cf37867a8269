"""What a key, an organisation and the open service may compute: CPU seconds, and work at once."""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from limits import parse
from limits.errors import StorageError
from limits.storage import storage_from_string

from api.access.caller import Caller
from api.access.throttle import MEMORY, OFF, PATIENCE, RETRY_AFTER, WAITING
from api.refusals import Unavailable

MILLI = 1000
"""Shared storages count whole numbers: thousandths of a second."""
MOST_KNOWN = 100_000
AT_ONCE_AGAIN = 1
"""Seconds after which somebody with too much at once may try again."""
_LOG = logging.getLogger("parkwise.budget")


class Counters(Protocol):
    """Numbers by name, each forgotten after a while; the `limits` library's storages have them."""

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a number and return it."""

    def get(self, key: str) -> int:
        """Return a number, 0 where there is none."""


@dataclass(slots=True)
class OwnCounts:
    """Numbers of this process."""

    clock: Callable[[], float] = time.time
    _known: dict[str, tuple[int, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a number and return it."""
        now = self.clock()
        with self._lock:
            if len(self._known) >= MOST_KNOWN:
                self._known = {name: one for name, one in self._known.items() if one[1] > now}
            value, until = self._known.get(key, (0, now + expiry))
            self._known[key] = value + amount, until
            return value + amount

    def get(self, key: str) -> int:
        """Return a number, 0 where there is none."""
        return self._known.get(key, (0, 0.0))[0]


def counts_in(storage: str) -> Counters:
    """Return numbers of this process, or those in a storage that several share."""
    if storage == MEMORY:
        return OwnCounts()
    waits = dict.fromkeys(("socket_timeout", "socket_connect_timeout"), PATIENCE)
    return storage_from_string(storage, wrap_exceptions=True, **waits)  # type: ignore[return-value]  # all storages have both


class CpuBudget:
    """CPU seconds of each in a sliding window of time.

    What was used is ``current + previous * (1 - passed / window)``. It may exceed the limit, since
    what work takes is known when it is over; then all wait until it has sunk below.

    Parameters
    ----------
    limit
        CPU seconds in a time, such as ``60/minute``; ``off`` for any number.
    counts
        Where they are counted.
    clock
        Seconds of the same day for all that share the counts.
    """

    def __init__(
        self, limit: str, counts: Counters, clock: Callable[[], float] = time.time
    ) -> None:
        item = None if limit == OFF else parse(limit)
        self.window = 0 if item is None else item.get_expiry()
        self.most = 0 if item is None else item.amount * MILLI
        self._counts = counts
        self._clock = clock

    def wait(self, who: str) -> int:
        """Return the seconds until there is room again, 0 where there is.

        Raises
        ------
        Unavailable
            The shared counts cannot be reached.
        """
        if not self.window:
            return 0
        number, passed = divmod(self._clock() / self.window, 1.0)
        try:
            now, before = (self._counts.get(self._name(who, number - back)) for back in (0, 1))
        except StorageError as error:
            fault = Unavailable.at("rate_storage_unavailable", retry_after=RETRY_AFTER)
            raise fault from error
        if max(now, 0) + max(before, 0) * (1 - passed) < self.most:
            return 0
        return int(self.window * self._left(now, before, passed)) + 1

    def _left(self, now: int, before: int, passed: float) -> float:
        """Return the windows of time until what was used has sunk to the limit."""
        if now < self.most:
            return 1 - (self.most - now) / before - passed
        return 1 - passed + 1 - self.most / now

    def charge(self, who: str, seconds: float) -> None:
        """Count what somebody used, or give back what was counted too much."""
        amount = round(seconds * MILLI)
        if not self.window or not amount:
            return
        name = self._name(who, self._clock() // self.window)
        try:
            self._counts.incr(name, 2 * self.window, amount)
        except StorageError:
            _LOG.warning("CPU seconds could not be counted in the shared storage")

    def _name(self, who: str, number: float) -> str:
        return f"parkwise-cpu:{self.window}:{int(number)}:{who}"


class Holder(NamedTuple):
    """Somebody who has a budget.

    Parameters
    ----------
    who
        Its name among all.
    cpu
        Its CPU seconds.
    at_once
        Pieces of work at a time; None for any number.
    """

    who: str
    cpu: CpuBudget
    at_once: int | None


class Budgets:
    """The budgets of keys, organisations and the open service.

    Counts that several processes share are asked for and added to in threads: others are answered
    meanwhile.

    Parameters
    ----------
    key, organisation, open_service
        CPU seconds of each. Left out, a key may use half of the time of all cores, an
        organisation three quarters; ``off`` for any number.
    key_at_once, organisation_at_once
        Pieces of work that run or wait.
    storage
        ``memory://``, or where several processes count together.
    """

    def __init__(
        self,
        key: str | None = None,
        organisation: str | None = None,
        open_service: str = OFF,
        key_at_once: int = 16,
        organisation_at_once: int = 32,
        storage: str = MEMORY,
        clock: Callable[[], float] = time.time,
    ) -> None:
        counts = counts_in(storage)
        cores = os.cpu_count() or 1
        self._key = CpuBudget(key or f"{30 * cores}/minute", counts, clock)
        self._organisation = CpuBudget(organisation or f"{45 * cores}/minute", counts, clock)
        self._open = CpuBudget(open_service, counts, clock)
        self._key_at_once = key_at_once
        self._organisation_at_once = organisation_at_once
        self._threads = None if storage == MEMORY else CapacityLimiter(WAITING)
        self._charges = None if storage == MEMORY else ThreadPoolExecutor(1, "parkwise-charges")

    def of(self, caller: Caller | None, address: str) -> tuple[Holder, ...]:
        """Return who has the budget for a request; the first is whose turn it is.

        Parameters
        ----------
        caller
            None where a page asks nobody who they are.
        address
            Where the request comes from, which tells callers without a key apart.
        """
        if caller is None or caller.key_id is None:
            return (Holder(f"address:{address}", self._open, None),)
        return (
            Holder(
                f"organisation:{caller.organisation}",
                self._organisation,
                self._organisation_at_once,
            ),
            Holder(f"key:{caller.key_id}", self._key, self._key_at_once),
        )

    async def waits(self, holders: Sequence[Holder]) -> list[int]:
        """Return the seconds until there is room again for each; see `CpuBudget.wait`."""
        if self._threads is None:
            return waits(holders)
        return await run_sync(waits, holders, limiter=self._threads)

    def charge(self, holders: Sequence[Holder], seconds: float) -> None:
        """Count CPU seconds for everybody whose they are; nobody waits for a shared count."""
        if self._charges is None:
            charge(holders, seconds)
        else:
            self._charges.submit(charge, holders, seconds)


def waits(holders: Sequence[Holder]) -> list[int]:
    """Return the seconds until there is room again for each."""
    return [holder.cpu.wait(holder.who) for holder in holders]


def charge(holders: Sequence[Holder], seconds: float) -> None:
    """Count CPU seconds for everybody whose they are."""
    for holder in holders:
        holder.cpu.charge(holder.who, seconds)


def check(holders: Sequence[Holder], waiting: Sequence[int], running: Callable[[str], int]) -> None:
    """Refuse work of those whose budget is used up.

    Parameters
    ----------
    holders
        Whose work it would be.
    waiting
        Seconds until there is room again for each, as `waits` returns them.
    running
        Pieces of work of somebody that run or wait already.

    Raises
    ------
    Unavailable
        With the seconds until there is room again.
    """
    for holder, wait in zip(holders, waiting, strict=True):
        if holder.at_once is not None and running(holder.who) >= holder.at_once:
            raise Unavailable.at("busy", retry_after=max(wait, AT_ONCE_AGAIN))
        if wait:
            raise Unavailable.at("busy", retry_after=wait)
