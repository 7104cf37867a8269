"""``GET /metrics``: open to this machine, to others with the token of the settings only."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI

from tests.clients import TestClient

FAR = ("203.0.113.9", 50000)
TOKEN = "token-of-the-settings"
CLOSED = "postgresql+psycopg://nobody@127.0.0.1:1/none"
Make = Callable[..., FastAPI]


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_this_machine_may_read(make_app: Make) -> None:
    with TestClient(make_app()) as client:
        answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert "parkwise_database_up 1.0" in answer.text
    assert 'parkwise_jobs{state="queued"} 0.0' in answer.text


def test_this_machine_may_read_once_a_key_exists_and_with_a_token_set(make_app: Make) -> None:
    with TestClient(make_app(metrics_token=TOKEN)) as client:
        client.post("/v1/keys", json={"name": "first"})
        assert client.get("/v1/parks").status_code == 401
        assert client.get("/metrics").status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"client": FAR},
        {"base_url": "http://parks.example"},
        {"headers": {"Origin": "https://elsewhere.example"}},
        {"client": FAR, "base_url": "http://127.0.0.1:8000", "headers": {"X-Forwarded-For": "::1"}},
    ],
    ids=["address", "host", "origin", "forwarded"],
)
@pytest.mark.parametrize("token", [None, TOKEN])
def test_others_may_not(make_app: Make, given: dict[str, Any], token: str | None) -> None:
    with TestClient(make_app(metrics_token=token), **given) as client:
        answer = client.get("/metrics")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["code"] == "metrics_closed"
    assert "parkwise_" not in answer.text


@pytest.mark.parametrize(
    ("wanted", "sent", "status"),
    [
        (TOKEN, bearing(TOKEN), 200),
        (TOKEN, {"Authorization": f"bearer  {TOKEN} "}, 200),
        (TOKEN, bearing(TOKEN[:-1]), 401),
        (TOKEN, bearing(TOKEN + "x"), 401),
        (TOKEN, {"Authorization": f"Basic {TOKEN}"}, 401),
        (TOKEN, {"Authorization": "Bearer пароль".encode()}, 401),
        (None, bearing("None"), 401),
        (None, bearing(""), 401),
        ("", bearing(""), 401),
    ],
)
def test_others_need_the_token(
    make_app: Make, wanted: str | None, sent: dict[str, Any], status: int
) -> None:
    with TestClient(make_app(metrics_token=wanted), client=FAR) as client:
        assert client.get("/metrics", headers=sent).status_code == status


def test_who_tries_many_tokens_is_stopped(make_app: Make) -> None:
    app = make_app(metrics_token=TOKEN, failure_limit="3/hour")
    with TestClient(app, client=FAR) as client:
        assert client.get("/metrics").status_code == 401  # sends none, guesses nothing
        tried = [client.get("/metrics", headers=bearing("x")).status_code for _ in range(5)]
        assert tried == [401, 401, 401, 429, 429]
        assert client.get("/metrics", headers=bearing(TOKEN)).status_code == 429
        assert TestClient(app, client=("192.0.2.7", 1)).get("/metrics").status_code == 401
        assert TestClient(app).get("/metrics").status_code == 200


def test_no_key_of_an_organisation_opens_them(make_app: Make) -> None:
    app = make_app(metrics_token=TOKEN)
    with TestClient(app) as client:
        key = client.post("/v1/keys", json={"name": "all", "scope": "admin"}).json()["key"]
        far = TestClient(app, client=FAR, headers=bearing(key))
        assert far.get("/v1/parks").status_code == 200
        assert far.get("/metrics").status_code == 401


def test_figures_stay_readable_while_the_database_is_down(make_app: Make) -> None:
    with TestClient(make_app(database=CLOSED, migrate=False)) as client:
        refused = client.get("/v1/assessments")
        assert (refused.status_code, client.get("/readyz").status_code) == (503, 503)
        assert client.get("/healthz").status_code == 200
        answer = client.get("/metrics")
    assert answer.status_code == 200
    assert "parkwise_database_up 0.0" in answer.text
    assert "parkwise_jobs{" not in answer.text
    assert 'route="/readyz",status="503"' in answer.text
