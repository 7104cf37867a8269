import logging
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from functools import partial

import orjson
import pytest
from sqlalchemy import text

from api.access.caller import THIS_MACHINE
from api.compute import supervisor
from api.db.columns import now
from api.db.tables import JobRow
from api.http.errors import titled
from api.http.localisation import decode, localise
from api.http.refusals import StorageFull
from api.jobs import store
from api.jobs import worker as running
from api.jobs.worker import Outcome, Runner
from api.limits.quotas import Quotas, usage
from api.operation.logs import SAID
from api.settings import Settings
from tests.live_processes import lives
from tests.patience import until

SECONDS = 90
LIMITS = Settings(max_alternatives=2000, max_samples=10_000_000, analysis_seconds=None)


@pytest.fixture
def start():
    """Start runners that are stopped at the end of the test."""
    started = []

    def start(database, settings_of=lambda organisation: LIMITS, asked=lambda: False):
        runner = Runner(database, settings_of, asked)
        started.append(runner)
        runner.start()
        return runner

    yield start
    for runner in started:
        runner.stop()


def _read(database, job):
    return database.read(lambda s: s.get_one(JobRow, job))


def _wait(database, job, *states):
    until(lambda: _read(database, job).state in states)
    return _read(database, job)


def _events(database, job):
    return [row.event for row in database.read(lambda s: store.events(s, job, 0, 1000))]


def _pid(runner):
    return runner.supervisor.pid


def _set(database, job, **columns):
    def work(session):
        for name, value in columns.items():
            setattr(session.get_one(JobRow, job), name, value)

    database.write(work)


def _fault(database, when, what="database or disk is full"):
    """Let some changes of jobs fail as they do where no room is left; SQLite only."""
    code = f"CREATE TRIGGER fault BEFORE UPDATE ON jobs WHEN {when} "

    def work(session):  # a change from its first moment, so that it waits for others' changes
        session.execute(text("DROP TRIGGER IF EXISTS fault"))
        session.execute(text(f"{code} BEGIN SELECT RAISE(ABORT, '{what}'); END"))

    database.write(work)


def _mend(database):
    database.write(lambda session: session.execute(text("DROP TRIGGER fault")))


def _said(caplog):
    return [
        (row.getMessage(), getattr(row, SAID, {}))
        for row in caplog.records
        if row.name == "parkwise.jobs"
    ]


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(running, "PATIENCE", 0.5)
    monkeypatch.setattr(running, "AGAIN", 0.05)


@pytest.mark.long
def test_a_process_killed_three_times_takes_the_job_with_it(database, add, endless, start):
    job = add(database, orjson.dumps(endless))
    runner, killed = start(database), set()
    for _ in range(3):
        until(lambda: _pid(runner) not in {None, *killed})
        killed.add(_pid(runner))
        os.kill(_pid(runner), signal.SIGKILL)
    found = _wait(database, job, "failed", "done")
    assert (found.state, found.attempts) == ("failed", 3)
    assert orjson.loads(found.problem)["code"] == "job_lost"
    assert _events(database, job).count("started") == 3


@pytest.mark.long
def test_a_runner_that_is_killed_loses_its_job_to_another(
    database, database_url, add, endless, ranking, start, expire, replace
):
    code = (
        "import sys; from api.db import Database; from api.jobs.worker import Runner;"
        "from api.settings import Settings;"
        "limits = Settings(max_alternatives=2000, max_samples=10_000_000, analysis_seconds=None);"
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
    until(lambda: _pid(runner) is not None)
    busy = _pid(runner)
    taken = text("UPDATE jobs SET worker = 'other', attempts = attempts + 1")
    database.write(lambda session: session.execute(taken))  # as another's claim would leave it
    until(lambda: _pid(runner) != busy)
    found = _read(database, job)
    assert (found.state, found.worker, found.attempts) == ("running", "other", 2)
    assert _wait(database, add(database, orjson.dumps(ranking)), "done", "failed").state == "done"
    assert _read(database, job).worker == "other"


def test_stopped_it_gives_the_job_back(sqlite, add, endless, start):
    job = add(sqlite, orjson.dumps(endless))
    runner = start(sqlite)
    _wait(sqlite, job, "running")
    begun = time.monotonic()
    runner.stop()
    assert time.monotonic() - begun < SECONDS
    found = _read(sqlite, job)
    assert (found.state, found.attempts, found.worker) == ("queued", 0, None)
    assert _pid(runner) is None


def test_a_fault_midway_costs_no_other_job_its_result(sqlite, add, endless, ranking, start):
    job = add(sqlite, orjson.dumps(endless))
    runner = start(sqlite)
    until(lambda: _pid(runner) is not None)
    busy = _pid(runner)
    _fault(sqlite, "1", "a fault")
    until(lambda: _pid(runner) != busy)
    _mend(sqlite)
    sqlite.write(lambda s: store.cancel(s, s.get_one(JobRow, job)))
    found = _wait(sqlite, add(sqlite, orjson.dumps(ranking)), "done", "failed")
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
    for language, ascii_title in (("en", True), ("zh", False)):
        problem = localise(titled(decode(found.problem)), language)
        assert problem["code"] == "unknown_profile"
        assert problem["title"].isascii() is ascii_title
        assert problem["errors"][0]["pointer"] == "/request/weights/id"


def test_a_fault_of_the_work_is_in_the_log_and_the_job_is_tried_again(
    sqlite, add, ranking, start, monkeypatch, caplog
):
    monkeypatch.setattr(running, "perform", divmod)  # fails in the process that works
    monkeypatch.setattr(running, "MOMENT", 0.0)
    job = add(sqlite, orjson.dumps(ranking))
    start(sqlite)
    found = _wait(sqlite, job, "done", "failed")
    assert (found.state, found.attempts) == ("failed", store.MOST_ATTEMPTS)
    assert orjson.loads(found.problem)["code"] == "job_lost"
    faults = [row for row in caplog.records if row.getMessage() == "a runner met a fault"]
    assert [row.exc_info[0] for row in faults] == [TypeError] * store.MOST_ATTEMPTS


def test_a_process_that_is_ended_just_before_its_runner_costs_no_attempt(
    sqlite, add, endless, start, monkeypatch
):
    monkeypatch.setattr(running, "MOMENT", SECONDS)
    job = add(sqlite, orjson.dumps(endless))
    for _ in range(store.MOST_ATTEMPTS):
        runner = start(sqlite)
        until(lambda one=runner: _pid(one) is not None)
        os.kill(_pid(runner), signal.SIGKILL)
        time.sleep(0.3)
        runner.stop()
        found = _read(sqlite, job)
        assert (found.state, found.attempts, found.worker) == ("queued", 0, None)
    assert _events(sqlite, job).count("started") == store.MOST_ATTEMPTS


def test_nothing_is_begun_once_its_process_was_asked_to_stop(sqlite, add, endless, ranking, start):
    job, asked = add(sqlite, orjson.dumps(endless)), []
    runner = start(sqlite, asked=lambda: bool(asked))
    until(lambda: _pid(runner) is not None)
    following = add(sqlite, orjson.dumps(ranking))
    asked.append("by a signal")
    os.kill(_pid(runner), signal.SIGKILL)
    runner._thread.join(SECONDS)
    assert not runner._thread.is_alive()
    assert [_read(sqlite, one).state for one in (job, following)] == ["queued", "queued"]
    assert (_read(sqlite, job).attempts, _events(sqlite, following)) == (0, ["queued"])


ENDS_UNSTOPPED = """
import signal, sys, threading
from api.db import Database
from api.jobs.worker import Runner
from api.settings import Settings
asked = threading.Event()
limits = Settings(max_alternatives=2000, max_samples=10_000_000, analysis_seconds=None)
signal.signal(signal.SIGTERM, lambda *_: asked.set())
runner = Runner(Database(sys.argv[1]), lambda _: limits)
runner.start()
asked.wait()
print(runner.supervisor.pid, flush=True)
"""


@pytest.mark.long
def test_a_process_that_ends_gives_the_job_back(sqlite, url, add, endless):
    job = add(sqlite, orjson.dumps(endless))
    with subprocess.Popen(
        [sys.executable, "-c", ENDS_UNSTOPPED, url],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as first:
        try:
            until(lambda: _read(sqlite, job).done > 0)
            os.killpg(first.pid, signal.SIGTERM)  # as supervisors do, to all of them at once
            assert first.wait(20) == 0
        finally:
            first.kill()
        assert not lives(int(first.stdout.read()))
    found = _read(sqlite, job)
    assert (found.state, found.attempts) == ("queued", 0)


def test_a_result_without_room_fails_and_the_next_job_is_done(
    sqlite, add, ranking, start, impatient, caplog
):
    job = add(sqlite, orjson.dumps(ranking))
    _fault(sqlite, f"NEW.result IS NOT NULL AND NEW.id = '{job}'")
    following = add(sqlite, orjson.dumps(ranking))
    start(sqlite)
    found = _wait(sqlite, job, "done", "failed")
    assert (found.state, found.attempts) == ("failed", 1)
    problem = orjson.loads(found.problem)
    assert (problem["code"], problem["status"]) == ("storage_full", 507)
    assert _wait(sqlite, following, "done", "failed").state == "done"
    said = [row for row in _said(caplog) if row[0] == "an outcome cannot be saved: storage_full"]
    assert [row[1]["job"] for row in said] == [job]


def test_a_result_that_its_organisation_may_not_keep_fails_at_once(
    sqlite, add, ranking, start, caplog
):
    job = add(sqlite, orjson.dumps(ranking))
    used = sqlite.read(lambda s: usage(s, THIS_MACHINE.organisation))["bytes"]
    sqlite.check = Quotas({"bytes": used + 100}).check
    begun = time.monotonic()
    start(sqlite)
    found = _wait(sqlite, job, "done", "failed")
    assert time.monotonic() - begun < running.PATIENCE
    assert (found.state, found.attempts, found.result) == ("failed", 1, None)
    problem = orjson.loads(found.problem)
    assert (problem["code"], problem["status"]) == ("too_much_saved", 507)


def test_while_a_result_has_no_room_the_lease_is_kept_until_the_deadline(
    sqlite, add, ranking, start, expire, monkeypatch, caplog
):
    monkeypatch.setattr(running, "AGAIN", 0.05)
    job = add(sqlite, orjson.dumps(ranking))
    _fault(sqlite, "NEW.result IS NOT NULL")
    start(sqlite)
    until(lambda: _said(caplog))  # that it cannot be saved
    expire(sqlite)
    until(lambda: _read(sqlite, job).lease_until > now())
    _set(sqlite, job, deadline=now())
    assert orjson.loads(_wait(sqlite, job, "done", "failed").problem)["code"] == "job_deadline"


@pytest.mark.parametrize("end", ["failed", "done"])
def test_where_not_even_the_failure_can_be_saved_others_go_on(
    sqlite, add, ranking, start, impatient, end
):
    job = add(sqlite, orjson.dumps(ranking))
    what = "database or disk is full" if end == "failed" else "database is locked"
    _fault(sqlite, f"OLD.state = 'running' AND NEW.id = '{job}'", what)
    following = add(sqlite, orjson.dumps(ranking))
    start(sqlite)
    assert _wait(sqlite, following, "done", "failed").state == "done"
    assert _read(sqlite, job).state == "running"
    _mend(sqlite)
    found = _wait(sqlite, job, "done", "failed")
    assert (found.state, found.attempts) == (end, 1)


def test_a_result_that_was_put_by_is_not_given_up_while_the_database_comes_back(
    sqlite, add, ranking, start, impatient, monkeypatch
):
    monkeypatch.setattr(running, "POLL", 0.05)
    job = add(sqlite, orjson.dumps(ranking))
    _fault(sqlite, f"OLD.state = 'running' AND NEW.id = '{job}'", "database is locked")
    following = add(sqlite, orjson.dumps(ranking))
    start(sqlite)
    assert _wait(sqlite, following, "done", "failed").state == "done"
    _fault(sqlite, f"NEW.result IS NOT NULL AND NEW.id = '{job}'", "database is locked")
    time.sleep(1)
    assert _read(sqlite, job).state == "running"
    _mend(sqlite)
    found = _wait(sqlite, job, "done", "failed")
    assert (found.state, found.attempts) == ("done", 1)


def test_a_job_that_waits_past_its_deadline_fails_while_the_runner_is_busy(
    sqlite, add, endless, start
):
    busy = add(sqlite, orjson.dumps(endless))
    start(sqlite)
    _wait(sqlite, busy, "running")
    job = add(sqlite)
    _set(sqlite, job, deadline=now() + timedelta(seconds=1))
    assert orjson.loads(_wait(sqlite, job, "failed").problem)["code"] == "job_deadline"
    assert _read(sqlite, busy).state == "running"


def test_each_loss_is_in_the_log(sqlite, add, endless, start, caplog):
    caplog.set_level(logging.INFO, "parkwise.jobs")
    job = add(sqlite, orjson.dumps(endless))
    runner = start(sqlite)
    until(lambda: _pid(runner) is not None)
    os.kill(_pid(runner), signal.SIGKILL)
    until(lambda: _read(sqlite, job).attempts == 2)
    said = [(word, fields["attempt"]) for word, fields in _said(caplog)]
    assert said == [("job queued", 0), ("job started", 1), ("job lost", 1), ("job started", 2)]
    assert {fields["job"] for _, fields in _said(caplog)} == {job}


def test_a_database_that_is_away_is_told_once_and_when_it_is_back(
    sqlite, add, ranking, tmp_path, start, caplog, monkeypatch
):
    monkeypatch.setattr(running, "POLL", 0.01)
    caplog.set_level(logging.INFO, "parkwise.jobs")
    runner = start(sqlite)
    # Each change is one step: at no moment is the name free, where a runner would make a new file.
    (tmp_path / "away.db").hardlink_to(tmp_path / "jobs.db")
    (tmp_path / "nowhere").symlink_to(tmp_path)
    (tmp_path / "nowhere").replace(tmp_path / "jobs.db")
    sqlite.close()
    until(lambda: _said(caplog))
    assert (runner.moves(), runner.works()) == (True, False)
    time.sleep(0.5)
    (tmp_path / "away.db").replace(tmp_path / "jobs.db")
    until(lambda: len(_said(caplog)) > 1)
    time.sleep(0.2)
    words = [word for word, _ in _said(caplog)]
    assert words == ["a runner cannot go on: database_unavailable", "a runner can go on again"]
    assert runner.works()


@pytest.mark.long
def test_a_runner_moves_while_it_works_and_stands_still_where_it_does_not(
    sqlite, add, endless, start, monkeypatch
):
    monkeypatch.setattr(running, "STILL", 2.0)
    add(sqlite, orjson.dumps(endless))
    runner = start(sqlite)
    until(lambda: _pid(runner) is not None and runner.moves())
    for _ in range(30):
        time.sleep(0.1)
        assert runner.moves()
    runner.stop()
    until(lambda: not runner.moves())


def test_with_nothing_to_do_its_process_ends(sqlite, add, ranking, start, monkeypatch):
    monkeypatch.setattr(supervisor, "IDLE", 0.5)
    job = add(sqlite, orjson.dumps(ranking))
    runner = start(sqlite)
    assert _wait(sqlite, job, "done", "failed").state == "done"
    until(lambda: _pid(runner) is None)
    job = add(sqlite, orjson.dumps(ranking))
    assert _wait(sqlite, job, "done", "failed").state == "done"


@pytest.fixture
def outcome(sqlite, add):
    """Claim a job and return what may have come of it."""
    add(sqlite)
    claimed = sqlite.write(lambda s: store.claim(s, "w"))

    return partial(Outcome, claimed=claimed, state="done", content=b"{}", total=0)


def _after(database, found, work, **columns):
    _set(database, found.claimed.id, **columns)
    database.write(lambda s: work(s, s.get_one(JobRow, found.claimed.id)))
    return _read(database, found.claimed.id)


@pytest.mark.parametrize(("total", "shown"), [(0, 1), (7, 7)])
def test_a_result(sqlite, outcome, total, shown):
    found = outcome(content=b"[]", total=total)
    row = _after(sqlite, found, found.save)
    assert (row.state, row.result, row.done, row.total) == ("done", b"[]", shown, shown)


def test_a_refusal(sqlite, outcome):
    found = outcome(state="failed", content=b'{"code": "x"}')
    row = _after(sqlite, found, found.save)
    assert (row.state, row.result, row.problem) == ("failed", None, b'{"code": "x"}')


def test_given_up_for_the_reason_why_it_was_not_saved(sqlite, outcome):
    found = outcome()
    found.error = StorageFull.at("storage_full")
    row = _after(sqlite, found, found.give_up)
    problem = orjson.loads(row.problem)
    assert (row.state, problem["code"], problem["status"]) == ("failed", "storage_full", 507)


@pytest.mark.parametrize("how", ["save", "give_up"])
def test_too_late_or_no_longer_wanted(sqlite, outcome, how):
    found = outcome()
    work = getattr(found, how)
    row = _after(sqlite, found, work, deadline=now() - timedelta(seconds=1))
    assert orjson.loads(row.problem)["code"] == "job_deadline"
    row = _after(sqlite, found, work, state="running", cancel_asked=True)
    assert (row.state, row.result) == ("cancelled", None)
