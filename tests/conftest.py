"""What every test shares: skips that turn into failures, and databases of both kinds."""

import gc
import logging
import os
import secrets
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import trustme
from sqlalchemy import Connection, Engine, NullPool, Table, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from api.db import Database, migrate
from api.db.tables import Base
from tests.leftovers import Leftovers
from tests.seeds import DAY
from tests.service import served

SERVER = os.environ.get("PARKWISE_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1:5432")
BY_THE_CLOCK = ("jobs", "housekeeping", "webhooks", "running")
"""Names of the threads of a service that nobody asks."""
ADVICE = (
    "no PostgreSQL answers at {server}: start one, or name another in PARKWISE_TEST_POSTGRES "
    "(on Debian: apt-get install postgresql)"
)


def pytest_configure(config: pytest.Config) -> None:
    """Keep what tests save out of the user's own data folder."""
    config.pluginmanager.register(_Kept())
    config.pluginmanager.register(Leftovers())
    os.environ.setdefault(DAY, f"{date.today():%Y%m%d}")  # for the workers too
    gc.disable()  # nothing is garbage while tests are collected: looking for it took a quarter
    sys.dont_write_bytecode = False  # each program that tests start would compile all modules anew
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    folder = tempfile.mkdtemp(prefix="parkwise-tests-")
    os.environ["PARKWISE_DATABASE"] = f"sqlite:///{folder}/tests.db"
    os.environ["PARKWISE_OPEN_CPU_SECONDS"] = "off"  # tests ask without a key, and much
    migrated(os.environ["PARKWISE_DATABASE"])


def pytest_report_header() -> str:
    """Tell how to have the same random cases again."""
    return f"{DAY}={os.environ[DAY]}"


def pytest_collection_finish() -> None:
    """Take modules and tests, which live to the end, from what is looked through for garbage."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


class _Kept:
    """Reports of tests, which live to the end, are taken from what is looked through for garbage.

    There are millions of objects in the end: looking through them again and again took longer
    than many a test. It is done between modules, when what they opened is closed.
    """

    EVERY = 200
    tests = 0

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        self.tests += 1
        is_last = nextitem is None or nextitem.path != item.path
        if is_last and self.tests >= self.EVERY:
            self.tests = 0
            gc.collect()
            gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With ``CI=true`` a skip is a failure, unless the test is marked ``may_skip``."""
    report = yield
    allowed = item.get_closest_marker("may_skip") is not None or hasattr(report, "wasxfail")
    if report.skipped and os.environ.get("CI") == "true" and not allowed:
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {report.longrepr}"
    return report


@pytest.fixture
def caplog(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Give the log without what services that tests share do by the clock."""
    clocks = {one.ident for one in threading.enumerate() if one.name in BY_THE_CLOCK}

    def is_own(record: logging.LogRecord) -> bool:
        return record.thread not in clocks

    caplog.handler.addFilter(is_own)
    yield caplog
    caplog.handler.removeFilter(is_own)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give PEM files of an authority, and of a certificate for this machine with its key."""
    folder, authority = tmp_path_factory.mktemp("certificates"), trustme.CA()
    issued = authority.issue_cert("127.0.0.1", "localhost")
    files = {name: str(folder / f"{name}.pem") for name in ("ca", "certificate", "key")}
    authority.cert_pem.write_to_path(files["ca"])
    issued.private_key_pem.write_to_path(files["key"])
    for pem in issued.cert_chain_pems:
        pem.write_to_path(files["certificate"], append=True)
    return files


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


class Reused:
    """A PostgreSQL database that tests have one after another: making one takes much longer.

    Parameters
    ----------
    server
        Where it is.
    template
        Name of the database that it is a copy of.
    """

    def __init__(self, server: Engine, template: str) -> None:
        self.server, self.template = server, template
        self._made: AbstractContextManager[str] | None = None
        self._name, self._as_made = "", ""
        self._rows: dict[Table, list[dict[str, Any]]] = {}

    def given(self) -> str:
        """Return its name; it holds what a new one does."""
        if self._made is None:
            self._made = made(self.server, self.template)
            self._name = self._made.__enter__()
            with self._connected() as connection:
                self._as_made = connection.scalar(text(MADE_OF)) or ""
                for table in Base.metadata.sorted_tables:
                    rows = connection.execute(table.select()).mappings()
                    self._rows[table] = [dict(row) for row in rows]
        return self._name

    def taken_back(self) -> None:
        """Empty it; where more than rows was changed the next test has another."""
        try:
            if self._is_emptied():
                return
        except DBAPIError:
            pass
        self.left()

    def _is_emptied(self) -> bool:
        with self._connected() as connection:
            connection.execute(text(LEAVE))
            if connection.scalar(text(MADE_OF)) != self._as_made:
                return False
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
            for table, rows in self._rows.items():
                if rows:
                    connection.execute(table.insert(), rows)
            connection.execute(text(COUNT_ANEW))
        return True

    def left(self) -> None:
        """Drop it."""
        if self._made is not None:
            self._made.__exit__(None, None, None)
            self._made = None

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with create_engine(f"{SERVER}/{self._name}", poolclass=NullPool).begin() as connection:
            yield connection


LEAVE = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
COUNT_ANEW = """SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
FROM pg_sequences"""
MADE_OF = """SELECT string_agg(part, ';' ORDER BY part) FROM (
SELECT attrelid::regclass || '.' || attname || atttypid || attnotnull AS part FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint
UNION ALL SELECT tgname FROM pg_trigger
UNION ALL SELECT setconfig::text FROM pg_db_role_setting
    JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()
UNION ALL SELECT version_num FROM alembic_version) AS parts"""


@pytest.fixture(scope="session")
def reused(server: Engine) -> Iterator[Reused]:
    """Give a PostgreSQL database with the current schema that tests have in turn."""
    with made(server) as template:
        migrated(f"{SERVER}/{template}")
        found = Reused(server, template)
        yield found
        found.left()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the one service that tests share, with a slash at its end.

    Whoever saves in it does so beside what others save.
    """
    with served(tmp_path_factory.mktemp("served")) as place:
        yield place


def migrated(url: str) -> None:
    """Bring a database up to the current schema."""
    with closing(Database(url)) as opened:
        migrate.upgrade(opened)


@pytest.fixture
def sqlite_url(current_file: Path, tmp_path: Path) -> str:
    """Give the address of an SQLite database with the current schema and nothing in it."""
    return f"sqlite:///{shutil.copy(current_file, tmp_path / 'parkwise.db')}"


KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)]


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database without any schema, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/parkwise.db"
        return
    with made(request.getfixturevalue("server")) as name:
        yield f"{SERVER}/{name}"


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of a database with the current schema and nothing in it, of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    shared: Reused = request.getfixturevalue("reused")
    yield f"{SERVER}/{shared.given()}"
    shared.taken_back()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database with the current schema."""
    with closing(Database(database_url)) as opened:
        yield opened
