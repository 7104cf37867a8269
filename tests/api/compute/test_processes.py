"""Processes beside the service: what they return, raise, and what happens when they are killed."""

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import numpy as np
import pytest

from api.app import create_app
from api.compute.processes import FairQueue, Processes
from api.compute.supervisor import NICENESS, ProcessTask
from api.http.refusals import AbandonedWork, Unavailable
from api.settings import Settings
from mcda.errors import Fault, InvalidInput, InvalidMethod
from mcda.methods import make_method
from tests.clients import TestClient
from tests.live_processes import lives, parent_of
from tests.patience import until
from tests.refusals import rejects

SECONDS = 60
THREADS = "OPENBLAS_NUM_THREADS"
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


def threads_added() -> tuple[str | None, int]:
    """Multiply and invert what is large enough for several threads; return how many came."""
    tasks = Path("/proc/self/task")
    before, large = len(list(tasks.iterdir())), np.eye(700)
    np.linalg.inv(large @ large)
    return os.environ.get(THREADS), len(list(tasks.iterdir())) - before


def await_ready(processes: Processes) -> None:
    processes.begin()
    until(lambda: processes.ready)


def test_two_at_once_begin_them_once(monkeypatch):
    begun, made = [], Processes(1)

    class SlowThread(threading.Thread):
        def __init__(self, *args: Any, **options: Any) -> None:
            time.sleep(0.05)
            super().__init__(*args, **options)

    callers = [threading.Thread(target=made.begin) for _ in range(2)]
    monkeypatch.setattr(made, "_begin", lambda: begun.append(made))
    monkeypatch.setattr("api.compute.processes.threading.Thread", SlowThread)
    for step in (threading.Thread.start, threading.Thread.join):
        for caller in callers:
            step(caller)
    made.stop()
    assert begun == [made]


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
    found = processes.hand_over(work, seconds=0.0)
    assert found is not None
    return await processes.outcome(found)


def done(processes: Processes, work: Callable[[], Any]) -> Any:
    """Return what work becomes for a thread that waits."""
    found = processes.hand_over(work, seconds=0.0)
    assert found is not None
    return found.future.result(SECONDS)


def await_end_of(pids: Iterable[int]) -> None:
    until(lambda: not any(map(lives, pids)))


def test_what_work_returns_and_raises_comes_over(processes):
    async def ask() -> Any:
        with rejects(InvalidMethod, path=("name",)):
            await run(processes, partial(make_method, "none"))
        with pytest.raises(ZeroDivisionError):
            await run(processes, partial(divmod, 1, 0))
        return await run(processes, os.getpid)

    assert anyio.run(ask) != os.getpid()


def refuse(count: int) -> None:
    raise InvalidInput([Fault("text_with_nul", (at,)) for at in range(count)])


def test_no_more_faults_come_over_than_are_told(processes):
    with pytest.raises(InvalidInput) as caught:
        done(processes, partial(refuse, 300_000))
    faults = caught.value.faults
    assert [len(faults), len(pickle.loads(pickle.dumps(caught.value)).faults)] == [101, 101]
    assert (faults[99].path, faults[100].code) == ((99,), "more_faults")


def test_a_thread_waits_for_its_part(processes):
    assert os.getpid() not in (done(processes, os.getpid), anyio.run(run, processes, os.getpid))
    with rejects(InvalidMethod, path=("name",)):
        done(processes, partial(make_method, "none"))


def test_until_they_are_up_work_waits_and_after_the_end_none_is_taken():
    processes = Processes(1)
    assert not processes.ready
    assert done(processes, os.getpid) != os.getpid()
    processes.stop()
    assert processes.hand_over(os.getpid) is None


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_what_the_whole_group_is_told_does_not_end_them(processes, told):
    pid = done(processes, os.getpid)
    os.kill(pid, told)
    os.kill(parent_of(pid), told)  # the one that starts them
    assert done(processes, os.getpid)
    os.kill(pid, 0)  # is still there


def test_one_that_is_killed_while_idle_costs_nobody_an_answer(processes):
    first = done(processes, os.getpid)
    os.kill(first, signal.SIGKILL)
    await_end_of([first])
    assert done(processes, os.getpid) not in (first, os.getpid())


def test_one_that_is_killed_at_work_is_told_and_replaced_and_the_others_go_on():
    processes = Processes(2)
    await_ready(processes)
    before = processes.pids
    other = processes.hand_over(partial(time.sleep, 1.5), "other", 0.0)
    assert other is not None
    with pytest.raises(Unavailable) as caught:
        done(processes, partial(os._exit, 1))
    assert (caught.value.code, caught.value.faults[0].fields) == (
        "analysis_lost",
        {"retry_after": 1},
    )
    assert other.future.result(SECONDS) is None
    assert done(processes, os.getpid) in processes.pids
    assert len(before & processes.pids) == 1
    processes.stop()
    await_end_of(before)


def test_work_that_nobody_waits_for_is_ended_and_another_process_serves(processes):
    wanted = [True]
    task = processes.hand_over(partial(time.sleep, SECONDS), "", 0.0, lambda: wanted[0])
    behind = processes.hand_over(os.getpid, "", 0.0)  # of the same owner, who has but one
    assert task is not None
    assert behind is not None
    before = processes.pids
    with pytest.raises(TimeoutError):
        task.future.result(0.5)
    wanted[0] = False
    with pytest.raises(AbandonedWork):
        task.future.result(SECONDS)
    assert behind.future.result(SECONDS) in processes.pids
    assert len(before - processes.pids) == 1
    await_end_of(before - processes.pids)


def test_waiting_work_that_nobody_wants_is_dropped(processes):
    busy = processes.hand_over(partial(time.sleep, 0.3), "", 0.0)
    waits = processes.hand_over(os.getpid, "", 0.0, lambda: False)
    assert busy is not None
    assert waits is not None
    processes.drop()
    with pytest.raises(AbandonedWork):
        waits.future.result(0)
    assert busy.future.result(SECONDS) is None


def test_work_past_its_cpu_seconds_is_ended_and_counted():
    processes = Processes(1, seconds=1.0)
    await_ready(processes)
    asleep = processes.hand_over(partial(time.sleep, 1.5), "sleeper", 0.0)  # takes no CPU
    task = processes.hand_over(partial(sum, range(10**12)), "worker", 0.0)
    assert task is not None
    with pytest.raises(Unavailable) as caught:
        task.future.result(SECONDS)
    assert caught.value.code == "analysis_too_long"
    assert caught.value.faults[0].fields == {"limit_seconds": 1.0}
    assert 1.0 <= task.used < 3.0
    assert asleep is not None
    assert asleep.future.result(SECONDS) is None
    assert asleep.used < 0.5
    processes.stop()


def test_what_work_used_is_told(processes):
    task = processes.hand_over(partial(sum, range(10**7)), "", 0.0)
    assert task is not None
    task.future.result(SECONDS)
    assert 0.02 < task.used < 5


def piled_up(kept: list[bytes], pieces: int) -> int:
    """Keep memory for good, in pieces too small to be given back, and tell whose it is."""
    kept += [bytes(1000) for _ in range(pieces)]
    globals().setdefault("KEPT", []).append(kept)
    return os.getpid()


def test_one_that_keeps_much_memory_is_replaced_once_its_work_is_told():
    made = Processes(1)
    await_ready(made)
    first = done(made, partial(piled_up, [], 1_000))
    assert done(made, partial(piled_up, [], 1_000)) == first
    assert done(made, partial(piled_up, [], 150_000)) == first
    await_end_of([first])
    assert done(made, os.getpid) != first
    made.stop()


def test_who_comes_beside_one_that_has_all_it_may_have_finds_a_process_free():
    processes = Processes(1)
    await_ready(processes)
    for seconds in (0.0, 10.0):  # short and long
        flood = [
            processes.hand_over(partial(time.sleep, SECONDS), "flood", seconds) for _ in range(5)
        ]
        other = processes.hand_over(os.getpid, "other", seconds)
        assert other is not None
        assert other.future.result(SECONDS) in processes.pids
        assert not any(task is None or task.future.done() for task in flood)
    processes.stop()


def test_long_work_gives_way_to_everything_else(processes):
    long = processes.hand_over(partial(os.getpriority, os.PRIO_PROCESS, 0), "", 10.0)
    short = processes.hand_over(partial(os.getpriority, os.PRIO_PROCESS, 0), "", 0.0)
    assert long is not None
    assert short is not None
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    assert short.future.result(SECONDS) == mine
    assert long.future.result(SECONDS) == min(mine + NICENESS, 19)


def test_when_the_service_stops_what_waits_is_refused_and_what_runs_has_a_moment(monkeypatch):
    monkeypatch.setattr("api.compute.processes.PATIENCE", 2.0)
    told = []
    processes = Processes(1, stopping=lambda: bool(told))
    await_ready(processes)
    ends = processes.hand_over(partial(time.sleep, 0.6), "", 0.0)
    goes_on = processes.hand_over(partial(time.sleep, SECONDS), "other", 0.0)
    waiting = [processes.hand_over(os.getpid, "", 0.0) for _ in range(20)]
    told.append(True)
    begun = time.monotonic()
    for task in (goes_on, *waiting):
        assert task is not None
        with rejects(Unavailable, code="service_stops"):
            task.future.result(SECONDS)
    assert 1.5 < time.monotonic() - begun < SECONDS / 2
    assert ends is not None
    assert ends.future.result(0) is None
    processes.stop()


def test_what_cannot_be_sent_is_told(processes):
    with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
        done(processes, lambda: 1)
    with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
        done(processes, partial(compile, "1", "", "eval"))
    assert done(processes, partial(divmod, 7, 2)) == (3, 1)


def test_what_they_are_doing_does_not_hold_up_the_end():
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


def test_where_none_can_be_started_nothing_is_handed_over(caplog):
    processes = Processes(1, first=partial(os._exit, 1))
    early = processes.hand_over(os.getpid)
    assert early is not None
    with pytest.raises(Unavailable):
        early.future.result(SECONDS)
    assert processes.hand_over(os.getpid) is None
    processes.stop()
    assert not processes.ready
    assert "this one analyses alone" in caplog.text


def test_those_that_do_not_start_hold_up_no_stop():
    processes = Processes(1, first=partial(time.sleep, SECONDS))
    waits = processes.hand_over(os.getpid)
    time.sleep(0.3)
    begun = time.monotonic()
    processes.stop()
    assert time.monotonic() - begun < SECONDS / 2
    assert waits is not None
    with rejects(Unavailable, code="service_stops"):
        waits.future.result(0)


def test_none_are_started_where_none_are_wanted():
    processes = Processes(0)
    processes.begin()
    processes.stop()
    assert not processes.ready


def test_without_a_fork_server_they_are_spawned(monkeypatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    processes = Processes(1)
    await_ready(processes)
    assert done(processes, os.getpid) != os.getpid()
    processes.stop()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/v1/rankings", RANKING),
        ("/v1/recommendations", RECOMMENDATION),
        ("/v1/comparisons", COMPARISON),
    ],
)
def test_an_answer_is_the_same_wherever_it_is_made(client, apart, path, sent, language):
    await_ready(_processes(apart))
    here, there = (
        one.post(path, json=sent, headers={"Accept-Language": language}) for one in (client, apart)
    )
    assert (here.status_code, there.status_code) == (200, 200)
    assert there.content == here.content


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_refusal_is_the_same_wherever_it_is_made(client, apart, language):
    sent = {**RANKING, "weights": {"kind": "direct", "values": {"c0": 1}}}
    await_ready(_processes(apart))
    here, there = (
        one.post("/v1/rankings", json=sent, headers={"Accept-Language": language})
        for one in (client, apart)
    )
    assert here.status_code == there.status_code == 422
    assert there.json() == here.json()


def test_a_lost_analysis_is_answered_503_and_the_next_one_well(apart, monkeypatch):
    processes = _processes(apart)
    await_ready(processes)
    hand_over: Callable[..., Any] = processes.hand_over

    def killed(work: Callable[[], object], *how: Any) -> object:
        monkeypatch.undo()
        return hand_over(partial(os._exit, 1), *how)

    monkeypatch.setattr(processes, "hand_over", killed)
    lost = apart.post("/v1/rankings", json=RANKING)
    assert (lost.status_code, lost.json()["code"]) == (503, "analysis_lost")
    assert lost.headers["Retry-After"] == "1"
    assert apart.post("/v1/rankings", json=RANKING).status_code == 200


@pytest.mark.skipif(THREADS in os.environ, reason="what is set already holds")
def test_linear_algebra_has_one_thread_in_each(monkeypatch):
    monkeypatch.delenv(THREADS, raising=False)  # other libraries set it while tests run
    processes = Processes(1)
    await_ready(processes)
    task = processes.hand_over(threads_added)
    assert task is not None
    try:
        assert task.future.result(SECONDS) == ("1", 0)
        assert THREADS not in os.environ
    finally:
        processes.stop()


def task(owner: str, seconds: float = 1.0) -> ProcessTask:
    return ProcessTask(work=int, owner=owner, seconds=seconds)


def queue_of(tasks: Iterable[ProcessTask], most: int = 99) -> FairQueue:
    queue = FairQueue(most)
    for one in tasks:
        queue.put(one)
    return queue


def served(queue: FairQueue, count: int, used: float | None = None) -> list[str]:
    """Have tasks done one after another and return whose they were."""
    owners = []
    for _ in range(count):
        found = queue.take()
        assert found is not None
        found.used = found.seconds if used is None else used
        queue.done(found)
        owners.append(found.owner)
    return owners


def test_who_sends_a_hundred_does_not_come_before_who_sends_one():
    queue = queue_of([*(task("flood") for _ in range(100)), task("other")])
    assert served(queue, 2) == ["flood", "other"]
    assert len(queue) == 99


def test_turns_are_of_cpu_seconds_and_not_of_tasks():
    queue = queue_of([*(task("heavy", 10) for _ in range(9)), *(task("light") for _ in range(99))])
    owners = served(queue, 55)
    assert owners.count("heavy") == 5
    assert owners.count("light") == 50


def test_what_was_really_used_counts_and_not_what_was_expected():
    queue = queue_of([task("liar", 0.1), *(task("liar", 0.1) for _ in range(9)), task("honest", 1)])
    first = queue.take()
    assert first is not None
    assert first.owner == "liar"
    first.used = 5.0
    queue.done(first)
    for _ in range(4):
        queue.put(task("honest", 1))
    assert served(queue, 6) == ["honest"] * 5 + ["liar"]


def test_who_was_given_more_than_others_once_saves_nothing_up_while_they_catch_up():
    queue = queue_of([task("early", 5)])
    assert served(queue, 1) == ["early"]
    for _ in range(2):
        queue.put(task("other", 7))
    assert [queue.take(), queue.take()].count(None) == 0  # both run: the time is 7 now, not 5
    for _ in range(3):
        queue.put(task("early"))
        queue.put(task("new"))
    assert served(queue, 4) == ["early", "new"] * 2


def test_nobody_saves_up_turns_by_staying_away():
    queue = queue_of(task("busy") for _ in range(50))
    assert served(queue, 20) == ["busy"] * 20
    for _ in range(50):
        queue.put(task("late"))
    assert sorted(served(queue, 20)) == ["busy"] * 10 + ["late"] * 10


def test_nobody_is_rid_of_what_it_was_given_by_going_away():
    queue = queue_of([task("glutton", 10), *(task("other") for _ in range(30))])
    assert served(queue, 1) == ["glutton"]  # and has nothing waiting now
    assert served(queue, 3) == ["other"] * 3
    queue.put(task("glutton", 10))
    assert served(queue, 8) == ["other"] * 7 + ["glutton"]


def test_no_more_of_one_owner_run_than_it_may_have():
    queue = queue_of([*(task("flood") for _ in range(9)), task("other")], most=2)
    running = [queue.take() for _ in range(3)]
    assert [one.owner for one in running if one is not None] == ["flood", "other", "flood"]
    assert queue.take() is None
    first = running[0]
    assert first is not None
    queue.done(first)
    following = queue.take()
    assert following is not None
    assert following.owner == "flood"


def test_what_is_dropped_is_not_served():
    tasks = [task("one"), task("two"), task("one")]
    queue = queue_of(tasks)
    assert queue.drop(lambda found: found.owner == "one") == [tasks[0], tasks[2]]
    assert queue.take() is tasks[1]
    assert queue.take() is None
