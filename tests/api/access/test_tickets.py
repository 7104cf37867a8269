"""Tickets: what one opens, for whom and how long, and everything that it does not."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select, update
from starlette.testclient import TestClient as AnyClient

from api.access.browser import Browsers, cookie_name
from api.access.directory import Directory
from api.access.tickets import TAKEN_UP, erase_old
from api.db import Database
from api.db.columns import now
from api.db.tables import EntryRow, KeyRow, TicketRow
from api.operation.logs import SAID
from tests.clients import TestClient

Make = Callable[..., dict[str, Any]]
Bearer = Callable[[dict[str, Any]], dict[str, str]]
Serve = Callable[..., TestClient]
JOB = {
    "kind": "ranking",
    "request": {
        "problem": {
            "criteria": [{"id": "price", "direction": "cost"}],
            "alternatives": [{"id": "a"}, {"id": "b"}],
            "performances": [[1], [2]],
        },
        "weights": {"kind": "direct", "values": {"price": 1}},
        "sensitivity": False,
    },
}


@pytest.fixture
def client(database: Database, serve: Serve) -> TestClient:
    return serve(database)


@pytest.fixture
def admin(database: Database, key_of: Make, bearer_of: Bearer) -> dict[str, str]:
    return bearer_of(key_of(database, "a"))


def ended_job(client: TestClient, headers: dict[str, str]) -> str:
    """Return where a job is that was submitted and cancelled: its stream has two events."""
    made = client.post("/v1/jobs", json=JOB, headers=headers)
    place = f"/v1/jobs/{made.json()['id']}"
    assert client.delete(place, headers=headers).status_code == 202
    return place


def address(client: TestClient, target: str, headers: dict[str, str]) -> str:
    made = client.post("/v1/tickets", json={"for": target}, headers=headers)
    assert made.status_code == 201, made.text
    assert made.headers["cache-control"] == "no-store"
    url: str = made.json()["url"]
    assert urlsplit(url).path == target.partition("?")[0]
    return url.removeprefix("http://127.0.0.1:8000")


def age(database: Database, by: timedelta) -> None:
    """Let every ticket be older by so much."""

    def work(session: Any) -> None:
        for row in session.scalars(select(TicketRow)):
            row.created_at, row.expires_at = row.created_at - by, row.expires_at - by

    database.write(work)


def test_a_stream_is_opened_without_a_key_and_taken_up_again(
    client, database, admin, assert_problem
):
    place = f"{ended_job(client, admin)}/events"
    url = address(client, place, admin)
    assert_problem(client.get(place), 401, "key_missing")
    first = client.get(url)
    assert first.status_code == 200
    assert first.headers["content-type"].startswith("text/event-stream")
    assert first.text == client.get(place, headers=admin).text
    age(database, timedelta(hours=1))  # the connection broke after an hour
    again = client.get(url, headers={"Last-Event-ID": "1"})
    assert "id: 2\n" in again.text
    assert "id: 1\n" not in again.text
    assert client.get(url, headers={"Last-Event-ID": "2"}).status_code == 204
    age(database, TAKEN_UP)
    assert_problem(client.get(url), 401, "ticket_invalid")


@pytest.mark.parametrize("part", ["events", "result?format=csv"])
def test_it_is_dead_after_its_time(client, database, admin, part, assert_problem):
    url = address(client, f"{ended_job(client, admin)}/{part}", admin)
    age(database, timedelta(seconds=60))
    assert_problem(client.get(url), 401, "ticket_invalid")


def test_a_download_ends_with_its_time_although_it_was_opened(
    client, database, admin, assert_problem
):
    url = address(client, f"{ended_job(client, admin)}/result?format=csv", admin)
    for _ in range(2):
        assert_problem(client.get(url), 409, "job_without_result")
    age(database, timedelta(seconds=60))
    assert_problem(client.get(url), 401, "ticket_invalid")


def test_the_time_is_a_setting(database, serve, admin, assert_problem):
    client = serve(database, ticket_seconds=600)
    url = address(client, f"{ended_job(client, admin)}/events", admin)
    age(database, timedelta(seconds=500))
    assert client.get(url).status_code == 200


def test_it_opens_this_address_alone_and_changes_nothing(client, admin, assert_problem):
    place = ended_job(client, admin)
    other = ended_job(client, admin)
    url = address(client, f"{place}/result?format=csv", admin)
    ticket = parse_qs(urlsplit(url).query)["ticket"][0]
    for wrong in (
        *(f"{place}/result?ticket={ticket}", f"{place}/result?format=xlsx&ticket={ticket}"),
        f"{place}/result?format=csv&format=csv&ticket={ticket}",
        *(f"{place}/events?format=csv&ticket={ticket}", f"{place}?ticket={ticket}"),
        *(f"{other}/result?format=csv&ticket={ticket}", f"/v1/jobs?ticket={ticket}"),
        *(f"/v1/organisation?ticket={ticket}", f"{url}&ticket={ticket}", f"{url}x"),
        *(f"{place}/result?format=csv&ticket=", f"{place}/result?format=csv&ticket={'A' * 43}"),
    ):
        assert_problem(client.get(wrong), 401, "ticket_invalid")
        assert_problem(client.get(wrong, headers=admin), 401, "ticket_invalid")
    for method in ("POST", "DELETE", "PUT", "PATCH"):
        assert_problem(client.request(method, url), 401, "ticket_invalid")
    assert client.head(url).status_code == 409


@pytest.mark.parametrize(
    "target",
    [
        *("", "/", "/v1/jobs", "/v1/keys", "/v1/tickets", "/v1/organisation", "/openapi.json"),
        *("v1/jobs/1/events", "//evil.example/v1/jobs/1/events", "/v1/jobs/1/events/"),
        *("https://evil.example/v1/jobs/1/events", "/v1/jobs/1/events#x", "/v1/jobs/1/2/events"),
        *("/v1/jobs/1/events?ticket=x", "/v1/jobs/1/events?a=1&ticket=", "/v1/overlay"),
        *("/v1/assessments/1/results/1", "/v1/assessments/1/results/x/y/report.pdf", "/parks/own"),
        *("/v1/jobs/%ff/events", "http://[::1", "/v1/assessments/1/results/1/diff/2"),
    ],
)
def test_there_are_none_for_anything_else(file_database, serve, target, assert_problem):
    refused = serve(file_database).post("/v1/tickets", json={"for": target})
    assert_problem(refused, 422, "ticket_target")
    [error] = refused.json()["errors"]
    assert error["pointer"] == "/for"
    assert "/v1/jobs/{id}/events" in error["allowed"]
    assert len(error["allowed"]) == 9


@pytest.mark.parametrize(
    "target",
    [
        *("/v1/jobs/1/events", "/v1/jobs/1/result", "/v1/jobs/1/result?format=xlsx"),
        *("/v1/assessments/1/results/2/report.pdf?lang=zh", "/v1/overlay/workbook"),
        *(f"/v1/assessments/1/results/2/report.{form}" for form in ("html", "xlsx", "json")),
        "/v1/assessments/1/results/2/annex.pdf",
        "/v1/assessments/1/results/2/document.json",
    ],
)
def test_there_are_some_for_every_stream_and_file(file_database, serve, target, assert_problem):
    client = serve(file_database)
    opened = client.get(address(client, target, {}))
    assert opened.status_code == 404, opened.text  # as with a key: there is no such thing


def test_it_reads_in_the_organisation_of_its_key(
    client, database, admin, key_of, bearer_of, assert_problem
):
    place = f"{ended_job(client, admin)}/events"
    reader = bearer_of(key_of(database, "a", "read"))
    assert client.get(address(client, place, reader)).status_code == 200
    stranger = bearer_of(key_of(database, "b"))
    assert_problem(client.get(address(client, place, stranger)), 404, "unknown_job")


@pytest.mark.parametrize("opened", [False, True])
def test_it_ends_with_its_key(client, database, admin, key_of, bearer_of, assert_problem, opened):
    made = key_of(database, "a", "read")
    url = address(client, f"{ended_job(client, admin)}/events", bearer_of(made))
    if opened:
        assert client.get(url).status_code == 200
    assert client.delete(f"/v1/keys/{made['id']}", headers=admin).status_code == 204
    assert_problem(client.get(url), 401, "ticket_invalid")


def test_it_ends_when_its_key_does(client, database, admin, key_of, bearer_of, assert_problem):
    made = key_of(database, "a", "read", 1)
    url = address(client, f"{ended_job(client, admin)}/events", bearer_of(made))
    assert client.get(url).status_code == 200
    past = now() - timedelta(seconds=1)
    ended = update(KeyRow).where(KeyRow.id == made["id"]).values(expires_at=past)
    database.write(lambda s: s.execute(ended))
    assert_problem(client.get(url), 401, "ticket_invalid")


def test_it_ends_with_the_session_of_its_browser(client, database, key_of, assert_problem):
    directory = Directory(database)
    browsers = Browsers(database, directory.recent)
    token = browsers.begin(directory.find(key_of(database, "a")["key"]))
    headers = {"Cookie": f"{cookie_name('http')}={token}", "Sec-Fetch-Site": "same-origin"}
    url = address(client, f"{ended_job(client, headers)}/events", headers)
    assert client.get(url).status_code == 200
    browsers.end(token)
    assert_problem(client.get(url), 401, "ticket_invalid")


def test_without_any_key_it_is_for_this_machine_until_there_is_one(
    client, database, key_of, assert_problem
):
    url = address(client, f"{ended_job(client, {})}/events", {})
    assert client.get(url).status_code == 200
    assert client.get(url, headers={"Origin": "http://localhost:5173"}).status_code == 200
    assert_problem(client.get(url, headers={"Origin": "https://evil.com"}), 403, "not_this_machine")
    there = AnyClient(client.app, base_url="http://127.0.0.1:8000", client=("10.0.0.1", 1))
    assert_problem(there.get(url), 403, "not_this_machine")
    key_of(database)
    client.app.state.directory.forget()  # type: ignore[attr-defined]  # of the service
    assert_problem(client.get(url), 401, "key_missing")


def test_all_processes_know_it(database, serve, admin):
    one, other = serve(database), serve(database)
    url = address(one, f"{ended_job(one, admin)}/events", admin)
    assert other.get(url).status_code == 200
    there = AnyClient(other.app, base_url="https://parks.example", client=("10.0.0.1", 1))
    assert there.get(url, headers={"Origin": "https://front.example"}).status_code == 200


def test_it_stands_in_no_log_and_not_in_the_database(client, database, admin, caplog):
    caplog.set_level(logging.DEBUG, "parkwise")
    place = f"{ended_job(client, admin)}/events"
    url = address(client, place, admin)
    ticket = parse_qs(urlsplit(url).query)["ticket"][0]
    assert len(ticket) == 43
    client.get(url)
    client.get(f"{url}x")
    said = [f"{row.getMessage()} {getattr(row, SAID, '')}" for row in caplog.records]
    assert any("/v1/jobs/{job_id}/events" in line for line in said)
    assert not [line for line in said if ticket in line]
    assert ticket not in client.get("/v1/audit", headers=admin).text
    rows = database.read(lambda s: s.execute(select(TicketRow.__table__)).all())
    assert ticket not in repr(rows)
    noted = database.read(
        lambda s: s.scalars(select(EntryRow.target).where(EntryRow.action == "ticket.create")).all()
    )
    assert list(noted) == [place]


def test_who_guesses_is_told_to_stop(database, serve, admin, assert_problem):
    client = serve(database, failure_limit="3/minute")
    url = address(client, f"{ended_job(client, admin)}/events", admin)
    for _ in range(3):
        assert_problem(client.get(f"{url}x"), 401, "ticket_invalid")
    assert (client.get(f"{url}x").status_code, client.get(url).status_code) == (429, 200)


def test_an_address_keeps_its_letters(client, admin):
    place = ended_job(client, admin)
    url = address(client, f"{place}/result?format=csv", admin)
    assert client.get(url.replace("format=csv", "format=%63sv")).status_code == 409
    made = client.post("/v1/tickets", json={"for": "/v1/jobs/园 区/events"}, headers=admin)
    assert client.get(made.json()["url"]).json()["code"] == "unknown_job"


def test_links_begin_with_the_public_address(file_database, serve, key_of, bearer_of):
    client = serve(file_database, public_url="https://parks.example.org")
    headers = bearer_of(key_of(file_database))
    made = client.post("/v1/tickets", json={"for": "/v1/overlay/workbook"}, headers=headers)
    assert made.json()["url"].startswith("https://parks.example.org/v1/overlay/workbook?ticket=")


def test_pages_of_allowed_sites_read_the_name_of_a_file(file_database, serve):
    client = serve(file_database, cors_origins=("http://localhost:5173",))
    answer = client.get("/v1/criteria", headers={"Origin": "http://localhost:5173"})
    assert answer.headers["access-control-allow-origin"] == "http://localhost:5173"
    assert "Content-Disposition" in answer.headers["access-control-expose-headers"]


def test_what_nobody_can_use_any_more_is_erased(client, database, admin):
    place = ended_job(client, admin)
    opened = address(client, f"{place}/events", admin)
    address(client, f"{place}/events", admin)
    assert client.get(opened).status_code == 200

    def left() -> int:
        database.write(erase_old)
        return database.read(lambda s: s.scalar(select(func.count()).select_from(TicketRow))) or 0

    assert left() == 2
    age(database, timedelta(minutes=2))
    assert left() == 1
    assert client.get(opened).status_code == 200
    age(database, TAKEN_UP)
    assert left() == 0
