from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import update

from api.access.caller import THIS_MACHINE
from api.db import Database
from api.db.columns import now
from api.db.tables import JobRow
from api.http.errors import titled
from api.http.localisation import decode, localise
from api.http.refusals import Conflict, Unavailable
from api.jobs import store
from api.jobs.housekeeping import erase_old
from api.jobs.store import problem_of
from api.limits.retention import Retention
from mcda.errors import InvalidInput, NotFound

JOBS, WORKERS = 40, 8


def _read(database, job):
    return database.read(lambda s: s.get_one(JobRow, job))


def _change(database, job, **columns):
    changed = update(JobRow).where(JobRow.id == job).values(**columns)
    database.write(lambda s: s.execute(changed))


def _events(database, job):
    rows = database.read(lambda s: store.events(s, job, 0, 100))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    return [row.event for row in rows]


def _claim(database, worker="w"):
    return database.write(lambda s: store.claim(s, worker))


def _do(database, claimed, worker, work):
    def held(session):
        row = store.held(session, claimed, worker)
        return None if row is None else (work(session, row), True)[1]

    return database.write(held)


def test_each_job_is_claimed_once(database_url, database, add):
    jobs = {add(database) for _ in range(JOBS)}

    def take(name):
        own, taken = Database(database_url), []
        try:
            while True:
                try:
                    claimed = _claim(own, name)
                except Unavailable:  # SQLite lets one writer in at a time
                    continue
                if claimed is None:
                    return taken
                taken.append(claimed.id)
        finally:
            own.close()

    with ThreadPoolExecutor(WORKERS) as threads:
        taken = [job for part in threads.map(take, map(str, range(WORKERS))) for job in part]
    assert sorted(taken) == sorted(jobs)
    for job in jobs:
        assert (_read(database, job).attempts, _events(database, job)) == (1, ["queued", "started"])


def test_the_oldest_comes_first(database, add):
    first, second = add(database), add(database)
    assert [_claim(database).id for _ in range(2)] == [first, second]
    assert _claim(database) is None


def test_a_lease_that_ran_out_frees_the_job(database, add, expire):
    job = add(database)
    stale = _claim(database, "first")
    assert _claim(database, "second") is None
    expire(database)
    fresh = _claim(database, "second")
    assert (fresh.id, fresh.attempt) == (job, 2)
    assert _do(database, stale, "first", lambda s, row: store.end(s, row, "done", {})) is None
    assert _read(database, job).state == "running"
    assert _do(database, fresh, "second", lambda s, row: store.end(s, row, "done", {}))
    assert _do(database, fresh, "second", lambda s, row: store.end(s, row, "failed", {})) is None
    assert _events(database, job) == ["queued", "started", "started", "done"]


def test_a_lease_from_before_the_clock_was_set_back_frees_the_job(database, add):
    job = add(database)
    assert _claim(database, "first").attempt == 1
    ahead = now() + timedelta(hours=1)
    database.write(lambda s: s.execute(update(JobRow).values(lease_until=ahead)))
    fresh = _claim(database, "second")
    assert (fresh.id, fresh.attempt) == (job, 2)
    assert _read(database, job).lease_until < ahead


def test_a_hold_that_was_given_back_is_no_hold_on_the_next(database, add):
    add(database)
    stale = _claim(database, "first")
    assert _do(database, stale, "first", store.release)
    fresh = _claim(database, "second")
    assert fresh.attempt == stale.attempt
    assert _do(database, stale, "first", store.release) is None
    assert _do(database, fresh, "second", store.release)


def test_the_same_worker_loses_its_earlier_hold(database, add, expire):
    add(database)
    stale = _claim(database)
    expire(database)
    fresh = _claim(database)
    assert _do(database, stale, "w", store.release) is None
    assert _do(database, fresh, "w", store.release)


def test_a_beat_keeps_the_lease_and_tells_progress(database, add, expire):
    job = add(database)
    claimed = _claim(database)
    expire(database)
    for done in (1, 1, 2):
        assert _do(database, claimed, "w", lambda s, row, n=done: store.beat(s, row, n, 2))
    assert _claim(database, "other") is None
    assert _events(database, job) == ["queued", "started", "progress", "progress"]
    assert (_read(database, job).done, _read(database, job).total) == (2, 2)


def test_released_without_counting(database, add):
    job = add(database)
    for _ in range(5):
        assert _do(database, _claim(database), "w", store.release)
    found = _read(database, job)
    assert (found.state, found.attempts, found.lease_until) == ("queued", 0, None)


def test_lost_three_times_fails(database, add):
    job = add(database)
    for attempt in (1, 2, 3):
        claimed = _claim(database)
        assert claimed.attempt == attempt
        assert _do(database, claimed, "w", store.lose)
    assert _claim(database) is None
    found = _read(database, job)
    assert found.state == "failed"
    assert b'"code":"job_lost"' in found.problem
    assert _events(database, job)[-1] == "failed"


def test_begun_three_times_fails(database, add, expire):
    job = add(database)
    for _ in range(3):
        assert _claim(database) is not None
        expire(database)
    assert _claim(database) is None
    assert _read(database, job).state == "failed"


def test_past_its_deadline_it_is_not_begun_and_holds_up_nobody(database, add):
    late = [add(database) for _ in range(3)]
    database.write(
        lambda s: s.execute(update(JobRow).values(deadline=now() - timedelta(seconds=1)))
    )
    job = add(database)
    assert _claim(database).id == job
    assert {_read(database, one).state for one in late} == {"failed"}
    assert b'"code":"job_deadline"' in _read(database, late[0]).problem


def test_past_its_deadline_it_ends_whether_it_waits_or_runs(database, add):
    waits, runs, unwanted, early, done = (add(database) for _ in range(5))
    database.write(lambda s: s.execute(update(JobRow).values(state="running")))
    _change(database, waits, state="queued")
    _change(database, unwanted, cancel_asked=True)
    _change(database, done, state="done")
    assert not database.read(store.has_late)
    for job in (waits, runs, unwanted, done):
        _change(database, job, deadline=now() - timedelta(seconds=1))
    _change(database, early, deadline=now() + timedelta(hours=1))
    assert database.read(store.has_late)
    database.write(store.end_late)
    assert not database.read(store.has_late)
    states = [_read(database, job).state for job in (waits, runs, unwanted, early, done)]
    assert states == ["failed", "failed", "cancelled", "running", "done"]
    assert b'"code":"job_deadline"' in _read(database, runs).problem


def test_several_end_what_is_late_once(database_url, database, add):
    jobs = [add(database) for _ in range(JOBS)]
    database.write(lambda s: s.execute(update(JobRow).values(deadline=now())))

    def end(_):
        own = Database(database_url)
        try:
            while own.read(store.has_late):
                with suppress(Unavailable):  # SQLite lets one writer in at a time
                    own.write(store.end_late)
        finally:
            own.close()

    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(end, range(WORKERS)))
    for job in jobs:
        assert _events(database, job) == ["queued", "failed"]


def test_cancelled_while_it_waits(database, add):
    job = add(database)
    database.write(lambda s: store.cancel(s, s.get_one(JobRow, job)))
    assert _read(database, job).state == "cancelled"
    assert _claim(database) is None
    with pytest.raises(Conflict):
        database.write(lambda s: store.cancel(s, s.get_one(JobRow, job)))


@pytest.mark.parametrize("worker_lives", [True, False])
def test_cancelled_while_it_runs(database, add, expire, worker_lives):
    job = add(database)
    claimed = _claim(database)
    database.write(lambda s: store.cancel(s, s.get_one(JobRow, job)))
    assert (_read(database, job).state, _read(database, job).cancel_asked) == ("running", True)
    if worker_lives:
        assert _do(database, claimed, "w", store.release)
    else:
        expire(database)
    assert _claim(database, "other") is None
    assert _read(database, job).state == "cancelled"


def _owned(database, state=None):
    rows = database.read(lambda s: s.scalars(store.owned(THIS_MACHINE, state)).all())
    return {row.id for row in rows}


def test_owned_jobs_are_of_one_state(database, add):
    jobs = [add(database) for _ in range(3)]
    _claim(database)
    assert (_owned(database), _owned(database, "queued")) == ({*jobs}, {*jobs[1:]})


@pytest.mark.parametrize("job", ["0" * 24, "x", "", "\0" * 24])
def test_no_such_job(database, job):
    with pytest.raises(NotFound):
        database.read(lambda s: store.find(s, THIS_MACHINE, job))


def test_old_jobs_are_erased_with_their_events(database, add):
    old, young, waiting = add(database), add(database), add(database)
    for _ in range(2):
        _do(database, _claim(database), "w", lambda s, row: store.end(s, row, "done", {}))
    past = now() - timedelta(days=31)
    database.write(
        lambda s: s.execute(update(JobRow).where(JobRow.id == old).values(finished_at=past))
    )
    erase_old(database, Retention())
    assert (_owned(database), _events(database, old)) == ({young, waiting}, [])


@pytest.mark.parametrize(("language", "title"), [("en", "An id stands twice"), ("zh", "标识重复")])
def test_why_it_failed_is_told_as_a_request_would_be_answered(language, title):
    error = InvalidInput.at("duplicate_enterprise", "enterprises", 1, "id", id="a")
    found = localise(titled(decode(problem_of(error))), language)
    assert (found["title"], found["status"], found["code"]) == (title, 422, "duplicate_enterprise")
    assert found["detail"] == found["errors"][0]["detail"] == error.faults[0].say(language)
    assert found["errors"][0]["pointer"] == "/enterprises/1/id"


def test_a_failure_of_the_service_has_its_status():
    assert decode(problem_of(Unavailable.at("job_lost")))["status"] == 503
