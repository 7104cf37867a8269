"""A sample of bodies that are slow to read: every answer is coded, short, and made where it may be.

`tests/benchmarks/test_bodies.py` sends many more to a service in a process of its own, says why
schemathesis could not find what they find, and measures what others wait meanwhile.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from api.app import create_app
from api.compute.analyses import Analyses
from api.requests import body
from api.settings import Settings
from tests.clients import TestClient
from tests.hostile_bodies import (
    costly_weights,
    fillings,
    forms,
    problem_of_seven,
    sheets,
    wrong_documents,
)

SIZES = [6_000, 40_000]
EACH = 12
JSON = {"Content-Type": "application/json"}
MOST_TOLD, LONGEST = 101, 200_000


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder = tmp_path_factory.mktemp("slow")
    return create_app(
        Settings(database=f"sqlite:///{folder}/slow.db", rate_limit="off", job_runners=0)
    )


@pytest.fixture(scope="module")
def asked(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def examples(document: Any) -> Iterator[tuple[str, str, Any]]:
    schemas = document["components"]["schemas"]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            if "schema" in schema:
                named = schemas[schema["schema"]["$ref"].rpartition("/")[2]]
                yield method, path, named.get("examples", [{"kind": "ranking", "request": {}}])[0]


def coded(answer: Any) -> Any:
    assert 400 <= answer.status_code < 500, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["code"]
    assert 1 <= len(document["errors"]) <= MOST_TOLD
    assert len(answer.content) < LONGEST
    return document


def test_every_route_answers_by_a_code(asked, app):
    routes = list(examples(app.openapi()))
    assert len(routes) >= 11
    for method, path, example in routes:
        place = path.replace("{profile_id}", "own:a").replace("{assessment_id}", "0" * 24)
        for sent in wrong_documents(example, SIZES, EACH):
            coded(asked.request(method, place, content=sent, headers=JSON))


@pytest.mark.parametrize("path", ["/v1/portfolios", "/v1/overlay"])
def test_every_sheet_is_answered_by_a_code(asked, path):
    method = "POST" if path == "/v1/portfolios" else "PUT"
    for sent in sheets(20_000, 20):
        answer = asked.request(method, path, content=sent)
        if answer.status_code != 202:
            coded(answer)


def test_forms_are_answered(asked):
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    for size in (20_000, 200_000):
        for sent in forms({"key": "a"}, size, 12):
            answer = asked.post("/sign-in", content=sent, headers=headers)
            assert answer.status_code in ((400, 401) if size < 100_000 else (413,))


def test_ten_thousand_wrong_cells_are_a_hundred_and_one_faults(asked):
    problem = {**problem_of_seven(), "performances": [[True] * 500] * 20}
    weights = {"kind": "direct", "values": {"c0": 1}}
    sent = {"problem": problem, "weights": weights, "sensitivity": False}
    document = coded(asked.post("/v1/rankings", json=sent))
    assert [item["code"] for item in document["errors"]] == ["wrong_type"] * 100 + ["more_faults"]
    assert document["errors"][100]["pointer"] == "/problem/performances/0/100"
    told = asked.post("/v1/rankings", json=sent, headers={"Accept-Language": "zh"}).json()
    assert "100" in told["errors"][100]["detail"]
    assert asked.get("/problems/more_faults").json()["remedy"]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is noted of work that is handed to other processes, and of bodies read here."""
    noted: list[str] = []
    run, read = Analyses.run_apart, body.validated_json

    async def run_apart(self: Analyses, request: Any, work: Any, seconds: float = 1.0) -> Any:
        noted.append("apart")
        return await run(self, request, work, seconds)

    def validated_json(model: Any, sent: bytes) -> Any:
        noted.append("here" if noted[-1:] != ["apart"] else "there")
        return read(model, sent)

    monkeypatch.setattr(Analyses, "run_apart", run_apart)
    monkeypatch.setattr(body, "validated_json", validated_json)
    return noted


@pytest.mark.long
@pytest.mark.parametrize("weights", list(costly_weights()), ids=lambda weights: weights["kind"])
def test_what_is_costly_by_its_kind_is_resolved_apart(asked, apart, weights):
    sent = {"problem": problem_of_seven(3), "weights": weights, "sensitivity": False}
    asked.post("/v1/rankings", json=sent)
    assert "apart" in apart


@pytest.mark.parametrize(
    "weights",
    [
        {"kind": "direct", "values": {f"c{at}": 1 for at in range(7)}},
        {"kind": "ranked", "order": [[f"c{at}"] for at in range(7)]},
    ],
)
def test_what_is_cheap_is_answered_at_once(asked, apart, weights):
    sent = {"problem": problem_of_seven(3), "weights": weights, "sensitivity": False}
    assert asked.post("/v1/rankings", json=sent).status_code == 200
    assert apart == ["here"]


@pytest.mark.parametrize("path", ["/v1/rankings", "/v1/recommendations", "/v1/comparisons"])
def test_a_large_body_is_read_by_another(asked, apart, path):
    sent = b'{"problem":' + fillings(40_000)["wrong types"] + b"}"
    coded(asked.post(path, content=sent, headers=JSON))
    assert apart == ["apart", "there"]


@pytest.mark.long
def test_no_body_holds_more_values_than_memory_can(asked):
    sent = b'{"kind":"ranking","request":' + fillings(6_000_000)["lists"] + b"}"
    document = coded(asked.post("/v1/jobs", content=sent, headers=JSON))
    assert document["code"] == "too_many_values"


def test_a_row_without_end_is_no_sheet(asked):
    document = coded(asked.post("/v1/portfolios", content=b"id," + b"a,b," * 10_000))
    assert document["code"] == "too_many_columns"
    wide = "id,city" + "," * 500 + "\nc-1,Hangzhou" + "," * 500
    assert asked.post("/v1/portfolios", content=wide.encode()).status_code == 202
    assert json.loads(asked.get("/v1/jobs").text)["items"]


@pytest.mark.parametrize("offset", [0, body._WINDOW - 3, body._WINDOW + 3])
@pytest.mark.parametrize("spelt", ["own:board", "\\u006fwn:board"])
def test_own_profiles_are_found_wherever_a_large_body_names_them(asked, offset, spelt):
    order = {"kind": "ranked", "order": [[f"c{at}"] for at in range(7)]}
    profile = {"name": "Board", "weights": order}
    assert asked.put("/v1/own-profiles/own:board", json=profile).status_code in (200, 201)
    mark = "0" * 24
    sent = {"weights": {"kind": "profile", "id": mark}, "problem": problem_of_seven(3)}
    before, after = json.dumps({**sent, "sensitivity": False}).encode().split(mark.encode())
    padding = b" " * max(offset - len(before) + 1, 0)
    content = padding + before + spelt.encode() + after + b" " * 40_000
    answer = asked.post("/v1/rankings", content=content, headers=JSON)
    assert answer.status_code == 200
    assert answer.json()["record"]["spec"]["weights"]["order"] == order["order"]
    unknown = content.replace(b"board", b"nobody")
    refused = asked.post("/v1/rankings", content=unknown, headers=JSON)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/weights/id"
