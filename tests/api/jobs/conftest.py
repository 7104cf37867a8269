"""Services with and without a runner, jobs to give them, and ways to wait."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from api.access.caller import THIS_MACHINE, Caller
from api.app import create_app
from api.db import Database
from api.db.columns import now
from api.db.tables import JobRow
from api.jobs import store
from api.jobs.store import JobLease, problem_of
from api.jobs.work import perform
from api.keys.service import create_key, organisation_named
from api.settings import Settings
from mcda.errors import McdaError
from tests.clients import TestClient
from tests.endless import endless_job

SECONDS = 90
RANKING = {
    "problem": {
        "criteria": [{"id": "price", "direction": "cost"}, {"id": "roads", "direction": "benefit"}],
        "alternatives": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
        "performances": [[100, 3], [150, 6], [120, 2]],
    },
    "weights": {"kind": "direct", "values": {"price": 2, "roads": 1}},
    "sensitivity": False,
}
CLIENTS = [
    {"id": "c-1", "home": {"province": "浙江", "city": "杭州"}, "markets": {"US": 0.6, "EU": 0.2}},
    {"id": "c-2", "home": {"province": "Guangdong"}},
    {"id": "c-3", "profile": "anchor-follower"},
]


@pytest.fixture
def ranking() -> dict[str, Any]:
    return {"kind": "ranking", "request": RANKING}


@pytest.fixture
def portfolio() -> dict[str, Any]:
    return {"kind": "portfolio", "enterprises": CLIENTS}


@pytest.fixture
def endless() -> dict[str, Any]:
    return endless_job(200)


@pytest.fixture
def url(current_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(current_file, tmp_path / 'jobs.db')}"


@pytest.fixture
def sqlite(url: str) -> Iterator[Database]:
    """A database where it does not matter which."""
    with closing(Database(url)) as opened:
        yield opened


@pytest.fixture
def idle(url: str) -> Iterator[TestClient]:
    """A service that leaves jobs to others."""
    made = create_app(Settings(database=url, job_runners=0))
    with TestClient(made, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def wait() -> Callable[..., dict[str, Any]]:
    """Wait until a job is in one of some states."""

    def wait(client: TestClient, job: str, *states: str) -> dict[str, Any]:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            found = client.get(f"/v1/jobs/{job}").json()
            if found["state"] in states:
                return found
            time.sleep(0.05)
        raise AssertionError(f"still {found}")

    return wait


@pytest.fixture
def add() -> Callable[..., str]:
    """Put a request into the queue and return the job's id."""

    def add(database: Database, request: bytes = b"{}", caller: Caller = THIS_MACHINE) -> str:
        return database.write(lambda s: store.add(s, caller, "ranking", request, None).id)

    return add


@pytest.fixture
def expire() -> Callable[[Database], None]:
    """Let half a minute pass for every lease."""

    def expire(database: Database) -> None:
        database.write(lambda s: s.execute(update(JobRow).values(lease_until=now() - store.LEASE)))

    return expire


@pytest.fixture
def replace() -> Callable[..., None]:
    """Put a short request in the place of one that would never end."""

    def replace(database: Database, job: str, request: dict[str, Any]) -> None:
        changed = (
            update(JobRow).where(JobRow.id == job).values(request=json.dumps(request).encode())
        )
        database.write(lambda s: s.execute(changed))

    return replace


@pytest.fixture
def work_off() -> Callable[[Database], int]:
    """Do all waiting jobs in this process, and return how many there were."""

    def work_off(database: Database) -> int:
        done, untold = 0, lambda _done, _total: None
        while (claimed := database.write(lambda s: store.claim(s, "test"))) is not None:
            try:
                state, content = "done", perform(claimed.request, Settings(), untold)
            except McdaError as error:
                state, content = "failed", problem_of(error)
            _end(database, claimed, state, content)
            done += 1
        return done

    return work_off


def _end(database: Database, claimed: JobLease, state: Any, content: bytes) -> None:
    def work(session: Session) -> None:
        row = store.held(session, claimed, "test")
        assert row is not None
        setattr(row, "result" if state == "done" else "problem", content)
        store.end(session, row, state, {})

    database.write(work)


def key_of(client: TestClient, org: str, scope: Any = "write") -> dict[str, str]:
    """Make a key of an organisation and return the headers that send it."""

    def work(session: Session) -> str:
        owner = organisation_named(session, org)
        caller = Caller(organisation=owner, by="test", scopes=frozenset({"admin"}))
        return str(create_key(session, caller, "k", scope)["key"])

    text = client.app.state.database.write(work)  # type: ignore[attr-defined]
    client.app.state.directory.forget()  # type: ignore[attr-defined]
    return {"Authorization": f"Bearer {text}"}


@pytest.fixture
def key() -> Callable[..., dict[str, str]]:
    return key_of
