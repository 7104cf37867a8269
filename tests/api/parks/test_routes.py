"""The routes of the catalogue and of the recommendation."""

import threading
from typing import Any

import pytest


@pytest.mark.parametrize(
    "path", ["/v1/criteria", "/v1/parks", "/v1/parks/ljip", "/v1/countries/vietnam"]
)
def test_the_catalogue_is_answered(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"


def test_a_park_is_answered_with_its_failures(client):
    first, award = client.get("/v1/parks/ogun_guangdong").json()["failures"]
    assert (first["kind"], first["on"], first["successor"]) == (
        "operator_expelled", "2016-05-27", True,
    )  # fmt: skip
    assert (award["kind"], award["ended"]) == ("award", "")
    assert client.get("/v1/parks/ljip").json()["failures"] == []


@pytest.mark.parametrize("path", ["/v1/parks/x", "/v1/countries/x"])
def test_what_does_not_exist_is_404(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "x" in answer.json()["detail"]


def test_a_recommendation_leaves_the_event_loop(client, monkeypatch):
    seen: list[str] = []

    def stand_in(*_: Any) -> dict[str, Any]:
        seen.append(threading.current_thread().name)
        return {}

    monkeypatch.setattr("api.parks.service.recommend", stand_in)
    assert client.post("/v1/recommendations", json={"enterprise": {}}).json() == {}
    assert "worker" in seen[0].lower()


def test_an_error_inside_the_thread_is_told(client):
    answer = client.post("/v1/recommendations", json={"enterprise": {}, "parks": ["x"]})
    assert answer.json()["code"] == "unknown_park"
