"""The process that does the work: it computes, and can be stopped at any moment without harm."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from api.jobs.problem import problem_of
from api.jobs.work import perform
from api.language import Language
from api.processes import obey_parent
from api.settings import Settings
from mcda.errors import McdaError

EVERY = 0.5
"""Seconds between two words on progress."""
IDLE = 10.0
"""Seconds without a job after which the process is ended."""
_STOPPING = 5.0


@dataclass(slots=True)
class Child:
    """A process that takes one job after another; made anew where it was stopped or died."""

    _process: BaseProcess | None = None
    _end: Connection | None = None
    _idle_since: float | None = None
    _context: Any = field(default_factory=lambda: multiprocessing.get_context("spawn"))

    def give(self, request: bytes, settings: Settings, language: str) -> Connection:
        """Hand over a job and return the connection on which it is answered."""
        self._idle_since = None
        message = request, settings.model_dump(), language
        end = self._ready()
        try:
            end.send(message)
        except OSError:  # it died since it was last looked at
            self.stop()
            end = self._ready()
            end.send(message)
        return end

    def _ready(self) -> Connection:
        if self._process is None or self._end is None or not self._process.is_alive():
            self.stop()
            self._end, other = self._context.Pipe()
            self._process = self._context.Process(target=_serve, args=(other,), daemon=True)
            self._process.start()
            other.close()
        return self._end

    def rest(self) -> None:
        """Take note that there is nothing to do; after a while the process is ended.

        It would keep what its largest job took, hundreds of megabytes.
        """
        if self._idle_since is None:
            self._idle_since = time.monotonic()
        elif time.monotonic() - self._idle_since >= IDLE:
            self.stop()

    def stop(self) -> None:
        """Stop the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join(_STOPPING)
            process.close()
        if self._end is not None:
            self._end.close()
            self._end = None


def _serve(end: Connection) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        obey_parent(parent.join)
    while True:
        try:
            request, settings, language = end.recv()
        except (EOFError, OSError):
            return
        told = _Told(end)
        state, content = answered(request, Settings(**settings), language, told)
        end.send((state, content, told.total))


def answered(
    request: bytes, settings: Settings, language: Language, progress: Callable[[int, int], None]
) -> tuple[str, bytes]:
    """Return ``("done", result)`` or ``("failed", problem document)``."""
    try:
        return "done", perform(request, settings, language, progress)
    except McdaError as error:
        return "failed", problem_of(error, language)


@dataclass(slots=True)
class _Told:
    """Sends how far the work is, not more often than anyone reads."""

    end: Connection
    total: int = 0
    _last: float = 0.0

    def __call__(self, done: int, total: int) -> None:
        self.total = total
        if time.monotonic() - self._last >= EVERY or done == total:
            self._last = time.monotonic()
            self.end.send(("progress", done, total))
