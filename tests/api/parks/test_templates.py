"""Other choices than that of a park, in the same form."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from api.http.localisation import encode, localise
from api.parks import service
from api.parks.schemas import RecommendationRequest
from api.parks.templates import list_templates
from api.settings import Settings
from mcda import rank
from mcda.errors import InvalidEnterprise
from mcda.parks import Enterprise, load_catalogue, scorable
from mcda.parks.markets import goods
from mcda.parks.template_appraisal import appraise_template
from mcda.parks.templates import read_template, template, templates
from tests.refusals import rejects
from weights.weightings import resolve

OTHERS = ["location", "park-model", "way-in"]


@pytest.fixture
def settings() -> Settings:
    return Settings()


def recommend(settings: Settings, language: Any = "en", **fields: Any) -> Any:
    written = {"enterprise": {}, "sensitivity": False, **fields}
    request = RecommendationRequest.model_validate(written)
    return localise(service.recommend(request, settings), language)


@pytest.mark.parametrize("name", OTHERS)
def test_the_answer_is_the_ranking_of_the_template(settings, name):
    found = recommend(settings, template=name)
    problem = appraise_template(template(name), load_catalogue())
    alone = rank(problem, resolve({"kind": "unstated"}, problem), "ahp", mode="ratings")
    assert [row["alternative"] for row in found["ranking"]] == list(alone.alternatives)
    assert found["weights"]["kind"] == "unstated"
    assert found["weights"]["source"]["code"] == "nobody"
    assert found["record"]["spec"]["weights"] is None
    assert found["scenario"] is None
    assert "template_limits" in [warning["code"] for warning in found["warnings"]]


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_evidence_is_told(settings, name, language):
    found = recommend(settings, language, template=name, sensitivity=True)
    assert {cell["kind"] for row in found["evidence"].values() for cell in row.values()} <= {
        "rated", "derived", "unknown",
    }  # fmt: skip
    assert found["sensitivity"]["explanation"]["sentences"]
    shares = found["sensitivity"]["acceptability"]["rank_shares"]
    doubtful = max(row[0] for row in shares.values()) < 0.99
    assert doubtful or not found["ask_next"]


def test_a_template_from_data_alone_is_answered(settings, monkeypatch):
    path = Path(__file__).parents[2] / "mcda" / "parks" / "moulds.toml"
    moulds = read_template("moulds", tomllib.loads(path.read_text(encoding="utf-8")))
    monkeypatch.setattr("mcda.parks.templates.templates", lambda: (*templates(), moulds))
    facts = {"markets": {"US": 1}, "size": "sme"}
    request = RecommendationRequest.model_validate({"enterprise": facts, "sensitivity": False})
    asked = request.model_copy(update={"template": "moulds"})
    found = localise(service.recommend(asked, settings), "en")
    assert {row["alternative"] for row in found["ranking"]} == {"at_home", "abroad", "both"}
    told = {warning["code"]: warning["detail"] for warning in found["warnings"]}
    assert "reads: markets. Not read: size" in told["enterprise_partly_read"]
    assert found["scenario"]["id"] == load_catalogue().default_scenario.id


def test_a_fact_that_may_change_the_first_is_asked_for(settings):
    facts = {"enterprise": {"size": "large"}, "sensitivity": True}
    found = recommend(settings, template="way-in", **facts)
    assert found["ask_next"]
    assert {item["alternative"] for item in found["ask_next"]} <= set(found["evidence"])


@pytest.mark.parametrize(
    ("name", "refused"),
    [("location", ["must", "gates", "keep"]), ("way-in", ["must", "gates", "keep", "scenario"])],
)
def test_what_speaks_of_parks_is_refused(settings, name, refused):
    with pytest.raises(InvalidEnterprise) as caught:
        recommend(
            settings,
            template=name,
            must={"gas": True},
            gates={"stability": True},
            keep=["tcr"],
            scenario="us_2025_12",
        )
    assert [fault.path for fault in caught.value.faults] == [(field,) for field in refused]
    for language in ("en", "zh"):
        assert name in caught.value.say(language)


def test_facts_of_the_enterprise_are_not_dropped_in_silence(settings):
    facts = {"size": "sme", "markets": {"US": 1}, "sectors": []}
    for name, code, words in (
        ("park-model", "enterprise_not_read", "does not depend"),
        ("location", "enterprise_partly_read", "reads: markets. Not read: size"),
        ("way-in", "enterprise_partly_read", "Not read: markets"),
    ):
        found = recommend(settings, template=name, enterprise=facts)
        told = {warning["code"]: warning["detail"] for warning in found["warnings"]}
        assert words in told[code]


def test_faults_of_the_enterprise_keep_their_place(settings):
    with rejects(InvalidEnterprise, paths=[("enterprise", "markets", "US")]):
        recommend(settings, template="location", enterprise={"markets": {"US": 2}})


def test_seller_at_home_and_exporter_get_different_answers(settings):
    answers = {
        market: recommend(settings, template="location", enterprise={"markets": {market: 1}})
        for market in ("China", "US")
    }
    firsts = {market: found["ranking"][0]["alternative"] for market, found in answers.items()}
    assert firsts == {"China": "inland_china", "US": "southeast_asia"}
    sources = {market: found["weights"]["source"] for market, found in answers.items()}
    assert {source["code"] for source in sources.values()} == {"profile_by_facts"}
    profiles = {market: source["profiles"][0]["id"] for market, source in sources.items()}
    assert profiles == {"China": "region-choice-home-market", "US": "region-choice-exporter"}
    for market, found in answers.items():
        told = {warning["code"]: warning["detail"] for warning in found["warnings"]}
        assert profiles[market] in told["profile_by_statements"]
        assert "per cent" in told["template_duty"]
        assert found["scenario"]["id"] == load_catalogue().default_scenario.id
        again = recommend(settings, **json.loads(json.dumps(found["record"]["spec"])))
        assert again["ranking"] == found["ranking"]


def test_the_scenario_asked_for_is_used(settings):
    catalogue = load_catalogue()
    made = goods(Enterprise(), catalogue.schedule)
    duties = {}
    for scenario in ("lapsed", "us_2025_04"):
        duty = catalogue.scenarios[scenario].duty("US", "china", made)
        assert duty is not None
        duties[scenario] = duty.mode
        found = recommend(
            settings, template="location", enterprise={"markets": {"US": 1}}, scenario=scenario
        )
        assert found["evidence"]["inland_china"]["trade_risk"]["value"] == duty.mode
        assert found["scenario"]["id"] == scenario
        assert "scenario_dated" in [warning["code"] for warning in found["warnings"]]
    assert duties["us_2025_04"] > duties["lapsed"]


def test_a_scenario_of_another_day_is_used_too(settings):
    asked = {"template": "location", "enterprise": {"markets": {"US": 1}, "chinese_parts": 0.0}}
    within, after = (
        recommend(settings, **asked, scenario={"id": "lapsed", "day": day})
        for day in ("2026-07-23", "2026-07-24")
    )
    assert (within["scenario"]["as_of"], after["scenario"]["as_of"]) == ("2026-07-23", "2026-07-24")
    values = [found["evidence"]["inland_china"]["trade_risk"]["value"] for found in (within, after)]
    assert values[0] > values[1]  # the surcharge of section 122 was levied to 23 July


def test_findings_of_other_templates_have_a_severity(settings):
    found = recommend(settings, template="location", sensitivity=True)["warnings"]
    ranks = [("decides", "caution", "note").index(warning["severity"]) for warning in found]
    assert ranks == sorted(ranks)
    graves = {warning["code"]: warning["severity"] for warning in found}
    assert graves["template_without_markets"] == "caution"


def test_markets_left_out_are_asked_for(settings):
    found = recommend(settings, template="location")
    told = {warning["code"]: warning["detail"] for warning in found["warnings"]}
    assert "Tariff and trade risk" in told["template_without_markets"]
    assert "profile_by_statements" not in told


def test_alternatives_criteria_weights_and_own_figures(settings):
    found = recommend(
        settings,
        template="park-model",
        parks=["own_site", "park_in_park"],
        criteria=["site_cost", "autonomy"],
        weights={"kind": "direct", "values": {"site_cost": 1, "autonomy": 1}},
        overrides=[
            {"alternative": "own_site", "criterion": "site_cost", "value": 1, "source": "our offer"}
        ],
    )
    assert list(found["weights"]["values"]) == ["site_cost", "autonomy"]
    assert found["evidence"]["own_site"]["site_cost"]["kind"] == "override"


def test_the_list_holds_all_with_their_profiles():
    items = {item["id"]: item for item in list_templates()["items"]}
    assert list(items) == [item.id for item in templates()] == ["parks", *OTHERS]
    for item in items.values():
        assert item["criteria"]
        assert item["alternatives"]
        assert item["profiles"]
        assert encode(item)
    assert len(items["parks"]["alternatives"]) == len(scorable(load_catalogue()))


@pytest.mark.parametrize(
    ("field", "value"), [("scales", {"tariffs": {"worst": 0, "best": 4}}), ("unknowns", "cautious")]
)
def test_what_counts_only_for_parks_is_refused(settings, field, value):
    with pytest.raises(InvalidEnterprise) as caught:
        recommend(settings, template="location", **{field: value})
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("only_for_parks", (field,))
    ]
