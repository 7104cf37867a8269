"""Failures that databases really have, as errors that callers can act on."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from api.app import create_app
from api.db import Database, migrate
from api.db import database as opening
from api.db.tables import OrganisationRow
from api.http.refusals import Refusal, StorageFull, Unavailable
from api.settings import Settings
from tests.clients import TestClient

ON_SERVER = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NOWHERE = "postgresql+psycopg://root@127.0.0.1:1/parkwise"


@contextmanager
def opened(url: str) -> Iterator[Database]:
    with closing(Database(url)) as database:
        yield database


def add(name: str) -> Callable[[Session], None]:
    return lambda session: session.add(OrganisationRow(name=name))


def code_of(work: Callable[[], Any], kind: type[Refusal] = Unavailable) -> str:
    with pytest.raises(kind) as caught:
        work()
    assert caught.value.faults[0].fields["retry_after"] > 0
    return caught.value.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with opened(f"sqlite:///{tmp_path}/a.db") as database:
        migrate.upgrade(database)
    return tmp_path / "a.db"


def test_a_server_that_cannot_be_reached() -> None:
    with opened(NOWHERE) as database:
        assert code_of(database.ping) == "database_unavailable"
        assert code_of(lambda: database.write(add("x"))) == "database_unavailable"
        assert code_of(lambda: migrate.upgrade(database)) == "database_unavailable"
        assert code_of(lambda: migrate.current(database)) == "database_unavailable"
        assert code_of(lambda: migrate.differences(database)) == "database_unavailable"


def test_the_service_says_that_it_cannot_be_reached() -> None:
    settings = Settings(database=NOWHERE, migrate=False, job_runners=0)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        assert client.get("/healthz").status_code == 200
        for path in ("/readyz", "/v1/keys"):
            answer = client.get(path, headers={"Accept-Language": "zh"})
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "application/problem+json"
            assert int(answer.headers["retry-after"]) > 0
            assert answer.json()["title"] == "数据库没有响应"


def test_a_file_that_may_only_be_read(path: Path) -> None:
    with opened(f"sqlite:///file:{path}?mode=ro&uri=true") as database:
        assert database.read(lambda s: s.scalar(select(OrganisationRow.name))) == "local"
        assert code_of(lambda: database.write(add("x"))) == "storage_read_only"


def test_a_connection_that_may_only_read(database: Database) -> None:
    if database.is_sqlite:
        url = database.url
        reading = "PRAGMA query_only = ON"
    else:
        url = database.url.update_query_dict({"options": "-c default_transaction_read_only=on"})
        reading = "SELECT 1"
    with opened(url.render_as_string(hide_password=False)) as limited:
        event.listen(limited.engine, "connect", lambda c, _: c.execute(reading).close())
        assert limited.read(lambda s: s.scalar(select(OrganisationRow.name))) == "local"
        assert code_of(lambda: limited.write(add("x"))) == "storage_read_only"


def test_a_disk_that_is_full_loses_nothing_that_was_saved(path: Path) -> None:
    with opened(f"sqlite:///{path}") as database:
        event.listen(
            database.engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 1").close()
        )

        def fill(session: Session) -> None:
            session.add_all([OrganisationRow(name=f"{n}" * 150) for n in range(100, 400)])

        database.write(add("small"))
        assert code_of(lambda: database.write(fill), StorageFull) == "storage_full"
        found = database.read(lambda s: s.scalars(select(OrganisationRow.name)).all())
        assert set(found) == {"local", "small"}
        assert migrate.damage(database) == []


def test_a_lock_that_others_hold_too_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SQLITE_WAIT", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with opened(f"sqlite:///{path}") as database:
        assert code_of(lambda: database.write(add("x"))) == "database_busy"
        assert database.read(lambda s: s.scalar(select(OrganisationRow.name))) == "local"
        other.execute("ROLLBACK")
        database.write(add("x"))
    other.close()


def test_all_connections_taken(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"POOL": 1, "OVERFLOW": 0, "POOL_WAIT": 0.1}.items():
        monkeypatch.setattr(opening, name, value)
    with opened(database_url) as database:

        def ping_inside(session: Session) -> None:
            session.execute(text("SELECT 1"))
            database.ping()

        assert code_of(lambda: database.read(ping_inside)) == "database_busy"
        database.ping()


@ON_SERVER
def test_a_broken_connection_is_told_and_replaced(database: Database) -> None:

    def end(session: Session) -> None:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    assert code_of(lambda: database.write(end)) == "database_unavailable"
    database.ping()


@ON_SERVER
def test_connections_that_broke_while_unused_are_replaced(database: Database) -> None:
    mine = database.read(lambda s: s.scalar(text("SELECT pg_backend_pid()")))
    with opened(database.url.render_as_string(hide_password=False)) as other:
        other.read(lambda s: s.execute(text("SELECT pg_terminate_backend(:n)"), {"n": mine}))
    assert database.read(lambda s: s.scalar(text("SELECT pg_backend_pid()"))) != mine


@ON_SERVER
def test_writers_that_wait_for_each_other_are_told_to_try_again(database: Database) -> None:
    database.write(lambda s: s.add(OrganisationRow(id="other", name="other")))
    both = threading.Barrier(2)

    def cross(first: str, second: str) -> str:
        def work(session: Session) -> None:
            for step, name in enumerate((first, second)):
                named = update(OrganisationRow).where(OrganisationRow.id == name)
                session.execute(named.values(name=f"{name} of {first}"))
                if step == 0:
                    both.wait()

        try:
            database.write(work)
        except Unavailable as error:
            return error.code
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(cross, ("local", "other"), ("other", "local")))
    assert sorted(ends) == ["database_busy", "saved"]


def test_broken_rules_stay_what_they_are(database: Database) -> None:
    with pytest.raises(IntegrityError):
        database.write(add("local"))


@pytest.mark.parametrize("wrong", ["SELEKT 1", "SELECT 1 FROM nothing", "SELECT no FROM keys"])
def test_faults_of_the_code_are_not_blamed_on_the_database(database: Database, wrong: str) -> None:
    with pytest.raises((ProgrammingError, OperationalError)):
        database.read(lambda s: s.execute(text(wrong)))
