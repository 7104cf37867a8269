"""Middleware of every request: its host, the limit of its body, the response to a crash."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, urlsplit

from anyio import CancelScope
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse
from starlette.routing import Match, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.addresses import hosts_sent, is_allowed, name_of
from api.http.errors import crash, page_or_problem
from api.http.instrumentation import has_begun, left_by_client
from api.http.language import weighted
from api.http.refusals import AbandonedWork
from mcda.errors import Fault, Note

EXPOSED = (
    *("Content-Disposition", "ETag", "Location", "Idempotency-Replayed", "X-Request-ID"),
    *("Retry-After", "RateLimit", "RateLimit-Policy"),
)
"""Headers that pages of allowed sites may read."""
UPLOADS = ("/v1/jobs", "/v1/portfolios", "/v1/overlay", "/parks/own")
"""Paths under which jobs and workbooks are sent."""

PROBED = ("/healthz", "/readyz")


class Hosts:
    """Answer 400 unless a request names its host exactly once, and the name is the service's.

    Any name is allowed if `allowed` is None. The scheme of `public_url` is set for all requests,
    whatever their own scheme is.
    """

    def __init__(
        self, app: ASGIApp, allowed: Sequence[str] | None = None, public_url: str | None = None
    ) -> None:
        self.app = app
        self.allowed = allowed
        self.scheme = None if public_url is None else urlsplit(public_url).scheme
        self.fault_of = lru_cache(maxsize=1024)(self._fault)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the name; health probes may send any name, as they often know only an address."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self.scheme is not None:
            scope["scheme"] = self.scheme
        hosts = tuple(hosts_sent(scope))
        may_lack = not hosts and scope["http_version"] < "1.1"
        fault = None if may_lack else self.fault_of(hosts, scope["path"] in PROBED)
        if fault is None:
            await self.app(scope, receive, send)
        else:
            await page_or_problem(Request(scope), [fault], 400)(scope, receive, send)

    def _fault(self, hosts: tuple[str, ...], is_probe: bool) -> Fault | None:
        name = name_of(hosts[0]) if len(hosts) == 1 else None
        if name is None:
            return Fault("host_invalid", ())
        if is_probe or self.allowed is None or is_allowed(name, self.allowed):
            return None
        return Fault("host_not_allowed", (), {"host": name})


class BodyLimit:
    """Refuse bodies over ``limit`` bytes with 413; ``upload`` is the limit for files."""

    def __init__(self, app: ASGIApp, limit: int, upload: int | None = None) -> None:
        self.app = app
        self.limit = limit
        self.upload = limit if upload is None else upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the declared length, or count the bytes if none is declared."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.upload if scope["path"].startswith(UPLOADS) else self.limit
        declared = next((v for k, v in scope["headers"] if k == b"content-length"), None)
        if declared is None:
            await self.app(scope, _counting(receive, limit), send)
        elif declared.isdigit() and int(declared) > limit:
            fault = Fault("body_too_large", (), {"limit": limit})
            await page_or_problem(Request(scope), [fault], 413)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _counting(receive: Receive, limit: int) -> Receive:
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise HTTPException(413, str(limit))
        return message

    return counted


class Crashes:
    """Answers unexpected errors, inside the middleware that adds headers to responses.

    The framework's own handler is outside all middleware, and passes the error on to the server,
    which logs it again.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500; if the response has begun, the server must abort it."""
        try:
            await self.app(scope, receive, send)
        except (AbandonedWork, ClientDisconnect):  # nobody is left to answer
            left_by_client(scope)
        except Exception as error:
            if scope["type"] != "http" or has_begun(scope):
                raise
            await crash(Request(scope), error)(scope, receive, send)


class Heads:
    """Answers HEAD like GET without the body, on every route with GET."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as GET, and of the response only the part before the body.

        The response does not wait for the end of a stream.
        """
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        with CancelScope() as stream:

            async def headed(message: Message) -> None:
                if stream.cancel_called:
                    return
                is_body = message["type"] == "http.response.body"
                await send({"type": message["type"]} if is_body else message)
                if is_body and message.get("more_body", False):
                    stream.cancel()

            await self.app({**scope, "method": "GET"}, receive, headed)


class Compression(GZipMiddleware):
    """Compresses responses for clients that accept it; the framework's own ignores ``q=0``."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leave responses uncompressed if ``gzip`` has a weight of 0."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        encodings = headers.get("accept-encoding", "")
        if "=0" in encodings and ("gzip", 0.0) in weighted(encodings):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


class KnownQuery:
    """Refuses query parameters that a route does not know, like fields of a body."""

    def __init__(self, app: ASGIApp, known: Sequence[str]) -> None:
        self.app = app
        self.known = tuple(known)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 422 with a fault for each unknown parameter."""
        if not scope["query_string"]:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        unknown = [name for name in request.query_params if name not in self.known]
        if not unknown:
            await self.app(scope, receive, send)
            return
        fields = {"known": self.known}
        allowed = Note("parameters_known" if self.known else "parameters_none", (), fields)
        faults = [
            Fault("unknown_parameter", (name,), {"name": name, "taken": allowed, **fields})
            for name in unknown
        ]
        await page_or_problem(request, faults, 422)(scope, receive, send)


class Slashes:
    """Redirects from an address with a trailing slash to a route without it.

    The framework's own redirect would name the host of the request.
    """

    def __init__(self, router: Router) -> None:
        self.router = router
        self.otherwise = router.default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect within this service, or answer that nothing is found."""
        without = {**scope, "path": scope["path"].rstrip("/")}
        is_more = scope["type"] == "http" and without["path"] != scope["path"]
        if is_more and any(r.matches(without)[0] is not Match.NONE for r in self.router.routes):
            query = scope["query_string"].decode("latin-1")
            target = quote(without["path"]) + ("?" + query if query else "")
            await RedirectResponse(target)(scope, receive, send)
        else:
            await self.otherwise(scope, receive, send)
