"""A row of every kind, and all that a database holds."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import MetaData, Table, select
from sqlalchemy.orm import Session

from api.db import Database
from api.db.columns import now
from api.db.tables import (
    AssessmentRow,
    Base,
    EntryRow,
    KeyRow,
    OrganisationRow,
    OverlayRow,
    ProfileRow,
    RepeatRow,
    VersionRow,
)

Rows = dict[str, list[tuple[Any, ...]]]
OWNER, ASSESSMENT, JOB, PANEL, KEY, SESSION, HOOK, SHARE = (letter * 24 for letter in "abcdef01")
SAVED: list[Base] = [
    KeyRow(
        id=KEY,
        organisation_id=OWNER,
        name="front end",
        prefix="pw_0",
        digest=b"\0\xff",
        scopes=["read"],
    ),
    AssessmentRow(id=ASSESSMENT, organisation_id=OWNER, name="甲", content={"sectors": ["纺织"]}),
    ProfileRow(organisation_id=OWNER, id="own:x", name="x", note="", weights={"land_price": 0.1}),
    OverlayRow(organisation_id=OWNER, content=b"PK\x03\x04", digest="0" * 64, by="x"),
    RepeatRow(
        organisation_id=OWNER,
        key="k",
        fingerprint=b"f",
        status=201,
        headers={"ETag": "1"},
        body=b"{}",
    ),
    EntryRow(organisation_id=OWNER, by="x", action="key.create", target="pw_0"),
]
PARTS: list[Base] = [
    VersionRow(assessment_id=ASSESSMENT, number=1, by="x", action="create", changes=[], content={})
]
RESULT = {
    "assessment_id": ASSESSMENT,
    "number": 1,
    "version": 1,
    "at": now(),
    "by": "x",
    "engine": "parkwise 0",
    "language": "zh",
    "headline": {"firsts": []},
    "answer": '{"ranking":[],"record":{"engine":"parkwise 0","spec":{"甲":1.5}}}'.encode(),
}
"""Older tables have no engine and no headline."""


def _copy(row: Base) -> Base:
    names = [c.key for c in row.__mapper__.column_attrs if c.key in row.__dict__]
    return type(row)(**{name: getattr(row, name) for name in names})


def _save(session: Session, *batches: list[Base]) -> None:
    for batch in batches:
        session.add_all([_copy(row) for row in batch])
        session.flush()


@pytest.fixture
def fill() -> Callable[[Database], None]:
    """Give what saves a row in every table of revision 0001."""

    def work(session: Session) -> None:
        _save(session, [OrganisationRow(id=OWNER, name="Ltd.")], SAVED, PARTS)
        table = Table("results", MetaData(), autoload_with=session.connection())
        values = {name: value for name, value in RESULT.items() if name in table.c}
        session.execute(table.insert().values(**values))

    return lambda database: database.write(work)


@pytest.fixture
def everything() -> Callable[[Database], Rows]:
    """Give what reads all rows of all tables that there are, whatever the code thinks."""

    def read(database: Database) -> Rows:
        found = MetaData()
        found.reflect(database.engine)
        with database.engine.connect() as connection:
            return {
                name: sorted(map(tuple, connection.execute(select(table))), key=repr)
                for name, table in found.tables.items()
                if name != "alembic_version"
            }

    return read
