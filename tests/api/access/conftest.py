"""The service on a database of its own, and keys as whoever runs it makes them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.access.caller import SCOPES, Caller, Scope
from api.app import create_app
from api.db import Database
from api.keys import service
from api.settings import Settings
from tests.clients import TestClient

Made = dict[str, Any]
Serve = Callable[..., TestClient]
MakeKey = Callable[..., Made]


def make_key(
    database: Database, org: str = "a", scope: Scope = "admin", days: int | None = None
) -> Made:
    """Return a new key; its organisation is made where it is new."""

    def work(session: Session) -> Made:
        owner = service.organisation_named(session, org)
        caller = Caller(organisation=owner, by="tests", scopes=frozenset(SCOPES))
        return service.create_key(session, caller, f"{scope} of {org}", scope, days)

    return database.write(work)


def bearing(made: Made) -> dict[str, str]:
    """Return the headers of a caller with a key."""
    return {"Authorization": f"Bearer {made['key']}"}


@pytest.fixture
def file_database(sqlite_url: str) -> Iterator[Database]:
    """Give an SQLite database, for what does not depend on the kind."""
    with closing(Database(sqlite_url)) as opened:
        yield opened


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give what starts the service on a database; keywords are settings."""
    with ExitStack() as stack:

        def start(database: Database, **settings: Any) -> TestClient:
            url = database.url.render_as_string(hide_password=False)
            app = create_app(Settings(database=url, job_runners=0, **settings))
            return stack.enter_context(TestClient(app, raise_server_exceptions=False))

        yield start


@pytest.fixture
def client(file_database: Database, serve: Serve) -> TestClient:
    return serve(file_database)


@pytest.fixture
def key_of() -> MakeKey:
    return make_key


@pytest.fixture
def bearer_of() -> Callable[[Made], dict[str, str]]:
    return bearing


@pytest.fixture
def assert_problem() -> Callable[..., None]:
    """Give what checks that an answer is a problem document of a status and code."""

    def check(answer: Any, status: int, code: str) -> None:
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        found = answer.json()
        assert (found["status"], found["code"], found["type"]) == (
            status,
            code,
            f"/problems/{code}",
        )
        assert found["detail"]
        assert ("www-authenticate" in answer.headers) == (status == 401)

    return check
