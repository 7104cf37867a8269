"""Section 7: past a synchronous limit the answer names the limit."""

import json
from typing import Any

import pytest


def table(alternatives: int, criteria: int) -> dict[str, Any]:
    return {
        "criteria": [{"id": f"c{j}", "direction": "benefit"} for j in range(criteria)],
        "alternatives": [{"id": f"a{i}"} for i in range(alternatives)],
        "performances": [[1 + (i * j) % 7 for j in range(criteria)] for i in range(alternatives)],
    }


def asked(alternatives: int, criteria: int, **fields: Any) -> dict[str, Any]:
    return {
        "problem": table(alternatives, criteria),
        "weights": {"kind": "objective", "scheme": "equal"},
        "sensitivity": False,
        **fields,
    }


def test_200_alternatives_on_30_criteria_are_ranked(rank):
    assert len(rank(asked(200, 30))["ranking"]) == 200


@pytest.mark.parametrize(
    ("alternatives", "criteria", "wanted"),
    [
        (201, 3, [("/problem/alternatives", "too_many_alternatives")]),
        (3, 31, [("/problem/criteria", "too_many_criteria")]),
        (
            201,
            31,
            [
                ("/problem/alternatives", "too_many_alternatives"),
                ("/problem/criteria", "too_many_criteria"),
            ],
        ),
    ],
)
@pytest.mark.parametrize("path", ["/v1/rankings", "/v1/weights"])
def test_larger_tables_are_refused_with_the_limit(refused, path, alternatives, criteria, wanted):
    body = asked(alternatives, criteria)
    if path == "/v1/weights":
        body = {"problem": body["problem"], "weights": body["weights"]}
    document = refused(path, body, *wanted)
    limits = {"too_many_alternatives": ("201", "200"), "too_many_criteria": ("31", "30")}
    for item in document["errors"]:
        for number in limits[item["code"]]:
            assert number in item["detail"]


def test_100_000_samples_are_drawn(rank):
    sensitivity = {"acceptability": {"samples": 100_000}, "reversal": False, "methods": False}
    answer = rank(asked(3, 3, sensitivity=sensitivity))
    assert answer["sensitivity"]["acceptability"]["samples"] == 100_000


@pytest.mark.parametrize("path", ["/v1/rankings", "/v1/recommendations"])
def test_more_samples_are_refused_with_the_limit(refused, recommendation, path):
    sensitivity = {"acceptability": {"samples": 100_001}}
    body = (
        asked(3, 3, sensitivity=sensitivity)
        if path == "/v1/rankings"
        else recommendation(sensitivity=sensitivity)
    )
    document = refused(path, body, ("/sensitivity/acceptability/samples", "too_many_samples"))
    assert "100001" in document["detail"]
    assert "100000" in document["detail"]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"parks": ["ljip"] * 201}, ("/parks", "too_many_alternatives")),
        ({"criteria": ["land_price"] * 31}, ("/criteria", "too_many_criteria")),
    ],
)
def test_a_recommendation_has_the_same_limits(refused, recommendation, fields, wanted):
    refused("/v1/recommendations", recommendation(**fields), wanted)


@pytest.mark.parametrize(("length", "status"), [(1024 * 1024, 200), (1024 * 1024 + 1, 413)])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_1_mib_is_read_and_no_byte_more(client, length, status, chunked):
    text = json.dumps(asked(3, 3)).encode().ljust(length)
    content = iter([text[:1000], text[1000:]]) if chunked else text
    headers = {"Content-Type": "application/json"}
    assert client.post("/v1/rankings", content=content, headers=headers).status_code == status


JOBS = {"/v1/rankings": "ranking", "/v1/recommendations": "recommendations"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v1/rankings", asked(201, 3), 422),
        ("/v1/rankings", asked(3, 31), 422),
        ("/v1/rankings", asked(3, 3, sensitivity={"acceptability": {"samples": 100_001}}), 422),
        ("/v1/rankings", {**asked(3, 3), "more": " " * 1024 * 1024}, 413),
        ("/v1/recommendations", {"enterprise": {}, "parks": ["ljip"] * 201}, 422),
        (
            "/v1/recommendations",
            {"enterprise": {}, "sensitivity": {"acceptability": {"samples": 100_001}}},
            422,
        ),
    ],
    ids=range(6),
)
def test_the_job_that_would_do_it_is_named_with_its_shape(client, path, body, status, language):
    answer = client.post(path, json=body, headers={"Accept-Language": language})
    document = answer.json()
    assert (answer.status_code, document["job"]) == (status, JOBS[path])
    requests = '"requests": [...]' if path == "/v1/recommendations" else '"request": ...'
    shape = f'{{"kind": "{JOBS[path]}", {requests}}}'
    assert shape in document["detail"]
    assert "/v1/jobs" in document["errors"][0]["detail"]


def test_what_no_job_has_room_for_names_none(client):
    document = client.post("/v1/rankings", json=asked(2001, 3)).json()
    assert document["code"] == "too_many_alternatives"
    assert "job" not in document
    large = asked(201, 3)
    body = {"problem": large["problem"], "weights": large["weights"]}
    assert "No job" in client.post("/v1/weights", json=body).json()["detail"]


@pytest.mark.parametrize(
    "body",
    [asked(201, 3), asked(3, 31), asked(3, 3, sensitivity={"acceptability": {"samples": 100_001}})],
)
def test_the_explanation_says_what_to_do_instead(client, body):
    code = client.post("/v1/rankings", json=body).json()["code"]
    assert client.get(f"/problems/{code}").json()["remedy"]
