"""What the tests of saved work share: a service on a database, keys, and requests to it."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from api.access.caller import Caller, Scope
from api.app import create_app
from api.db import Database
from api.keys.service import create_key, organisation_named
from api.settings import Settings
from tests.clients import TestClient

PROBLEM_JSON = "application/problem+json"
CONTENT = {
    "name": "Parts maker",
    "enterprise": {
        "home": {"province": "Zhejiang", "city": "Hangzhou"},
        "sectors": ["auto_parts"],
        "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
        "size": "sme",
    },
    "parks": ["ljip", "vcep", "tcr", "kitic"],
    "sensitivity": False,
}
ANSWER = {
    "first": {"criterion": "land_price", "amount": 20},
    "second": {"criterion": "infrastructure", "amount": 1},
    "reply": "first",
}
"""Of an interview: an amount of land price is preferred."""


def content(**fields: Any) -> dict[str, Any]:
    """Return an assessment to be saved; keywords replace its fields."""
    return copy.deepcopy({**CONTENT, **fields})


@dataclass
class Desk:
    """Asks the service, as whoever the headers say."""

    client: TestClient
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.client.app.state.database  # type: ignore[attr-defined]

    def ask(self, method: str, path: str, status: int | None = None, **options: Any) -> Any:
        """Return the response, after its status and the form of a refusal were checked."""
        headers = {**self.headers, **options.pop("headers", {})}
        answer = self.client.request(method, path, headers=headers, **options)
        assert answer.status_code < 500, answer.text
        if status is not None:
            assert answer.status_code == status, answer.text[:500]
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == PROBLEM_JSON
            found = answer.json()
            assert found["type"] == f"/problems/{found['code']}"
            assert found["status"] == answer.status_code
            assert found["detail"]
            assert found["errors"]
        return answer

    def ask_in_lines(
        self, method: str, path: str, status: int, name: str, lines: list[str], **options: Any
    ) -> Any:
        """Return the response to a header that is sent in several lines."""
        headers = [*self.headers.items(), *((name, line) for line in lines)]
        answer = self.client.request(method, path, headers=headers, **options)
        assert answer.status_code == status, answer.text[:500]
        return answer

    def create(self, **fields: Any) -> str:
        """Save an assessment and return its path."""
        made = self.ask("POST", "/v1/assessments", 201, json=content(**fields))
        assert made.headers["location"] == f"/v1/assessments/{made.json()['id']}"
        return str(made.headers["location"])

    def run(self, path: str, **options: Any) -> dict[str, Any]:
        """Run an assessment and return the whole stored result."""
        options = {"json": {"detail": "full"}, **options}
        found: dict[str, Any] = self.ask("POST", f"{path}/run", 201, **options).json()
        return found

    def of(self, org: str, scope: Scope = "write") -> "Desk":
        """Return the desk of an organisation, with a new key."""

        def work(session: Session) -> str:
            owner = organisation_named(session, org)
            caller = Caller(organisation=owner, by="tests", scopes=frozenset({"admin"}))
            return str(create_key(session, caller, f"key of {org}", scope)["key"])

        text = self.database.write(work)
        self.client.app.state.directory.forget()  # type: ignore[attr-defined]
        return Desk(self.client, {"Authorization": f"Bearer {text}"})


@contextmanager
def opened(url: str, **more: Any) -> Iterator[Desk]:
    """Start the service on a database."""
    app = create_app(Settings(database=url, job_runners=0, rate_limit="off", **more))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Desk(client)


def all_pages(desk: Desk, path: str, limit: int, **query: Any) -> list[list[dict[str, Any]]]:
    """Return the pages of a list, one after the other."""
    pages, start = [], {}
    while True:
        found = desk.ask("GET", path, 200, params={"limit": limit, **query, **start}).json()
        pages.append(found["items"])
        if found["next"] is None:
            return pages
        start = {"cursor": found["next"]}
