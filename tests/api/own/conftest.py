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
from mcda.parks import load_catalogue
from mcda.parks.overlay import ClaimRow, Overlay, Quotation, SourceRow, format_workbook
from mcda.parks.overlay.columns import layouts
from mcda.sheets.columns import Place
from tests.clients import TestClient

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


def _place(sheet: str) -> Place:
    return Place("ours", sheet, 2, {name: j for j, name in enumerate(layouts()[sheet].names)})


@pytest.fixture(scope="session")
def workbook() -> bytes:
    """Private data as the project itself writes them: a source, a claim, a quotation of 55."""
    overlay = Overlay(
        sources=(SourceRow(place=_place("sources"), id="visit", title="Visit", date="2026-03-12"),),
        claims=(
            ClaimRow(
                place=_place("claims"),
                id="visit.power",
                subject="tcr",
                attribute="power_outages",
                value="3",
                unit="hours/month",
                as_of="2026-03",
                kind="stated",
                source="visit",
                quote="每月停电约三小时",
            ),
        ),
        quotations=(
            Quotation(
                place=_place("quotations"),
                park="tcr",
                criterion="land_price",
                mode=55.0,
                source="visit",
                as_of="2026-03-12",
            ),
        ),
    )
    return format_workbook(overlay, load_catalogue())


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
