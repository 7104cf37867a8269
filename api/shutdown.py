"""Whether the server was asked to stop: streams, which may go on for hours, end then."""

import signal
import threading
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Shutdown:
    """Set by the signal that stops the server, which the server handles as before.

    A server waits for its answers to end before it lets the application know that it stops.
    """

    def __init__(self) -> None:
        self._asked = threading.Event()

    def asked(self) -> bool:
        """Tell whether the server was asked to stop."""
        return self._asked.is_set()

    def watch(self) -> None:
        """Look at the signals that a server handles, which it does in the main thread only."""
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
