"""Where work of more than a millisecond runs: a few threads, so that it never blocks the rest."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request

from api.refusals import Unavailable

T = TypeVar("T")
SMALL_BODY = 16 * 1024
RETRY_AFTER = 1


@dataclass(slots=True)
class Analyses:
    """The analyses that run and wait in this process.

    Parameters
    ----------
    most_waiting
        Past it no more are taken.
    limiter
        One a core, since each keeps a core busy.
    """

    most_waiting: int
    limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(os.cpu_count() or 1))
    taken: int = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Run work in a thread as soon as fewer than the limit are running.

        Raises
        ------
        Unavailable
            Too many wait already: an answer would come later than anybody waits.
        """
        if self.taken >= self.limiter.total_tokens + self.most_waiting:
            raise Unavailable.at("too_many_waiting", retry_after=RETRY_AFTER)
        self.taken += 1
        try:
            return await run_sync(work, limiter=self.limiter)
        finally:
            self.taken -= 1


def is_small(sent: bytes) -> bool:
    """Tell whether a body can only ask for work of about a millisecond, by its size."""
    return len(sent) <= SMALL_BODY


async def run_analysis(request: Request, work: Callable[[], T]) -> T:
    """Run work among the analyses of the service."""
    analyses: Analyses = request.app.state.analyses
    return await analyses.run(work)
