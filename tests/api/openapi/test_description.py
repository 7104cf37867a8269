"""Examples are put where the document has what they are of, and nothing shared is changed."""

import copy
from typing import Any

import orjson
import pytest

from api.http.errors import problems
from api.openapi import description

JSON = "application/json"
FAILED = "application/problem+json"
KEPT: dict[str, Any] = {
    "operations": {
        "post_thing": {
            "requests": {"small": {"size": 1}, "large": {"size": 9}},
            "answers": {"201": {JSON: {"summary": "Shortened", "value": {"id": "a"}}}},
            "problems": {"404": "thing_unknown"},
        },
        "get_thing": {},
    },
    "problems": {"thing_unknown": {"status": 404}, "broken": {"status": 500}},
    "statuses": {"404": "broken", "500": "broken"},
}


@pytest.fixture
def document(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    kept = tmp_path / "examples.json"
    kept.write_bytes(orjson.dumps(KEPT))
    monkeypatch.setattr(description, "_KEPT", kept)
    shared = {str(status): said for status, said in problems(404, 500).items()}
    posting = {
        "operationId": "post_thing",
        "requestBody": {"content": {JSON: {"schema": {}}, "text/csv": {"schema": {}}}},
        "responses": {"201": {"content": {JSON: {"schema": {}}}}, "204": {}, **shared},
    }
    getting = {"operationId": "get_thing", "responses": dict(shared)}
    made = {"paths": {"/things": {"post": posting, "get": getting}}, "components": {}}
    before = copy.deepcopy(shared)
    description.add_examples(made)
    assert shared == before
    return made


def test_a_request_has_its_examples_by_name(document):
    content = document["paths"]["/things"]["post"]["requestBody"]["content"]
    wanted = {"small": {"value": {"size": 1}}, "large": {"value": {"size": 9}}}
    assert content == {JSON: {"schema": {}, "examples": wanted}, "text/csv": {"schema": {}}}


def test_an_answer_has_the_example_of_its_status(document):
    responses = document["paths"]["/things"]["post"]["responses"]
    shown = responses["201"]["content"][JSON]["examples"]
    assert shown == {"answer": {"summary": "Shortened", "value": {"id": "a"}}}
    assert responses["204"] == {}


@pytest.mark.parametrize(("method", "wanted"), [("post", "thing_unknown"), ("get", "broken")])
def test_a_problem_is_the_operations_own_or_that_of_the_status(document, method, wanted):
    responses = document["paths"]["/things"][method]["responses"]
    reference = {"$ref": f"#/components/examples/{wanted}"}
    assert responses["404"]["content"][FAILED]["examples"] == {wanted: reference}
    assert responses["500"]["content"][FAILED]["examples"] == {"broken": responses_of("broken")}
    assert document["components"]["examples"]["thing_unknown"] == {"value": {"status": 404}}


def responses_of(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/examples/{name}"}


def test_a_bare_document_stays_whole(document):
    assert document["paths"]["/things"]["get"]["responses"].keys() == {"404", "500"}
