import logging

import pytest

from api.access.caller import LOCAL
from api.db.tables import JobRow
from api.http.refusals import Unavailable
from api.jobs import store
from api.operation.logs import SAID

SECRET = b'{"who": "Geheim-4711"}'


@pytest.fixture
def said(caplog):
    caplog.set_level(logging.INFO, "parkwise.jobs")

    def said():
        found = [
            (row.levelname, row.getMessage(), getattr(row, SAID))
            for row in caplog.records
            if row.name == "parkwise.jobs"
        ]
        caplog.clear()
        return found

    return said


def test_a_job_is_followed_by_its_id(sqlite, add, said):
    job = add(sqlite, SECRET)
    claimed = sqlite.write(lambda s: store.claim(s, "w"))
    sqlite.write(lambda s: store.beat(s, s.get_one(JobRow, job), 1, 2))
    sqlite.write(lambda s: store.release(s, s.get_one(JobRow, job)))
    for _ in range(3):
        sqlite.write(lambda s: store.claim(s, "w"))
        sqlite.write(lambda s: store.lose(s, s.get_one(JobRow, job)))
    found = said()
    assert [(level, word, fields["attempt"]) for level, word, fields in found] == [
        *(("INFO", "job queued", 0), ("INFO", "job started", 1)),
        ("INFO", "job released", 1),
        *(("INFO", "job started", 1), ("WARNING", "job lost", 1), ("INFO", "job started", 2)),
        *(("WARNING", "job lost", 2), ("INFO", "job started", 3)),
        ("WARNING", "job failed", 3),
    ]
    for _, _, fields in found:
        assert (fields["job"], fields["kind"]) == (claimed.id, "ranking")
        assert fields["organisation"] == LOCAL
    assert found[-1][2]["reason"] == "job_lost"
    assert found[0][2]["seconds"] is None
    assert 0 <= found[-1][2]["seconds"] < 60
    assert "Geheim" not in str(found)


@pytest.mark.parametrize(
    ("state", "data", "level"),
    [
        ("done", {"bytes": 3}, "INFO"),
        ("cancelled", {}, "INFO"),
        ("failed", {"reason": "job_refused"}, "INFO"),
        ("failed", {"reason": "storage_full"}, "WARNING"),
    ],
)
def test_how_it_ended(sqlite, add, said, state, data, level):
    job = add(sqlite)
    said()
    sqlite.write(lambda s: store.end(s, s.get_one(JobRow, job), state, data))
    ((found, word, fields),) = said()
    assert (found, word) == (level, f"job {state}")
    assert fields.items() >= data.items()


def test_what_is_not_saved_is_not_told(sqlite, add, said):
    job = add(sqlite)
    said()

    def fails(session):
        store.end(session, session.get_one(JobRow, job), "done", {})
        raise Unavailable.at("database_unavailable")

    with pytest.raises(Unavailable):
        sqlite.write(fails)
    assert said() == []
