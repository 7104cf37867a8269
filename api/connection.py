"""A connection that is cut off where its request grows or takes without end."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

MOST_HEAD = 64 * 1024


class Connection(HttpToolsProtocol):
    """What the server talks over; the one beneath takes a head of any length at any pace."""

    look_every = 5.0
    """Seconds between two looks at the clock."""
    head_within = 30.0
    """Seconds in which a request must begin and its head be there."""
    body_silent = 60.0
    """Seconds for which nothing of a body that was announced may come."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._awaited: str | None = "head"
        self._head = 0
        self._since = self.loop.time()
        self._clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as beneath
        """Begin to watch the clock."""
        super().connection_made(transport)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop watching."""
        if self._clock is not None:
            self._clock.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Hand on what came, and cut off a head that does not end."""
        super().data_received(data)
        if self._awaited == "head":
            self._head += len(data)
            if self._head > MOST_HEAD:
                self._cut(431)
        elif self._awaited == "body":
            self._since = self.loop.time()

    def on_message_begin(self) -> None:
        """Note that a request begins."""
        super().on_message_begin()
        self._awaited, self._head, self._since = "head", 0, self.loop.time()

    def on_headers_complete(self) -> None:
        """Note that its head is there."""
        self._awaited = "body"
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that all of it is there."""
        self._awaited = None
        super().on_message_complete()

    def _look(self) -> None:
        """Cut off what takes too long, unless it is the service that lets it wait."""
        allowed = self.head_within if self._awaited == "head" else self.body_silent
        waits = self._awaited is not None and not self.flow.read_paused and not self._is_answering
        if waits and self.loop.time() - self._since > allowed:
            self._cut(408)
        else:
            self._clock = self.loop.call_later(self.look_every, self._look)

    @property
    def _is_answering(self) -> bool:
        """Whether an earlier request of the connection is still being answered."""
        is_next = self._awaited == "head" and self.cycle is not None
        return is_next and not self.cycle.response_complete

    def _cut(self, status: int) -> None:
        """Close the connection, with a word on why where that can be no part of an answer."""
        begun = self._is_answering if self._awaited == "head" else self.cycle.response_started
        if not begun:
            self.transport.write(
                STATUS_LINE[status] + b"connection: close\r\ncontent-length: 0\r\n\r\n"
            )
        self.transport.close()
