"""What is kept for a time goes afterwards, and nothing that anybody still needs."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import THIS_MACHINE
from api.assessments import store
from api.db import Database
from api.db.columns import now
from api.db.tables import EntryRow, ResultRow, ShareRow, VersionRow
from api.jobs.housekeeping import erase_old
from api.limits.retention import Retention
from api.results import store as results
from api.settings import Settings
from tests.api.results.test_store import EVALUATION


@pytest.fixture
def made(database: Database) -> str:
    """Give an assessment with versions 1..4, of which 1 and 3 were ranked, 3 twice, long ago."""

    def work(session: Session) -> str:
        row = store.add(session, THIS_MACHINE, {"name": "a"})
        for number in (1, 2, 3):
            if number != 2:
                for _ in range(1 + (number == 3)):
                    results.add(session, THIS_MACHINE, row, number, EVALUATION)
            store.change(session, THIS_MACHINE, row, {"name": f"a{number}"}, "change")
        note(session, THIS_MACHINE, "assessment.run", row.id)
        past = now() - timedelta(days=100)
        session.flush()
        for table in (VersionRow, ResultRow, EntryRow):
            session.execute(update(table).values(at=past))
        return row.id

    return database.write(work)


def left(database: Database, table: Any) -> list[int]:
    return sorted(database.read(lambda s: list(s.scalars(select(table.number)))))


def test_by_default_work_is_kept_for_ever(database, made):
    assert erase_old(database, Retention.of(Settings()))
    assert left(database, VersionRow) == [1, 2, 3, 4]
    assert left(database, ResultRow) == [1, 2, 3]


def test_the_newest_result_stays_and_so_does_what_it_was_made_from(database, made):
    assert erase_old(database, Retention(results=99, versions=99))
    assert left(database, ResultRow) == [3]
    assert left(database, VersionRow) == [3, 4]


def test_younger_than_that_stays(database, made):
    assert erase_old(database, Retention(results=101, versions=101, audit=101))
    assert left(database, VersionRow) == [1, 2, 3, 4]
    assert left(database, ResultRow) == [1, 2, 3]


def test_versions_alone_keep_those_that_results_need(database, made):
    assert erase_old(database, Retention(versions=99))
    assert left(database, VersionRow) == [1, 3, 4]


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({}, [1, 3]),
        ({"withdrawn_at": now()}, [3]),
        ({"expires_at": now() - timedelta(days=1)}, [3]),
    ],
)
def test_what_an_open_link_shows_stays(database, made, fields, kept):
    own = {"expires_at": now() + timedelta(days=1), "digest": b"d", "by": "x"} | fields
    database.write(lambda s: s.add(ShareRow(assessment_id=made, number=1, **own)))
    assert erase_old(database, Retention(results=99))
    assert left(database, ResultRow) == kept


def test_the_log_is_kept_as_long_as_is_said(database, made):
    def count(session: Session) -> int:
        return session.scalar(select(func.count()).select_from(EntryRow)) or 0

    before = database.read(count)
    assert erase_old(database, Retention(audit=99))
    assert before > database.read(count) == 0


def test_the_settings_say_it_and_0_is_for_ever():
    assert Retention.of(Settings()) == Retention()
    changed = Retention.of(Settings(keep_results_days=7, keep_jobs_days=0))
    assert (changed.results, changed.jobs) == (7, None)
