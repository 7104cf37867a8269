"""Keys, tokens and invitations: who tries many wrong ones is stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.types import Scope

from api.access.local import neighbourhood_of
from api.access.throttle import Standing, Throttle
from api.refusals import TooMany
from mcda.errors import Fault, McdaError


@contextmanager
def guessing(failures: Throttle, scope: Scope, wrong: type[McdaError]) -> Iterator[None]:
    """Let an address try a secret, and count it where that was wrong.

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
        The address was wrong too often of late; nothing is looked up.
    """
    who = neighbourhood_of(scope)
    within(failures.test(who))
    try:
        yield
    except wrong:
        failures.hit(who)
        raise


def within(standing: Standing | None) -> None:
    """Raise `TooMany` where a limit is passed."""
    if standing is not None and not standing.allowed:
        fields: dict[str, Any] = {
            "limit": standing.limit,
            "window": standing.window,
            "retry_after": standing.reset,
        }
        raise TooMany([Fault("too_many_requests", (), fields)])
