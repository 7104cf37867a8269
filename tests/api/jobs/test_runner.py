import os
import signal
import subprocess
import sys
import time

import orjson
import pytest
from sqlalchemy import text

from api.db.tables import Job
from api.jobs import store
from api.jobs.runner import Runner
from api.settings import Settings

SECONDS = 90
LIMITS = Settings(max_alternatives=2000, max_samples=10_000_000)


@pytest.fixture
def start():
    """Start runners that are stopped at the end of the test."""
    started = []

    def start(database, settings_of=lambda organisation: LIMITS):
        runner = Runner(database, settings_of)
        started.append(runner)
        runner.start()
        return runner

    yield start
    for runner in started:
        runner.stop()


def _read(database, job):
    return database.read(lambda s: s.get_one(Job, job))


def _until(condition):
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def _wait(database, job, *states):
    _until(lambda: _read(database, job).state in states)
    return _read(database, job)


def _events(database, job):
    return [row.event for row in database.read(lambda s: store.events(s, job, 0, 1000))]


def _pid(runner):
    process = runner._child._process
    return None if process is None else process.pid


def test_a_process_killed_three_times_takes_the_job_with_it(database, add, endless, start):
    job = add(database, orjson.dumps(endless))
    runner, killed = start(database), set()
    for _ in range(3):
        _until(lambda: _pid(runner) not in {None, *killed})
        killed.add(_pid(runner))
        os.kill(_pid(runner), signal.SIGKILL)
    found = _wait(database, job, "failed", "done")
    assert (found.state, found.attempts) == ("failed", 3)
    assert orjson.loads(found.problem)["code"] == "job_lost"
    assert _events(database, job).count("started") == 3


def test_a_runner_that_is_killed_loses_its_job_to_another(
    database, database_url, add, endless, ranking, start, expire, replace
):
    code = (
        "import sys; from api.db import Database; from api.jobs.runner import Runner;"
        "from api.settings import Settings;"
        "limits = Settings(max_alternatives=2000, max_samples=10_000_000);"
        "Runner(Database(sys.argv[1]), lambda _: limits).run()"
    )
    job = add(database, orjson.dumps(endless))
    with subprocess.Popen([sys.executable, "-c", code, database_url]) as first:
        _wait(database, job, "running")
        first.send_signal(signal.SIGKILL)
    other = start(database)
    assert _read(database, job).worker != other.name
    replace(database, job, ranking)
    expire(database)
    found = _wait(database, job, "done", "failed")
    assert (found.state, found.attempts) == ("done", 2)
    assert len(orjson.loads(found.result)["ranking"]) == 3
    seen = [event for event in _events(database, job) if event != "progress"]
    assert seen == ["queued", "started", "started", "done"]


def test_a_runner_whose_job_was_taken_over_ends_it_no_more(
    database, add, endless, ranking, start, expire
):
    job = add(database, orjson.dumps(endless))
    runner = start(database)
    _until(lambda: _pid(runner) is not None)
    busy = _pid(runner)
    with database.engine.begin() as connection:  # as another runner's claim would leave it
        connection.execute(text("UPDATE jobs SET worker = 'other', attempts = attempts + 1"))
    _until(lambda: _pid(runner) != busy)
    found = _read(database, job)
    assert (found.state, found.worker, found.attempts) == ("running", "other", 2)
    following = add(database, orjson.dumps(ranking))
    assert _wait(database, following, "done", "failed").state == "done"
    assert _read(database, job).worker == "other"


def test_stopped_it_gives_the_job_back(sqlite, add, endless, start):
    job = add(sqlite, orjson.dumps(endless))
    runner = start(sqlite)
    _wait(sqlite, job, "running")
    begun = time.monotonic()
    runner.stop()
    assert time.monotonic() - begun < 20
    found = _read(sqlite, job)
    assert (found.state, found.attempts, found.worker) == ("queued", 0, None)
    assert _pid(runner) is None


def test_a_fault_midway_costs_no_other_job_its_result(sqlite, add, endless, ranking, start):
    job = add(sqlite, orjson.dumps(endless))
    runner = start(sqlite)
    _until(lambda: _pid(runner) is not None)
    busy = _pid(runner)
    fault = "CREATE TRIGGER fault BEFORE UPDATE ON jobs BEGIN SELECT RAISE(ABORT, 'a fault'); END"
    with sqlite.engine.begin() as connection:
        connection.execute(text(fault))
    _until(lambda: _pid(runner) != busy)
    with sqlite.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER fault"))
    sqlite.write(lambda s: store.cancel(s, s.get_one(Job, job)))
    following = add(sqlite, orjson.dumps(ranking))
    found = _wait(sqlite, following, "done", "failed")
    assert len(orjson.loads(found.result)["ranking"]) == 3


def test_settings_that_cannot_be_had_cost_one_attempt(sqlite, add, ranking, start):
    asked = []

    def settings_of(organisation):
        asked.append(organisation)
        if len(asked) == 1:
            raise OSError(28, "No space left on device")
        return LIMITS

    job = add(sqlite, orjson.dumps(ranking))
    start(sqlite, settings_of)
    found = _wait(sqlite, job, "done", "failed")
    assert (found.state, found.attempts) == ("done", 2)


def test_a_job_that_refuses_its_data_fails_at_once(sqlite, add, ranking, start):
    ranking["request"] = {**ranking["request"], "weights": {"kind": "profile", "id": "none"}}
    job = add(sqlite, orjson.dumps(ranking))
    start(sqlite)
    found = _wait(sqlite, job, "done", "failed")
    assert (found.state, found.attempts) == ("failed", 1)
    assert orjson.loads(found.problem)["code"] == "unknown_profile"
