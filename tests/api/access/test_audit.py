"""The log: newest first, a page at a time, and each organisation's lines for itself."""

from datetime import UTC, datetime

import pytest

from api.access.audit import entries, note
from api.access.caller import SCOPES, THIS_MACHINE, Caller
from api.db import Database
from api.keys.service import organisation_named


def caller(database: Database, name: str) -> Caller:
    owner = database.write(lambda s: organisation_named(s, name))
    return Caller(organisation=owner, by=f"key of {name}", scopes=frozenset(SCOPES))


def write(database: Database, who: Caller, *actions: str) -> None:
    for action in actions:
        database.write(lambda s, a=action: note(s, who, a, f"target of {a}"))


def pages(database: Database, who: Caller, limit: int) -> list[list[str]]:
    found, left = [], None
    while True:
        lines, left, _ = database.read(lambda s, n=left: entries(s, who, n, limit))
        found.append([line["action"] for line in lines])
        if left is None:
            return found


def test_a_line_says_when_who_what_and_to_which(database):
    write(database, THIS_MACHINE, "key.create")
    (line,), left, _ = database.read(lambda s: entries(s, THIS_MACHINE, None, 10))
    assert left is None
    assert abs(datetime.fromisoformat(line.pop("at")) - datetime.now(UTC)).seconds < 5
    assert line == {"by": "this machine", "action": "key.create", "target": "target of key.create"}


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        (1, [["5"], ["4"], ["3"], ["2"], ["1"]]),
        (2, [["5", "4"], ["3", "2"], ["1"]]),
        (4, [["5", "4", "3", "2"], ["1"]]),
        (5, [["5", "4", "3", "2", "1"]]),
        (9, [["5", "4", "3", "2", "1"]]),
    ],
)
def test_pages_hold_every_line_once(database, limit, wanted):
    write(database, THIS_MACHINE, *"12345")
    assert pages(database, THIS_MACHINE, limit) == wanted


def test_no_line_is_one_empty_page(database):
    assert pages(database, THIS_MACHINE, 3) == [[]]


def test_pages_stay_where_they_are_while_lines_are_added(database):
    write(database, THIS_MACHINE, *"1234")
    _, left, _ = database.read(lambda s: entries(s, THIS_MACHINE, None, 2))
    write(database, THIS_MACHINE, *"567")
    lines, left, _ = database.read(lambda s: entries(s, THIS_MACHINE, left, 2))
    assert [line["action"] for line in lines] == ["2", "1"]
    assert left is None


def test_neither_lines_nor_places_tell_what_others_do(database):
    one, other = caller(database, "a"), caller(database, "b")
    write(database, one, "first")
    write(database, other, *"12345")
    write(database, one, "second")
    lines, left, _ = database.read(lambda s: entries(s, one, None, 1))
    assert [line["action"] for line in lines] == ["second"]
    assert left == 1
    assert pages(database, one, 5) == [["second", "first"]]
    assert pages(database, other, 5) == [["5", "4", "3", "2", "1"]]


@pytest.mark.parametrize(("left", "seen"), [(0, []), (1, ["1"]), (2, ["2", "1"]), (99, ["2", "1"])])
def test_places_that_are_made_up_show_only_what_is_there(database, left, seen):
    write(database, THIS_MACHINE, *"12")
    lines, following, _ = database.read(lambda s: entries(s, THIS_MACHINE, left, 5))
    assert [line["action"] for line in lines] == seen
    assert following is None


def test_a_line_is_kept_only_with_what_it_is_about(database):
    def work(session: object) -> None:
        note(session, THIS_MACHINE, "lost", "x")  # type: ignore[arg-type]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write(work)
    assert pages(database, THIS_MACHINE, 5) == [[]]
