"""Lets a request in, or answers why not: its key, the machine it comes from, its rate."""

from typing import Any

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.caller import THIS_MACHINE, Caller
from api.access.directory import Directory
from api.access.key import bearer
from api.access.local import is_local, neighbourhood_of
from api.access.throttle import Standing, Throttle
from api.errors import answer_to
from api.language import language_of
from api.refusals import Forbidden, TooMany, Unauthorised
from mcda.errors import Fault, McdaError

GUARDED = "/v1/"


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
    """

    def __init__(
        self, app: ASGIApp, directory: Directory, throttle: Throttle, failures: Throttle
    ) -> None:
        self.app = app
        self.directory = directory
        self.throttle = throttle
        self.failures = failures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the caller into the request's state, or answer 401, 403 or 429."""
        if scope["type"] != "http" or not scope["path"].startswith(GUARDED):
            await self.app(scope, receive, send)
            return
        standing = None
        try:
            caller = await self._caller(scope)
            if caller.key_id is not None:
                standing = self.throttle.hit(caller.key_id)
                _within(standing)
        except McdaError as error:
            refusal = answer_to(error, language_of(Request(scope)))
            await refusal(scope, receive, _adding(send, standing))
            return
        scope.setdefault("state", {})["caller"] = caller
        await self.app(scope, receive, _adding(send, standing))

    async def _caller(self, scope: Scope) -> Caller:
        sent = Headers(scope=scope).getlist("authorization")
        if not sent:
            return await self._without_key(scope)
        who = neighbourhood_of(scope)
        _within(self.failures.test(who))
        try:
            return await self._with_key(sent)
        except Unauthorised:
            self.failures.hit(who)
            raise

    async def _with_key(self, sent: list[str]) -> Caller:
        token = bearer(sent[0]) if len(sent) == 1 else None
        if token is None:
            raise Unauthorised.at("key_invalid")
        known = self.directory.remembered(token)
        if known is not None:
            return known
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


def _within(standing: Standing | None) -> None:
    if standing is not None and not standing.allowed:
        fields: dict[str, Any] = {
            "limit": standing.limit,
            "window": standing.window,
            "retry_after": standing.reset,
        }
        raise TooMany([Fault("too_many_requests", (), fields)])


def _adding(send: Send, standing: Standing | None) -> Send:
    if standing is None:
        return send

    async def added(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *standing.raw_headers()]
        await send(message)

    return added
