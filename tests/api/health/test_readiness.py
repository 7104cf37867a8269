"""Ready is what can also save; which part cannot is told."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from api.app import create_app
from api.db import Database, migrate
from api.health.readiness import Readiness
from api.http.refusals import Unavailable
from api.settings import Settings
from tests.clients import TestClient

ON_SERVER = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
ON_FILE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def fault(database: Database) -> tuple[str, tuple[str | int, ...]] | None:
    try:
        Readiness(database).check()
    except Unavailable as error:
        return error.code, error.faults[0].path
    return None


def test_a_sound_database_is_ready_and_stays_as_it_was(database: Database) -> None:
    for _ in range(3):
        assert fault(database) is None
    assert migrate.current(database) == migrate.newest()


@ON_FILE
def test_every_look_writes(database: Database) -> None:
    log = Path(f"{database.url.database}-wal")
    sizes = []
    for _ in range(3):
        assert fault(database) is None
        sizes.append(log.stat().st_size)
    assert sizes == sorted(set(sizes))


@ON_SERVER
def test_every_look_writes_on_a_server(database: Database) -> None:
    def version() -> int:
        return int(database.read(lambda s: s.scalar(text("SELECT xmin FROM alembic_version"))))

    first = version()
    assert fault(database) is None
    assert version() != first


@ON_SERVER
def test_a_server_that_may_only_be_read(database: Database) -> None:
    name = database.url.database
    database.write(
        lambda s: s.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    )
    database.engine.dispose()
    assert fault(database) == ("storage_read_only", ("writing",))


@ON_FILE
def test_a_file_that_may_only_be_read(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
    assert fault(database) == ("storage_read_only", ("writing",))


@ON_FILE
def test_a_disk_that_takes_no_more(database: Database) -> None:
    code = """
import resource, sys
from pathlib import Path
from api.db import Database
from api.health.readiness import Readiness
from api.http.refusals import Unavailable
database = Database(sys.argv[1])
Readiness(database).check()
size = Path(f"{database.url.database}-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    Readiness(database).check()
except Unavailable as error:
    print(error.code, error.faults[0].path)
database.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(database.url)], capture_output=True, text=True
    )
    assert done.stdout.strip() == "database_unavailable ('writing',)", done.stderr


@ON_FILE
def test_a_lock_that_others_hold(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.db.database.SQLITE_WAIT", 0.1)
    other = sqlite3.connect(str(database.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    own = Database(str(database.url))
    assert fault(own) == ("database_busy", ("writing",))
    own.close()
    other.close()


def test_a_database_of_another_version(database: Database) -> None:
    database.write(lambda s: s.execute(text("UPDATE alembic_version SET version_num = 'r0000'")))
    assert fault(database) == ("schema_outdated", ("schema",))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_answer_tells_which_part(tmp_path: Path, lang: str) -> None:
    app = create_app(Settings(database=f"sqlite:///{tmp_path}/own.db", job_runners=0))
    with TestClient(app, headers={"Accept-Language": lang}) as client:
        assert client.get("/readyz").status_code == 200
        app.state.readiness._until = float("-inf")
        app.state.readiness.database = Database("sqlite:////nowhere/at/all.db")
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["errors"][0]["pointer"] == "/database"
        assert answer.headers["retry-after"]
        assert client.get("/healthz").status_code == 200


def test_many_who_ask_at_once_look_once(database: Database) -> None:
    looks = 0
    now = [0.0]
    readiness = Readiness(database, clock=lambda: now[0])
    look = database.check_writing

    def counted() -> None:
        nonlocal looks
        looks += 1
        look()

    database.check_writing = counted  # type: ignore[method-assign]

    def ask() -> None:
        with ThreadPoolExecutor(20) as pool:
            list(pool.map(lambda _: readiness.check(), range(20)))

    ask()
    ask()
    assert looks == 1
    now[0] = 1.5
    ask()
    assert looks == 2
