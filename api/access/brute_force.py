"""Keys and invitations: who tries many wrong ones is told to stop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.types import Scope

from api.access.addresses import neighbourhood_of
from api.access.throttle import RateLimitStatus, Throttle
from api.refusals import TooMany
from mcda.errors import Fault, McdaError


@asynccontextmanager
async def guess_limit(
    failures: Throttle, scope: Scope, wrong: type[McdaError]
) -> AsyncIterator[None]:
    """Count the wrong secrets of an address, and tell it when there were too many.

    They are too long to be found by trying, so that a right one is let in however many wrong ones
    came from its address: behind that may be many, or a page that somebody was lured to.

    Parameters
    ----------
    failures
        The limit.
    scope
        Of the request.
    wrong
        What the work inside raises then.

    Raises
    ------
    TooMany
        This one was wrong, and too many were of late.
    """
    try:
        yield
    except wrong:
        within(await failures.count(neighbourhood_of(scope)))
        raise


def within(standing: RateLimitStatus | None) -> None:
    """Raise `TooMany` where a limit is passed."""
    if standing is not None and not standing.allowed:
        fields: dict[str, Any] = {
            "limit": standing.limit,
            "window": standing.window,
            "retry_after": standing.reset,
        }
        raise TooMany([Fault("too_many_requests", (), fields)])
