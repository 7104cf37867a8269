"""Work of more than a millisecond runs in a few threads."""

import threading
import time

import anyio
import pytest
from anyio import CapacityLimiter

from api.analysis import Analyses, is_small, run_analysis
from api.refusals import Unavailable


class Asked:
    """A request as far as it matters here."""

    def __init__(self, analyses: Analyses) -> None:
        self.app = self
        self.state = self
        self.analyses = analyses


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
        asked = Asked(Analyses(64, CapacityLimiter(2)))
        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(run_analysis, asked, work)

    anyio.run(ask)
    assert most == 2


def test_the_answer_and_the_error_come_back() -> None:
    async def ask() -> int:
        asked = Asked(Analyses(0))
        with pytest.raises(ZeroDivisionError):
            await run_analysis(asked, lambda: 1 // 0)
        return await run_analysis(asked, lambda: 7)

    assert anyio.run(ask) == 7
    assert Analyses(0).limiter.total_tokens >= 1


def test_one_more_than_may_wait_is_refused_and_the_others_are_answered() -> None:
    gate, told = threading.Event(), []

    def work() -> int:
        gate.wait(10)
        return 1

    async def ask() -> None:
        analyses = Analyses(3, CapacityLimiter(1))

        async def one() -> None:
            try:
                told.append(await analyses.run(work))
            except Unavailable as error:
                told.append(error.faults[0].fields["retry_after"])
                gate.set()

        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(one)
        assert analyses.taken == 0

    anyio.run(ask)
    assert sorted(told) == [1, 1, 1, 1, 1]
    assert told[0] == 1


@pytest.mark.parametrize(("size", "small"), [(0, True), (16 * 1024, True), (16 * 1024 + 1, False)])
def test_small_is_told_by_the_size_of_the_body(size: int, small: bool) -> None:
    assert is_small(b"x" * size) is small
