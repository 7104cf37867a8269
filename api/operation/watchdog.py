"""A process whose event loop stands still ends itself, and whoever supervises it starts it anew.

The clock that ends it runs in C, beside the interpreter: it also ends what holds the
interpreter's lock and what ignores signals, and writes on standard error where it stood.
"""

import asyncio
import faulthandler
import os
import socket
from contextlib import suppress
from dataclasses import dataclass, field

_BEATS = 4
"""Beats in the time after which one is missed."""
_MICROSECONDS = 1e-6


def notify(state: str) -> bool:
    """Tell the service manager how this process stands; tell whether there is one.

    Parameters
    ----------
    state
        As `sd_notify(3)` has it: ``READY=1``, ``WATCHDOG=1``, ``STOPPING=1``.
    """
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return False
    place = f"\0{address[1:]}" if address.startswith("@") else address  # of the abstract namespace
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.connect(place)
        sender.sendall(state.encode())
        return True
    return False


def patience() -> float | None:
    """Return the seconds after which the service manager misses a beat; None where it waits."""
    said = os.environ.get("WATCHDOG_USEC", "")
    return int(said) * _MICROSECONDS if said.isdigit() and int(said) else None


@dataclass(slots=True)
class Watchdog:
    """Beats in the event loop for as long as that runs.

    Parameters
    ----------
    seconds
        Without a beat after which the process ends; 0 for never. The service manager is told of
        each beat whatever it is.
    """

    seconds: float
    _beating: asyncio.Task[None] | None = field(default=None, init=False)

    def start(self) -> None:
        """Begin, in the loop that is to be watched."""
        notify("READY=1")
        asked = [found for found in (self.seconds, patience()) if found]
        if asked:
            self._beating = asyncio.create_task(self._beat(min(asked) / _BEATS))

    def stop(self) -> None:
        """Watch no longer: what ends may take its time."""
        if self._beating is not None:
            self._beating.cancel()
        faulthandler.cancel_dump_traceback_later()
        notify("STOPPING=1")

    async def _beat(self, interval: float) -> None:
        while True:
            if self.seconds:
                faulthandler.dump_traceback_later(self.seconds, exit=True)
            notify("WATCHDOG=1")
            await asyncio.sleep(interval)
