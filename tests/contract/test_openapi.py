"""The committed description of the service is the one it serves.

``PARKWISE_UPDATE_OPENAPI=1 pytest tests/contract/test_openapi.py`` writes it anew; read the diff.
"""

import difflib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.clients import TestClient
from tests.contract.openapi_promise import inlined

COMMITTED = Path(__file__).with_name("openapi.json")


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def test_the_document_is_the_committed_one(document: dict[str, Any]) -> None:
    served = json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get("PARKWISE_UPDATE_OPENAPI"):
        COMMITTED.write_text(served, encoding="utf-8")
    committed = COMMITTED.read_text(encoding="utf-8")
    diff = difflib.unified_diff(
        committed.splitlines(), served.splitlines(), "committed", "served", lineterm="", n=2
    )
    changes = "\n".join(diff)
    assert not changes, (
        "The OpenAPI document changed. If that is meant, run\n"
        "  PARKWISE_UPDATE_OPENAPI=1 pytest tests/contract/test_openapi.py\n"
        f"and commit the file.\n{changes[:6000]}"
    )


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


def test_every_route_of_the_contract_is_described(document: dict[str, Any]) -> None:
    assert {(method, path) for method, path, _ in operations(document)} >= {
        ("get", "/healthz"),
        ("get", "/readyz"),
        ("get", "/v1/criteria"),
        ("get", "/v1/parks"),
        ("get", "/v1/parks/{park_id}"),
        ("get", "/v1/countries/{country_id}"),
        ("get", "/v1/profiles"),
        ("get", "/v1/profiles/{profile_id}"),
        ("get", "/v1/methods"),
        ("get", "/problems/{code}"),
        ("post", "/v1/weights"),
        ("post", "/v1/rankings"),
        ("post", "/v1/recommendations"),
    }


def test_every_route_has_a_summary_and_a_description(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        assert operation["summary"], (method, path)
        assert operation["description"], (method, path)


def test_every_error_is_a_problem_document(document: dict[str, Any]) -> None:
    for method, path, operation in operations(inlined(document)):
        for status, answer in operation["responses"].items():
            if status.startswith(("2", "3")):
                continue
            content = answer["content"]
            assert list(content) == ["application/problem+json"], (method, path, status)
            schema = content["application/problem+json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/ProblemDetails"}
    names = set(document["components"]["schemas"])
    assert not names & {"HTTPValidationError", "ValidationError"}


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [r for value in node.values() for r in references(value)]
        if isinstance(node, list):
            return [r for value in node for r in references(value)]
        return []

    for reference in references(document):
        target: Any = document
        for part in reference.removeprefix("#/").split("/"):
            assert part in target, reference
            target = target[part]


def test_numbers_of_requests_do_not_promise_text(document: dict[str, Any]) -> None:
    for name in ("IntervalCell", "TriangularCell", "NormalCell", "LogNormalCell", "BetaCell"):
        for part, schema in document["components"]["schemas"][name]["properties"].items():
            if part not in ("dist", "shared"):
                assert schema["type"] == "number", (name, part)
        assert document["components"]["schemas"][name]["additionalProperties"] is False


def test_no_schema_is_called_by_a_module(document: dict[str, Any]) -> None:
    """Two of one name are told apart by where they are written, which no reader knows."""
    assert [name for name in document["components"]["schemas"] if "__" in name] == []
