"""What is answered about parks is what is described."""

from typing import Any

import pytest

from api.parks.answers import CountryAnswer, ParkAnswer, RecommendationAnswer
from tests.clients import TestClient
from tests.sample import EVERY

ASKED: list[dict[str, Any]] = [
    {},
    {"sensitivity": False},
    {"parks": ["ljip"]},
    {"requirements": [{"criterion": "land_price", "at_most": 1}]},
    {
        "overrides": [
            {
                "alternative": "tcr",
                "criterion": "land_price",
                "value": 95,
                "source": "our quotation",
            }
        ]
    },
    {"enterprise": {"home": {"province": "浙江"}, "markets": {"US": 1}}},
]


@pytest.mark.parametrize("fields", ASKED, ids=range(len(ASKED)))
def test_a_recommendation_fits_its_description(client: TestClient, fields: dict[str, Any]) -> None:
    answer = client.post("/v1/recommendations", json={"enterprise": {}, **fields})
    assert answer.status_code == 200
    RecommendationAnswer.model_validate_json(answer.content, strict=True)


@EVERY
def test_parks_and_countries_fit_theirs(client: TestClient, step: int) -> None:
    for item in client.get("/v1/parks").json()["items"][::step]:
        ParkAnswer.model_validate_json(client.get(f"/v1/parks/{item['id']}").content)
        CountryAnswer.model_validate_json(client.get(f"/v1/countries/{item['country']}").content)
