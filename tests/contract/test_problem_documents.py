"""Section 1: every error is a problem document of RFC 9457, with exact pointers."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

MEMBERS = {"type", "title", "status", "detail", "code", "errors"}
LIMIT = 1024 * 1024


def assert_problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert set(document) >= MEMBERS
    assert document["status"] == status
    assert document["code"] == code
    assert document["type"] == f"/problems/{code}"
    assert document["title"].strip()
    assert document["detail"].strip()
    for item in document["errors"]:
        assert set(item) >= {"pointer", "detail", "code"}
        assert item["pointer"] == "" or item["pointer"].startswith("/")
    return document


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/nowhere", "not_found"),
        ("/v1/nowhere", "not_found"),
        ("/v1/parks/atlantis", "unknown_park"),
        ("/v1/countries/atlantis", "unknown_country"),
        ("/v1/profiles/nobody", "unknown_profile"),
        ("/problems/no_such_code", "problem_code_unknown"),
    ],
)
def test_what_does_not_exist_is_404(client, path, code):
    assert_problem(client.get(path), 404, code)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/rankings", "POST"),
        ("PUT", "/v1/rankings", "POST"),
        ("DELETE", "/v1/recommendations", "POST"),
        ("GET", "/v1/weights", "POST"),
        ("POST", "/v1/parks", "GET"),
        ("PATCH", "/v1/parks/ljip", "GET"),
        ("POST", "/healthz", "GET"),
    ],
)
def test_a_wrong_method_is_405_and_names_the_right_one(client, method, path, allowed):
    answer = client.request(method, path)
    assert_problem(answer, 405, "method_not_allowed")
    assert allowed in answer.headers["allow"].split(", ")


def test_a_declared_length_past_the_limit_is_413(client):
    answer = client.post("/v1/rankings", content=b" " * (LIMIT + 1))
    document = assert_problem(answer, 413, "body_too_large")
    assert str(LIMIT) in document["detail"]


@pytest.mark.parametrize("path", ["/v1/rankings", "/v1/weights", "/v1/recommendations"])
def test_a_chunked_body_past_the_limit_is_413(client, path):
    def chunks() -> Iterator[bytes]:
        for _ in range(33):
            yield b" " * (64 * 1024)

    answer = client.post(path, content=chunks(), headers={"Content-Type": "application/json"})
    document = assert_problem(answer, 413, "body_too_large")
    assert str(LIMIT) in document["detail"]


def test_a_chunked_body_within_the_limit_is_read(client, ranking):
    text = json.dumps(ranking()).encode()
    halves = iter([text[:100], text[100:]])
    answer = client.post(
        "/v1/rankings", content=halves, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 200


def test_413_speaks_chinese(client):
    for content in (b" " * (LIMIT + 1), iter([b" " * LIMIT, b" "])):
        answer = client.post("/v1/rankings", content=content, headers={"Accept-Language": "zh"})
        assert answer.status_code == 413
        assert "请求" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/v1/rankings", "api.rankings.routes.rank_problem"),
        ("/v1/weights", "api.weightings.service.weigh"),
        ("/v1/recommendations", "api.parks.service.recommend"),
    ],
)
def test_a_crash_is_500_and_tells_no_secret(
    client, ranking, recommendation, monkeypatch, path, target
):
    def crash(*_: Any) -> None:
        message = "secret of the engine room"
        raise RuntimeError(message)

    monkeypatch.setattr(target, crash)
    whole = {
        "/v1/rankings": ranking(),
        "/v1/weights": {"weights": ranking()["weights"]},
        "/v1/recommendations": recommendation(),
    }
    answer = client.post(path, json=whole[path])
    assert_problem(answer, 500, "internal_error")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    chinese = client.post(path, json=whole[path], headers={"Accept-Language": "zh"})
    assert chinese.json()["title"] != answer.json()["title"]


def test_a_crash_names_a_reference_that_is_logged(client, ranking, monkeypatch, caplog):
    def crash(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("api.rankings.routes.rank_problem", crash)
    detail = client.post("/v1/rankings", json=ranking()).json()["detail"]
    reference = [r for r in caplog.records if r.levelname == "ERROR"][-1].getMessage().split()[-1]
    assert reference in detail


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "invalid_json"),
        (b"{", "invalid_json"),
        (b"[1,]", "invalid_json"),
        (b"null", "wrong_type"),
        (b"[]", "wrong_type"),
        (b'"text"', "wrong_type"),
        (b"1", "wrong_type"),
    ],
)
def test_a_body_that_is_no_object_is_422_at_the_root(client, content, code):
    headers = {"Content-Type": "application/json"}
    answer = client.post("/v1/rankings", content=content, headers=headers)
    document = assert_problem(answer, 422, code)
    assert [item["pointer"] for item in document["errors"]] == [""]


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": "\xff"}',
        b'{"a": "\\ud800"}',
        b"[" * 100_000,
        '{"problem": {}}'.encode("utf-16"),
        b"\xef\xbb\xbf{}",
    ],
    ids=["no utf-8", "half a character", "nested", "utf-16", "byte-order mark"],
)
def test_a_body_that_cannot_be_decoded_is_422(client, content):
    headers = {"Content-Type": "application/json"}
    answer = client.post("/v1/rankings", content=content, headers=headers)
    assert_problem(answer, 422, "invalid_json")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_body_of_another_type_is_refused_by_name(client, ranking, kind):
    answer = client.post(
        "/v1/rankings", content=json.dumps(ranking()), headers={"Content-Type": kind}
    )
    assert answer.status_code in (415, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "unsupported_media_type"
    assert kind in answer.json()["detail"]


@pytest.mark.parametrize(
    ("field", "pointer"),
    [("extra", "/extra"), ("a/b", "/a~1b"), ("a~b", "/a~0b"), ("a/~b", "/a~1~0b")],
)
def test_pointers_are_escaped(refused, ranking, field, pointer):
    refused("/v1/rankings", ranking(**{field: 1}), (pointer, "unknown_field"))


@pytest.mark.parametrize(
    "name", ["int", "float", "str", "none", "literal", "price[USD]", "direct", "IntervalCell"]
)
def test_a_name_of_the_caller_is_never_left_out_of_a_pointer(refused, ranking, name):
    refused("/v1/rankings", ranking(**{name: 1}), (f"/{name}", "unknown_field"))
    body = ranking(weights={"kind": "direct", "values": {name: "x"}})
    refused("/v1/rankings", body, (f"/weights/values/{name}", "wrong_type"))


def test_every_code_that_is_answered_is_explained(client):
    for code in ("duplicate_id", "not_found", "method_not_allowed", "body_too_large", "wrong_type"):
        answer = client.get(f"/problems/{code}")
        assert answer.status_code == 200
        explained = answer.json()
        assert explained["type"] == f"/problems/{code}"
        assert explained["title"]
        assert explained["cause"]
        assert explained["remedy"]
