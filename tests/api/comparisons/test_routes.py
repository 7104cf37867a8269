"""``POST /v1/comparisons``."""

import threading
from typing import Any

import pytest

from api.comparisons.routes import ComparisonAnswer
from api.comparisons.schemas import ComparisonRequest


def test_a_comparison_leaves_the_event_loop(client, comparison, monkeypatch):
    seen: list[str] = []

    def stand_in(*_: Any) -> dict[str, Any]:
        seen.append(threading.current_thread().name)
        return {}

    monkeypatch.setattr("api.comparisons.service.compare_weightings", stand_in)
    answer = client.post("/v1/comparisons", json=comparison())
    assert answer.json() == {}
    assert answer.headers["content-type"] == "application/json"
    assert "worker" in seen[0].lower()


def test_an_error_inside_the_thread_is_told(client, comparison):
    answer = client.post("/v1/comparisons", json=comparison(problem=None))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "comparison_without_subject"


def test_a_profile_that_does_not_exist_is_422(client, comparison):
    listed = [{"name": n, "weights": {"kind": "profile", "id": "nobody"}} for n in "ab"]
    assert client.post("/v1/comparisons", json=comparison(weightings=listed)).status_code == 422


def test_other_media_types_are_refused(client):
    answer = client.post("/v1/comparisons", content="x", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


EXAMPLES = ComparisonRequest.model_config["json_schema_extra"]["examples"]  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    "fields", [{}, {"method": {"name": "vikor"}}, {"method": {"name": "weighted_product"}}]
)
def test_a_comparison_fits_its_description(client, comparison, fields):
    answer = client.post("/v1/comparisons", json=comparison(**fields))
    assert answer.status_code == 200
    ComparisonAnswer.model_validate_json(answer.content, strict=True)


def test_the_example_shows_every_part(client):
    for example in EXAMPLES:
        answer = client.post("/v1/comparisons", json=example)
        found = ComparisonAnswer.model_validate_json(answer.content, strict=True)
        assert found.disagreement
        scores = [{row.alternative: row.score for row in item.ranking} for item in found.rankings]
        greatest = {
            park: max(max(column.values()) - column[park] for column in scores)
            for park in scores[0]
        }
        assert found.consensus.alternative == min(greatest, key=lambda park: greatest[park])
        regrets = found.consensus.regrets
        assert found.consensus.objects_most == max(regrets, key=lambda name: regrets[name])
