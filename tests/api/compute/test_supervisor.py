"""What watches over one process: what it hears of work, and when it ends, replaces or rests it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from api.compute import supervisor
from api.compute.supervisor import ProcessTask, Supervisor
from api.http.refusals import AbandonedWork, Unavailable
from mcda.robust.sampling_run import Progress
from tests.live_processes import lives
from tests.patience import until
from tests.refusals import rejects

SECONDS = 60


@pytest.fixture(scope="module")
def one() -> Iterator[Supervisor]:
    made = Supervisor()
    yield made
    made.end()
    assert made.pid is None


def counted(pause: float, progress: Progress) -> int:
    """Tell of three parts of work, and wait after each."""
    for done in range(1, 4):
        progress(done, 3)
        time.sleep(pause)
    return os.getpid()


def test_the_last_that_work_told_is_known_at_its_end(one):
    for _ in range(2):  # by one and the same process
        task = ProcessTask(work=partial(counted, 0.0), tells=True)
        one.perform(task)
        assert (task.future.result(0), task.progress) == (one.pid, (3, 3))


def test_what_work_tells_is_known_while_it_runs(one):
    seen = []
    task = ProcessTask(work=partial(counted, 0.6), tells=True)
    task.wanted = lambda: bool(seen.append(task.progress)) or task.progress != (2, 3)
    one.perform(task)
    with pytest.raises(AbandonedWork):
        task.future.result(0)
    assert sorted(set(seen)) == [(0, 0), (1, 3), (2, 3)]
    assert one.pid is None


def test_a_fault_of_who_waits_ends_the_work(one):
    asked: list[None] = []

    def wanted() -> bool:
        asked.append(None)
        return len(asked) < 2 or bool(1 // 0)

    task = ProcessTask(work=partial(time.sleep, SECONDS), wanted=wanted)
    one.perform(task)
    with pytest.raises(ZeroDivisionError):
        task.future.result(0)
    following = ProcessTask(work=os.getpid)
    one.perform(following)
    assert following.future.result(0) == one.pid


def test_without_work_for_a_while_its_process_ends(one, monkeypatch):
    one.perform(ProcessTask(work=os.getpid))
    pid = one.pid
    assert pid is not None
    one.rest()
    assert lives(pid)
    monkeypatch.setattr(supervisor, "IDLE", 0.0)
    one.rest()
    assert not lives(pid)


def test_one_that_does_not_start_holds_up_no_stop():
    made = Supervisor(first=partial(time.sleep, SECONDS), stops=lambda: True)
    task = ProcessTask(work=os.getpid)
    begun = time.monotonic()
    made.perform(task)
    assert time.monotonic() - begun < SECONDS / 2
    with rejects(Unavailable, code="service_stops"):
        task.future.result(0)
    assert (made.pid, task.used) == (None, 0.0)


@pytest.mark.long
def test_it_ends_with_a_parent_that_was_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "from functools import partial\n"
        "from api.compute.supervisor import ProcessTask, Supervisor\n"
        "from tests.api.compute.test_supervisor import endless\n"
        "if __name__ == '__main__':\n"
        "    made = Supervisor()\n"
        "    wanted = lambda: print(made.pid, *task.progress, flush=True) or True\n"
        "    task = ProcessTask(work=endless, tells=True, wanted=wanted)\n"
        "    made.perform(task)\n"
    )
    with (
        (tmp_path / "said").open("w") as said_aloud,
        subprocess.Popen(
            [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=said_aloud, text=True
        ) as parent,
    ):
        assert parent.stdout is not None
        pid = next(line.split()[0] for line in parent.stdout if not line.endswith(" 0\n"))
        parent.kill()
    until(lambda: not lives(int(pid)))
    assert (tmp_path / "said").read_text() == ""  # not by a pipe that broke


def endless(progress: Callable[[int, int], None]) -> None:
    while True:
        progress(1, 2)
