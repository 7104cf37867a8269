"""Gives every request an id, completes its response, and records it in log and metrics.

Requests that take long are also logged while they run.

A separate thread does that, so that a line is written even if the event loop is blocked.
"""

import logging
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from opentelemetry import trace
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.addresses import network_of
from api.http.background import BackgroundThread
from api.operation.logs import request_log, tell_request
from api.operation.metrics import Metrics

Header = tuple[bytes, bytes]
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_DATA_ONLY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_UNKEPT = (b"cache-control", b"no-store")
_SECURE_ONLY = (b"strict-transport-security", b"max-age=31536000")
_WANTED = {
    (is_data, is_answer, is_secure): (
        *_ALWAYS,
        *(_DATA_ONLY,) * is_data,
        *(_UNKEPT,) * is_answer,
        *(_SECURE_ONLY,) * is_secure,
    )
    for is_data, is_answer, is_secure in product((False, True), repeat=3)
}
_NAMES = frozenset(name for pairs in _WANTED.values() for name, _ in pairs)


def careful_headers(path: str, scheme: str, own: Sequence[Header]) -> Sequence[Header]:
    """Return the security headers to add to the response's own headers, which have priority.

    Data may load no other resources, answers under ``/v1/`` are not cached, and a host reached by
    https must be reached by https only for a year.

    Names are in lower case.
    """
    by_name = dict(own)
    is_data = b"json" in by_name.get(b"content-type", b"")
    wanted = _WANTED[is_data, path.startswith("/v1/"), scheme == "https"]
    if by_name.keys().isdisjoint(_NAMES):
        return wanted
    return [pair for pair in wanted if pair[0] not in by_name]


LONG = 1.0
"""Seconds after which a request takes long."""


@dataclass(slots=True)
class RunningRequests(BackgroundThread):
    """The requests that are running."""

    tell: Callable[[Scope, float], None]
    """Called once for each that takes long, with what it began with and its seconds so far."""
    long: float = LONG
    """Seconds."""
    _begun: dict[int, tuple[float, Scope]] = field(default_factory=dict)
    label = "running"

    def begin(self, scope: Scope, at: float) -> None:
        """Record the start of a request; ``at`` is of the clock for performance."""
        self._begun[id(scope)] = at, scope

    def end(self, scope: Scope) -> None:
        """Record the end of a request."""
        self._begun.pop(id(scope), None)

    def run(self) -> None:
        """Watch the requests."""
        while not self._stopped.wait(self.long / 4):
            at = time.perf_counter()
            for key, (begun, scope) in list(self._begun.items()):
                if at - begun >= self.long and self._begun.pop(key, None) is not None:
                    self.tell(scope, at - begun)


REQUEST_ID = "X-Request-ID"
_HEADER = REQUEST_ID.lower().encode()
_FORM = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_STATUS = "answered_with"
_REFUSED = "refused_with"
_GONE = 499
"""Status in log and metrics where the client left before an answer began; no answer has it."""
MORE_HEADERS = "more_headers"
"""Where a request's state keeps headers, as pairs of bytes, that its answer shall carry."""
_OPENING = ("/join/", "/shared/")
"""How addresses begin of which the rest is a secret that opens them."""
_REDACTED = "REDACTED"
_QUIET = ("/healthz", "/readyz", "/metrics")


class Instrumentation:
    """The outermost middleware; the inner ones leave headers in the request's state.

    Only this middleware wraps the sending of messages: each further wrapper would cost a ranking a
    twentieth of its time.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, running: RunningRequests) -> None:
        self.app = app
        self.metrics = metrics
        self.running = running
        self.log = request_log()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request and record route, status and time, never the content."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        id_header = next((value for name, value in scope["headers"] if name == _HEADER), b"")
        state["request_id"] = request_id = (
            id_header.decode() if _FORM.fullmatch(id_header) else f"{random.getrandbits(64):016x}"
        )
        started = time.perf_counter()

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                state[_STATUS] = message["status"]
                own = message["headers"]
                message["headers"] = [
                    *own,
                    *careful_headers(scope["path"], scope["scheme"], own),
                    *state.get(MORE_HEADERS, ()),
                    (_HEADER, request_id.encode()),
                ]
            await send(message)

        if scope.get("query_string"):
            trace.get_current_span().set_attribute("url.query", _REDACTED)
        opens = next((start for start in _OPENING if scope["path"].startswith(start)), None)
        if opens is not None:
            trace.get_current_span().set_attribute("url.path", opens + _REDACTED)
        self.metrics.running.inc()
        self.running.begin(scope, started)
        try:
            await self.app(scope, receive, completed)
        finally:
            self.running.end(scope)
            self.metrics.running.dec()
            self._tell(scope, state.get(_STATUS, 500), time.perf_counter() - started)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        method, route = _method(scope), route_of(scope)
        self.metrics.answered(method, route, status, seconds)
        refused = scope["state"].get(_REFUSED)
        if refused is not None:
            self.metrics.refused(refused)
        level = logging.INFO
        if route in _QUIET:
            level = logging.DEBUG
        elif status >= 500:
            level = logging.WARNING
        if self.log.isEnabledFor(level):
            facts = _about(scope, method, route, seconds)
            tell_request(self.log, level, "request", {**facts, "status": status})


def tell_long(scope: Scope, seconds: float) -> None:
    """Log a request that takes long, unless its response has begun."""
    log = request_log()
    if log.isEnabledFor(logging.INFO) and not has_begun(scope):
        facts = _about(scope, _method(scope), route_of(scope), seconds)
        tell_request(log, logging.INFO, "request takes long", facts)


def _about(scope: Scope, method: str, route: str, seconds: float) -> dict[str, Any]:
    """Return the loggable facts of a request: not its content, nor its full address."""
    state = scope["state"]
    facts = {
        "request_id": state["request_id"],
        "method": method,
        "route": route,
        "ms": round(1000 * seconds, 2),
        "client": network_of(scope),
    }
    caller = state.get("caller")
    if caller is not None:
        facts["organisation"] = caller.organisation
        if caller.key_id is not None:
            facts["key"] = caller.key_id
    return facts


def has_begun(scope: Scope) -> bool:
    """Tell whether a part of the response was sent."""
    return _STATUS in scope.get("state", {})


def note_refusal(scope: Scope, code: str) -> None:
    """Record the code with which a request is refused, for the metrics."""
    scope.setdefault("state", {})[_REFUSED] = code


def left_by_client(scope: Scope) -> None:
    """Record that the client disconnected, so that this does not count as a crash."""
    scope.setdefault("state", {}).setdefault(_STATUS, _GONE)


def route_of(scope: Scope) -> str:
    """Return the route in its declared form, never the address with its ids."""
    route = scope.get("route")
    if route is None:  # refused before it was looked for
        routes = scope["app"].routes
        route = next((entry for entry in routes if entry.matches(scope)[0] is not Match.NONE), None)
    return getattr(route, "path", "unmatched")


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "OTHER"


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
