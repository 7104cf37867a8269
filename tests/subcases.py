"""Many small cases walked inside one test, which tells all that fail."""

from collections.abc import Callable, Iterable
from typing import Any


def each(cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make one test of a check: it is made for each case, a tuple being several arguments."""

    def decorate(check: Callable[..., None]) -> Callable[[], None]:
        def walk() -> None:
            failed = []
            for case in cases:
                try:
                    check(*(case if isinstance(case, tuple) else (case,)))
                except AssertionError as error:
                    failed.append(f"{case}: {error}")
            assert not failed, "\n".join(failed)

        walk.__name__, walk.__doc__, walk.__module__ = (
            check.__name__,
            check.__doc__,
            check.__module__,
        )
        return walk

    return decorate
