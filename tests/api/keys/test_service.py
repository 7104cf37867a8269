"""Keys are made, replaced and ended, each organisation's own; nothing secret is kept."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, select, update

from api.access.audit import entries
from api.access.caller import SCOPES, Caller
from api.access.key import digest_of
from api.db import Database
from api.db.columns import now
from api.db.tables import KeyRow
from api.keys import service
from mcda.errors import NotFound
from tests.refusals import rejects


def speaking_for(database: Database, name: str) -> Caller:
    owner = database.write(lambda s: service.organisation_named(s, name))
    return Caller(organisation=owner, by=f"admin of {name}", scopes=frozenset(SCOPES))


@pytest.fixture
def mine(database: Database) -> Caller:
    return speaking_for(database, "a")


@pytest.fixture
def other(database: Database) -> Caller:
    return speaking_for(database, "b")


def create(database: Database, caller: Caller, days: int | None = None) -> dict[str, Any]:
    return database.write(
        partial(service.create_key, caller=caller, name="front end", scope="read", days=days)
    )


def rotate(database: Database, caller: Caller, key: dict[str, Any], hours: int) -> dict[str, Any]:
    return database.write(
        partial(service.rotate_key, caller=caller, key_id=key["id"], grace_hours=hours)
    )


def revoke(database: Database, caller: Caller, key: dict[str, Any]) -> None:
    database.write(partial(service.revoke_key, caller=caller, key_id=key["id"]))


def listed(database: Database, caller: Caller) -> dict[str, dict[str, Any]]:
    found = database.read(partial(service.list_keys, caller=caller))
    assert found["next"] is None
    return {item["id"]: item for item in found["items"]}


def seconds_from_now(stamp: str) -> float:
    return (datetime.fromisoformat(stamp) - now()).total_seconds()


def test_an_organisation_is_made_once(database):
    made = database.write(lambda s: service.organisation_named(s, "甲"))
    assert database.write(lambda s: service.organisation_named(s, "甲")) == made
    assert database.write(lambda s: service.organisation_named(s, "local")) == "local"
    assert made != "local"


def test_whose_key_it_is(database, mine):
    assert database.read(partial(service.organisation, caller=mine)) == {
        "id": mine.organisation,
        "name": "a",
        "by": "admin of a",
        "scopes": ["admin", "read", "write"],
    }


@pytest.mark.parametrize("days", [None, 1, 3650])
def test_a_key_is_made_and_its_text_shown_once(database, mine, days):
    made = create(database, mine, days)
    assert made.pop("key").startswith(made["prefix"])
    assert made["scopes"] == ["read"]
    assert made["revoked_at"] is made["last_used_at"] is None
    if days is None:
        assert made["expires_at"] is None
    else:
        assert seconds_from_now(made["expires_at"]) == pytest.approx(86400 * days, abs=5)
    assert listed(database, mine) == {made["id"]: made}


def test_the_database_holds_no_secret(database, mine):
    """Neither in any column of any table nor in the bytes of the file."""
    first = create(database, mine)
    texts = [first["key"], rotate(database, mine, first, 3)["key"]]
    revoke(database, mine, first)
    tables = MetaData()
    tables.reflect(database.engine)
    with database.engine.connect() as connection:
        rows = [repr(r) for t in tables.sorted_tables for r in connection.execute(select(t)).all()]
    held = "\n".join(rows).encode()
    if database.is_sqlite:
        file = database.url.database or ""
        held += b"".join(Path(file + end).read_bytes() for end in ("", "-wal"))
    for text in texts:
        assert text[:13].encode() in held
        for part in (text, text[14:], text[14:30]):
            assert part.encode() not in held
    digests = database.read(lambda s: set(s.scalars(select(KeyRow.digest))))
    assert digests == {digest_of(text) for text in texts}


def test_replacing_ends_the_old_key_at_once(database, mine):
    old = create(database, mine)
    new = rotate(database, mine, old, 0)
    assert new["key"] != old["key"]
    assert (new["name"], new["scopes"]) == (old["name"], old["scopes"])
    assert abs(seconds_from_now(listed(database, mine)[old["id"]]["revoked_at"])) < 5


def test_replacing_with_grace_ends_it_later(database, mine):
    old = create(database, mine)
    new = rotate(database, mine, old, 24)
    found = listed(database, mine)
    assert found[old["id"]]["revoked_at"] is None
    assert seconds_from_now(found[old["id"]]["expires_at"]) == pytest.approx(86400, abs=5)
    assert found[new["id"]]["expires_at"] is None


def test_grace_prolongs_no_key(database, mine):
    old = create(database, mine, days=1)
    rotate(database, mine, old, 168)
    assert listed(database, mine)[old["id"]]["expires_at"] == old["expires_at"]


def test_the_new_key_lives_as_long_as_the_old_one_was_made_for(database, mine):
    old = create(database, mine, days=30)
    ago = timedelta(days=29)
    with_age = update(KeyRow).values(created_at=now() - ago, expires_at=now() + timedelta(days=1))
    database.write(lambda s: s.execute(with_age))
    new = rotate(database, mine, old, 0)
    assert seconds_from_now(new["expires_at"]) == pytest.approx(86400 * 30, abs=5)


def test_an_ended_key_cannot_be_replaced_or_ended_again(database, mine):
    key = create(database, mine)
    revoke(database, mine, key)
    ended = listed(database, mine)
    for work in (lambda: rotate(database, mine, key, 0), lambda: revoke(database, mine, key)):
        with rejects(NotFound, code="unknown_key"):
            work()
    assert listed(database, mine) == ended


def test_keys_of_others_are_not_there(database, mine, other):
    theirs = create(database, other)
    before = listed(database, other)
    assert listed(database, mine) == {}
    for work in (lambda: rotate(database, mine, theirs, 0), lambda: revoke(database, mine, theirs)):
        with pytest.raises(NotFound):
            work()
    assert listed(database, other) == before


@pytest.mark.parametrize(
    "said", ["", "\0", "a" * 24, "A" * 24, "x" * 10_000, "' OR 1=1 --", "\ud800"]
)
def test_ids_of_nothing(database, mine, said):
    for work in (rotate, partial(revoke)):
        with pytest.raises(NotFound):
            work(database, mine, {"id": said}, *([0] if work is rotate else []))


def test_all_of_it_is_in_the_log(database, mine, other):
    old = create(database, mine)
    new = rotate(database, mine, old, 0)
    revoke(database, mine, new)
    lines, _, _ = database.read(lambda s: entries(s, mine, None, 10))
    assert [(line["by"], line["action"], line["target"]) for line in lines] == [
        ("admin of a", "key.revoke", new["prefix"]),
        ("admin of a", "key.rotate", new["prefix"]),
        ("admin of a", "key.create", old["prefix"]),
    ]
    assert database.read(lambda s: entries(s, other, None, 10)) == ([], None, 0)


def test_keys_are_listed_oldest_first(database, mine):
    made = [create(database, mine)["id"] for _ in range(4)]
    assert list(listed(database, mine)) == made
