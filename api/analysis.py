"""Where work of more than a millisecond runs: a few threads, so that it never blocks the rest."""

import os
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request

T = TypeVar("T")
SMALL_BODY = 16 * 1024


def analysis_limiter() -> CapacityLimiter:
    """Return the limit of analyses at a time: one a core, since each keeps a core busy."""
    return CapacityLimiter(os.cpu_count() or 1)


def is_small(sent: bytes) -> bool:
    """Tell whether a body can only ask for work of about a millisecond, by its size."""
    return len(sent) <= SMALL_BODY


async def run_analysis(request: Request, work: Callable[[], T]) -> T:
    """Run work in a thread as soon as fewer than the limit are running."""
    return await run_sync(work, limiter=request.app.state.analyses)
