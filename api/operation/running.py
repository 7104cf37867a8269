"""Requests that are not answered yet: the log is told of each that takes long, while it does.

From a thread of its own, so that a line is written also where the event loop stands still.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import Scope

LONG = 1.0
"""Seconds after which a request takes long."""


@dataclass(slots=True)
class Running:
    """The requests that run.

    Parameters
    ----------
    tell
        Called once for each that takes long, with what it began with and its seconds so far.
    long
        Seconds.
    """

    tell: Callable[[Scope, float], None]
    long: float = LONG
    _begun: dict[int, tuple[float, Scope]] = field(default_factory=dict)
    _ends: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def begin(self, scope: Scope, at: float) -> None:
        """Note that a request began; ``at`` is of the clock for performance."""
        self._begun[id(scope)] = at, scope

    def end(self, scope: Scope) -> None:
        """Note that it was answered."""
        self._begun.pop(id(scope), None)

    def start(self) -> None:
        """Begin to watch."""
        self._ends.clear()
        self._thread = threading.Thread(target=self._watch, name="running", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._ends.wait(self.long / 4):
            at = time.perf_counter()
            for key, (begun, scope) in list(self._begun.items()):
                if at - begun >= self.long and self._begun.pop(key, None) is not None:
                    self.tell(scope, at - begun)
