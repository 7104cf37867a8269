from datetime import timedelta

import orjson
import pytest

from api.db.columns import now
from api.db.tables import JobRow
from api.jobs import store
from api.jobs.outcome import Outcome
from api.refusals import StorageFull


@pytest.fixture
def outcome(sqlite, add):
    """Claim a job and return what may have come of it."""
    add(sqlite)
    claimed = sqlite.write(lambda s: store.claim(s, "w"))

    def outcome(state="done", content=b"{}", total=0):
        return Outcome(claimed=claimed, state=state, content=content, total=total)

    return outcome


def _after(database, found, work, **columns):
    def change(session):
        row = session.get_one(JobRow, found.claimed.id)
        for name, value in columns.items():
            setattr(row, name, value)
        work(session, row)

    database.write(change)
    return database.read(lambda s: s.get_one(JobRow, found.claimed.id))


@pytest.mark.parametrize(("total", "shown"), [(0, 1), (7, 7)])
def test_a_result(sqlite, outcome, total, shown):
    found = outcome(content=b"[]", total=total)
    row = _after(sqlite, found, found.save)
    assert (row.state, row.result, row.done, row.total) == ("done", b"[]", shown, shown)


def test_a_refusal(sqlite, outcome):
    found = outcome("failed", b'{"code": "x"}')
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
