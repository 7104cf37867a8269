"""Rows of links: what a secret leads to, and when it ends."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from api.access.caller import THIS_MACHINE
from api.assessments import store as assessments
from api.db import Database
from api.db.columns import now
from api.db.tables import ShareRow
from api.http.refusals import Gone
from api.jobs.housekeeping import erase_old
from api.limits.retention import Retention
from api.results import store as results
from api.shares import store
from mcda.errors import McdaError, NotFound
from tests.api.assessments.desk import content
from tests.api.results.test_store import EVALUATION


@pytest.fixture
def secret(database: Database) -> str:
    def work(session: Any) -> str:
        row = assessments.add(session, THIS_MACHINE, content())
        result = results.add(session, THIS_MACHINE, row, 1, EVALUATION)
        end = now() + timedelta(days=1)
        return store.add(session, THIS_MACHINE, result, "board", end)[1]

    return database.write(work)


def set_(database: Database, **values: Any) -> None:
    database.write(lambda s: s.execute(update(ShareRow).values(**values)))


def refused(database: Database, secret: str) -> McdaError:
    with pytest.raises(McdaError) as caught:
        database.read(lambda s: store.behind(s, secret))
    return caught.value


def test_a_secret_leads_to_its_result(database, secret):
    found = database.read(lambda s: store.behind(s, secret))
    assert (found.result.document, found.share.name) == (EVALUATION.document, "board")
    assert found.assessment.name == "Parts maker"


@pytest.mark.parametrize("wrong", ["", "x", "\0", "甲", "a" * 43, "x" * 100_000])
def test_no_other_text_leads_anywhere(database, secret, wrong):
    for said in (wrong, secret[:-1] + ("A" if secret[-1] != "A" else "B"), secret + "="):
        error = refused(database, said)
        assert isinstance(error, NotFound)
        assert error.code == "unknown_link"


def test_it_ends_in_three_ways(database, secret):
    set_(database, withdrawn_at=now())
    assert refused(database, secret).code == "link_withdrawn"
    set_(database, expires_at=now())
    assert refused(database, secret).code == "link_expired"
    set_(database, withdrawn_at=None)
    assert refused(database, secret).code == "link_expired"
    set_(database, expires_at=now() + timedelta(days=1))

    def delete(session: Any) -> None:
        assessments.remove(session, THIS_MACHINE, store.behind(session, secret).assessment)

    database.write(delete)
    error = refused(database, secret)
    assert isinstance(error, Gone)
    assert error.code == "link_withdrawn"


def test_one_that_ended_is_told_for_long_and_then_forgotten(database, secret):
    for days, code in ((179, "link_expired"), (181, "unknown_link")):
        set_(database, expires_at=now() - timedelta(days=days))
        erase_old(database, Retention())
        assert refused(database, secret).code == code


def test_it_goes_with_its_assessment(database, secret):
    def erase(session: Any) -> None:
        row = store.behind(session, secret).assessment
        assessments.remove(session, THIS_MACHINE, row)
        row.deleted_at = now() - timedelta(days=31)

    database.write(erase)
    erase_old(database, Retention())
    assert database.read(lambda s: s.query(ShareRow).count()) == 0
    assert refused(database, secret).code == "unknown_link"


def test_openings_are_counted(database, secret):
    found = database.read(lambda s: store.behind(s, secret).share)
    for _ in range(3):
        database.write(lambda s: store.note_opened(s, found.id))
    again = database.read(lambda s: store.behind(s, secret).share)
    assert again.opened == 3
    assert again.last_opened_at is not None
