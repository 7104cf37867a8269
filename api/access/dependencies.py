"""Dependencies of routes: the caller with a scope, and the database."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, TypeVar

from anyio.to_thread import run_sync
from fastapi import Depends, Request

from api.access.caller import Caller, Scope
from api.db import Database
from api.http.refusals import Forbidden
from api.settings import Settings

Result = TypeVar("Result")


def caller_of(request: Request) -> Caller:
    """Return the caller that the middleware identified."""
    return request.state.caller


def database_of(request: Request) -> Database:
    """Return the database of the service."""
    return request.app.state.database


async def settings_of(request: Request) -> Settings:
    """Return the settings that apply to the caller, with its private data."""
    return await settings_for(request, caller_of(request).organisation)


async def settings_for(request: Request, organisation: str) -> Settings:
    """Return the settings that apply to an organisation, with its private data."""
    owned = request.app.state.owned
    settings: Settings = owned.lately(organisation) or await run_sync(owned.of, organisation)
    return settings


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


@dataclass(frozen=True)
class ReaderAccess:
    """A request of a caller who may read, and what is saved of the caller's organisation."""

    request: Request
    caller: Reader

    @property
    def database(self) -> Database:
        """Where it is saved."""
        return database_of(self.request)

    def read(self, work: Callable[..., Result], **fields: Any) -> Result:
        """Return what a query of the caller returns."""
        return self.database.read(partial(work, caller=self.caller, **fields))

    def write(self, work: Callable[..., Result], **fields: Any) -> Result:
        """Make a change of the caller, and return what it returns."""
        return self.database.write(partial(work, caller=self.caller, **fields))


@dataclass(frozen=True)
class WriterAccess(ReaderAccess):
    """A request of a caller who may write."""

    caller: Writer


@dataclass(frozen=True)
class AdminAccess(ReaderAccess):
    """A request of a caller who may manage keys and webhooks."""

    caller: Admin


AsReader = Annotated[ReaderAccess, Depends()]
AsWriter = Annotated[WriterAccess, Depends()]
AsAdmin = Annotated[AdminAccess, Depends()]
Held = Annotated[Settings, Depends(settings_of)]
Saved = Annotated[Database, Depends(database_of)]
