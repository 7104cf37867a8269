"""Finding the caller of a key: wrong, ended and expired ones, what is remembered, and last use."""

import hmac
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update

from api.access import directory as module
from api.access.caller import Caller
from api.access.directory import FRESH, USED_EVERY, Directory
from api.access.key import make_key
from api.db import Database
from api.db.columns import now
from api.db.tables import KeyRow
from api.http.refusals import Unauthorised
from tests.refusals import rejects


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def directory(database: Database, clock: Clock) -> Directory:
    return Directory(database, clock)


@pytest.fixture
def asked(database: Database) -> Iterator[list[str]]:
    """Give the statements that the database is sent."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def change(database: Database, made: dict[str, Any], **values: Any) -> None:
    database.write(
        lambda s: s.execute(update(KeyRow).where(KeyRow.id == made["id"]).values(**values))
    )


def last_use(database: Database) -> Any:
    return database.read(lambda s: s.scalars(select(KeyRow)).one().last_used_at)


def refused(directory: Directory, token: str) -> None:
    with rejects(Unauthorised, code="key_invalid"):
        directory.find(token)


def test_a_key_speaks_for_its_organisation(directory, database, key_of):
    made = key_of(database, "a", "write")
    found = directory.find(made["key"])
    assert found == Caller(
        organisation=found.organisation,
        by=f"write of a ({made['prefix']})",
        scopes=frozenset({"write"}),
        key_id=made["id"],
    )
    other = directory.find(key_of(database, "b")["key"])
    assert len({found.organisation, other.organisation, "local"}) == 3


def test_wrong_keys_are_all_refused_alike(directory, database, key_of):
    text = key_of(database)["key"]
    last = "A" if text[-1] != "A" else "B"
    for token in (
        make_key().text,
        text[:-1] + last,
        text[:-1],
        text + "A",
        text[:13],
        *("", "\0", "é"),
    ):
        refused(directory, token)
        assert directory.remembered(token) is None
    assert directory.find(text)


def test_an_unknown_prefix_is_compared_as_long_as_a_wrong_secret(
    directory, database, key_of, monkeypatch
):
    compared: list[tuple[int, int]] = []

    class Watched:
        @staticmethod
        def compare_digest(one: bytes, other: bytes) -> bool:
            compared.append((len(one), len(other)))
            return hmac.compare_digest(one, other)

    monkeypatch.setattr(module, "hmac", Watched)
    prefix = key_of(database)["prefix"]
    for token in (f"{prefix}_{'A' * 43}", make_key().text, "nonsense"):
        refused(directory, token)
    assert compared == [(32, 32)] * 3


def test_an_ended_key_is_refused(directory, database, key_of):
    made = key_of(database)
    change(database, made, revoked_at=now())
    refused(directory, made["key"])


@pytest.mark.parametrize("seconds", [-3600.0, -0.001])
def test_an_expired_key_is_refused(directory, database, key_of, seconds):
    made = key_of(database)
    change(database, made, expires_at=now() + timedelta(seconds=seconds))
    refused(directory, made["key"])


def test_a_remembered_key_ends_on_time(directory, database, key_of):
    made = key_of(database)
    change(database, made, expires_at=now() + timedelta(seconds=4))
    assert directory.find(made["key"])
    assert directory.remembered(made["key"])
    time.sleep(4.1)
    assert directory.remembered(made["key"]) is None
    refused(directory, made["key"])


def test_what_was_found_lately_asks_the_database_nothing(directory, database, key_of, clock, asked):
    made = key_of(database)
    assert directory.remembered(made["key"]) is None
    found = directory.find(made["key"])
    asked.clear()
    clock.at += FRESH - 0.1
    assert directory.remembered(made["key"]) == found
    assert asked == []
    clock.at += 0.2
    assert directory.remembered(made["key"]) is None


def test_a_remembered_prefix_does_not_open_for_another_secret(directory, database, key_of):
    made = key_of(database)
    directory.find(made["key"])
    assert directory.remembered(f"{made['prefix']}_{'A' * 43}") is None


def test_an_ended_key_lives_on_elsewhere_for_a_few_seconds_only(directory, database, key_of, clock):
    made = key_of(database)
    directory.find(made["key"])
    change(database, made, revoked_at=now())
    clock.at += FRESH
    assert directory.remembered(made["key"]) is None
    refused(directory, made["key"])


def test_what_was_forgotten_is_asked_again(directory, database, key_of):
    assert directory.is_open()
    made = key_of(database)
    directory.find(made["key"])
    directory.forget()
    assert directory.remembered(made["key"]) is None
    assert directory.is_open_lately() is None
    assert not directory.is_open()


def test_a_key_that_ends_while_it_is_looked_up_is_not_remembered(file_database, key_of, tmp_path):
    """The note of its use waits for the very write that ends it."""
    directory, made = Directory(file_database), key_of(file_database)
    other = sqlite3.connect(tmp_path / "parkwise.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE keys SET revoked_at = '2026-01-01 00:00:00.000000'")
    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(directory.find, made["key"])
        while not directory._used:
            time.sleep(0.01)
        other.execute("COMMIT")
        directory.forget()
        assert looking.result(timeout=60)
    other.close()
    assert directory.remembered(made["key"]) is None
    refused(directory, made["key"])


class Interrupted(Database):
    """A database that lets something happen right after its next read."""

    then: Callable[[], Any] | None = None

    def read(self, work: Callable[..., Any]) -> Any:
        found = super().read(work)
        then, self.then = self.then, None
        if then is not None:
            then()
        return found


def test_a_first_key_made_while_is_asked_closes_the_service(file_database, key_of):
    database = Interrupted(file_database.url.render_as_string())
    directory = Directory(database)

    def make() -> None:
        key_of(file_database)
        directory.forget()

    database.then = make
    directory.is_open()
    assert directory.is_open_lately() is None
    assert not directory.is_open()
    database.close()


def test_open_until_a_key_exists_and_never_again(directory, database, key_of, clock):
    assert directory.is_open_lately() is None
    assert directory.is_open()
    assert directory.is_open_lately() is True
    made = key_of(database)
    clock.at += FRESH
    assert directory.is_open_lately() is None
    assert not directory.is_open()
    change(database, made, revoked_at=now(), expires_at=now())
    directory.forget()
    assert not directory.is_open()
    assert directory.is_open_lately() is False


def test_the_last_use_is_noted_once_a_minute(directory, database, key_of, clock):
    made = key_of(database)
    assert last_use(database) is None
    directory.find(made["key"])
    first = last_use(database)
    assert abs(first - now()) < timedelta(seconds=5)
    directory.find(made["key"])
    assert last_use(database) == first
    clock.at += USED_EVERY
    assert directory.remembered(made["key"]) is None
    directory.find(made["key"])
    assert last_use(database) > first


def test_a_wrong_secret_is_no_use_of_the_key(directory, database, key_of):
    made = key_of(database)
    refused(directory, f"{made['prefix']}_{'A' * 43}")
    assert last_use(database) is None


def test_readers_are_answered_where_nothing_can_be_written(file_database, key_of, tmp_path):
    made = key_of(file_database)
    limited = Database(f"sqlite:///file:{tmp_path}/parkwise.db?mode=ro&uri=true")
    assert Directory(limited).find(made["key"]).key_id == made["id"]
    limited.close()
    assert last_use(file_database) is None


def test_no_more_is_remembered_than_fits(directory, database, key_of, monkeypatch):
    monkeypatch.setattr(module, "MOST_KNOWN", 3)
    made = [key_of(database)["key"] for _ in range(7)]
    kept = []
    for token in made:
        directory.find(token)
        kept.append((len(directory.recent._known), len(directory._used)))
    assert kept == [(number, number) for number in (1, 2, 3, 1, 2, 3, 1)]
    assert directory.find(made[0])


def test_many_threads_find_the_same_key(directory, database, key_of):
    made = key_of(database)
    start = threading.Barrier(8)

    def find(_: int) -> str | None:
        start.wait()
        return directory.find(made["key"]).key_id

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(find, range(8))) == {made["id"]}
