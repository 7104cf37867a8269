"""Rows of assessments, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.caller import THIS_MACHINE, Caller
from api.assessments import store
from api.db import Database
from api.db.columns import now
from api.db.tables import AssessmentRow, ResultRow, VersionRow
from api.jobs.housekeeping import erase_old
from api.keys.service import organisation_named
from api.limits.retention import Retention
from api.results import store as results
from mcda.errors import NotFound
from tests.api.assessments.desk import Desk, content
from tests.api.results.test_store import EVALUATION
from tests.refusals import rejects


def saved(database: Database, caller: Caller = THIS_MACHINE, name: str = "a") -> str:
    return database.write(lambda s: store.add(s, caller, content(name=name)).id)


def set_back(database: Database, assessment_id: str, days: float) -> None:
    def work(session: Session) -> None:
        session.get_one(AssessmentRow, assessment_id).deleted_at = now() - timedelta(days=days)

    database.write(work)


def test_an_id_that_nothing_has_is_not_found(database: Database) -> None:
    for said in ("", "x", "0" * 24, "A" * 24, "0" * 23 + "\0", "٣" * 24):
        with rejects(NotFound, code="unknown_assessment"):
            database.read(lambda s, said=said: store.find(s, THIS_MACHINE, said))  # type: ignore[misc]


def test_the_same_content_is_no_change(database: Database) -> None:
    made = saved(database)

    def work(session: Session) -> tuple[bool, bool, int]:
        row = store.find(session, THIS_MACHINE, made, lock=True)
        same = store.change(session, THIS_MACHINE, row, content(name="a"), "change")
        other = store.change(session, THIS_MACHINE, row, content(name="b"), "change")
        return same, other, row.version

    assert database.write(work) == (False, True, 2)
    row = database.read(lambda s: store.find(s, THIS_MACHINE, made))
    assert (row.name, row.updated_at > row.created_at) == ("b", True)


def test_another_organisation_finds_nothing(database: Database) -> None:
    made = saved(database)
    owner = database.write(lambda s: organisation_named(s, "other"))
    other = Caller(organisation=owner, by="other", scopes=frozenset({"write"}))
    with pytest.raises(NotFound):
        database.read(lambda s: store.find(s, other, made))

    def ids(session: Session) -> list[str]:
        return [row.id for row in session.scalars(store.owned(other, "live", None))]

    assert database.read(ids) == []
    mine = saved(database, other)
    assert database.read(ids) == [mine]


def test_after_30_days_it_is_gone_for_good(desk: Desk) -> None:
    young, old = desk.create(name="young"), desk.create(name="old")
    ids = [path.rpartition("/")[2] for path in (young, old)]
    for path, days in ((young, 29.99), (old, 30.01)):
        desk.run(path)
        desk.ask("DELETE", path, 204)
        set_back(desk.database, path.rpartition("/")[2], days)
    erase_old(desk.database, Retention())
    listed = desk.ask("GET", "/v1/assessments", 200, params={"state": "deleted"}).json()["items"]
    assert [item["name"] for item in listed] == ["young"]
    desk.ask("POST", f"{old}/restore", 404)
    for table, column in (
        (AssessmentRow, AssessmentRow.id),
        (VersionRow, VersionRow.assessment_id),
        (ResultRow, ResultRow.assessment_id),
    ):
        left = desk.database.read(lambda s, c=column: s.scalars(select(c)).all())  # type: ignore[misc]
        assert set(left) == {ids[0]}, table
    desk.ask("POST", f"{young}/restore", 200)


def test_what_lives_is_never_erased(database: Database) -> None:
    saved(database)
    erase_old(database, Retention())
    assert database.read(lambda s: s.scalar(select(func.count()).select_from(AssessmentRow))) == 1


def test_results_have_no_gaps(database: Database) -> None:
    made = saved(database)

    def work(session: Session) -> int:
        row = store.find(session, THIS_MACHINE, made, lock=True)
        return results.add(session, THIS_MACHINE, row, row.version, EVALUATION).number

    assert [database.write(work) for _ in range(3)] == [1, 2, 3]
