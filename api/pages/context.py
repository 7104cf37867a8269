"""The request behind a page of saved work, with its caller and the database."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, TypeVar

from anyio.to_thread import run_sync
from fastapi import Depends, Request

from api.access.dependencies import Reader, Saved, Writer
from api.compute.analyses import run_analysis
from api.http.language import Language
from api.pages.frame import page_language

Result = TypeVar("Result")


@dataclass(frozen=True)
class PageContext:
    """A request of a caller who may read."""

    request: Request
    caller: Reader
    database: Saved

    @property
    def language(self) -> Language:
        """Language of the page."""
        return page_language(self.request)

    async def read(self, work: Callable[..., Result], **fields: Any) -> Result:
        """Return what a query of the caller returns."""
        return await run_sync(self.database.read, partial(work, caller=self.caller, **fields))

    async def write(self, work: Callable[..., Result], **fields: Any) -> Result:
        """Make a change of the caller, and return what it returns."""
        return await run_sync(self.database.write, partial(work, caller=self.caller, **fields))

    async def analyse(self, work: Callable[..., Result], *arguments: Any, **fields: Any) -> Result:
        """Return what work on saved data of the caller returns, run among the analyses."""
        whole = partial(work, self.database, self.caller, *arguments, **fields)
        return await run_analysis(self.request, whole)


@dataclass(frozen=True)
class WriterContext(PageContext):
    """A request of a caller who may write."""

    caller: Writer


Reading = Annotated[PageContext, Depends()]
Writing = Annotated[WriterContext, Depends()]
