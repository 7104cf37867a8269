"""Section 5: recommendations about other choices."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.clients import TestClient


@pytest.mark.parametrize("name", ["location", "park-model", "way-in"])
def test_a_template_is_listed_and_answered(
    client: TestClient, send: Callable[..., Any], name: str
) -> None:
    listed = {item["id"]: item for item in client.get("/v1/templates").json()["items"]}[name]
    for language in ("en", "zh"):
        body = {"template": name, "enterprise": {}, "sensitivity": {"multiverse": True}}
        answer = send("/v1/recommendations", body, language=language)
        ids = [choice["id"] for choice in listed["alternatives"]]
        assert sorted(row["alternative"] for row in answer["ranking"]) == sorted(ids)
        assert list(answer["weights"]["values"]) == [c["id"] for c in listed["criteria"]]
        for row in answer["evidence"].values():
            for cell in row.values():
                assert cell["kind"] == "unknown" or cell["claims"]


def test_an_unknown_template_and_another_subject_name_their_place(
    send: Callable[..., Any],
) -> None:
    answer = send("/v1/recommendations", {"template": "moon", "enterprise": {}}, status=422)
    assert answer["errors"][0]["pointer"] == "/template"
    weights = {"kind": "profile", "id": "tariff-hit-exporter"}
    body = {"template": "location", "enterprise": {}, "weights": weights}
    answer = send("/v1/recommendations", body, status=422)
    assert answer["errors"][0]["pointer"].startswith("/weights")
