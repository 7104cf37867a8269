"""What every test shares: skips that turn into failures, and databases of both kinds."""

import gc
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from api.db import Database, migrate

SERVER = os.environ.get("PARKWISE_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1:5432")
ADVICE = (
    "no PostgreSQL answers at {server}: start one, or name another in PARKWISE_TEST_POSTGRES "
    "(on Debian: apt-get install postgresql)"
)


MOSTLY_ON_SQLITE = pytest.mark.parametrize(
    "database_url",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)],
    indirect=True,
)
"""For what takes seconds and differs little by the kind of database."""


def pytest_configure() -> None:
    """Keep what tests save out of the user's own data folder."""
    gc.disable()  # nothing is garbage while tests are collected: looking for it took a quarter
    folder = tempfile.mkdtemp(prefix="parkwise-tests-")
    os.environ["PARKWISE_DATABASE"] = f"sqlite:///{folder}/tests.db"
    migrated(os.environ["PARKWISE_DATABASE"])


def pytest_collection_finish() -> None:
    """Take modules and tests, which live to the end, from what is looked through for garbage."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_xdist_auto_num_workers() -> int:
    """Return one more than there are cores: many tests wait for a service or a browser."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With ``CI=true`` a skip is a failure, unless the test is marked ``may_skip``."""
    report = yield
    allowed = item.get_closest_marker("may_skip") is not None or hasattr(report, "wasxfail")
    if report.skipped and os.environ.get("CI") == "true" and not allowed:
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def server() -> Iterator[Engine]:
    """Give the PostgreSQL server, or skip."""
    engine = create_engine(f"{SERVER}/postgres", isolation_level="AUTOCOMMIT")
    try:
        with engine.connect():
            pass
    except OperationalError:
        pytest.skip(ADVICE.format(server=SERVER))
    yield engine
    engine.dispose()


@contextmanager
def made(server: Engine, template: str = "template1") -> Iterator[str]:
    """Give the name of a database on the server, made from another one; it goes afterwards."""
    name = f"parkwise_{secrets.token_hex(6)}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield name
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def current_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite database with the current schema, to be copied."""
    file = tmp_path_factory.mktemp("current") / "parkwise.db"
    migrated(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def current_name(server: Engine) -> Iterator[str]:
    """Give the name of a PostgreSQL database with the current schema, to be copied."""
    with made(server) as name:
        migrated(f"{SERVER}/{name}")
        yield name


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the one service that tests share, with a slash at its end.

    Whoever saves in it does so beside what others save.
    """
    folder = tmp_path_factory.mktemp("served")
    told = folder / "stderr.txt"
    code = "from api.cli import main; main()"
    own = {"PARKWISE_DATABASE": f"sqlite:///{folder}/own.db", "LC_ALL": "en_US.UTF-8"}
    with (
        told.open("w") as file,
        subprocess.Popen(
            [sys.executable, "-c", code, "serve", "--port", "0"],
            cwd=Path(__file__).parents[1],
            stderr=file,
            env={**os.environ, **own},
        ) as process,
    ):
        try:
            yield f"{_listening(told, process)}/"
            process.send_signal(signal.SIGINT)
            assert process.wait(40) == 0
        finally:
            process.kill()


def _listening(told: Path, process: "subprocess.Popen[bytes]") -> str:
    """Return where it listens; requests wait until it is up."""
    for _ in range(1200):
        if found := re.search(r"http://127\.0\.0\.1:\d+", told.read_text()):
            return found[0]
        assert process.poll() is None, told.read_text()
        time.sleep(0.05)
    raise AssertionError("the service did not start")


def migrated(url: str) -> None:
    """Bring a database up to the current schema."""
    opened = Database(url)
    migrate.upgrade(opened)
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database without any schema, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/parkwise.db"
        return
    with made(request.getfixturevalue("server")) as name:
        yield f"{SERVER}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database with the current schema and nothing in it, of each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("current_file"), tmp_path / "parkwise.db")
        yield f"sqlite:///{tmp_path}/parkwise.db"
        return
    template = request.getfixturevalue("current_name")
    with made(request.getfixturevalue("server"), template) as name:
        yield f"{SERVER}/{name}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database with the current schema."""
    opened = Database(database_url)
    yield opened
    opened.close()
