"""Lets a request in, or answers why not: its key, the machine it comes from, its rate."""

from collections.abc import Callable
from typing import Any

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.caller import THIS_MACHINE, Caller
from api.access.directory import Directory
from api.access.guesses import guessing, within
from api.access.key import COOKIE, bearer
from api.access.local import is_foreign, is_local
from api.access.throttle import Throttle
from api.errors import answer_to
from api.language import language_of
from api.operation.observing import MORE_HEADERS
from api.refusals import Forbidden, Unauthorised
from mcda.errors import McdaError

GUARDED = "/v1/"
PAGES = ("/assess", "/parks", "/compare", "/panels")
"""Where pages begin that show what an organisation saved."""
Refuse = Callable[[Request, McdaError], Response]


class Access:
    """Finds the caller of every guarded request and counts it.

    Parameters
    ----------
    app
        What comes behind.
    directory
        The keys.
    throttle, failures
        Limits for callers, and for addresses that send wrong keys.
    refuse_page
        Makes the page that says why not, for browsers.
    """

    def __init__(
        self,
        app: ASGIApp,
        directory: Directory,
        throttle: Throttle,
        failures: Throttle,
        refuse_page: Refuse,
    ) -> None:
        self.app = app
        self.directory = directory
        self.throttle = throttle
        self.failures = failures
        self.refuse_page = refuse_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the caller into the request's state, or answer 401, 403 or 429."""
        path = scope["path"] if scope["type"] == "http" else ""
        if not path.startswith(GUARDED) and not is_page(path):
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        try:
            state["caller"] = caller = await self._caller(scope)
            if caller.key_id is not None:
                self._counted(caller.key_id, state)
        except McdaError as error:
            request = Request(scope)
            refused = (
                self.refuse_page(request, error)
                if is_page(path)
                else answer_to(error, language_of(request))
            )
            await refused(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _counted(self, who: str, state: dict[str, Any]) -> None:
        standing = self.throttle.hit(who)
        if standing is not None:
            state[MORE_HEADERS] = standing.headers()
            within(standing)

    async def _caller(self, scope: Scope) -> Caller:
        sent = [value for name, value in scope["headers"] if name == b"authorization"]
        kept = None if sent else _signed_in(scope)
        if not sent and kept is None:
            return await self._without_key(scope)
        token = bearer(sent[0].decode("latin-1")) if len(sent) == 1 else kept
        known = None if token is None else self.directory.remembered(token)
        return known if known is not None else await self._with_key(scope, token)

    async def _with_key(self, scope: Scope, token: str | None) -> Caller:
        with guessing(self.failures, scope, Unauthorised):
            if token is None:
                raise Unauthorised.at("key_invalid")
            return await run_sync(self.directory.find, token)

    async def _without_key(self, scope: Scope) -> Caller:
        is_open = self.directory.is_open_lately()
        if is_open is None:
            is_open = await run_sync(self.directory.is_open)
        if not is_open:
            raise Unauthorised.at("key_missing")
        if not is_local(scope):
            raise Forbidden.at("not_this_machine")
        return THIS_MACHINE


def is_page(path: str) -> bool:
    """Tell whether a path is of a page that only callers may see."""
    return any(path == page or path.startswith(f"{page}/") for page in PAGES)


def _signed_in(scope: Scope) -> str | None:
    """Return the key that a browser kept; None where a page of another site makes it ask."""
    if b"cookie" not in dict(scope["headers"]):
        return None
    if is_foreign(scope):
        return None
    return Request(scope).cookies.get(COOKIE)
