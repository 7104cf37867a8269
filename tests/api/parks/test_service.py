"""Recommending without HTTP; the catalogue as plain data."""

import json
from typing import Any

import pytest

from api.parks import service
from api.parks.schemas import RecommendationRequest
from api.settings import Settings
from mcda.errors import McdaError, NotFound
from mcda.parks import Catalogue


def recommend(settings: Settings, language: Any = "en", **fields: Any) -> Any:
    written = {"enterprise": {}, "sensitivity": False, **fields}
    request = RecommendationRequest.model_validate(written)
    return json.loads(service.recommend(request, settings, language))


def test_all_parks_are_ranked(settings: Settings) -> None:
    found = recommend(settings)
    assert len(found["ranking"]) == len(Catalogue.load().parks)
    assert found["ask_next"] == []
    assert found["record"]["seed"] is None
    assert found["scenario"]["id"] == Catalogue.load().default_scenario.id


def test_questions_come_with_the_sensitivity(settings: Settings) -> None:
    found = recommend(settings, sensitivity={"acceptability": {"samples": 200}})
    assert found["ask_next"]
    assert recommend(settings, sensitivity={"acceptability": False})["ask_next"] == []


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"parks": ["x"]}, [("unknown_park", ("parks", 0))]),
        ({"parks": []}, [("empty_list", ("parks",))]),
        ({"parks": ["tcr", "ljip", "tcr"]}, [("duplicate_id", ("parks", 2))]),
        ({"criteria": ["land_price"] * 2}, [("duplicate_id", ("criteria", 1))]),
        ({"parks": ["ljip"] * 201}, [("too_many_alternatives", ("parks",))]),
        (
            {"enterprise": {"markets": {"US": 0.6, "EU": 0.6}}},
            [("market_shares_above_one", ("enterprise", "markets"))],
        ),
        (
            {
                "overrides": [
                    {
                        "park": "tcr",
                        "criterion": "land_price",
                        "value": {"low": 2, "high": 1},
                        "source": "x",
                    }
                ]
            },
            [("bounds_reversed", ("overrides", 0, "value", "low"))],
        ),
        (
            {
                "weights": {"kind": "direct", "values": {"land_price": 1}},
                "criteria": ["investor_type"],
            },
            [
                ("weight_missing", ("weights", "values")),
                ("weight_unknown_criterion", ("weights", "values", "land_price")),
            ],
        ),
    ],
    ids=range(8),
)
def test_faults_carry_their_place(
    settings: Settings, fields: dict[str, Any], wanted: list[tuple[str, tuple[Any, ...]]]
) -> None:
    with pytest.raises(McdaError) as caught:
        recommend(settings, **fields)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == wanted


def test_criteria_come_with_their_ladders() -> None:
    found = {item["id"]: item for item in service.list_criteria()["items"]}
    assert len(found) == 7
    assert found["hometown_ties"]["ladder"]
    assert found["land_price"]["ladder"] is None


def test_parks_are_listed_in_short() -> None:
    for item in service.list_parks()["items"]:
        assert set(item) == {"id", "name", "country", "place", "summary", "sectors"}
        json.dumps(item)


def test_a_park_comes_with_ratings_and_claims() -> None:
    found = service.get_park("tcr")
    assert found["ratings"]
    assert found["claims"]


def test_a_country_comes_with_duties() -> None:
    for language in ("en", "zh"):
        found = service.get_country("thailand", language)
        known = Catalogue.load().scenarios
        assert [s["id"] for s in found["scenarios"]] == list(known)
        assert [s["name"] for s in found["scenarios"]] == [s.name[language] for s in known.values()]


@pytest.mark.parametrize(("get", "more"), [(service.get_park, ()), (service.get_country, ("en",))])
def test_what_does_not_exist_is_not_found(get: Any, more: tuple[str, ...]) -> None:
    with pytest.raises(NotFound):
        get("atlantis", *more)
