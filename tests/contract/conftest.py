"""A client of the whole service, small problems, and what every answer must keep."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from api.app import create_app
from tests.api.conftest import alone, desk
from tests.clients import TestClient
from tests.exporter import EXPORTER

__all__ = ["alone", "desk"]

JSON = "application/json"
PROBLEM_JSON = "application/problem+json"
NOT_JSON = re.compile(r"[:\[,]-?(NaN|Infinity)\b")

PROBLEM = {
    "criteria": [
        {"id": "price", "direction": "cost", "unit": "USD/m2"},
        {"id": "roads", "direction": "benefit", "unit": "connections", "range": [0, 7]},
        {"id": "service", "direction": "benefit"},
    ],
    "alternatives": [
        {"id": "north", "name": {"en": "North park", "zh": "北园"}},
        {"id": "south"},
        {"id": "east"},
        {"id": "west"},
    ],
    "performances": [[100, 3, 4], [150, 6, 3], [120, 2, 5], [90, 1, 2]],
}
WEIGHTS = {"kind": "direct", "values": {"price": 5, "roads": 3, "service": 2}}
MORE = ["verdict", "contributions", "pairwise", "central_weights", "facts", "cells"]
"""What tests look at beyond a standard answer."""
ENTERPRISE = {**EXPORTER, "needs_standard_factory": True, "partners_in": ["tcr"]}


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app()


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def problem() -> dict[str, Any]:
    return copy.deepcopy(PROBLEM)


@pytest.fixture
def weights() -> dict[str, Any]:
    return copy.deepcopy(WEIGHTS)


@pytest.fixture
def enterprise() -> dict[str, Any]:
    return copy.deepcopy(ENTERPRISE)


@pytest.fixture
def ranking() -> Callable[..., dict[str, Any]]:
    """Return a ranking request; keywords replace its fields, `performances` those of the table."""

    def make(performances: list[list[Any]] | None = None, **fields: Any) -> dict[str, Any]:
        body = {"problem": PROBLEM, "weights": WEIGHTS, "sensitivity": False, "include": MORE}
        body = copy.deepcopy({**body, **fields})
        if performances is not None:
            body["problem"]["performances"] = performances
        return body

    return make


@pytest.fixture
def recommendation() -> Callable[..., dict[str, Any]]:
    """Return a recommendation request; keywords replace its fields."""

    def make(**fields: Any) -> dict[str, Any]:
        body = {"enterprise": ENTERPRISE, "sensitivity": False, "include": [*MORE, "rationale"]}
        return copy.deepcopy({**body, **fields})

    return make


@pytest.fixture
def send(client: TestClient) -> Callable[..., Any]:
    """Post a body, raw or to be encoded; check the status, the type and that it is strict JSON."""

    def post(path: str, body: Any, status: int = 200, language: str | None = None) -> Any:
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = {"Content-Type": JSON}
        if language:
            headers["Accept-Language"] = language
        answer = client.post(path, content=content, headers=headers)
        assert answer.status_code == status, answer.text[:500]
        wanted = JSON if status == 200 else PROBLEM_JSON
        assert answer.headers["content-type"].split(";")[0] == wanted
        assert not NOT_JSON.search(answer.text)
        return answer.json()

    return post


@pytest.fixture
def rank(send: Callable[..., Any]) -> Callable[..., Any]:
    """Post a ranking and return the answer."""

    def post(body: Any, **options: Any) -> Any:
        return send("/v1/rankings", body, **options)

    return post


@pytest.fixture
def refused(send: Callable[..., Any]) -> Callable[..., Any]:
    """Post a body that must be refused with exactly these ``(pointer, code)``, in order."""

    def post(path: str, body: Any, *wanted: tuple[str, str], status: int = 422) -> Any:
        document = send(path, body, status=status)
        found = [(item["pointer"], item["code"]) for item in document["errors"]]
        assert found == list(wanted), document
        assert document["code"] == wanted[0][1]
        assert document["type"] == f"/problems/{wanted[0][1]}"
        assert document["status"] == status
        assert document["detail"] == document["errors"][0]["detail"]
        return document

    return post
