"""A service with keys of two organisations, and private data to send."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session
from xlsxwriter import Workbook

from api.access.caller import Caller
from api.access.service import create_key, organisation_named
from api.app import create_app
from api.db import Database
from api.settings import Settings
from tests.clients import TestClient
from tests.own_data import visited

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def client(sqlite_url: str) -> Iterator[TestClient]:
    made = create_app(Settings(database=sqlite_url, job_runners=0))
    with TestClient(made, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def key(client: TestClient) -> Callable[..., dict[str, str]]:
    """Make a key of an organisation and return the headers that send it."""

    def key(org: str, scope: Any = "write") -> dict[str, str]:
        def work(session: Session) -> str:
            owner = organisation_named(session, org)
            caller = Caller(organisation=owner, by="test", scopes=frozenset({"admin"}))
            return str(create_key(session, caller, "k", scope)["key"])

        text = client.app.state.database.write(work)  # type: ignore[attr-defined]
        client.app.state.directory.forget()  # type: ignore[attr-defined]
        return {"Authorization": f"Bearer {text}"}

    return key


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

    def sheets(**named: list[list[Any]]) -> bytes:
        content = io.BytesIO()
        with Workbook(content, {"strings_to_formulas": False}) as book:
            for name, rows in named.items():
                sheet = book.add_worksheet(name)
                for place, row in enumerate(rows):
                    sheet.write_row(place, 0, row)
        return content.getvalue()

    return sheets
