import time
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, text, update

from api.access.caller import THIS_MACHINE
from api.assessments import store as assessments
from api.db.columns import now
from api.db.tables import (
    LOCAL,
    AssessmentRow,
    BrowserSessionRow,
    EntryRow,
    JobRow,
    KeyRow,
    RepeatRow,
    TicketRow,
)
from api.http.reply import Reply
from api.jobs import housekeeping, store
from api.jobs.housekeeping import Housekeeper, end_sessions, erase_old
from api.limits.retention import BATCH, Retention
from api.requests.idempotency import Once


def test_what_ran_out_is_erased_and_nothing_else(database, add):
    fields = {"organisation_id": LOCAL, "name": "x", "scopes": ["read"], "digest": b""}
    for number in range(2):
        add(database)
        key = KeyRow(id=str(number) * 24, prefix=f"pw_{number}", **fields)
        signed_in = BrowserSessionRow(key_id=key.id, digest=b"")
        database.write(lambda s, rows=(key, signed_in): [s.add(row) or s.flush() for row in rows])
        ticket = {"digest": b"%d" % number, "target": "/", "is_stream": False}
        made = TicketRow(organisation_id=LOCAL, expires_at=now() + timedelta(hours=1), **ticket)
        database.write(lambda s, made=made: s.add(made))
        Once(f"key-{number}", b"f").write(database, THIS_MACHINE, lambda _: Reply.of({}))
        database.write(lambda s: assessments.add(s, THIS_MACHINE, {"name": "a"}) and None)

    def age(session):
        past = now() - timedelta(days=31)
        first = session.scalar(select(JobRow.id).limit(1))
        session.execute(update(JobRow).where(JobRow.id == first).values(finished_at=past))
        session.execute(update(RepeatRow).where(RepeatRow.key == "key-0").values(created_at=past))
        session.execute(update(KeyRow).where(KeyRow.prefix == "pw_0").values(revoked_at=past))
        session.execute(update(TicketRow).where(TicketRow.digest == b"0").values(expires_at=past))
        first = session.scalar(select(AssessmentRow.id).limit(1))
        session.execute(
            update(AssessmentRow).where(AssessmentRow.id == first).values(deleted_at=past)
        )

    def erase():
        database.write(end_sessions)
        assert erase_old(database, Retention())

    def counted(session):
        return [
            session.scalar(select(func.count()).select_from(table))
            for table in (JobRow, RepeatRow, AssessmentRow, BrowserSessionRow, TicketRow)
        ]

    erase()
    assert database.read(counted) == [2, 2, 2, 2, 2]
    database.write(age)
    erase()
    assert database.read(counted) == [1, 1, 1, 1, 1]
    assert database.write(lambda s: store.claim(s, "w")) is not None


@pytest.fixture
def housekeeper(sqlite, monkeypatch):
    monkeypatch.setattr(housekeeping, "OFTEN", 0.05)
    made = Housekeeper(sqlite)
    yield made
    made.stop()


def test_without_any_runner_a_job_fails_at_its_deadline(sqlite, add, housekeeper):
    job = add(sqlite)
    housekeeper.start()
    at = now() + timedelta(seconds=0.3)
    sqlite.write(lambda s: s.execute(update(JobRow).values(deadline=at)))
    until = time.monotonic() + 30
    while (found := sqlite.read(lambda s: s.get_one(JobRow, job))).state == "queued":
        assert time.monotonic() < until
        time.sleep(0.02)
    assert (found.state, b'"code":"job_deadline"' in found.problem) == ("failed", True)
    assert found.finished_at >= at


def test_a_look_does_what_is_due(sqlite, add, housekeeper, monkeypatch):
    done = []

    def noted(what):
        def note(database, *_):  # services that tests share are looked after meanwhile
            if database is sqlite:
                done.append(what)
            return True

        return note

    monkeypatch.setattr(housekeeping, "erase_old", noted("erased"))
    monkeypatch.setattr(housekeeping, "end_late", noted("ended"))
    monkeypatch.setattr(housekeeping, "OFTEN", 60.0)
    for _ in range(3):
        housekeeper.look()
    assert done == ["ended", "erased"]


def test_a_look_never_raises(sqlite, tmp_path, housekeeper, caplog):
    with sqlite.engine.begin() as connection:
        connection.execute(text("ALTER TABLE jobs RENAME TO others"))
    for _ in range(3):
        housekeeper.look()
        time.sleep(0.1)
    assert [row.getMessage() for row in caplog.records] == ["housekeeping met a fault"]
    sqlite.close()
    (tmp_path / "jobs.db").rename(tmp_path / "away.db")
    (tmp_path / "jobs.db").mkdir()
    housekeeper.look()
    assert len(caplog.records) == 1


def test_what_one_look_leaves_the_next_ones_erase(sqlite, monkeypatch):
    count = 2 * BATCH + 1
    past = now() - timedelta(days=40)

    def work(session):
        for _ in range(count):
            session.add(EntryRow(organisation_id=LOCAL, at=past, by="x", action="a", target="t"))

    def left():
        return sqlite.read(lambda s: s.scalar(select(func.count()).select_from(EntryRow)))

    sqlite.write(work)
    monkeypatch.setattr(housekeeping, "OFTEN", 0.0)
    monkeypatch.setattr(housekeeping, "erase_old", partial(housekeeping.erase_old, seconds=0.0))
    looking = Housekeeper(sqlite, Retention(audit=30))
    seen = []
    for _ in range(4):
        looking.look()
        seen.append(left())
    assert seen == [count - BATCH, count - 2 * BATCH, 0, 0]
