"""Threads of the service that work beside its requests."""

import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(slots=True)
class BackgroundThread(ABC):
    """Work in a thread of its own, until it is stopped."""

    label: ClassVar[str]
    """Name of the thread."""
    _stopped: threading.Event = field(default_factory=threading.Event, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the thread."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self.run, name=self.label, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread, and wait for its end."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    @abstractmethod
    def run(self) -> None:
        """Work until stopped."""
