"""``POST /v1/comparisons``."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.clients import TestClient


def test_a_comparison_leaves_the_event_loop(
    client: TestClient, comparison: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def stand_in(*_: Any) -> dict[str, Any]:
        seen.append(threading.current_thread().name)
        return {}

    monkeypatch.setattr("api.comparisons.service.compare_weightings", stand_in)
    answer = client.post("/v1/comparisons", json=comparison())
    assert answer.json() == {}
    assert answer.headers["content-type"] == "application/json"
    assert "worker" in seen[0].lower()


def test_an_error_inside_the_thread_is_told(
    client: TestClient, comparison: Callable[..., Any]
) -> None:
    answer = client.post("/v1/comparisons", json=comparison(problem=None))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "comparison_without_subject"


def test_a_profile_that_does_not_exist_is_422(
    client: TestClient, comparison: Callable[..., Any]
) -> None:
    listed = [{"name": n, "weights": {"kind": "profile", "id": "nobody"}} for n in "ab"]
    assert client.post("/v1/comparisons", json=comparison(weightings=listed)).status_code == 422


def test_other_media_types_are_refused(client: TestClient) -> None:
    answer = client.post("/v1/comparisons", content="x", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415
