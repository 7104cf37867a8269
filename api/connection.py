"""A connection that is cut off where a request has no end, and closed so that answers are read.

A socket that is closed while something sent to it is unread makes the system reset the
connection, and the answer is lost on its way. RFC 9112, 9.6: say that nothing more will be
written, go on reading for a while, then close.
"""

import asyncio
from collections.abc import Callable
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

MOST_HEAD = 64 * 1024
MOST_DISCARDED = 64 * 1024 * 1024
"""Bytes of a request that are read past its answer."""


class _Farewell:
    """A transport whose ``close`` may be put off; all else is the one beneath.

    Parameters
    ----------
    transport
        The one beneath.
    linger
        Called by ``close``; tells whether it closes the transport itself, later.
    """

    def __init__(self, transport: asyncio.Transport, linger: Callable[[], bool]) -> None:
        self._transport = transport
        self._linger = linger
        self._is_closing = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        """Tell whether nothing more can be written."""
        return self._is_closing or self._transport.is_closing()

    def close(self) -> None:
        """Write nothing more; close at once where nothing is left to be read."""
        if self.is_closing():
            return
        self._is_closing = True
        if not self._linger():
            self._transport.close()


class Connection(HttpToolsProtocol):
    """What the server talks over; the one beneath takes a head of any length at any pace.

    It is kept for another request only where all of the last one was there before its answer
    began: what else would come is of no use, and may have no end.
    """

    look_every = 5.0
    """Seconds between two looks at the clock."""
    head_within = 30.0
    """Seconds in which a request must begin and its head be there."""
    body_silent = 60.0
    """Seconds for which nothing of a body that was announced may come."""
    discards_for = 10.0
    """Seconds for which a request is read past its answer."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._awaited: str | None = "head"
        self._head = 0
        self._since = self.loop.time()
        self._clock: asyncio.TimerHandle | None = None
        self._is_begun = False
        self._is_kept = False
        self._discarded: int | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as beneath
        """Begin to watch the clock."""
        self._beneath = transport
        super().connection_made(cast("asyncio.Transport", _Farewell(transport, self._linger)))
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop watching."""
        if self._clock is not None:
            self._clock.cancel()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Keep the connection no longer than for the request it has."""
        self._is_kept = False
        super().shutdown()

    def data_received(self, data: bytes) -> None:
        """Hand on what came; cut off a head that does not end, drop what nobody waits for."""
        if self._discarded is not None:
            self._discard(len(data))
            return
        self._is_begun = True
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
        self._is_begun = True
        self._awaited, self._head, self._since = "head", 0, self.loop.time()

    def on_headers_complete(self) -> None:
        """Note that its head is there."""
        self._awaited = "body"
        super().on_headers_complete()
        self._is_kept, self.cycle.keep_alive = self.cycle.keep_alive, False

    def on_message_complete(self) -> None:
        """Note that all of it is there."""
        self._awaited, self._is_begun = None, False
        if not self.cycle.response_started:
            self.cycle.keep_alive = self._is_kept
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
        if not begun and not self.transport.is_closing():
            self.transport.write(
                STATUS_LINE[status] + b"connection: close\r\ncontent-length: 0\r\n\r\n"
            )
        self.transport.close()

    def _linger(self) -> bool:
        """Discard the rest of a request that is not all there; tell whether there is one."""
        if not self._is_begun or not self._beneath.can_write_eof():
            return False
        self._discarded = 0
        self.connections.discard(self)  # a server that stops need not wait for it
        self._beneath.write_eof()
        self.flow.resume_reading()
        if self._clock is not None:
            self._clock.cancel()
        self._clock = self.loop.call_later(self.discards_for, self._beneath.close)
        return True

    def _discard(self, count: int) -> None:
        self._discarded = (self._discarded or 0) + count
        if self._discarded > MOST_DISCARDED:
            self._beneath.close()
