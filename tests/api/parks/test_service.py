"""Recommending without HTTP; the catalogue as plain data."""

import json
from typing import Any

import pytest

from api.parks import service
from api.parks.schemas import RecommendationRequest
from api.settings import Settings
from mcda.errors import McdaError, NotFound
from mcda.parks import load_catalogue, scorable


def recommend(settings: Settings, language: Any = "en", **fields: Any) -> Any:
    written = {"enterprise": {}, "sensitivity": False, **fields}
    request = RecommendationRequest.model_validate(written)
    return json.loads(service.recommend(request, settings, language))


def test_all_parks_known_well_enough_are_ranked(settings: Settings) -> None:
    found = recommend(settings)
    assert len(found["ranking"]) == len(scorable(load_catalogue()))
    assert found["ask_next"] == []
    assert found["record"]["seed"] is None
    assert found["scenario"]["id"] == load_catalogue().default_scenario.id


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
        assert set(item) == {
            "id", "kind", "name", "country", "place", "summary", "sectors", "scorable", "unknown",
        }  # fmt: skip
        assert item["scorable"] is (len(item["unknown"]) <= 3)
        json.dumps(item)


def test_a_park_comes_with_ratings_and_claims() -> None:
    found = service.get_park("tcr")
    assert found["ratings"]
    assert found["claims"]
    levels = {r["criterion"]: r["level_name"] for r in found["ratings"]}
    assert levels["government_support"] == {"en": "Leaders", "zh": "领导人层面"}
    assert levels["land_price"] is None
    assert found["unknown"] == []


def test_contradictions_about_a_park_are_told() -> None:
    park = service.get_park("teda_suez")
    claims = {c["id"]: c for c in park["claims"]}
    assert sorted(map(sorted, park["conflicts"])) == [
        ["teda_suez.jobs.2", "teda_suez.jobs.4"],
        ["teda_suez.tenants.2", "teda_suez.tenants.3"],
    ]
    for one, other in park["conflicts"]:
        first, second = claims[one], claims[other]
        assert first["attribute"] == second["attribute"]
        assert first["source"] != second["source"]


def test_a_contradiction_comes_with_its_sides_and_our_reading() -> None:
    english, chinese = (service.get_park("vcep", language=lang) for lang in ("en", "zh"))  # type: ignore[arg-type]
    found = {item["id"]: item for item in english["contradictions"]}
    owner = found["vcep_ownership"]
    assert owner["standing"] == "relied"
    assert owner["relies_on"] == [
        "sheng.vcep.public", "vcep.operator_ownership.1", "vcep.operator_ownership.2",
    ]  # fmt: skip
    assert [[c["id"] for c in side] for side in owner["sides"]] == [
        owner["relies_on"],
        ["vcep.operator_ownership.3"],
    ]
    assert "estate agent" in owner["explanation"]
    translated = {item["id"]: item for item in chinese["contradictions"]}["vcep_ownership"]
    assert "房产中介" in translated["explanation"]
    assert translated["about"] == "投资方是国有还是民营？"
    assert found["vcep_investment"]["standing"] == "moot"
    assert found["section_122"]["relies_on"]
    assert [item["id"] for item in english["look_alikes"]] == ["vcep_area"]
    pairs = {frozenset(pair) for pair in english["conflicts"]}
    assert frozenset({"vcep.area_total.1", "vcep.area_total.2"}) not in pairs
    assert all(pair <= {c["id"] for c in english["claims"]} for pair in pairs)


def test_a_contradiction_of_several_subjects_says_why() -> None:
    found = {item["id"]: item for item in service.get_park("kitic")["contradictions"]}
    assert "all zones" in found["zones_approved"]["across"]
    assert found["kitic_start"]["across"] is None


def test_the_contradictions_about_a_country() -> None:
    (found,) = service.get_country("china", "en")["contradictions"]
    assert (found["id"], found["standing"]) == ("china_cpi", "moot")
    assert service.get_country("laos", "zh")["contradictions"] == []


def test_evidence_ages_from_the_day_asked_for(settings: Settings) -> None:
    asked = {"enterprise": {}, "parks": ["ljip", "tcr"]}
    early = recommend(settings, **asked, as_of="2024-01-01")
    late = recommend(settings, **asked, as_of="2040-01-01")
    assert early["record"]["spec"]["as_of"] == "2024-01-01"
    stale = [w["code"] for w in late["warnings"]]
    assert "evidence_stale" in stale
    grades = [answer["evidence"]["tcr"]["infrastructure"]["quality"] for answer in (early, late)]
    assert "old" in grades[1]["doubts"]
    assert "old" not in grades[0]["doubts"]
    today = recommend(settings, **asked)
    assert today["record"]["spec"]["as_of"]
    patient = Settings(stale_after_years=100)
    assert "evidence_stale" not in [w["code"] for w in recommend(patient, **asked)["warnings"]]


def test_what_the_lead_rests_on(settings: Settings) -> None:
    for language in ("en", "zh"):
        lead = recommend(settings, language, parks=["ljip", "vcep", "tcr"])["lead"]
        assert sum(lead["by_grade"].values()) == pytest.approx(lead["lead"])
        assert f"{100 * lead['weak_share']:.0f} %" in lead["sentence"]
    assert recommend(settings, parks=["tcr"])["lead"] is None


def test_a_country_comes_with_duties() -> None:
    for language in ("en", "zh"):
        found = service.get_country("thailand", language)
        known = load_catalogue().scenarios
        assert [s["id"] for s in found["scenarios"]] == list(known)
        assert [s["name"] for s in found["scenarios"]] == [s.name[language] for s in known.values()]


@pytest.mark.parametrize(("get", "more"), [(service.get_park, ()), (service.get_country, ("en",))])
def test_what_does_not_exist_is_not_found(get: Any, more: tuple[str, ...]) -> None:
    with pytest.raises(NotFound):
        get("atlantis", *more)


def test_what_the_choice_of_scenario_does(settings: Settings) -> None:
    asked = {
        "enterprise": {"markets": {"US": 1.0}},
        "weights": {"kind": "direct", "values": {"trade_cost_exposure": 2, "land_price": 1}},
        "criteria": ["trade_cost_exposure", "land_price"],
        "sensitivity": {"acceptability": {"samples": 300}},
    }
    for language in ("en", "zh"):
        found = recommend(settings, language, **asked)["scenario_doubt"]
        names = [item["name"] for item in found["scenarios"]]
        assert names == [s.name[language] for s in load_catalogue().scenarios.values()]
        assert 0 < found["share"] < 1
        assert found["samples"] == 300
    own = {"name": "mine", "as_of": "2026-11-01", "rates": {"US": {"vietnam": 30}}}
    named = ["ljip", "vcep", "tcr"]  # of others the duty is then unknown: they are not ranked
    found = recommend(settings, **asked, scenario=own, parks=named)
    listed = found["scenario_doubt"]["scenarios"]
    assert listed[0]["scenario"] == "custom"
    assert len(listed) == len(load_catalogue().scenarios) + 1
    for change in ({"sensitivity": False}, {"sensitivity": {"acceptability": False}}):
        assert recommend(settings, **{**asked, **change})["scenario_doubt"] is None
    only = {"criteria": ["land_price"], "weights": {"kind": "objective", "scheme": "equal"}}
    assert recommend(settings, **{**asked, **only})["scenario_doubt"] is None
