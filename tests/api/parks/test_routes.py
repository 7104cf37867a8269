"""The routes of the catalogue and of the recommendation."""

import threading
from typing import Any


def test_a_park_is_answered_with_its_failures(client):
    first, award = client.get("/v1/parks/ogun_guangdong").json()["failures"]
    assert (first["kind"], first["on"], first["successor"]) == (
        "operator_expelled", "2016-05-27", True,
    )  # fmt: skip
    assert (award["kind"], award["ended"]) == ("award", "")
    assert client.get("/v1/parks/ljip").json()["failures"] == []


def test_a_recommendation_leaves_the_event_loop(client, monkeypatch):
    seen: list[str] = []

    def stand_in(*_: Any) -> dict[str, Any]:
        seen.append(threading.current_thread().name)
        return {}

    monkeypatch.setattr("api.parks.service.recommend", stand_in)
    assert client.post("/v1/recommendations", json={"enterprise": {}}).json() == {}
    assert "worker" in seen[0].lower()
