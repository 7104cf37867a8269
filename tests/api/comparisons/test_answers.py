"""What is answered is what is described."""

from collections.abc import Callable
from typing import Any

import pytest

from api.comparisons.answers import ComparisonAnswer
from api.comparisons.schemas import ComparisonRequest
from tests.clients import TestClient

EXAMPLES = ComparisonRequest.model_config["json_schema_extra"]["examples"]  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    "fields", [{}, {"method": {"name": "vikor"}}, {"method": {"name": "weighted_product"}}]
)
def test_a_comparison_fits_its_description(
    client: TestClient, comparison: Callable[..., Any], fields: Any
) -> None:
    answer = client.post("/v1/comparisons", json=comparison(**fields))
    assert answer.status_code == 200
    found = ComparisonAnswer.model_validate_json(answer.content, strict=True)
    assert found.winner_regions[0].stretches[0].start == 0
    assert found.winner_regions[0].stretches[-1].end == 1


def test_the_example_shows_every_part(client: TestClient) -> None:
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
        assert found.winner_gaps
        assert any(len(item.stretches) > 1 for item in found.winner_regions)
