"""Budgets of a key, an organisation and the open service: CPU seconds, and concurrent work."""

import logging
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from limits import parse
from limits.errors import StorageError
from limits.storage import Storage

from api.access.caller import Caller
from api.http.refusals import Unavailable
from api.limits.rate_limit import MEMORY, RETRY_AFTER, WAITING, storage_at
from api.settings import OFF, Settings

MILLI = 1000
"""Shared storages count whole numbers: thousandths of a second."""
AT_ONCE_AGAIN = 1
"""Seconds after which somebody with too much at once may try again."""
_LOG = logging.getLogger("parkwise.budget")


class CpuBudget:
    """CPU seconds of each holder in a sliding window of time.

    The use is estimated as by `Throttle`. It may exceed the limit, since the cost of work is known
    only at its end; then new work waits until the estimate has fallen below. The limit is a text
    such as ``60/minute``, or ``off`` for no limit.
    """

    def __init__(self, limit: str, counts: Storage) -> None:
        item = None if limit == OFF else parse(limit)
        self.window = 0 if item is None else item.get_expiry()
        self.most = 0 if item is None else item.amount * MILLI
        self._counts = counts

    def wait(self, who: str) -> int:
        """Return the seconds until the budget has room again, 0 if it has now.

        Raises
        ------
        Unavailable
            The shared storage cannot be reached.
        """
        if not self.window:
            return 0
        number, passed = divmod(time.time() / self.window, 1.0)
        try:
            now, before = (self._counts.get(self._name(who, number - back)) for back in (0, 1))
        except StorageError as error:
            raise Unavailable.at("rate_storage_unavailable", retry_after=RETRY_AFTER) from error
        if max(now, 0) + max(before, 0) * (1 - passed) < self.most:
            return 0
        windows = 2 - self.most / now if now >= self.most else 1 - (self.most - now) / before
        return int(self.window * (windows - passed)) + 1

    def charge(self, who: str, seconds: float) -> None:
        """Charge seconds to a holder, or refund seconds for a negative number."""
        amount = round(seconds * MILLI)
        if not self.window or not amount:
            return
        name = self._name(who, time.time() // self.window)
        try:
            self._counts.incr(name, 2 * self.window, amount)
        except StorageError:
            _LOG.warning("CPU seconds could not be counted in the shared storage")

    def _name(self, who: str, number: float) -> str:
        return f"parkwise-cpu:{self.window}:{int(number)}:{who}"


class Holder(NamedTuple):
    """A holder of a budget."""

    who: str
    """Its name among all."""
    cpu: CpuBudget
    """Its CPU seconds."""
    at_once: int | None
    """Pieces of work at a time; None for any number."""


class Budgets:
    """The budgets of keys, organisations and the open service.

    Counters that several processes share are read and increased in threads, so that other requests
    are not blocked.

    By default a key may use half of the time of all cores, an organisation three quarters, an
    address without a key one quarter; ``off`` means no limit. The settings limit also the work of a
    key and of an organisation that runs or waits.
    """

    def __init__(self, settings: Settings) -> None:
        counts, cores = storage_at(settings.rate_storage), os.cpu_count() or 1
        self._settings = settings
        self._key = CpuBudget(settings.key_cpu_seconds or f"{30 * cores}/minute", counts)
        organisation = settings.organisation_cpu_seconds or f"{45 * cores}/minute"
        self._organisation = CpuBudget(organisation, counts)
        self._open = CpuBudget(settings.open_cpu_seconds or f"{15 * cores}/minute", counts)
        is_own = settings.rate_storage == MEMORY
        self._threads = None if is_own else CapacityLimiter(WAITING)
        self._charges = None if is_own else ThreadPoolExecutor(1, "parkwise-charges")

    def of(self, caller: Caller | None, address: str) -> tuple[Holder, ...]:
        """Return the holders of the budgets for a request; the first is the owner of its turn.

        The caller is None on pages without sign-in; then the address identifies the holder.
        """
        if caller is None or caller.key_id is None:
            return (Holder(f"address:{address}", self._open, None),)
        name, most = f"organisation:{caller.organisation}", self._settings.organisation_at_once
        return (
            Holder(name, self._organisation, most),
            Holder(f"key:{caller.key_id}", self._key, self._settings.key_at_once),
        )

    async def waits(self, holders: Sequence[Holder]) -> list[int]:
        """Return the seconds until each holder has room again; see `CpuBudget.wait`."""
        if self._threads is None:
            return waits(holders)
        return await run_sync(waits, holders, limiter=self._threads)

    def charge(self, holders: Sequence[Holder], seconds: float) -> None:
        """Charge CPU seconds to all holders, without waiting for a shared storage."""
        if self._charges is None:
            charge(holders, seconds)
        else:
            self._charges.submit(charge, holders, seconds)


def waits(holders: Sequence[Holder]) -> list[int]:
    """Return the seconds until each holder has room again."""
    return [holder.cpu.wait(holder.who) for holder in holders]


def charge(holders: Sequence[Holder], seconds: float) -> None:
    """Charge CPU seconds to all holders."""
    for holder in holders:
        holder.cpu.charge(holder.who, seconds)


def check(holders: Sequence[Holder], waiting: Sequence[int], running: Callable[[str], int]) -> None:
    """Refuse work of holders whose budget is used up.

    Raises
    ------
    Unavailable
        A budget is used up; the fault has the seconds until it has room again.
    """
    for holder, wait in zip(holders, waiting, strict=True):
        if holder.at_once is not None and running(holder.who) >= holder.at_once:
            raise Unavailable.at("busy", retry_after=max(wait, AT_ONCE_AGAIN))
        if wait:
            raise Unavailable.at("busy", retry_after=wait)
