"""Rows of results, on both databases."""

from sqlalchemy import inspect

from api.access.caller import THIS_MACHINE, Caller
from api.assessments import store as assessments
from api.db import Database
from api.keys.service import organisation_named
from api.rankings.presentation import engine
from api.results import store
from api.results.evaluation import Evaluation
from api.results.headline import ResultHeadline
from mcda.errors import NotFound
from tests.api.assessments.desk import content
from tests.refusals import rejects

BYTES = b'{"a": 1.0,  "\xe9\xff\x00"}'
HEADLINE: ResultHeadline = {
    "firsts": [{"alternative": "tcr", "name": {"en": "Rayong", "zh": "罗勇"}}],
    "word": "likely",
    "share_first": 0.8,
    "catalogue": "0" * 64,
    "overlay": None,
    "private": 0,
}
EVALUATION = Evaluation(BYTES, b"told", HEADLINE, BYTES)


def kept(database: Database, caller: Caller = THIS_MACHINE, count: int = 3) -> str:
    made = database.write(lambda s: assessments.add(s, caller, content()).id)
    for number in range(count):
        database.write(
            lambda s, n=number: store.add(  # type: ignore[misc]
                s, caller, assessments.find(s, caller, made, lock=True), n + 1, EVALUATION
            )
        )
    return made


def test_bytes_stay_as_they_are(database: Database) -> None:
    made = kept(database)
    found = database.read(lambda s: store.find(s, THIS_MACHINE, made, 2, part="answer"))
    assert (found.answer, found.version, found.engine) == (BYTES, 2, engine())
    assert found.language is None
    assert "document" in inspect(found).unloaded
    told = database.read(lambda s: store.find(s, THIS_MACHINE, made, 2, part="document"))
    assert (told.document, "answer" in inspect(told).unloaded) == (b"told", True)
    assert (found.by, found.at.tzinfo is not None) == ("this machine", True)
    assert database.read(lambda s: assessments.find(s, THIS_MACHINE, made)).results == 3


def test_what_is_not_there_or_not_theirs(database: Database) -> None:
    made = kept(database, count=1)
    owner = database.write(lambda s: organisation_named(s, "other"))
    other = Caller(organisation=owner, by="other", scopes=frozenset({"read"}))
    for caller, number, code in (
        (THIS_MACHINE, 2, "unknown_result"),
        (other, 1, "unknown_assessment"),
        (other, 2, "unknown_assessment"),
    ):
        with rejects(NotFound, code=code):
            database.read(lambda s, c=caller, n=number: store.find(s, c, made, n))  # type: ignore[misc]


def test_the_newest_are_told_without_their_answers(database: Database) -> None:
    made, other = kept(database), kept(database, count=1)
    bare = database.write(lambda s: assessments.add(s, THIS_MACHINE, content()).id)
    found = database.read(lambda s: store.newest(s, THIS_MACHINE, [made, other, bare]))
    assert {key: row.number for key, row in found.items()} == {made: 3, other: 1}
    assert found[made].headline == HEADLINE
    assert {"answer", "document"} <= inspect(found[made]).unloaded
    stranger = Caller(organisation="0" * 24, by="other", scopes=frozenset({"read"}))
    assert database.read(lambda s: store.newest(s, stranger, [made])) == {}
