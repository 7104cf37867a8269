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
