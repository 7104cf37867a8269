"""Gives every request an id, completes its answer, and tells log and metrics how it ended."""

import logging
import random
import re
import time
from typing import Any

from opentelemetry import trace
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.local import network_of
from api.careful import careful_headers
from api.operation.logs import request_log, tell_request
from api.operation.metrics import Metrics
from api.operation.running import Running

REQUEST_ID = "X-Request-ID"
_HEADER = REQUEST_ID.lower().encode()
_FORM = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_STATUS = "answered_with"
_GONE = 499
"""Status in log and metrics where the client left before an answer began; no answer has it."""
MORE_HEADERS = "more_headers"
"""Where a request's state keeps headers, as pairs of bytes, that its answer shall carry."""
_QUIET = ("/healthz", "/readyz", "/metrics")


class Observing:
    """The outermost of what a request passes; what is behind leaves headers in its state.

    One place hands every message on to the server: each further one would cost a ranking a
    twentieth of its time.

    Parameters
    ----------
    app
        What comes behind.
    metrics
        What is counted.
    running
        Is told what begins and ends.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, running: Running) -> None:
        self.app = app
        self.metrics = metrics
        self.running = running
        self.log = request_log()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request and tell how that went: route, status, time, never what."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = request_id = _request_id(scope)
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
            trace.get_current_span().set_attribute("url.query", "REDACTED")
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
        level = logging.INFO
        if route in _QUIET:
            level = logging.DEBUG
        elif status >= 500:
            level = logging.WARNING
        if self.log.isEnabledFor(level):
            said = _about(scope, method, route, seconds)
            tell_request(self.log, level, "request", {**said, "status": status})


def tell_long(scope: Scope, seconds: float) -> None:
    """Write a line on a request that takes long, unless its answer has begun."""
    log = request_log()
    if log.isEnabledFor(logging.INFO) and not has_begun(scope):
        said = _about(scope, _method(scope), route_of(scope), seconds)
        tell_request(log, logging.INFO, "request takes long", said)


def _about(scope: Scope, method: str, route: str, seconds: float) -> dict[str, Any]:
    """Return what may be told of a request: not what was asked, nor the whole of an address."""
    state = scope["state"]
    said = {
        "request_id": state["request_id"],
        "method": method,
        "route": route,
        "ms": round(1000 * seconds, 2),
        "client": network_of(scope),
    }
    caller = state.get("caller")
    if caller is not None:
        said["organisation"] = caller.organisation
        if caller.key_id is not None:
            said["key"] = caller.key_id
    return said


def has_begun(scope: Scope) -> bool:
    """Tell whether a part of the answer to a request was sent."""
    return _STATUS in scope.get("state", {})


def left_by_client(scope: Scope) -> None:
    """Take note that there is nobody to answer, so that it is not taken for a crash."""
    scope.setdefault("state", {}).setdefault(_STATUS, _GONE)


def route_of(scope: Scope) -> str:
    """Return the route as it is declared, never the address with its ids."""
    found = scope.get("route")
    if found is None:  # refused before it was looked for
        routes = scope["app"].routes
        found = next((one for one in routes if one.matches(scope)[0] is not Match.NONE), None)
    return getattr(found, "path", "unmatched")


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "OTHER"


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def _request_id(scope: Scope) -> str:
    """Return the id that the caller gave, where it is harmless, else a new one."""
    given = next((value for name, value in scope["headers"] if name == _HEADER), b"")
    return given.decode() if _FORM.fullmatch(given) else f"{random.getrandbits(64):016x}"
