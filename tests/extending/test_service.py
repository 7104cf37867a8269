"""All four things of another package are served like the project's own."""

import time
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from api.rankings.requests import default_parts
from mcda.parks import load_catalogue
from tests.extending.outside import Service
from tests.extending.problem import (
    ALTERNATIVES,
    CRITERIA,
    METHOD,
    STEPS,
    SWARA,
    WEIGHTS,
    ZETA,
    asked,
    changed,
    first,
    grades,
    reweighted,
)

NEAR = 1e-6
MARKETS = {"US": 0.6, "EU": 0.2, "host": 0.2}


@pytest.fixture(scope="session")
def ranked(service: Service) -> dict[str, Any]:
    parts = {"acceptability": {"samples": 4000, "spread": "any"}, "exact_acceptability": True}
    more = {"multiverse": True, "methods": ["grey_relational", "topsis"]}
    every = {**default_parts(), **parts, **more}
    status, answer = service.post("/v1/rankings", asked(sensitivity=every))
    assert status == 200, answer
    found: dict[str, Any] = answer
    return found


@pytest.fixture(scope="session")
def recommended(service: Service) -> dict[str, Any]:
    steps = [
        {"criterion": "duty_swing"},
        {"criterion": "land_price", "less": 0.5},
        {"criterion": "infrastructure", "less": 0.5},
    ]
    body = {
        "enterprise": {"markets": MARKETS},
        "parks": ["east_quay", "ljip", "tcr", "kitic"],
        "criteria": ["land_price", "infrastructure", "duty_swing"],
        "weights": {"kind": "swara", "steps": steps},
        "method": METHOD,
        "as_of": "2026-11-01",
        "include": ["claims", "rationale"],
    }
    status, answer = service.post("/v1/recommendations", body)
    assert status == 200, answer
    found: dict[str, Any] = answer
    return found


def test_the_method_is_listed_with_its_package(service):
    listed = {item["name"]: item for item in service.get("/v1/methods")["items"]}
    found = listed["grey_relational"]
    assert (found["distribution"], found["version"]) == ("parkwise-example", "1.0.0")
    assert listed["topsis"]["distribution"] == "parkwise"
    assert found["measured"] is None
    assert found["traits"]["linear_in_weights"]
    zeta = found["parameters"]["properties"]["zeta"]
    assert (zeta["minimum"], zeta["maximum"], zeta["default"]) == (0.01, 1, 0.5)


def test_a_method_that_breaks_dominance_is_refused_with_the_law(service, log):
    answer = service.get("/v1/methods")
    assert "crooked" not in {item["name"] for item in answer["items"]}
    (refused,) = answer["refused"]
    assert (refused["name"], refused["distribution"], refused["version"]) == (
        "crooked",
        "parkwise-crooked",
        "0.3.0",
    )
    (reason,) = refused["reasons"]
    assert reason["code"] == "extension_lawless"
    assert "(dominance)" in reason["detail"]
    assert "crooked is not offered" in log.read_text()
    status, told = service.post("/v1/rankings", asked(method={"name": "crooked"}))
    assert (status, told["errors"][0]["pointer"]) == (422, "/method")
    assert "crooked" in told["errors"][0]["detail"]


def test_scores_and_details_are_those_of_the_method(ranked):
    scores = {item["alternative"]: item["score"] for item in ranked["ranking"]}
    assert [scores[name] for name in ALTERNATIVES] == pytest.approx(grades(WEIGHTS).tolist())
    assert ranked["method"] == {
        **METHOD,
        "lower_is_better": False,
        "contributions_sum_to": "score",
        "baseline": "zero",
    }
    assert ranked["details"] == {"worst_grade": pytest.approx(ZETA / (1 + ZETA))}


def test_stability_is_exact_as_the_method_declares(ranked):
    found = ranked["sensitivity"]["stability"]
    assert {one["criterion"]: one["exact"] for one in found} == dict.fromkeys(CRITERIA, True)
    winner = first(WEIGHTS)
    ends = 0
    for one in found:
        low, high = one["winner"]["low"], one["winner"]["high"]
        inside = np.linspace(low + NEAR, min(high, 1 - NEAR) - NEAR, 50)
        assert {first(reweighted(one["criterion"], w)) for w in inside} == {winner}
        for end, outward, challenger in (
            (low, -NEAR, one["winner"]["challenger_low"]),
            (high, NEAR, one["winner"]["challenger_high"]),
        ):
            if challenger is not None:
                ends += 1
                assert first(reweighted(one["criterion"], end + outward)) == challenger
    assert ends >= 2


def test_facts_are_right_and_say_that_they_were_searched(ranked):
    facts = ranked["sensitivity"]["facts"]
    assert {fact["exact"] for fact in facts} == {False}  # it declares no column law
    ends = 0
    for fact in facts:
        cell, winner = (fact["alternative"], fact["criterion"]), first(WEIGHTS)
        for side, outward in (("below", -1), ("above", 1)):
            if fact[side] is None:
                continue
            ends += 1
            step = outward * 1e-4 * max(1.0, abs(fact[side]["value"]))
            assert first(WEIGHTS, changed(*cell, fact[side]["value"] - step)) == winner
            assert (
                first(WEIGHTS, changed(*cell, fact[side]["value"] + step)) == (fact[side]["winner"])
            )
    assert ends >= 3


def test_shares_of_volumes_are_those_of_many_draws(ranked):
    exact = ranked["sensitivity"]["exact_acceptability"]
    winners = grades(np.random.default_rng(4).dirichlet(np.ones(3), 40_000)).argmax(axis=1)
    for i, name in enumerate(ALTERNATIVES):
        share = float((winners == i).mean())
        assert exact["rank_shares"][name][0] == pytest.approx(share, abs=0.012)


def test_no_other_part_claims_more_than_the_method_declares(ranked):
    analysed = ranked["sensitivity"]
    assert analysed["smallest_change"]["certified"]  # its order is linear in the weights
    assert not analysed["reversal"]["guaranteed"]  # a third alternative moves the ends of a column
    assert "grey_relational" in analysed["methods"]["rankings"]
    names = {one["method"]["name"] for one in analysed["multiverse"]["combinations"]}
    assert {"grey_relational", "topsis"} <= names


def test_the_weighting_is_resolved(service):
    status, answer = service.post("/v1/weights", {"weights": SWARA})
    assert (status, answer["kind"]) == (200, "swara")
    assert [answer["values"][name] for name in CRITERIA] == pytest.approx(WEIGHTS.tolist())


def test_weights_of_a_ranking_are_the_weighting_s(ranked):
    assert ranked["weights"]["kind"] == "swara"
    assert ranked["record"]["spec"]["weights"]["steps"][1] == STEPS[1]
    found = [ranked["weights"]["values"][name] for name in CRITERIA]
    assert found == pytest.approx(WEIGHTS.tolist())


def test_the_criterion_is_computed_from_the_scenarios(recommended, service):
    duties = []
    for scenario in load_catalogue().scenarios:
        _, told = service.post(
            "/v1/recommendations",
            {
                "enterprise": {"markets": MARKETS},
                "parks": ["ljip"],
                "criteria": ["trade_cost_exposure"],
                "weights": {"kind": "direct", "values": {"trade_cost_exposure": 1}},
                "scenario": scenario,
                "sensitivity": False,
            },
        )
        duties.append(told["evidence"]["ljip"]["trade_cost_exposure"]["value"])
    assert len(duties) > 1
    for park in ("east_quay", "ljip"):
        cell = recommended["evidence"][park]["duty_swing"]
        assert cell["value"] == pytest.approx(max(duties) - min(duties))
        assert cell["claims"]
        assert "介于" in cell["rationale"] or "From" in cell["rationale"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "No scenario tells the duty on goods of Vietnam"), ("zh", "没有任何情景给出越南货物")],
)
def test_the_criterion_s_own_note_is_told(service, language, said):
    body = {
        "enterprise": {},
        "parks": ["east_quay", "ljip"],
        "criteria": ["land_price", "duty_swing"],
        "weights": {"kind": "direct", "values": {"land_price": 1, "duty_swing": 1}},
        "sensitivity": False,
    }
    status, answer = service.post("/v1/recommendations", body, language)
    assert status == 200, answer
    (told,) = [one for one in answer["warnings"] if one["code"] == "duty_swing_unknown"]
    assert said in told["detail"]


def test_the_catalogue_is_answered_from(service, recommended):
    assert {item["alternative"] for item in recommended["ranking"]} == {
        "east_quay",
        "ljip",
        "tcr",
        "kitic",
    }
    assert recommended["evidence"]["east_quay"]["land_price"]["value"] == 95
    assert "invented" in str(service.get("/v1/parks/east_quay"))
    assert "duty_swing" in {item["id"] for item in service.get("/v1/criteria")["further"]}


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"method": {**METHOD, "zeta": 2}}, "/method/zeta"),
        ({"method": {**METHOD, "eta": 1}}, "/method/eta"),
        ({"weights": {"kind": "swara", "steps": [*STEPS[:2], {"criterion": "staff", "less": -1}]}},
         "/weights/steps/2/less"),
        ({"weights": {"kind": "swara", "steps": [*STEPS, {"criterion": "sun"}]}},
         "/weights/steps/3"),
        ({"weights": {"kind": "swara", "steps": [*STEPS, STEPS[0]]}}, "/weights/steps/3"),
    ],
    ids=["bounds", "parameter", "step", "strange", "twice"],
)  # fmt: skip
def test_faults_are_told_at_their_place(service, fields, pointer):
    status, told = service.post("/v1/rankings", asked(**fields))
    assert (status, [error["pointer"] for error in told["errors"]]) == (422, [pointer])


def test_the_document_names_them(service):
    schemas = service.get("/openapi.json")["components"]["schemas"]
    assert schemas["GreyRelationalMethod"]["properties"]["name"]["const"] == "grey_relational"
    assert "Kuo" in schemas["GreyRelationalMethod"]["description"]
    assert schemas["Swara"]["properties"]["kind"]["const"] == "swara"
    assert "first" in schemas["Swara"]["properties"]["steps"]["description"]
    assert "grey_relational" in schemas["AnyMethod"]["discriminator"]["mapping"]
    assert "swara" in schemas["AnyWeights"]["discriminator"]["mapping"]
    detail = schemas["DetailsAnswer"]["properties"]["worst_grade"]
    assert detail["description"].startswith("Grey relational analysis: the grade")
    for request in ("RecommendationRequest", "PortfolioJob"):
        assert "`duty_swing`" in schemas[request]["properties"]["criteria"]["description"]


def test_a_job_is_worked_off_with_them(service):
    job = {
        "kind": "portfolio",
        "enterprises": [{"id": "one", "markets": MARKETS}, {"id": "two", "markets": {"host": 1}}],
        "parks": ["east_quay", "ljip", "tcr"],
        "criteria": ["land_price", "duty_swing"],
        "weights": {
            "kind": "swara",
            "steps": [{"criterion": "land_price"}, {"criterion": "duty_swing", "less": 1}],
        },
        "method": METHOD,
        "top": 50,
    }
    status, made = service.post("/v1/jobs", job)
    assert status == 202, made
    for _ in range(600):
        found = service.get(f"/v1/jobs/{made['id']}")
        if found["state"] not in ("queued", "running"):
            break
        time.sleep(0.1)
    assert found["state"] == "done", found
    items = service.get(f"/v1/jobs/{made['id']}/result")["items"]
    assert "east_quay" in {best["alternative"] for best in items[0]["best"]}
    assert [best["score"] for best in items[0]["best"]] != [b["score"] for b in items[1]["best"]]
    for item in items:
        scores = [best["score"] for best in item["best"]]
        assert all(one >= other for one, other in pairwise(scores))


def test_an_analysis_is_asked_for_told_and_described(service):
    told = {}
    for language in ("en", "zh"):
        body = asked(sensitivity={"margin": {"to_place": 3}, "acceptability": {"samples": 50}})
        status, answer = service.post("/v1/rankings", body, language=language)
        assert status == 200, answer
        told[language] = answer["sensitivity"]["margin"]
    scores = np.sort(grades(WEIGHTS))[::-1]
    wanted = (scores[0] - scores[2]) / (scores[0] - scores[-1])
    assert told["en"]["share"] == pytest.approx(wanted, abs=NEAR)
    assert told["en"]["sentence"].startswith("The first is ahead by")
    assert told["zh"]["sentence"].startswith("第一名领先")
    status, refused = service.post("/v1/rankings", asked(sensitivity={"margin": {"to_place": 1}}))
    assert (status, refused["errors"][0]["pointer"]) == (422, "/sensitivity/margin/to_place")
    schemas = service.get("/openapi.json")["components"]["schemas"]
    assert "margin" in schemas["SensitivityModel"]["properties"]
    assert "LeadAnswer" in schemas
