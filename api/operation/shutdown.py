"""Detects that the server was asked to stop, so that long streams end."""

import signal
import threading
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Shutdown:
    """A flag that the signals set which stop the server; the server still handles them.

    The server notifies the application of a stop only after all responses have ended.
    """

    def __init__(self) -> None:
        self._asked = threading.Event()

    def asked(self) -> bool:
        """Tell whether the server was asked to stop."""
        return self._asked.is_set()

    def watch(self) -> None:
        """Watch the signals that a server handles, which is possible only in the main thread."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in _SIGNALS:
            self._watch(number)

    def _watch(self, number: signal.Signals) -> None:
        handle = signal.getsignal(number)
        if not callable(handle):
            return

        def asked(sent: int, frame: FrameType | None) -> None:
            self._asked.set()
            handle(sent, frame)

        signal.signal(number, asked)
