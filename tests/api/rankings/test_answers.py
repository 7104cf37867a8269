"""What is answered is what is described."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.rankings.answers import RankingAnswer, WeightsAnswer
from api.rankings.details import details_model
from mcda import METHODS

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
def test_an_answer_fits_its_description(client, body, fields):
    answer = client.post("/v1/rankings", json=body(**fields))
    assert answer.status_code == 200, answer.text[:300]
    RankingAnswer.model_validate_json(answer.content, strict=True)


PREFERENCES = {"price": {"type": "linear", "q": 1, "p": 20}, "roads": {"type": "gaussian", "s": 2}}
JUDGED = [[1, 2, 3], [1 / 2, 1, 2], [1 / 3, 1 / 2, 1]]


@pytest.mark.parametrize(
    "method",
    [
        *({"name": name} for name in METHODS),
        {"name": "promethee2", "preferences": PREFERENCES},
        {"name": "ahp", "comparisons": {"roads": JUDGED}},
    ],
    ids=str,
)
def test_all_that_a_method_says_besides_scores_is_described(client, body, method):
    asked = body(method=method, sensitivity=False)
    for criterion in asked["problem"]["criteria"]:
        criterion.setdefault("range", [0, 1000])
    answer = client.post("/v1/rankings", json=asked)
    assert answer.status_code == 200, answer.text[:300]
    details = answer.json()["details"]
    assert set(details) <= set(details_model(METHODS.version).model_fields)
    RankingAnswer.model_validate_json(answer.content, strict=True)
    assert all(details[name] is not None for name in details)


def test_every_field_of_the_details_is_described_in_the_document(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    (details, none) = schemas["RankingAnswer"]["properties"]["details"]["anyOf"]
    assert details["$ref"].endswith("/DetailsAnswer")
    assert none == {"type": "null"}
    for name, field in schemas["DetailsAnswer"]["properties"].items():
        assert field["description"].startswith(("VIKOR", "CODAS", "PROMETHEE", "AHP")), name


def test_more_fields_may_come_and_none_may_go():
    whole = {"values": {"a": 1.0}, "kind": "direct", "diagnostics": {}}
    assert WeightsAnswer.model_validate({**whole, "later": 1})
    for name in whole:
        with pytest.raises(ValidationError):
            WeightsAnswer.model_validate({k: v for k, v in whole.items() if k != name})
