"""Revision 0003: invitations and seats of panels; its tables are in test_tables.py."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.db import Database
from api.db.tables import LOCAL, JudgeRow, PanelRow


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
