"""``GET /metrics``: open to this machine, to others with the token of the settings only."""

import re
from collections.abc import Callable

import pytest
import yaml
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from mcda.texts import catalogue
from tests.clients import TestClient
from tests.documentation.pages import ROOT, blocks

ASKED = {"enterprise": {"sectors": ["electronics"]}}
FAR = ("203.0.113.9", 50000)
TOKEN = "token-of-the-settings"
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
CLOSED = "postgresql+psycopg://nobody@127.0.0.1:1/none"
Make = Callable[..., FastAPI]


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_this_machine_may_read(make_app):
    with TestClient(make_app()) as client:
        answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert "parkwise_database_up 1.0" in answer.text
    assert 'parkwise_jobs{state="queued"} 0.0' in answer.text


def test_this_machine_may_read_once_a_key_exists_and_with_a_token_set(make_app):
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
def test_others_may_not(make_app, given, token):
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
def test_others_need_the_token(make_app, wanted, sent, status):
    with TestClient(make_app(metrics_token=wanted), client=FAR) as client:
        assert client.get("/metrics", headers=sent).status_code == status


def test_who_tries_many_tokens_is_stopped(make_app):
    app = make_app(metrics_token=TOKEN, failure_limit="3/hour")
    with TestClient(app, client=FAR) as client:
        assert client.get("/metrics").status_code == 401  # sends none, guesses nothing
        tried = [client.get("/metrics", headers=bearing("x")).status_code for _ in range(5)]
        assert tried == [401, 401, 401, 429, 429]
        assert client.get("/metrics", headers=bearing(TOKEN)).status_code == 429
        assert TestClient(app, client=("192.0.2.7", 1)).get("/metrics").status_code == 401
        assert TestClient(app).get("/metrics").status_code == 200


def test_no_key_of_an_organisation_opens_them(make_app):
    app = make_app(metrics_token=TOKEN)
    with TestClient(app) as client:
        key = client.post("/v1/keys", json={"name": "all", "scope": "admin"}).json()["key"]
        far = TestClient(app, client=FAR, headers=bearing(key))
        assert far.get("/v1/parks").status_code == 200
        assert far.get("/metrics").status_code == 401


def test_figures_stay_readable_while_the_database_is_down(make_app):
    with TestClient(make_app(database=CLOSED, migrate=False)) as client:
        refused = client.get("/v1/assessments")
        assert (refused.status_code, client.get("/readyz").status_code) == (503, 503)
        assert client.get("/healthz").status_code == 200
        answer = client.get("/metrics")
    assert answer.status_code == 200
    assert "parkwise_database_up 0.0" in answer.text
    assert "parkwise_jobs{" not in answer.text
    assert 'route="/readyz",status="503"' in answer.text


def figures(page: str) -> dict[str, list[tuple[dict[str, str], float]]]:
    """Return labels and values by the name of the figure."""
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            found.setdefault(sample.name, []).append((sample.labels, sample.value))
    return found


def labelled(page: str, name: str, label: str) -> dict[str, float]:
    return {labels[label]: value for labels, value in figures(page).get(name, [])}


def busied(make_app: Make) -> str:
    """Return the figures of a service that computed, refused, and used a budget up."""
    app = make_app(open_cpu_seconds="1/hour")
    with TestClient(app) as client:
        assert client.post("/v1/recommendations", json=ASKED).status_code == 200
        assert client.get("/v1/assessments/none").status_code == 404
        assert client.get("/v1/parks/none", headers={"Accept": "text/html"}).status_code == 404
        assert client.post("/v1/rankings", json={}).status_code == 422
        budgets = app.state.analyses.budgets
        budgets.charge(budgets.of(None, "127.0.0.1"), 2.0)
        assert client.post("/v1/recommendations", json=ASKED).status_code == 503
        return client.get("/metrics").text


def test_refusals_waits_and_budgets_are_counted(make_app):
    page = busied(make_app)
    refusals = labelled(page, "parkwise_refusals_total", "code")
    assert refusals["unknown_assessment"] == refusals["busy"] == 1
    assert sum(refusals.values()) == 4
    assert labelled(page, "parkwise_budget_refusals_total", "holder") == {"address": 1}
    assert labelled(page, "parkwise_budget_spent_seconds_total", "holder")["address"] > 0
    assert figures(page)["parkwise_analyses_waiting"] == [({}, 0)]
    assert figures(page)["parkwise_analysis_wait_seconds_count"][0][1] >= 1


def test_the_alerts_of_the_documentation_ask_for_what_there_is(make_app):
    page = figures(busied(make_app))
    labels = {name: {label for own, _ in found for label in own} for name, found in page.items()}
    [block] = blocks("yaml", "docs/operating.md")
    rules = [rule for group in yaml.safe_load(block.text)["groups"] for rule in group["rules"]]
    assert len(rules) > 8
    for rule in rules:
        asked = re.findall(r"(?<!\w)(parkwise_\w+)(?:\{(\w+)=~?\"([^\"]*)\"\})?", rule["expr"])
        assert asked or "up{" in rule["expr"], rule
        for name, label, values in asked:
            assert name in page, name
            assert not label or label in labels[name], (name, label)
            if label == "code":
                assert all("remedy" in catalogue()[code] for code in values.split("|")), values
    [table] = re.findall(r"\n\| Figure \|.*?\n\n", OPERATING, re.DOTALL)
    told = set(re.findall(r"`(parkwise_\w+)`", table))
    of_service = {re.sub(r"_(bucket|count|sum)$", "", name) for name in page}
    assert told == {name for name in of_service if not name.endswith("_created")}
