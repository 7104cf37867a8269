"""Logs are documents, a line each, and hold nothing of what was asked or by whom."""

import json
import logging
from typing import Any

import pytest
from sqlalchemy import text

from api.operation.logs import SAID, configure, request_log
from tests.clients import TestClient

SECRET = "Zhongshan-Geheim-4711"
FORM = "application/json"
ASSESSMENT = {"name": SECRET, "enterprise": {"home": {"province": "Zhejiang", "city": SECRET}}}
REQUESTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "path of a route": ("GET", f"/v1/parks/{SECRET}", {}),
    "path of none": ("GET", f"/{SECRET}/x", {}),
    "path redirected": ("GET", f"/v1/parks/{SECRET}/", {}),
    "query": ("GET", f"/v1/assessments?name={SECRET}", {}),
    "query refused": ("GET", f"/v1/jobs?state={SECRET}", {}),
    "user agent": ("GET", "/v1/parks", {"headers": {"User-Agent": SECRET}}),
    "forwarded": ("GET", "/v1/parks", {"headers": {"X-Forwarded-For": SECRET}}),
    "cookie": ("GET", "/v1/parks", {"headers": {"Cookie": f"a={SECRET}"}}),
    "wrong key": ("GET", "/v1/parks", {"headers": {"Authorization": f"Bearer {SECRET}"}}),
    "wrong scheme": ("GET", "/v1/parks", {"headers": {"Authorization": f"Basic {SECRET}"}}),
    "request id": ("GET", "/v1/parks", {"headers": {"X-Request-ID": f"<{SECRET}>"}}),
    "repeat": ("POST", "/v1/assessments", {"headers": {"Idempotency-Key": SECRET}, "json": {}}),
    "method": (SECRET.upper(), "/v1/parks", {}),
    "media type": ("POST", "/v1/rankings", {"content": "{}", "headers": {"Content-Type": SECRET}}),
    "body": ("POST", "/v1/assessments", {"json": ASSESSMENT}),
    "body refused": ("POST", "/v1/rankings", {"json": {SECRET: SECRET}}),
    "body broken": (
        "POST",
        "/v1/rankings",
        {"content": f'{{"{SECRET}', "headers": {"Content-Type": FORM}},
    ),
    "sheet": ("POST", "/v1/portfolios", {"content": f"id,{SECRET}\n{SECRET},1\n"}),
}


def test_every_line_is_a_document_of_its_own(logged):
    configure("json")
    logging.getLogger("parkwise").warning("two\nlines of %s", "甲")
    logging.getLogger("uvicorn.error").error("from the server")
    request_log().info("request", extra={SAID: {"route": "/v1/parks", "ms": 1.5}})
    try:
        raise ValueError("no such thing")
    except ValueError:
        logging.getLogger("parkwise").exception("failed")
    two, server, request, failed = logged()
    assert (two["event"], two["level"]) == ("two\nlines of 甲", "warning")
    assert server["event"] == "from the server"
    assert (request["route"], request["ms"], request["level"]) == ("/v1/parks", 1.5, "info")
    assert failed["exception"].endswith("ValueError: no such thing")
    assert all(line["timestamp"].endswith("Z") for line in (two, server, request, failed))


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_shows_no_values_of_variables(form, capsys):
    configure(form)

    def fails(enterprise: str) -> None:
        raise ValueError(f"too long: {len(enterprise)}")

    try:
        fails("".join(reversed(SECRET)))
    except ValueError:
        logging.getLogger("parkwise").exception("failed")
    err = capsys.readouterr().err
    assert f"ValueError: too long: {len(SECRET)}" in err
    assert SECRET[::-1] not in err


def test_text_is_for_people(capsys):
    configure("text")
    request_log().info("request", extra={SAID: {"route": "/v1/parks"}})
    try:
        raise ValueError("no such thing")
    except ValueError:
        logging.getLogger("parkwise").exception("failed")
    out, err = capsys.readouterr()
    assert out == ""
    assert "route=/v1/parks" in err
    assert "ValueError: no such thing" in err
    assert "\x1b" not in err
    with pytest.raises(json.JSONDecodeError):
        json.loads(err.splitlines()[0])


def test_only_what_matters_enough_is_written(logged):
    configure("json", "error")
    logging.getLogger("parkwise").warning("small")
    request_log().info("request")
    logging.getLogger("parkwise").error("large")
    assert [line["event"] for line in logged()] == ["large"]


def test_a_second_configuration_replaces_the_first(logged):
    configure("text")
    configure("json")
    logging.getLogger("parkwise").warning("once")
    logging.getLogger("uvicorn.error").warning("once")
    assert [line["event"] for line in logged()] == ["once", "once"]


@pytest.mark.parametrize("name", ["fastapi", "opentelemetry.exporter", "sqlalchemy.pool"])
def test_warnings_of_libraries_are_documents_too(logged, name):
    configure("json")
    logging.getLogger(name).warning("cannot export")
    [line] = logged()
    assert (line["event"], line["level"]) == ("cannot export", "warning")


def test_without_a_form_the_program_around_decides(make_app, capsys):
    with TestClient(make_app(log_format=None)) as client:
        assert client.get("/v1/parks").status_code == 200
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("place", REQUESTS)
def test_a_line_holds_nothing_of_what_was_asked(make_app, logged, place):
    method, path, given = REQUESTS[place]
    app = make_app(log_level="debug")
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        answer = client.request(method, path, **given)
    lines = [line for line in logged() if line["event"] == "request"]
    assert [line["status"] for line in lines] == [answer.status_code]
    assert answer.status_code < 500
    assert SECRET.lower() not in json.dumps(lines).lower()
    assert set(lines[0]) <= {
        *("event", "level", "timestamp", "request_id", "method", "route", "status", "ms"),
        *("organisation", "client"),
    }


@pytest.mark.parametrize(
    ("address", "network"),
    [("203.0.113.77", "203.0.113.0/24"), ("2001:db8:12:3456::77", "2001:db8:12::/48")],
)
def test_a_line_holds_whose_key_and_a_network_but_no_address_and_no_secret(
    make_app, logged, address, network
):
    app = make_app(log_level="debug")
    with TestClient(app) as client:
        key = client.post("/v1/keys", json={"name": SECRET}).json()
        headers = {"Authorization": f"Bearer {key['key']}"}
        far = TestClient(app, client=(address, 50000), headers=headers)
        saved = far.post("/v1/assessments", json=ASSESSMENT)
        assert far.get(saved.headers["location"]).status_code == 200
    lines = [line for line in logged() if line["event"] == "request"]
    assert [line.get("key") for line in lines] == [None, key["id"], key["id"]]
    assert [line["client"] for line in lines] == ["127.0.0.0/24", network, network]
    said = json.dumps(lines)
    assert '"/v1/assessments/{assessment_id}"' in said
    for told in (SECRET, address, key["key"], key["key"][:13], saved.json()["id"]):
        assert told not in said


def test_a_failure_of_the_database_does_not_tell_what_was_to_be_saved(make_app, logged):
    app = make_app()
    with TestClient(app, raise_server_exceptions=False) as client:
        with app.state.database.engine.begin() as connection:
            connection.execute(text("ALTER TABLE assessments RENAME TO elsewhere"))
        answer = client.post("/v1/assessments", json=ASSESSMENT)
    assert answer.status_code >= 500
    said = json.dumps(logged())
    assert "no such table" in said
    assert SECRET not in said


def test_logs_have_their_form_before_the_database_is_brought_up(make_app, logged, monkeypatch):
    def upgrade(database: object, settings: object) -> None:
        logging.getLogger("parkwise").warning("bringing up %s", "it")

    monkeypatch.setattr("api.app.documents.upgrade", upgrade)
    with TestClient(make_app()):
        assert [line["event"] for line in logged()] == ["bringing up it"]
