"""Work of more than a millisecond runs in a few threads, or apart; ended where nobody waits."""

import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi import Request
from starlette.requests import ClientDisconnect

from api.access.budget import Budgets
from api.access.caller import Caller
from api.compute.analyses import Analyses, compute_of, run_analysis, run_apart
from api.compute.processes import Processes
from api.http.refusals import Unavailable
from api.settings import Settings
from tests.api.compute.test_processes import await_end_of, await_ready
from tests.refusals import rejects

SECONDS = 60


class App:
    """What a request knows of the application."""

    def __init__(self, analyses: Analyses) -> None:
        self.state = self
        self.analyses = analyses


def request_of(
    analyses: Analyses, key: str | None = None, leaves: anyio.Event | None = None
) -> Request:
    """Return a request, by somebody with a key, whose client leaves at an event."""

    async def receive() -> dict[str, Any]:
        if leaves is None:
            await anyio.sleep_forever()
        else:
            await leaves.wait()
        return {"type": "http.disconnect"}

    known = Caller(organisation=f"of {key}", by="", scopes=frozenset({"read"}), key_id=key)
    return Request(
        {
            "type": "http",
            "app": App(analyses),
            "client": ("10.0.0.1", 1),
            "state": {} if key is None else {"caller": known},
        },
        receive,
    )


def test_no_more_than_the_limit_run_at_a_time():
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
        analyses = Analyses(64, cores=2)
        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(run_analysis, request_of(analyses), work)

    anyio.run(ask)
    assert most == 2


def test_the_answer_and_the_error_come_back():
    async def ask() -> int:
        analyses = Analyses(0)
        with pytest.raises(ZeroDivisionError):
            await run_analysis(request_of(analyses), lambda: 1 // 0)
        return await run_analysis(request_of(analyses), lambda: 7)

    assert anyio.run(ask) == 7


def test_one_more_than_may_wait_is_refused_and_the_others_are_answered():
    gate, told = threading.Event(), []

    def work() -> int:
        gate.wait(10)
        return 1

    async def ask() -> None:
        analyses = Analyses(3, cores=1)

        async def one() -> None:
            try:
                told.append(await run_analysis(request_of(analyses), work))
            except Unavailable as error:
                told.append(error.faults[0].fields["retry_after"])
                gate.set()

        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(one)
        assert not analyses.taken
        assert not analyses.held

    anyio.run(ask)
    assert told == [1] * 5


def test_who_floods_is_refused_and_who_comes_beside_it_is_not():
    gate, told = threading.Event(), []

    async def ask() -> None:
        analyses = Analyses(7, cores=1)

        async def one(key: str) -> None:
            try:
                await run_analysis(request_of(analyses, key), partial(gate.wait, 10))
                told.append((key, "done"))
            except Unavailable as error:
                told.append((key, error.code))

        async with anyio.create_task_group() as group:
            for _ in range(12):
                group.start_soon(one, "flood")
            await anyio.sleep(0.1)
            for _ in range(4):
                group.start_soon(one, "other")
            await anyio.sleep(0.1)
            group.start_soon(one, "flood")
            await anyio.sleep(0.1)
            gate.set()

    anyio.run(ask)
    assert told.count(("other", "done")) == 4
    assert told.count(("flood", "done")) == 8
    assert told.count(("flood", "too_many_waiting")) == 5


def test_a_used_up_budget_is_told_before_anything_runs():
    async def ask() -> None:
        analyses = Analyses(9, budgets=Budgets(Settings(key_cpu_seconds="1/minute")))
        await run_analysis(request_of(analyses, "k"), partial(burn, 1.2))
        with pytest.raises(Unavailable) as caught:
            await run_analysis(request_of(analyses, "k"), lambda: pytest.fail("it ran"))
        assert caught.value.code == "busy"
        assert caught.value.faults[0].fields["retry_after"] > 1
        assert await run_analysis(request_of(analyses, "another"), lambda: 1) == 1

    anyio.run(ask)


def burn(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


@pytest.fixture(scope="module")
def processes() -> Any:
    made = Processes(1)
    await_ready(made)
    yield made
    made.stop()


def threaded(work: Callable[[], Any], request: Request) -> Any:
    return run_analysis(request, partial(compute_of(request), work))


def told_and_burnt(path: Path, seconds: float) -> None:
    path.write_text(f"{os.getpid()}.")
    burn(seconds)


async def pid_in(path: Path) -> int:
    with anyio.fail_after(SECONDS):
        while not (path.exists() and path.read_text().endswith(".")):
            await anyio.sleep(0.02)
    return int(path.read_text()[:-1])


@pytest.mark.parametrize("run", [lambda work, request: run_apart(request, work), threaded])
def test_the_work_of_a_client_that_leaves_is_ended(processes, run, tmp_path):
    analyses = Analyses(9, processes, Budgets(Settings(key_cpu_seconds="60/minute")))
    told = tmp_path / "pid"

    async def ask() -> int:
        leaves = anyio.Event()

        async def one() -> None:
            work = partial(told_and_burnt, told, SECONDS)
            with pytest.raises(ClientDisconnect):
                await run(work, request_of(analyses, "k", leaves))

        async with anyio.create_task_group() as group:
            group.start_soon(one)
            pid = await pid_in(told)
            leaves.set()
        assert await run(partial(divmod, 7, 2), request_of(analyses, "k")) == (3, 1)
        return pid

    pid = anyio.run(ask)
    assert pid not in processes.pids
    await_end_of([pid])


def test_what_was_ended_is_charged_for_what_it_ran(processes, tmp_path):
    analyses = Analyses(9, processes, Budgets(Settings(key_cpu_seconds="1/minute")))
    told = tmp_path / "pid"

    async def ask() -> None:
        leaves = anyio.Event()

        async def one() -> None:
            work = partial(told_and_burnt, told, SECONDS)
            with pytest.raises(ClientDisconnect):
                await run_apart(request_of(analyses, "k", leaves), work, 0.01)

        async with anyio.create_task_group() as group:
            group.start_soon(one)
            pid = await pid_in(told)
            begun = worker_seconds(pid)
            with anyio.fail_after(SECONDS):
                while worker_seconds(pid) < begun + 1.1:
                    await anyio.sleep(0.1)
            leaves.set()
        with rejects(Unavailable, code="busy"):
            await run_apart(request_of(analyses, "k"), int)

    anyio.run(ask)


def worker_seconds(pid: int) -> float:
    """Return the CPU seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
