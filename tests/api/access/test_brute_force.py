"""Who guesses wrongly too often is told so; a right secret is let in."""

from typing import Any

import anyio
import pytest

from api.access.brute_force import guess_limit, within
from api.access.throttle import RateLimitStatus, Throttle
from api.refusals import TooMany, Unauthorised
from mcda.errors import NotFound


def _try(failures: Throttle, address: str, error: Exception | None = None) -> None:
    scope: dict[str, Any] = {"client": (address, 5)}

    async def tried() -> None:
        async with guess_limit(failures, scope, Unauthorised):
            if error is not None:
                raise error

    anyio.run(tried)


def test_wrong_ones_are_counted_for_each_address() -> None:
    failures = Throttle("2/hour")
    for _ in range(2):
        with pytest.raises(Unauthorised):
            _try(failures, "192.0.2.1", Unauthorised.at("key_invalid"))
    with pytest.raises(TooMany) as caught:
        _try(failures, "192.0.2.1", Unauthorised.at("key_invalid"))
    assert caught.value.faults[0].fields["limit"] == 2
    _try(failures, "192.0.2.1")
    with pytest.raises(Unauthorised):
        _try(failures, "192.0.2.2", Unauthorised.at("key_invalid"))


def test_right_ones_and_other_errors_are_not() -> None:
    failures = Throttle("1/hour")
    for _ in range(3):
        _try(failures, "192.0.2.1")
        with pytest.raises(NotFound):
            _try(failures, "192.0.2.1", NotFound.at("unknown_park", park="x"))


def test_a_limit_says_how_it_is_passed() -> None:
    within(None)
    within(RateLimitStatus(True, 5, 60, 0, 7))
    with pytest.raises(TooMany) as caught:
        within(RateLimitStatus(False, 5, 60, 0, 7))
    assert caught.value.faults[0].fields == {"limit": 5, "window": 60, "retry_after": 7}
