"""What the tables promise: an owner for everything, names for constraints, texts kept."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from api.db import Database
from api.db.tables import LOCAL, AssessmentRow, Base, EntryRow, KeyRow, OrganisationRow

TABLES = Base.metadata.tables.values()


@pytest.mark.parametrize("table", [t for t in TABLES if t.name != "organisations"], ids=str)
def test_everything_belongs_to_an_organisation_or_goes_with_what_does(table: Any) -> None:
    owners = {key.column.table.name: key for key in table.foreign_keys}
    certain = {owner for owner, key in owners.items() if not key.parent.nullable}
    assert certain, f"{table} belongs to nobody"
    for owner in certain - {"organisations"}:
        assert "organisation_id" in Base.metadata.tables[owner].columns
    assert {owners[owner].ondelete for owner in owners.keys() - {"organisations"}} <= {"CASCADE"}


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_constraint_has_a_name(table: Any) -> None:
    assert all(constraint.name for constraint in table.constraints)


def test_the_organisation_of_this_machine_is_there(database: Database) -> None:
    assert database.read(lambda s: s.get_one(OrganisationRow, LOCAL).name) == "local"


def test_two_keys_never_share_a_prefix(database: Database) -> None:
    def key() -> KeyRow:
        return KeyRow(organisation_id=LOCAL, name="", prefix="pw_0", digest=b"", scopes=[])

    database.write(lambda s: s.add(key()))
    with pytest.raises(IntegrityError):
        database.write(lambda s: s.add(key()))


def test_content_comes_back_as_it_was(database: Database) -> None:
    content = {"note": "第一\u2028\U0001f3ed", "nul": "\0", "n": 0.1, "big": 2**63, "none": None}
    database.write(
        lambda s: s.add(AssessmentRow(organisation_id=LOCAL, name="甲", content=content))
    )
    found = database.read(lambda s: s.scalars(select(AssessmentRow)).one())
    assert (found.content, found.version, found.results, found.deleted_at) == (content, 1, 0, None)


def test_lines_of_the_log_are_numbered_in_order(database: Database) -> None:
    for n in range(3):
        line = EntryRow(organisation_id=LOCAL, by="x", action=str(n), target="")
        database.write(lambda s, line=line: s.add(line))
    asked = select(EntryRow.action).order_by(EntryRow.id)
    assert database.read(lambda s: list(s.scalars(asked))) == ["0", "1", "2"]
