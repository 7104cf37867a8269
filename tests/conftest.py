"""What every test shares: skips that turn into failures, and databases of both kinds."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from api.db import Database, migrate

SERVER = os.environ.get("PARKWISE_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1:5432")
ADVICE = (
    "no PostgreSQL answers at {server}: start one, or name another in PARKWISE_TEST_POSTGRES "
    "(on Debian: apt-get install postgresql)"
)


def pytest_configure() -> None:
    """Keep what tests save out of the user's own data folder."""
    folder = tempfile.mkdtemp(prefix="parkwise-tests-")
    os.environ["PARKWISE_DATABASE"] = f"sqlite:///{folder}/tests.db"
    opened = Database(os.environ["PARKWISE_DATABASE"])
    migrate.upgrade(opened)
    opened.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With ``CI=true`` a skip is a failure, unless the test is marked ``may_skip``."""
    report = yield
    allowed = item.get_closest_marker("may_skip") is not None or hasattr(report, "wasxfail")
    if report.skipped and os.environ.get("CI") == "true" and not allowed:
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {report.longrepr}"
    return report


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/parkwise.db"
        return
    server = create_engine(f"{SERVER}/postgres", isolation_level="AUTOCOMMIT")
    name = f"parkwise_{secrets.token_hex(6)}"
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError:
        pytest.skip(ADVICE.format(server=SERVER))
    yield f"{SERVER}/{name}"
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database with the current schema."""
    opened = Database(database_url)
    migrate.upgrade(opened)
    yield opened
    opened.close()
