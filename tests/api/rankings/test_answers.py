"""What is answered is what is described."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from api.rankings.answers import RankingAnswer, WeightsAnswer
from tests.clients import TestClient

ASKED: list[dict[str, Any]] = [
    {"sensitivity": True},
    {"sensitivity": False},
    {"sensitivity": {"acceptability": {"samples": 50, "spread": "any"}}},
    {"sensitivity": {"stability": False, "acceptability": False, "methods": False}},
    {"requirements": [{"criterion": "roads", "at_least": 7}], "sensitivity": True},
    {"requirements": [{"criterion": "roads", "at_least": 5}], "sensitivity": True},
    {"weights": {"kind": "direct", "values": {"price": 1, "roads": 0}}, "sensitivity": True},
    *(
        {"method": {"name": name}, "sensitivity": True}
        for name in ("ahp", "vikor", "promethee2", "weighted_sum", "weighted_product")
    ),
]


@pytest.mark.parametrize("fields", ASKED, ids=range(len(ASKED)))
def test_an_answer_fits_its_description(
    client: TestClient, body: Callable[..., Any], fields: dict[str, Any]
) -> None:
    answer = client.post("/v1/rankings", json=body(**fields))
    assert answer.status_code == 200, answer.text[:300]
    RankingAnswer.model_validate_json(answer.content, strict=True)


def test_more_fields_may_come_and_none_may_go() -> None:
    whole = {"values": {"a": 1.0}, "kind": "direct", "diagnostics": {}}
    assert WeightsAnswer.model_validate({**whole, "later": 1})
    for name in whole:
        with pytest.raises(ValidationError):
            WeightsAnswer.model_validate({k: v for k, v in whole.items() if k != name})
