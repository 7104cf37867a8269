"""Processes beside the service: what they return, raise, and what happens when they are killed."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest

from api.app import create_app
from api.processes import Processes
from api.refusals import Unavailable
from api.settings import Settings
from mcda.errors import InvalidMethod
from mcda.methods import make_method
from tests.clients import TestClient
from tests.living import children_of, lives, parent_of

SECONDS = 60
RANKING: dict[str, Any] = {
    "problem": {
        "criteria": [
            {"id": f"c{j}", "direction": ("benefit", "cost")[j % 2], "range": [0, 40]}
            for j in range(5)
        ],
        "alternatives": [{"id": f"a{i}"} for i in range(8)],
        "performances": [
            [(7 * i + 11 * j) % 23 + 1 if (i + j) % 9 else None for j in range(5)] for i in range(8)
        ],
    },
    "weights": {"kind": "direct", "values": {f"c{j}": j + 1 for j in range(5)}},
}
RECOMMENDATION = {
    "enterprise": {"home": {"province": "Zhejiang", "city": "Hangzhou"}, "markets": {"US": 0.6}},
    "parks": ["tcr", "ljip", "vcep", "kitic"],
    "as_of": "2026-01-01",
}
COMPARISON = {
    "problem": RANKING["problem"],
    "weightings": [
        {"name": "one", "weights": RANKING["weights"]},
        {"name": "equal", "weights": {"kind": "objective", "scheme": "equal"}},
    ],
}


def await_ready(processes: Processes) -> None:
    processes.begin()
    end = time.monotonic() + SECONDS
    while not processes.ready:
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    made = Processes(1)
    await_ready(made)
    yield made
    made.stop()
    assert not made.ready


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return a service whose analyses run in a process of their own."""
    database = f"sqlite:///{tmp_path_factory.mktemp('apart')}/own.db"
    app = create_app(Settings(database=database, analysis_processes=1, job_runners=0))
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


def _processes(client: TestClient) -> Processes:
    found: Processes = client.app.state.analyses.processes  # type: ignore[attr-defined]  # ours
    return found


async def run(processes: Processes, work: Callable[[], Any]) -> Any:
    found = processes.hand_over(work)
    assert found is not None
    return await processes.outcome(found)


def test_what_work_returns_and_raises_comes_over(processes: Processes) -> None:
    async def ask() -> Any:
        with pytest.raises(InvalidMethod) as caught:
            await run(processes, partial(make_method, "none"))
        assert caught.value.faults[0].path == ("name",)
        with pytest.raises(ZeroDivisionError):
            await run(processes, partial(divmod, 1, 0))
        return await run(processes, os.getpid)

    assert anyio.run(ask) != os.getpid()


def test_a_thread_waits_for_its_part(processes: Processes) -> None:
    assert processes.compute(os.getpid) == anyio.run(run, processes, os.getpid)
    with pytest.raises(InvalidMethod) as caught:
        processes.compute(partial(make_method, "none"))
    assert caught.value.faults[0].path == ("name",)


def test_until_they_are_up_a_thread_works_itself() -> None:
    processes = Processes(1)
    assert processes.compute(os.getpid) == os.getpid()
    await_ready(processes)  # what was handed over meanwhile has started them
    assert processes.compute(os.getpid) != os.getpid()
    processes.stop()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_what_the_whole_group_is_told_does_not_end_them(
    processes: Processes, told: signal.Signals
) -> None:
    pid = processes.compute(os.getpid)
    os.kill(pid, told)
    os.kill(parent_of(pid), told)  # the one that starts them
    assert processes.compute(os.getpid) == pid


def test_one_that_is_killed_while_idle_costs_nobody_an_answer() -> None:
    processes = Processes(1)
    await_ready(processes)
    first = processes.compute(os.getpid)
    os.kill(first, signal.SIGKILL)
    time.sleep(1)  # until the service has noticed
    assert processes.compute(os.getpid) == os.getpid()
    await_ready(processes)
    assert processes.compute(os.getpid) not in (first, os.getpid())
    processes.stop()


def test_those_that_were_not_killed_end_with_the_one_that_was() -> None:
    others = Processes(1)  # started by the same process, and not concerned
    await_ready(others)
    starter = parent_of(others.compute(os.getpid))
    before = children_of(starter)
    processes = Processes(2)
    await_ready(processes)
    pids = children_of(starter) - before
    assert pids
    with pytest.raises(Unavailable):
        processes.compute(partial(os._exit, 1))
    end = time.monotonic() + SECONDS
    while any(map(lives, pids)):
        assert time.monotonic() < end
        time.sleep(0.02)
    assert others.compute(os.getpid) in before
    for started in (processes, others):
        started.stop()


@pytest.mark.parametrize(
    "ask", [lambda processes, work: anyio.run(run, processes, work), Processes.compute]
)
def test_one_that_is_killed_is_told_and_replaced(ask: Callable[..., Any]) -> None:
    processes = Processes(1)
    await_ready(processes)
    first = processes.compute(os.getpid)
    with pytest.raises(Unavailable) as caught:
        ask(processes, partial(os._exit, 1))
    assert (caught.value.code, caught.value.faults[0].fields) == (
        "analysis_lost",
        {"retry_after": 1},
    )
    assert not processes.ready
    await_ready(processes)
    assert processes.compute(os.getpid) != first
    processes.stop()


def test_what_they_are_doing_does_not_hold_up_the_end() -> None:
    processes = Processes(1)
    await_ready(processes)
    lost = []

    async def stopped_midway() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(asleep)
            await anyio.sleep(0.2)
            await anyio.to_thread.run_sync(processes.stop)

    async def asleep() -> None:
        with pytest.raises(Unavailable):
            await run(processes, partial(time.sleep, 10 * SECONDS))
        lost.append(True)

    begun = time.monotonic()
    anyio.run(stopped_midway)
    assert lost == [True]
    assert time.monotonic() - begun < SECONDS


def test_where_none_can_be_started_nothing_is_handed_over(caplog: pytest.LogCaptureFixture) -> None:
    processes = Processes(1, first=partial(os._exit, 1))
    processes.begin()
    processes.stop()
    assert not processes.ready
    assert "this one analyses alone" in caplog.text


def test_none_are_started_where_none_are_wanted() -> None:
    processes = Processes(0)
    processes.begin()
    processes.stop()
    assert not processes.ready


def test_without_a_fork_server_they_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    processes = Processes(1)
    await_ready(processes)
    assert processes.compute(os.getpid) != os.getpid()
    processes.stop()


def test_they_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    program = (
        "import os, time\n"
        "from api.processes import Processes\n"
        "if __name__ == '__main__':\n"
        "    made = Processes(1); made.begin()\n"
        "    while not made.ready: time.sleep(0.02)\n"
        f"    open({str(told)!r}, 'w').write(str(made.compute(os.getpid)) + '.')\n"
        "    time.sleep(60)\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(program)
    with subprocess.Popen([sys.executable, str(script)]) as parent:
        end = time.monotonic() + SECONDS
        while not (told.exists() and told.read_text().endswith(".")):
            assert parent.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        child = int(told.read_text()[:-1])
        parent.kill()
    while lives(child):
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/v1/rankings", RANKING),
        ("/v1/recommendations", RECOMMENDATION),
        ("/v1/comparisons", COMPARISON),
    ],
)
def test_an_answer_is_the_same_wherever_it_is_made(
    client: TestClient, apart: TestClient, path: str, sent: dict[str, Any], language: str
) -> None:
    await_ready(_processes(apart))
    here, there = (
        one.post(path, json=sent, headers={"Accept-Language": language}) for one in (client, apart)
    )
    assert (here.status_code, there.status_code) == (200, 200)
    assert there.content == here.content


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_refusal_is_the_same_wherever_it_is_made(
    client: TestClient, apart: TestClient, language: str
) -> None:
    sent = {**RANKING, "weights": {"kind": "direct", "values": {"c0": 1}}}
    await_ready(_processes(apart))
    here, there = (
        one.post("/v1/rankings", json=sent, headers={"Accept-Language": language})
        for one in (client, apart)
    )
    assert here.status_code == there.status_code == 422
    assert there.json() == here.json()


def test_a_lost_analysis_is_answered_503_and_the_next_one_well(
    apart: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes = _processes(apart)
    await_ready(processes)
    hand_over: Callable[..., Any] = processes.hand_over

    def killed(work: Callable[[], object]) -> object:
        monkeypatch.undo()
        return hand_over(partial(os._exit, 1))

    monkeypatch.setattr(processes, "hand_over", killed)
    lost = apart.post("/v1/rankings", json=RANKING)
    assert (lost.status_code, lost.json()["code"]) == (503, "analysis_lost")
    assert lost.headers["Retry-After"] == "1"
    assert apart.post("/v1/rankings", json=RANKING).status_code == 200
