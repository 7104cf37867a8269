import os
import signal
import subprocess
import sys
import time

import orjson
import pytest

from api.jobs import child as working
from api.jobs.child import Child, answered
from api.settings import Settings
from tests.living import lives

SECONDS = 60


@pytest.fixture
def child():
    made = Child()
    yield made
    made.stop()


def _answer(end):
    assert end.poll(SECONDS)
    return end.recv()


def _pid(child):
    assert child._process is not None
    return child._process.pid


def test_one_process_does_one_job_after_another(child, ranking, portfolio):
    end = child.give(orjson.dumps(ranking), Settings(), "en")
    state, content, total = _answer(end)
    assert (state, orjson.loads(content)["ranking"][0]["alternative"]) == ("done", "b")
    assert total == 0
    first = _pid(child)
    twice = {**portfolio, "enterprises": portfolio["enterprises"][:1] * 2}
    end = child.give(orjson.dumps(twice), Settings(), "zh")
    state, content, _ = _answer(end)
    assert (state, orjson.loads(content)["title"]) == ("failed", "标识重复")
    assert _pid(child) == first


def test_idle_for_a_while_it_ends_and_gives_its_memory_back(child, ranking, monkeypatch):
    child.rest()
    assert child._process is None
    assert _answer(child.give(orjson.dumps(ranking), Settings(), "en"))[0] == "done"
    first = _pid(child)
    child.rest()
    assert lives(first)
    monkeypatch.setattr(working, "IDLE", 0.0)
    end = child.give(orjson.dumps(ranking), Settings(), "en")
    child.rest()  # idle from now on
    assert _answer(end)[0] == "done"
    assert _pid(child) == first
    child.rest()
    assert not lives(first)


def test_a_group_that_is_asked_to_end_does_not_end_it(child, endless):
    end = child.give(
        orjson.dumps(endless),
        Settings(max_alternatives=1000, max_samples=10**7, analysis_seconds=None),
        "en",
    )
    assert _answer(end)[0] == "progress"
    os.kill(_pid(child), signal.SIGTERM)
    assert _answer(end)[0] == "progress"
    begun = time.monotonic()
    child.stop()
    assert time.monotonic() - begun < 2


def test_stopped_and_killed_it_is_made_anew(child, endless, ranking):
    end = child.give(
        orjson.dumps(endless),
        Settings(max_alternatives=1000, max_samples=10**7, analysis_seconds=None),
        "en",
    )
    first = _pid(child)
    assert _answer(end)[0] == "progress"
    child.stop()
    assert not lives(first)
    end = child.give(orjson.dumps(ranking), Settings(), "en")
    os.kill(_pid(child), signal.SIGKILL)
    with pytest.raises((EOFError, ConnectionResetError)):
        _answer(end)
    assert _answer(child.give(orjson.dumps(ranking), Settings(), "en"))[0] == "done"
    assert _pid(child) != first


def test_it_ends_with_a_parent_that_was_killed(tmp_path, endless):
    (tmp_path / "job.json").write_bytes(orjson.dumps(endless))
    code = (
        "import sys; from pathlib import Path; from api.jobs.child import Child;"
        "from api.settings import Settings; child = Child();"
        "job = Path(sys.argv[1]).read_bytes();"
        "limits = Settings(max_alternatives=1000, max_samples=10**7, analysis_seconds=None);"
        "end = child.give(job, limits, 'en');"
        "print(child._process.pid, end.recv()[0], flush=True); end.recv()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "job.json")]
    with (
        (tmp_path / "said").open("w") as said_aloud,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said_aloud, text=True) as parent,
    ):
        pid, said = parent.stdout.readline().split()
        parent.kill()
    assert said == "progress"
    until = time.monotonic() + SECONDS
    while lives(int(pid)):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert (tmp_path / "said").read_text() == ""  # not by a pipe that broke


def test_answered_without_a_process(portfolio):
    told = []
    state, content = answered(
        orjson.dumps(portfolio), Settings(), "en", lambda *at: told.append(at)
    )
    assert (state, len(orjson.loads(content)["items"])) == ("done", 3)
    assert told[-1] == (3, 3)
