"""A service with keys of two organisations, and private data to send."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from api.access.caller import Caller
from api.app import create_app
from api.db import Database
from api.keys.service import organisation_named
from api.settings import Settings
from tests.api.jobs.conftest import key_of
from tests.clients import TestClient
from tests.own_data import visited, written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def client(sqlite_url: str) -> Iterator[TestClient]:
    made = create_app(Settings(database=sqlite_url, job_runners=0))
    with TestClient(made, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def key(client: TestClient) -> Callable[..., dict[str, str]]:
    """Make a key of an organisation and return the headers that send it."""
    return partial(key_of, client)


@pytest.fixture
def owner() -> Callable[[Database, str], Caller]:
    """Return a caller of an organisation, made where it is new."""

    def owner(database: Database, org: str) -> Caller:
        made = database.write(lambda s: organisation_named(s, org))
        return Caller(organisation=made, by="test", scopes=frozenset({"write"}))

    return owner


@pytest.fixture(scope="session")
def workbook() -> bytes:
    """Private data as the project itself writes them."""
    return visited()


@pytest.fixture
def sheets() -> Callable[..., bytes]:
    """Write sheets of plain cells as a workbook."""

    return written
