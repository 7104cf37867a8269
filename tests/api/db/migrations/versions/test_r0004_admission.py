"""Revision 0004: panels keep what was said in them, and links that were sent lead there still."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import text

from api.access.caller import THIS_MACHINE
from api.db import Database, migrate
from api.panels import store
from mcda.errors import NotFound

PANEL, OTHER = "d" * 24, "e" * 24
INVITATION, TOKEN = "x" * 24, "y" * 24
AT = "2026-01-02 03:04:05.000000"
SAID = [{"first": "a", "second": "b", "value": 3.0}, {"first": "b", "second": "c", "value": None}]
OLD = {
    "panels": "INSERT INTO panels (id, organisation_id, name, criteria, invitation, closed,"
    ' created_at) VALUES (:id, \'local\', :name, \'["a", "b", "c"]\', :secret, :closed, :at)',
    "judges": "INSERT INTO judges (panel_id, number, name, token, judgements, changes, updated_at)"
    " VALUES (:id, :number, :name, :secret, :said, 7, :at)",
}


@pytest.fixture
def old(empty_url: str) -> Iterator[Database]:
    """Give a database of revision 0003 with two panels, of which one has 31 judges."""
    with closing(Database(empty_url)) as database:
        migrate.upgrade(database, "0003")
        said = '[{"first": "a", "second": "b", "value": 3.0},'
        said += ' {"first": "b", "second": "c", "value": null}]'

        def fill(session: Any) -> None:
            for id_, secret, closed in ((PANEL, INVITATION, False), (OTHER, "other", True)):
                row = {"id": id_, "secret": secret, "closed": closed, "at": AT, "name": "甲"}
                session.execute(text(OLD["panels"]), row)
            for number in range(1, 32):
                secret = TOKEN if number == 1 else f"token {number}"
                row = {"id": PANEL, "number": number, "secret": secret, "said": said, "at": AT}
                session.execute(text(OLD["judges"]), {**row, "name": f"Li {number}"})

        database.write(fill)
        yield database


def everything(database: Database) -> str:
    """Return all that stands in both tables, as one text."""
    with database.engine.connect() as connection:
        rows = [
            tuple(row)
            for table in ("panels", "judges")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    return repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in rows])


def test_links_that_were_sent_lead_where_they_did(old: Database) -> None:
    assert INVITATION in everything(old)
    migrate.upgrade(old)
    assert (migrate.differences(old), migrate.damage(old)) == ([], [])
    assert old.read(lambda s: store.invited(s, INVITATION)).name == "甲"
    panel, judge = old.read(lambda s: store.seat(s, INVITATION, TOKEN))
    assert (panel.id, panel.created_at.isoformat()) == (PANEL, "2026-01-02T03:04:05+00:00")
    assert (judge.name, judge.judgements, judge.changes) == ("Li 1", SAID, 7)
    old.write(lambda s: store.answer(s, INVITATION, TOKEN, ("a", "c"), 5.0))
    with pytest.raises(NotFound):
        old.read(lambda s: store.seat(s, "other", TOKEN))


def test_no_secret_is_left_that_opens_anything(old: Database) -> None:
    migrate.upgrade(old)
    found = everything(old)
    for secret in (INVITATION, TOKEN, "token 2", "'other'"):
        assert secret not in found


def test_who_judged_goes_on_to_count_and_who_joins_from_now_on_waits(old: Database) -> None:
    migrate.upgrade(old)
    panel = old.read(lambda s: store.find(s, THIS_MACHINE, PANEL))
    assert (panel.approval, panel.places, panel.closed) == (True, 31, False)
    assert len(old.read(lambda s: store.standing(s, panel)).judges) == 31
    other = old.read(lambda s: store.find(s, THIS_MACHINE, OTHER))
    assert (other.places, other.closed) == (30, True)
