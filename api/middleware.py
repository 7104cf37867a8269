"""What every request passes: its host, the limit of its body, an answer where the code crashes."""

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

from api.accept_header import weighted
from api.access.addresses import hosts_sent, is_allowed, name_of
from api.errors import crash, page_or_problem
from api.operation.instrumentation import has_begun, left_by_client
from api.supervisor import AbandonedWork
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
    """Answer 400 unless a request says, once, under which name it came, and that is the service's.

    Parameters
    ----------
    app
        What comes behind.
    allowed
        Patterns of names beside this machine's own; None for any name.
    public_url
        Whose scheme holds for all requests, whatever they came by.
    """

    def __init__(
        self, app: ASGIApp, allowed: Sequence[str] | None = None, public_url: str | None = None
    ) -> None:
        self.app = app
        self.allowed = allowed
        self.scheme = None if public_url is None else urlsplit(public_url).scheme
        self.fault_of = lru_cache(maxsize=1024)(self._fault)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the name; probes of health may say any, since they often know only an address."""
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
    """Refuse bodies over ``limit`` bytes with 413; ``upload`` holds where files are sent."""

    def __init__(self, app: ASGIApp, limit: int, upload: int | None = None) -> None:
        self.app = app
        self.limit = limit
        self.upload = limit if upload is None else upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the declared length, and count where none is declared."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.upload if scope["path"].startswith(UPLOADS) else self.limit
        declared = next((v for k, v in scope["headers"] if k == b"content-length"), None)
        if declared is None:
            await self.app(scope, _counting(receive, limit), send)
        elif declared.isdigit() and int(declared) > limit:
            fault = Fault("body_too_large", (), {"limit": limit})
            answer = page_or_problem(Request(scope), [fault], 413)
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _counting(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413, str(limit))
        return message

    return counted


class Crashes:
    """Answers what nobody foresaw, behind what adds headers, so that no answer lacks them.

    The framework's own place for that is before all of it, and hands the error on to the server,
    which tells the log again.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500; where an answer has begun the server must cut it off."""
        try:
            await self.app(scope, receive, send)
        except (AbandonedWork, ClientDisconnect):  # nobody is left to answer
            left_by_client(scope)
        except Exception as error:
            if scope["type"] != "http" or has_begun(scope):
                raise
            await crash(Request(scope), error)(scope, receive, send)


class Heads:
    """Answers HEAD as GET without its body, wherever there is a GET."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as GET, and of the answer what stands before the body.

        Nobody waits for the end of a stream.
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
    """Packs answers for who takes them packed; the framework's own packs for who refuses it too."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leave answers as they are where ``gzip`` is accepted with a weight of 0."""
        said = Headers(scope=scope).get("accept-encoding", "") if scope["type"] == "http" else ""
        if "=0" in said and ("gzip", 0.0) in weighted(said):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


class KnownQuery:
    """Refuses parameters of a query that a route does not know, like fields of a body.

    Parameters
    ----------
    app
        Of the route.
    known
        Names of its parameters.
    """

    def __init__(self, app: ASGIApp, known: Sequence[str]) -> None:
        self.app = app
        self.known = tuple(known)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 422 with a fault for each unknown one."""
        if not scope["query_string"]:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        unknown = [name for name in request.query_params if name not in self.known]
        if not unknown:
            await self.app(scope, receive, send)
            return
        known = {"known": self.known}
        taken = Note("parameters_known" if self.known else "parameters_none", (), known)
        faults = [
            Fault("unknown_parameter", (name,), {"name": name, "taken": taken, **known})
            for name in unknown
        ]
        await page_or_problem(request, faults, 422)(scope, receive, send)


class Slashes:
    """Leads from an address with a slash too many to the one without, where that is a route's.

    The framework's own way names the host that the request said.

    Parameters
    ----------
    router
        Whose routes there are.
    """

    def __init__(self, router: Router) -> None:
        self.router = router
        self.otherwise = router.default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect within this service, or say that there is nothing."""
        without = {**scope, "path": scope["path"].rstrip("/")}
        is_more = scope["type"] == "http" and without["path"] != scope["path"]
        if is_more and any(r.matches(without)[0] is not Match.NONE for r in self.router.routes):
            query = scope["query_string"].decode("latin-1")
            target = quote(without["path"]) + ("?" + query if query else "")
            await RedirectResponse(target)(scope, receive, send)
        else:
            await self.otherwise(scope, receive, send)
