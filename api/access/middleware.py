"""Lets a request in, or answers why not: its key or session, where it comes from, its rate."""

from collections.abc import Callable
from typing import Any

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.addresses import is_local
from api.access.browser import Browsers, token_sent
from api.access.brute_force import guess_limit, within
from api.access.caller import THIS_MACHINE, Caller
from api.access.directory import Directory
from api.access.key import bearer
from api.access.throttle import Throttle
from api.access.tickets import Tickets, brings_ticket, ticket_sent
from api.errors import answer_to
from api.language import language_of
from api.operation.instrumentation import MORE_HEADERS
from api.refusals import Forbidden, Unauthorised
from mcda.errors import McdaError

GUARDED = "/v1/"
PAGES = ("/assess", "/parks", "/compare", "/panels")
"""Where pages begin that show what an organisation saved."""
_HEADER = "Authorization"
Refuse = Callable[[Request, McdaError], Response]


class Access:
    """Finds the caller of every guarded request and counts it.

    Parameters
    ----------
    app
        What comes behind.
    directory, browsers
        The keys, and the sessions of browsers.
    tickets
        Addresses of streams and downloads that need no key.
    throttle, failures
        Limits for callers, and for addresses that send wrong keys.
    refuse_page
        Makes the page that says why not, for browsers.
    """

    def __init__(
        self,
        app: ASGIApp,
        directory: Directory,
        browsers: Browsers,
        tickets: Tickets,
        throttle: Throttle,
        failures: Throttle,
        refuse_page: Refuse,
    ) -> None:
        self.app = app
        self.directory = directory
        self.browsers = browsers
        self.tickets = tickets
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
                await self._counted(caller.key_id, state)
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

    async def _counted(self, who: str, state: dict[str, Any]) -> None:
        standing = await self.throttle.count(who)
        if standing is not None:
            state[MORE_HEADERS] = standing.headers()
            within(standing)

    async def _caller(self, scope: Scope) -> Caller:
        if scope["query_string"] and brings_ticket(scope):
            return await self._by_ticket(scope)
        sent = [value for name, value in scope["headers"] if name == b"authorization"]
        if sent:
            token = bearer(sent[0].decode("latin-1")) if len(sent) == 1 else None
            wrong = "key_invalid" if token or len(sent) > 1 else "key_scheme"
            return await self._found(self.directory, scope, token, wrong)
        has_cookie = any(name == b"cookie" for name, _ in scope["headers"])
        token = token_sent(scope) if has_cookie else None
        if token is None:
            return await self._without_key(scope)
        return await self._found(self.browsers, scope, token)

    async def _found(
        self,
        where: Directory | Browsers,
        scope: Scope,
        token: str | None,
        without: str = "key_invalid",
    ) -> Caller:
        known = None if token is None else where.remembered(token)
        if known is not None:
            return known
        async with guess_limit(self.failures, scope, Unauthorised):
            if token is None:
                raise Unauthorised.at(without, _HEADER)
            return await run_sync(where.find, token)

    async def _by_ticket(self, scope: Scope) -> Caller:
        async with guess_limit(self.failures, scope, Unauthorised):
            found = await run_sync(self.tickets.find, *ticket_sent(scope))
        if found.key_id is None:
            await self._without_key(scope)
        return found

    async def _without_key(self, scope: Scope) -> Caller:
        is_open = self.directory.is_open_lately()
        if is_open is None:
            is_open = await run_sync(self.directory.is_open)
        if not is_open:
            raise Unauthorised.at("key_missing", _HEADER)
        if not is_local(scope):
            raise Forbidden.at("not_this_machine")
        return THIS_MACHINE


def is_page(path: str) -> bool:
    """Tell whether a path is of a page that only callers may see."""
    return any(path == page or path.startswith(f"{page}/") for page in PAGES)
