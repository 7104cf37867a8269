"""``POST /v1/rankings``: the service is called, in a thread where the work is long."""

import threading
from typing import Any

import pytest


@pytest.mark.parametrize(("sensitivity", "inline"), [(False, True), (True, False), ({}, False)])
def test_long_work_leaves_the_event_loop(client, body, monkeypatch, sensitivity, inline):
    seen: list[str] = []

    def stand_in(*_: Any) -> dict[str, Any]:
        seen.append(threading.current_thread().name)
        return {}

    monkeypatch.setattr("api.rankings.routes.rank_problem", stand_in)
    assert client.post("/v1/rankings", json=body(sensitivity=sensitivity)).json() == {}
    assert ("worker" not in seen[0].lower()) == inline


def test_the_language_reaches_the_service(client, body):
    written = body()
    written["problem"]["performances"][0][1] = None
    english, chinese = (
        client.post("/v1/rankings", json=written, headers={"Accept-Language": c}).json()
        for c in ("en", "zh")
    )
    assert english["warnings"][0]["detail"] != chinese["warnings"][0]["detail"]
