"""A connection that is cut off if a request has no end, and closed so that responses arrive.

If a socket is closed while received data are unread, the system resets the connection, and the
response is lost. RFC 9112, 9.6: close for writing, go on reading for a while, then close.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from starlette.requests import Request
from uvicorn._types import ASGI3Application
from uvicorn.middleware.proxy_headers import _TrustedHosts
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from api.http.addresses import neighbourhood_of
from api.http.errors import problem
from api.http.language import language_of
from mcda.errors import Fault

MOST_HEAD = 64 * 1024
MOST_DISCARDED = 64 * 1024 * 1024
"""Bytes of a request that are read past its answer."""


class _Farewell:
    """A transport whose ``close`` may be delayed; it delegates to another transport.

    ``close`` calls `linger`, which returns whether it will close the transport itself, later.
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

    def write(self, data: bytes) -> None:
        """Write, unless the connection is closed: the application learns of that a moment later."""
        if not self.is_closing():
            self._transport.write(data)

    def resume_reading(self) -> None:
        """Go on reading, unless the connection is closed."""
        if not self._transport.is_closing():
            self._transport.resume_reading()

    def close(self) -> None:
        """Stop writing; close at once if no data are left to be read."""
        if self.is_closing():
            return
        self._is_closing = True
        if not self._linger():
            self._transport.close()


@dataclass
class Room:
    """The connections of this process, and their maximum number.

    At the maximum, the connection that has waited longest for its client is closed for the next
    one, idle ones first; one that is new is not idle yet. If all connections are being answered,
    the next one is closed.
    """

    most: int = 2**31
    """In all."""
    most_of_address: int = 2**31
    """From one address; a trusted proxy's is that of many."""
    body_seconds: float = 600
    """In which a body must be there."""
    body_rate: float = 0
    """Bytes of a body a second at least, after `Connection.body_grace`."""
    _all: "set[Connection]" = field(default_factory=set, init=False)
    _of_address: "defaultdict[str, set[Connection]]" = field(
        default_factory=lambda: defaultdict(set), init=False
    )

    def enter(self, connection: "Connection") -> bool:
        """Admit a connection, if need be by closing another; tell whether there is room."""
        address = connection.address
        of_address = self._of_address.get(address, set()) if address else set()
        for connections, most in ((of_address, self.most_of_address), (self._all, self.most)):
            if len(connections) >= most and not self._make(connections):
                return False
        self._all.add(connection)
        if address is not None:
            self._of_address[address].add(connection)
        return True

    def leave(self, connection: "Connection") -> None:
        """Remove a connection that ends."""
        self._all.discard(connection)
        address = connection.address
        if address is not None:
            self._of_address[address].discard(connection)
            if not self._of_address[address]:
                del self._of_address[address]

    def _make(self, those: "set[Connection]") -> bool:
        waiting = [connection for connection in those if connection.waits_for_client]
        if waiting:
            min(waiting, key=lambda connection: connection.since).make_room()
        return bool(waiting)


@lru_cache
def _proxies(allowed: str) -> _TrustedHosts:
    return _TrustedHosts(allowed)


class Connection(HttpToolsProtocol):
    """The server's protocol; its base class accepts a head of any length at any pace.

    It is kept alive only if the whole request had arrived before its response began: the rest of a
    request is useless, and may be endless.
    """

    look_every = 5.0
    """Seconds between two looks at the clock."""
    idle_after = 5.0
    """Seconds after which a connection without a request is idle: many may come in one burst."""
    head_within = 30.0
    """Seconds in which a request must begin and its head be there."""
    body_silent = 60.0
    """Seconds for which nothing of a body that was announced may come."""
    body_grace = 20.0
    """Seconds after which a body must have come at the least rate."""
    discards_for = 10.0
    """Seconds for which a request is read past its answer."""

    def __init__(self, *args: Any, room: Room | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._room = room or Room()
        allowed = self.config.forwarded_allow_ips
        self._proxies = allowed if isinstance(allowed, str) else ",".join(allowed)
        self.address: str | None = None
        self._awaited: str | None = "head"
        self._head = self._body = 0
        self._since = self._body_since = self.loop.time()
        self._clock: asyncio.TimerHandle | None = None
        self._is_begun = False
        self._is_kept = False
        self._discarded: int | None = None
        self._answered: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as beneath
        """Start the timer of the connection; close the connection if there is no room for it."""
        self._beneath = transport
        super().connection_made(cast("asyncio.Transport", _Farewell(transport, self._linger)))
        if self.client is not None and self.client[0] not in _proxies(self._proxies):
            self.address = neighbourhood_of({"client": self.client})
        if self._room.enter(self):
            self._look()
        else:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer; notify the request that is being answered, not only the last one."""
        self._room.leave(self)
        if self._clock is not None:
            self._clock.cancel()
        self.pipeline.clear()
        if self._answered is not None:
            self._answered.disconnected = not self._answered.response_complete
            self._answered.message_event.set()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Close the connection after its present request."""
        self._is_kept = False
        super().shutdown()

    def data_received(self, data: bytes) -> None:
        """Pass data on; cut off an endless head, drop data that nobody waits for."""
        if self._discarded is not None:
            self._discarded += len(data)
            if self._discarded > MOST_DISCARDED:
                self._beneath.close()
            return
        self._is_begun = True
        super().data_received(data)
        if self._awaited == "head":
            self._head += len(data)
            if self._head > MOST_HEAD:
                self._cut(431)
        elif self._awaited == "body":
            self._since = self.loop.time()
            self._body += len(data)

    def on_message_begin(self) -> None:
        """Record that a request begins."""
        super().on_message_begin()
        self._is_begun = True
        self._awaited, self._head, self._since = "head", 0, self.loop.time()

    def on_headers_complete(self) -> None:
        """Record that the head of the request is complete."""
        self._awaited, self._body, self._body_since = "body", 0, self.loop.time()
        super().on_headers_complete()
        self._is_kept, self.cycle.keep_alive = self.cycle.keep_alive, False

    def on_message_complete(self) -> None:
        """Record that the request is complete."""
        self._awaited, self._is_begun = None, False
        if not self.cycle.response_started:
            self.cycle.keep_alive = self._is_kept
        super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        """Record which request is answered now."""
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    def _look(self) -> None:
        """Cut off a request that takes too long, unless the service makes it wait."""
        waits = self._awaited is not None and not self.flow.read_paused and not self._is_answering
        if waits and (self._is_slow if self._awaited == "body" else self._is_silent):
            self._cut(408)
            return
        if not waits:
            self._body_since += self.look_every
        self._clock = self.loop.call_later(self.look_every, self._look)

    @property
    def _is_silent(self) -> bool:
        allowed = self.head_within if self._awaited == "head" else self.body_silent
        return self.loop.time() - self._since > allowed

    @property
    def _is_slow(self) -> bool:
        """Whether a body stalls, takes too long, or arrives below the least rate."""
        room, seconds = self._room, self.loop.time() - self._body_since
        least = room.body_rate * (seconds - self.body_grace)
        return self._is_silent or seconds > room.body_seconds or self._body < least

    @property
    def waits_for_client(self) -> bool:
        """Whether the service waits for the client: no complete request is unanswered."""
        if self._discarded is not None:
            return True
        if self._awaited is None:
            return bool(self.cycle.response_complete)
        return not (self._is_answering or self.flow.read_paused)

    @property
    def since(self) -> tuple[bool, float]:
        """Since when the connection waits for its client; idle ones sort before begun requests."""
        is_new = self._awaited == "head" and self.loop.time() - self._since < self.idle_after
        return (self._is_begun or is_new) and self._discarded is None, self._since

    def make_room(self) -> None:
        """End at once, to make room for another connection."""
        self._room.leave(self)
        if self._is_begun and self._discarded is None:
            self._tell(408)
        self._is_begun = False  # nothing more is read
        self.transport.close()
        self._beneath.close()

    @property
    def _is_answering(self) -> bool:
        """Whether an earlier request of the connection is still being answered."""
        is_next = self._awaited == "head" and self.cycle is not None
        return is_next and not self.cycle.response_complete

    def _cut(self, status: int) -> None:
        """Close the connection, with a response that says why."""
        self._tell(status)
        self.transport.close()

    def _tell(self, status: int) -> None:
        """Send a response unless another one has begun; without a body for an incomplete head."""
        begun = self._is_answering if self._awaited == "head" else self.cycle.response_started
        if begun or self.transport.is_closing():
            return
        headers, content = [(b"content-length", b"0")], b""
        if self._awaited == "body":
            fields = {"seconds": self._room.body_seconds, "rate": self._room.body_rate}
            fault = Fault("body_too_slow", (), fields)
            answer = problem([fault], status, language_of(Request({**self.scope})))
            headers, content = answer.raw_headers, bytes(answer.body)
        lines = [b"%b: %b\r\n" % header for header in [*headers, (b"connection", b"close")]]
        self.transport.write(b"".join([STATUS_LINE[status], *lines, b"\r\n", content]))

    def _linger(self) -> bool:
        """Discard the rest of an incomplete request; tell whether there is one."""
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
