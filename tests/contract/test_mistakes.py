"""Mistakes that callers make: each is answered with what is wrong, where, and what was meant."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from tests.clients import TestClient

Plain = dict[str, Any]
MISTAKES: list[Plain] = json.loads(
    Path(__file__).with_name("mistakes.json").read_text(encoding="utf-8")
)
REPEATED = {"Idempotency-Key": "dup-1"}


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[TestClient, str, str]]:
    """Return a client of a service with two assessments, of which one may be changed."""
    with TestClient(create_app(), raise_server_exceptions=False) as client:
        made = client.post("/v1/assessments", json={"name": "ours", "enterprise": {}})
        first = {"name": "first", "enterprise": {}}
        other = client.post("/v1/assessments", json=first, headers=REPEATED)
        yield client, made.json()["id"], other.json()["id"]


def ask(served: tuple[TestClient, str, str], mistake: Plain, language: str) -> Any:
    client, unchanged, other = served
    assessment = unchanged if mistake["status"] >= 400 else other
    body = mistake.get("body", json.dumps(mistake["json"]) if "json" in mistake else None)
    return client.request(
        mistake["method"],
        mistake["path"].replace("ASSESSMENT", assessment),
        content=body,
        headers={
            **({} if body is None else {"Content-Type": "application/json"}),
            **mistake.get("headers", {}),
            "Accept-Language": language,
        },
    )


def assert_error(found: Mapping[str, Any], wanted: Plain, language: str) -> None:
    for name in ("pointer", "code", "in", "did_you_mean"):
        assert found.get(name) == wanted.get(name), found
    allowed = wanted.get("allowed")
    if isinstance(allowed, dict):  # some of many
        assert set(allowed["many"]) <= set(found["allowed"])
    else:
        assert found.get("allowed") == allowed
    for said in wanted[language]:
        assert said in found["detail"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mistake", MISTAKES, ids=[one["mistake"] for one in MISTAKES])
def test_a_mistake_is_told_so_that_it_can_be_mended(served, mistake, language):
    answer = ask(served, mistake, language)
    assert answer.status_code == mistake["status"], answer.text[:500]
    wanted = mistake.get("errors", [])
    if not wanted:
        return
    errors = answer.json()["errors"]
    assert len(errors) == len(wanted)
    for found, expected in zip(errors, wanted, strict=True):
        assert_error(found, expected, language)
    assert answer.json()["detail"] == errors[0]["detail"]


def test_only_the_first_few_of_many_faults_are_looked_into(served, recommendation):
    body = recommendation(parks=[f"ljp{place}" for place in range(60)])
    errors = served[0].post("/v1/recommendations", json=body).json()["errors"]
    assert len(errors) == 60
    assert ["did_you_mean" in one for one in errors] == [True] * 5 + [False] * 55
    assert ["allowed" in one for one in errors] == [True] * 5 + [False] * 55
