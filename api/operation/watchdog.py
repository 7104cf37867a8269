"""Ends a process whose event loop is blocked, so that its supervisor starts it again.

The timer runs in C, outside the interpreter: it also ends a process that holds the interpreter's
lock or ignores signals, and writes its traceback on standard error.
"""

import asyncio
import faulthandler
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_BEATS = 4
"""Beats in the time after which one is missed."""
_MICROSECONDS = 1e-6
_LONGEST = 20.0
"""Seconds in which a worker that works writes its file anew, a few times over."""


def notify(state: str) -> bool:
    """Send the state of this process to the service manager; tell whether there is one.

    The state has the form of `sd_notify(3)`: ``READY=1``, ``WATCHDOG=1``, ``STOPPING=1``.
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
    """Return the seconds between beats that the service manager allows; None for no limit."""
    text = os.environ.get("WATCHDOG_USEC", "")
    return int(text) * _MICROSECONDS if text.isdigit() and int(text) else None


def _tell_life(seconds: float) -> None:
    """Beat once; without another beat in so many seconds the process ends, for 0 it does not."""
    if seconds:
        faulthandler.dump_traceback_later(seconds, exit=True)
    notify("WATCHDOG=1")


def _tell_end() -> None:
    faulthandler.cancel_dump_traceback_later()
    notify("STOPPING=1")


@dataclass(slots=True)
class Watchdog:
    """Beats in the event loop as long as the loop runs."""

    seconds: float
    """Without a beat after which the process ends; 0 for never. The service manager is told of each
    beat whatever it is."""
    _beating: asyncio.Task[None] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start, in the loop to be watched."""
        notify("READY=1")
        limits = [seconds for seconds in (self.seconds, patience()) if seconds]
        if limits:
            self._beating = asyncio.create_task(self._beat(min(limits) / _BEATS))

    def stop(self) -> None:
        """Stop the watchdog: the shutdown may take its time."""
        if self._beating is not None:
            self._beating.cancel()
        _tell_end()

    async def _beat(self, interval: float) -> None:
        while True:
            _tell_life(self.seconds)
            await asyncio.sleep(interval)


@dataclass(slots=True)
class WorkerWatch:
    """Beats for a worker, which answers no requests, and touches a file while it works."""

    seconds: float
    """Without a beat after which the process ends; 0 for never."""
    moves: Callable[[], bool]
    """Whether all that work in the background move."""
    works: Callable[[], bool]
    """Whether they reach the queue too."""
    file: Path | None = None
    """Written anew, as long as they do, for a check of health to look at its age."""

    def run(self, stop: threading.Event) -> None:
        """Beat until stopped."""
        notify("READY=1")
        limits = [limit for limit in (self.seconds, patience(), _LONGEST) if limit]
        self._beat()
        while not stop.wait(min(limits) / _BEATS):
            if self.moves():
                self._beat()
        _tell_end()

    def _beat(self) -> None:
        _tell_life(self.seconds)
        if self.file is not None and self.works():
            with suppress(OSError):  # its age tells
                self.file.write_bytes(b"")
