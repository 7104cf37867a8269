"""Rows of results, on both databases."""

import pytest

from api.access.caller import THIS_MACHINE, Caller
from api.access.service import organisation_named
from api.assessments import store as assessments
from api.db import Database
from api.rankings.present import engine
from api.results import store
from mcda.errors import NotFound
from tests.api.assessments.desk import content

BYTES = b'{"a": 1.0,  "\xe9\xff\x00"}'


def kept(database: Database, caller: Caller = THIS_MACHINE, count: int = 3) -> str:
    made = database.write(lambda s: assessments.add(s, caller, content()).id)
    for number in range(count):
        database.write(
            lambda s, n=number: store.add(  # type: ignore[misc]
                s, caller, assessments.found(s, caller, made, lock=True), n + 1, BYTES
            )
        )
    return made


def test_bytes_stay_as_they_are(database: Database) -> None:
    made = kept(database)
    found = database.read(lambda s: store.found(s, THIS_MACHINE, made, 2))
    assert (found.answer, found.version, found.engine) == (BYTES, 2, engine())
    assert found.language is None
    assert (found.by, found.at.tzinfo is not None) == ("this machine", True)
    assert database.read(lambda s: assessments.found(s, THIS_MACHINE, made)).results == 3


def test_what_is_not_there_or_not_theirs(database: Database) -> None:
    made = kept(database, count=1)
    owner = database.write(lambda s: organisation_named(s, "other"))
    other = Caller(organisation=owner, by="other", scopes=frozenset({"read"}))
    for caller, number, code in (
        (THIS_MACHINE, 2, "unknown_result"),
        (other, 1, "unknown_assessment"),
        (other, 2, "unknown_assessment"),
    ):
        with pytest.raises(NotFound) as caught:
            database.read(lambda s, c=caller, n=number: store.found(s, c, made, n))  # type: ignore[misc]
        assert caught.value.code == code
