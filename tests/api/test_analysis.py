"""Work of more than a millisecond runs in a few threads."""

import threading
import time

import anyio
import pytest
from anyio import CapacityLimiter

from api.analysis import analysis_limiter, is_small, run_analysis


class Asked:
    """A request as far as it matters here."""

    def __init__(self, limiter: CapacityLimiter) -> None:
        self.app = self
        self.state = self
        self.analyses = limiter


def test_no_more_than_the_limit_run_at_a_time() -> None:
    running, most, lock = 0, 0, threading.Lock()

    def work() -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return threading.get_ident()

    async def ask() -> None:
        asked = Asked(CapacityLimiter(2))
        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(run_analysis, asked, work)

    anyio.run(ask)
    assert most == 2


def test_the_answer_and_the_error_come_back() -> None:
    async def ask() -> int:
        asked = Asked(analysis_limiter())
        with pytest.raises(ZeroDivisionError):
            await run_analysis(asked, lambda: 1 // 0)
        return await run_analysis(asked, lambda: 7)

    assert anyio.run(ask) == 7
    assert analysis_limiter().total_tokens >= 1


@pytest.mark.parametrize(("size", "small"), [(0, True), (16 * 1024, True), (16 * 1024 + 1, False)])
def test_small_is_told_by_the_size_of_the_body(size: int, small: bool) -> None:
    assert is_small(b"x" * size) is small
