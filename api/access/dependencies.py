"""Dependencies of routes: the caller with a scope, and the database."""

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import Depends, Request

from api.access.caller import Caller, Scope
from api.db import Database
from api.http.refusals import Forbidden
from api.settings import Settings


def caller_of(request: Request) -> Caller:
    """Return the caller that the middleware identified."""
    return request.state.caller


def database_of(request: Request) -> Database:
    """Return the database of the service."""
    return request.app.state.database


async def settings_of(request: Request) -> Settings:
    """Return the settings that apply to the caller, with its private data."""
    owned, organisation = request.app.state.owned, caller_of(request).organisation
    lately: Settings | None = owned.lately(organisation)
    if lately is not None:
        return lately
    return await run_sync(owned.of, organisation)


class ScopeDependency:
    """A dependency that returns the caller, or refuses a caller without the scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(self, request: Request) -> Caller:
        """Return the caller.

        Raises
        ------
        Forbidden
            The key lacks the scope, or it is more than a browser's session ever has.
        """
        caller = caller_of(request)
        if self.scope == "admin" and caller.session_id is not None:
            raise Forbidden.at("not_by_browser")
        if not caller.may(self.scope):
            raise Forbidden.at("scope_missing", scope=self.scope, held=sorted(caller.scopes))
        return caller


Reader = Annotated[Caller, Depends(ScopeDependency("read"))]
Writer = Annotated[Caller, Depends(ScopeDependency("write"))]
Admin = Annotated[Caller, Depends(ScopeDependency("admin"))]
Held = Annotated[Settings, Depends(settings_of)]
Saved = Annotated[Database, Depends(database_of)]
