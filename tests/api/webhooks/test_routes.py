"""Webhooks over HTTP: made, shown, tested and deleted, by whom, and told of jobs that end."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook as Verifying

from api.access.caller import Scope
from api.app import create_app
from api.db import Database
from api.db.tables import EntryRow
from api.jobs import store
from api.settings import Settings
from api.webhooks import courier as couriers
from tests.api.access.conftest import bearing, make_key
from tests.api.webhooks.conftest import caller_of
from tests.api.webhooks.test_courier import until
from tests.clients import TestClient

Serve = Callable[..., TestClient]
URL = "https://hooks.invalid/parkwise"
PLACE = "/v1/webhooks"
JOB = {
    "kind": "ranking",
    "request": {
        "problem": {
            "criteria": [{"id": "price", "direction": "cost", "name": {"en": "Chrysanthemum"}}],
            "alternatives": [{"id": "a"}, {"id": "b"}],
            "performances": [[1], [2]],
        },
        "weights": {"kind": "direct", "values": {"price": 1}},
        "sensitivity": False,
    },
}


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Give what starts a service on a database; keywords are settings."""
    monkeypatch.setattr(couriers, "POLL", 0.05)
    with ExitStack() as stack:

        def start(database: Database, **settings: Any) -> TestClient:
            url = database.url.render_as_string(hide_password=False)
            app = create_app(Settings(database=url, **{"job_runners": 0, **settings}))
            return stack.enter_context(TestClient(app, raise_server_exceptions=False))

        yield start


def key(database: Database, org: str = "a", scope: Scope = "admin") -> dict[str, str]:
    return bearing(make_key(database, org, scope))


def code(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.text
    found: str = answer.json()["code"]
    return found


def test_made_shown_and_deleted(database, serve):
    client, admin = serve(database), key(database)
    answer = client.post(PLACE, json={"url": URL}, headers=admin)
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    made = answer.json()
    secret = made.pop("secret")
    assert secret.startswith("whsec_")
    assert (made["state"], made["url"], len(made["events"])) == ("active", URL, 3)
    second = client.post(PLACE, json={"url": URL, "events": ["job.done"] * 2}, headers=admin).json()
    assert second["events"] == ["job.done"]
    assert second.pop("secret") != secret
    listed = client.get(PLACE, headers=admin)
    assert listed.json() == {"items": [second, made], "next": None, "total": 2}
    assert client.get(f"{PLACE}/{made['id']}", headers=admin).json() == made
    assert client.delete(f"{PLACE}/{made['id']}", headers=admin).status_code == 204
    assert code(client.get(f"{PLACE}/{made['id']}", headers=admin), 404) == "unknown_webhook"
    actions = database.read(lambda s: s.scalars(select(EntryRow.action)).all())
    assert [one for one in actions if one.startswith("webhook")] == [
        *("webhook.create", "webhook.create", "webhook.delete")
    ]
    assert secret not in client.get("/v1/audit", headers=admin).text


def test_only_who_manages_keys_may(database, serve):
    client, admin = serve(database), key(database)
    made = client.post(PLACE, json={"url": URL}, headers=admin).json()["id"]
    scopes: tuple[Scope, ...] = ("read", "write")
    for scope in scopes:
        held = key(database, "a", scope)
        for method, path in (
            *(("POST", PLACE), ("GET", PLACE), ("GET", f"{PLACE}/{made}")),
            *(("DELETE", f"{PLACE}/{made}"), ("POST", f"{PLACE}/{made}/test")),
            ("GET", f"{PLACE}/{made}/deliveries"),
        ):
            body = {"json": {"url": URL}} if (method, path) == ("POST", PLACE) else {}
            answer = client.request(method, path, headers=held, **body)
            assert code(answer, 403) == "scope_missing"


def test_others_neither_see_nor_touch_it(database, serve):
    client, admin, stranger = serve(database), key(database), key(database, "b")
    made = client.post(PLACE, json={"url": URL}, headers=admin).json()["id"]
    assert client.get(PLACE, headers=stranger).json()["items"] == []
    for method, rest in (("GET", ""), ("DELETE", ""), ("POST", "/test"), ("GET", "/deliveries")):
        real = client.request(method, f"{PLACE}/{made}{rest}", headers=stranger)
        never = client.request(method, f"{PLACE}/{'0' * 24}{rest}", headers=stranger)
        assert code(real, 404) == "unknown_webhook"
        assert real.text.replace(made, "0" * 24) == never.text
    assert client.get(f"{PLACE}/{made}", headers=admin).status_code == 200


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://hooks.invalid/", "webhook_not_https"),
        ("http://127.0.0.1/", "webhook_not_https"),
        ("https://127.0.0.1/", "webhook_address"),
        ("https://localhost:8000/", "webhook_address"),
        ("https://2130706433/", "webhook_address"),
        ("https://169.254.169.254/latest", "webhook_address"),
        ("https://[::1]/", "webhook_address"),
        ("https://[::ffff:10.0.0.1]/", "webhook_address"),
        ("https://user:secret@hooks.invalid/", "webhook_url"),
        ("hooks", "webhook_url"),
    ],
)
def test_what_must_not_be_called_is_refused(file_database, serve, url, wanted):
    answer = serve(file_database).post(PLACE, json={"url": url})
    assert code(answer, 422) == wanted
    assert answer.json()["errors"][0]["pointer"] == "/url"


def test_an_allowed_network_may_be_called_by_http(file_database, serve):
    client = serve(file_database, webhook_networks=["127.0.0.0/8"])
    assert client.post(PLACE, json={"url": "http://127.0.0.1:9/"}).status_code == 201
    assert code(client.post(PLACE, json={"url": "http://10.0.0.1/"}), 422) == "webhook_not_https"
    assert code(client.post(PLACE, json={"url": "https://10.0.0.1/"}), 422) == "webhook_address"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"url": URL, "events": []},
        {"url": URL, "events": ["job.started"]},
        {"url": URL, "secret": "mine"},
        {"url": "https://hooks.invalid/" + "x" * 2000},
        {"url": 1},
    ],
)
def test_other_bodies_are_refused(file_database, serve, body):
    assert serve(file_database).post(PLACE, json=body).status_code == 422


def test_there_are_so_many_and_no_more(database, serve):
    client, admin, other = serve(database, max_webhooks=2), key(database), key(database, "b")
    made = [client.post(PLACE, json={"url": URL}, headers=admin) for _ in range(3)]
    assert [one.status_code for one in made] == [201, 201, 409]
    assert code(made[-1], 409) == "too_many_webhooks"
    assert client.post(PLACE, json={"url": URL}, headers=other).status_code == 201
    client.delete(f"{PLACE}/{made[0].json()['id']}", headers=admin)
    assert client.post(PLACE, json={"url": URL}, headers=admin).status_code == 201


def test_the_log_of_deliveries(post, serve, receive):
    receiver = receive()
    receiver.statuses = [500]
    made = post.hook(receiver.url)
    for number in range(5):
        post.announce(job=f"{number:024x}")
        post.deliver()
    client, admin = serve(post.database), key(post.database)
    place = f"{PLACE}/{made['id']}/deliveries"
    seen, start = [], {}
    while True:
        page = client.get(place, params={"limit": 2, **start}, headers=admin).json()
        assert page["total"] == 5
        seen += page["items"]
        if page["next"] is None:
            break
        start = {"cursor": page["next"]}
    assert [item["job"] for item in seen] == [f"{n:024x}" for n in (4, 3, 2, 1, 0)]
    waiting = client.get(
        place, params={"state": "waiting"}, headers={**admin, "Accept-Language": "zh"}
    ).json()
    assert waiting["total"] == 1
    [item] = waiting["items"]
    assert item["next_attempt_at"] > item["created_at"]
    assert item["ended_at"] is None
    [attempt] = item["attempts"]
    assert (attempt["status"], attempt["error"]) == (500, "webhook_status")
    assert attempt["detail"] == "该地址返回 500。"
    assert client.get(f"/problems/{attempt['error']}").status_code == 200
    done = client.get(place, params={"state": "delivered"}, headers=admin).json()["items"][0]
    assert (done["next_attempt_at"], done["attempts"][0]["detail"]) == (None, None)
    assert client.get(place, params={"cursor": "x"}, headers=admin).status_code == 422
    assert client.get(place, params={"state": "lost"}, headers=admin).status_code == 422
    assert client.get(f"{PLACE}/{made['id']}", headers=admin).json()["state"] == "active"


def test_a_test_is_sent_within_moments(database, serve, receive):
    receiver = receive()
    client = serve(database, webhook_networks=["127.0.0.0/8"])
    made = client.post(PLACE, json={"url": receiver.url}).json()
    answer = client.post(f"{PLACE}/{made['id']}/test")
    assert answer.status_code == 202
    assert (answer.json()["type"], answer.json()["job"]) == ("webhook.test", None)
    place = f"{PLACE}/{made['id']}/deliveries"
    until(lambda: client.get(place).json()["items"][0]["state"] == "delivered")
    [(_, headers, body)] = receiver.came
    assert Verifying(made["secret"]).verify(body, headers)["data"] == {"id": made["id"]}


def test_a_job_that_ends_is_told(database, serve, receive):
    receiver, done_alone = receive(), receive()
    client = serve(database, webhook_networks=["127.0.0.0/8"], job_runners=1)
    for url, events in ((receiver.url, None), (done_alone.url, ["job.done"])):
        body = {"url": url} if events is None else {"url": url, "events": events}
        assert client.post(PLACE, json=body).status_code == 201
    done = client.post("/v1/jobs", json=JOB).json()["id"]
    until(lambda: len(receiver.came) == len(done_alone.came) == 1)
    assert client.post("/v1/jobs", json={**JOB, "deadline_seconds": 1}).status_code == 202
    until(lambda: len(receiver.came) == 2)
    said = json.loads(receiver.came[0][2])
    found = client.get(f"/v1/jobs/{done}").json()
    assert said == {
        "type": "job.done",
        "timestamp": found["finished_at"],
        "data": {
            **{name: found[name] for name in ("id", "kind", "state")},
            **{name: found[name] for name in ("created_at", "started_at", "finished_at")},
            "url": f"http://127.0.0.1:8000/v1/jobs/{done}",
        },
    }
    assert "Chrysanthemum" not in receiver.came[0][2].decode()
    assert client.get(said["data"]["url"]).json()["state"] == "done"


def test_every_end_is_told_in_its_own_transaction_and_to_its_own_organisation(post):
    post.hook("https://hooks.invalid/a", "a")
    post.hook("https://hooks.invalid/b", "b")
    caller = caller_of(post.database, "a")

    class Undone(Exception):
        pass

    def submitted(session: Any) -> Any:
        return store.add(session, caller, "ranking", b"{}", None)

    def undone(session: Any) -> None:
        store.cancel(session, submitted(session))
        raise Undone

    with pytest.raises(Undone):
        post.database.write(undone)
    assert post.rows() == []
    post.database.write(lambda s: store.cancel(s, submitted(s)))
    post.database.write(
        lambda s: store.fail(s, submitted(s), couriers.Unavailable.at("job_deadline"))
    )
    post.database.write(lambda s: store.end(s, submitted(s), "done", {}))
    rows = post.rows()
    assert [row.event for row in rows] == ["job.cancelled", "job.failed", "job.done"]
    [owner] = {post.database.read(lambda s, row=row: row.webhook_id) for row in rows}
    assert post.webhook({"id": owner}).organisation_id == caller.organisation
    assert json.loads(rows[1].content)["data"]["state"] == "failed"
