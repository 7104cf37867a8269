"""Revision 0003: panels come and go without touching the rest."""

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.db import Database, migrate
from api.db.tables import LOCAL, JudgeRow, PanelRow


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_it_adds_panels_and_takes_them_away(empty_url: str) -> None:
    database = Database(empty_url)
    migrate.upgrade(database, "0002")
    before = tables(database)
    migrate.upgrade(database, "0003")
    assert tables(database) - before == {"panels", "judges"}
    migrate.downgrade(database, "0002")
    assert tables(database) == before
    database.close()


def test_no_two_invitations_and_no_two_seats_are_the_same(database: Database) -> None:
    def panel(invitation: bytes) -> PanelRow:
        return PanelRow(organisation_id=LOCAL, name="x", criteria=[], invitation_digest=invitation)

    def judge(number: int) -> JudgeRow:
        return JudgeRow(
            panel_id=owner,
            number=number,
            name="x",
            seat_digest=b"t",
            state="waiting",
            judgements=[],
        )

    def first(session: Session) -> str:
        row = panel(b"i")
        session.add(row)
        session.flush()
        return row.id

    owner = database.write(first)
    database.write(lambda s: s.add(judge(1)))
    for again in (panel(b"i"), judge(2)):
        with pytest.raises(IntegrityError):
            database.write(lambda s, again=again: s.add(again))


def test_judges_go_with_their_panel(database: Database) -> None:
    (key,) = inspect(database.engine).get_foreign_keys("judges")
    assert key["referred_table"] == "panels"
    assert key["options"]["ondelete"] == "CASCADE"
