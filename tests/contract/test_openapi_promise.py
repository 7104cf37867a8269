"""Every field, parameter and header of the document is told, and answers hold nothing else."""

import re
from typing import Any

from api.app import create_app
from tests.contract.openapi_promise import OPEN, Declared
from tests.seeds import seeded

DECLARED = Declared(create_app().openapi())
JSON = "application/json"
# Words of which a reader must know all: anything else is told as free text.
CLOSED = {
    *("action", "basis", "direction", "form", "grade", "language", "level", "meaning", "proof"),
    *("reply", "role", "scope", "severity", "standing", "state", "status", "verdict", "word"),
    *("doubts", "replies", "scopes", "contributions_sum_to", "random_index"),
}
FREE = {
    "RatingAnswer.level": "an id of the ladder that the catalogue brings",
    "ShortlistAnswer.level": "ids of parks that are level",
    "DocumentAnswer.verdict": "a sentence",
    "AuditEntry.action": "grows with what the service does",
}


def test_everything_is_told_with_type_and_description():
    assert list(DECLARED.untold()) == []


def test_what_may_hold_anything_is_still_there():
    for place in OPEN:
        name, _, field = place.partition(".")
        assert not field or field in DECLARED.schemas[name]["properties"], place


def words(part: dict[str, Any]) -> bool:
    """Tell whether a text of this schema is one of some words, or no text at all."""
    _, said = DECLARED.followed(part)
    if "properties" in said or (said.get("type") == "array" and "items" not in said):
        return True
    for key in ("anyOf", "oneOf", "items"):
        if key in said:
            parts = said[key] if isinstance(said[key], list) else [said[key]]
            return all(words(one) for one in parts)
    return said.get("type") != "string" or "enum" in said or "const" in said


def test_closed_vocabularies_are_enumerations():
    free = [
        f"{name}.{field}"
        for name, said in DECLARED.schemas.items()
        for field, part in said.get("properties", {}).items()
        if field in CLOSED and not words(part)
    ]
    assert sorted(set(free) - FREE.keys()) == []


def test_moments_say_so():
    for name, said in DECLARED.schemas.items():
        for field, part in said.get("properties", {}).items():
            if re.fullmatch(r"at|.*_at|deadline", field):
                assert "date-time" in str(part), f"{name}.{field}"


def test_a_client_may_leave_out_what_has_a_default():
    """A default that is declared makes a field one that generated types always have."""
    for name, said in DECLARED.schemas.items():
        for field, part in said.get("properties", {}).items():
            assert "default" not in part, f"{name}.{field}"


def test_the_document_says_where_the_service_is():
    assert DECLARED.document["servers"] == [{"url": "/"}]


def nothing_undeclared(operation: str, answer: Any) -> None:
    """Check that an answer holds nothing that its operation does not declare."""
    if "json" not in answer.headers.get("content-type", ""):
        return
    declared = DECLARED.answer(operation, answer.status_code)
    assert DECLARED.beyond(answer.json(), declared) == []


def bodies() -> list[tuple[str, str, Any]]:
    """Return every example of a request in JSON: method and address, operation, body."""
    return [
        (path, operation["operationId"], example)
        for path, item in DECLARED.document["paths"].items()
        for method, operation in item.items()
        if method == "post" and "{" not in path
        for content in [operation.get("requestBody", {}).get("content", {}).get(JSON)]
        if content is not None
        for example in _examples(content)
    ]


def _examples(content: dict[str, Any]) -> list[Any]:
    named = [item["value"] for item in content.get("examples", {}).values()]
    _, said = DECLARED.followed(content["schema"])
    parts = [DECLARED.followed(part)[1] for part in said.get("oneOf", ())]
    return [*named, *(one for part in (said, *parts) for one in part.get("examples", ()))]


@seeded(range(3), 1)
def test_answers_to_all_examples_hold_what_is_declared(client, seeds):
    sent = bodies()
    assert len(sent) > 25
    details: list[dict[str, Any]] = [{}, {"detail": "full"}, {"detail": "summary"}]
    for at, (path, operation, example) in enumerate(sent):
        if path == "/v1/keys":  # from the first key on every request needs one
            continue
        has_details = path in ("/v1/rankings", "/v1/recommendations")
        for seed in seeds if has_details else seeds[:1]:
            detail = details[(at + seed) % 3] if has_details else {}
            answer = client.post(path, json={**example, **detail})
            assert answer.status_code < 300, (path, answer.text[:500])
            nothing_undeclared(operation, answer)


def test_answers_in_every_part_of_the_sensitivity_are_declared(client):
    found = DECLARED.schemas["SensitivityModel"]["properties"]
    whole = dict.fromkeys(found, True)
    example = DECLARED.schemas["RecommendationRequest"]["examples"][0]
    for path, body in (
        ("/v1/recommendations", {**example, "parks": ["ljip", "vcep", "tcr", "kitic"]}),
        ("/v1/rankings", DECLARED.schemas["RankingRequest"]["examples"][0]),
    ):
        name = DECLARED.document["paths"][path]["post"]["operationId"]
        answer = client.post(path, json={**body, "detail": "full", "sensitivity": whole})
        assert answer.status_code == 200, answer.text[:500]
        parts = DECLARED.schemas["SensitivityAnswer"]["properties"]
        assert answer.json()["sensitivity"].keys() == parts.keys()
        nothing_undeclared(name, answer)


def test_every_method_answers_what_is_declared(client):
    body = {
        "problem": {
            "criteria": [
                {"id": "price", "direction": "cost", "range": [40, 260]},
                {"id": "roads", "direction": "benefit", "range": [0, 7]},
            ],
            "alternatives": [{"id": "north"}, {"id": "south"}, {"id": "east"}],
            "performances": [[160, 5], [90, 3], [120, 4]],
        },
        "weights": {"kind": "direct", "values": {"price": 2, "roads": 1}},
    }
    for item in client.get("/v1/methods").json()["items"]:
        answer = client.post(
            "/v1/rankings", json={**body, "method": {"name": item["name"]}, "sensitivity": False}
        )
        assert answer.status_code == 200, answer.text[:500]
        nothing_undeclared("post_ranking", answer)
