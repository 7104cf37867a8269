"""Admits a request or refuses it, by its key or session, its origin and its rate."""

from collections.abc import Callable
from dataclasses import dataclass

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.browser import Browsers, token_sent
from api.access.caller import THIS_MACHINE, Caller
from api.access.directory import Directory
from api.access.key import bearer
from api.access.tickets import Tickets, brings_ticket, ticket_sent
from api.http.addresses import is_local
from api.http.errors import answer_to
from api.http.instrumentation import MORE_HEADERS, note_refusal
from api.http.language import language_of
from api.http.refusals import Forbidden, Unauthorised
from api.limits.rate_limit import Throttle, guess_limit, within
from mcda.errors import McdaError

GUARDED = "/v1/"
PAGES = ("/assess", "/parks", "/compare", "/panels")
"""Where pages begin that show what an organisation saved."""
_HEADER = "Authorization"
Refuse = Callable[[Request, McdaError], Response]


@dataclass(frozen=True, slots=True)
class Access:
    """Identifies the caller of every guarded request and counts the request."""

    app: ASGIApp
    directory: Directory
    browsers: Browsers
    tickets: Tickets
    throttle: Throttle
    failures: Throttle
    refuse_page: Refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Set the caller in the request's state, or answer 401, 403 or 429."""
        path = scope["path"] if scope["type"] == "http" else ""
        if not path.startswith(GUARDED) and not is_page(path):
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        try:
            state["caller"] = caller = await self._caller(scope)
            if caller.key_id is not None:
                standing = await self.throttle.count(caller.key_id)
                if standing is not None:
                    state[MORE_HEADERS] = standing.headers()
                    within(standing)
        except McdaError as error:
            note_refusal(scope, error.code)
            request = Request(scope)
            if is_page(path):
                refused = self.refuse_page(request, error)
            else:
                refused = answer_to(error, language_of(request))
            await refused(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _caller(self, scope: Scope) -> Caller:
        if scope["query_string"] and brings_ticket(scope):
            async with guess_limit(self.failures, scope, Unauthorised):
                caller = await run_sync(self.tickets.find, *ticket_sent(scope))
            if caller.key_id is None:
                await self._without_key(scope)
            return caller
        credentials = [value for name, value in scope["headers"] if name == b"authorization"]
        if credentials:
            token = bearer(credentials[0].decode("latin-1")) if len(credentials) == 1 else None
            wrong = "key_invalid" if token or len(credentials) > 1 else "key_scheme"
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
        caller = None if token is None else where.remembered(token)
        if caller is not None:
            return caller
        async with guess_limit(self.failures, scope, Unauthorised):
            if token is None:
                raise Unauthorised.at(without, _HEADER)
            return await run_sync(where.find, token)

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
    """Tell whether a path belongs to a page that only callers may see."""
    return any(path == page or path.startswith(f"{page}/") for page in PAGES)
