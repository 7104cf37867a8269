"""Section 5: parks for an enterprise; the answer with its evidence."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

CRITERIA = [
    "land_price", "infrastructure", "one_stop_services", "investor_type", "hometown_ties",
    "trade_cost_exposure", "government_support",
]  # fmt: skip
PARTS = ["land_price", "trade_cost_exposure"]
DEFAULT = ["landed_cost", *(name for name in CRITERIA if name not in PARTS), "industry_fit"]
"""Of a firm that says its trade, with what landed cost adds up beside them."""
STUDY = {"ljip", "vcep", "tcr", "kitic"}
KINDS = {"measured", "stated", "rated", "derived", "unknown", "override"}


@pytest.fixture
def recommend(send: Callable[..., Any], recommendation: Callable[..., Any]) -> Callable[..., Any]:
    def post(**fields: Any) -> Any:
        return send("/v1/recommendations", recommendation(**{"parks": sorted(STUDY), **fields}))

    return post


def test_the_example_of_the_contract_is_answered(recommend):
    answer = recommend(
        parks=["ljip", "vcep", "tcr", "kitic"],
        criteria=None,
        weights={"kind": "profile", "id": "first-time-private-exporter"},
        overrides=[
            {
                "alternative": "tcr",
                "criterion": "land_price",
                "value": 95,
                "source": "our quotation of 2026-10",
            }
        ],
        method={"name": "topsis"},
        requirements=[],
        sensitivity=True,
    )
    assert set(answer) >= {
        "ranking", "excluded", "answer_set", "weights", "method", "sensitivity", "warnings",
        "record", "evidence", "ask_next",
    }  # fmt: skip
    assert {row["alternative"] for row in answer["ranking"]} == STUDY
    assert list(answer["weights"]["values"]) == DEFAULT
    assert answer["weights"]["kind"] == "profile"
    assert answer["method"]["name"] == "topsis"


def test_evidence_stands_behind_every_cell(recommend):
    answer = recommend(detail="full")
    evidence, claims = answer["evidence"], answer["claims"]
    assert set(evidence) == STUDY
    for row in evidence.values():
        assert list(row) == [*DEFAULT, *PARTS]
        for cell in row.values():
            assert set(cell) >= {"value", "low", "high", "unit", "kind", "rationale", "claims"}
            assert cell["kind"] in KINDS - {"override"}
            assert cell["rationale"]
            assert isinstance(cell["unit"], str)
            if cell["value"] is not None:
                assert cell["low"] <= cell["value"] <= cell["high"]
            assert claims.keys() >= set(cell["claims"])
    for claim in claims.values():
        assert set(claim) >= {"source", "as_of", "grade", "quote"}
        assert claim["grade"] in {"fair", "weak"}
        assert claim["source"]
        assert claim["as_of"]
        assert claim["quote"]


def test_the_ranking_uses_the_evidence(recommend):
    """A score is the weighted mean of worths, each of what the cell counts as on its scale."""
    answer = recommend(detail="full")
    weights = answer["weights"]["values"]
    for line in answer["ranking"]:
        row = answer["evidence"][line["alternative"]]
        score = sum(weights[name] * row[name]["worth"] for name in weights)
        assert line["score"] == pytest.approx(score, abs=1e-9)
        for name, cell in row.items():
            if name in PARTS:
                assert "worth" not in cell
                continue
            scale = answer["scales"][name]
            ends = sorted([[scale["worst"], 0.0], [scale["best"], 1.0]])
            xs, worths = zip(*(scale["points"] or ends), strict=True)
            at = np.interp(cell["counts_as"], xs, worths)
            if scale["beyond"] == "extrapolate":
                at = (scale["worst"] - cell["counts_as"]) / (scale["worst"] - scale["best"])
            assert cell["worth"] == pytest.approx(at)


def test_an_override_replaces_the_figure_and_names_its_source(recommend):
    item = {"alternative": "tcr", "criterion": "land_price", "value": 95, "source": "our quotation"}
    answer = recommend(overrides=[item])
    cell = answer["evidence"]["tcr"]["land_price"]
    assert cell["kind"] == "override"
    assert (cell["value"], cell["low"], cell["high"]) == (95, 95, 95)
    assert "our quotation" in cell["rationale"]
    others = [
        cell["kind"]
        for park, row in answer["evidence"].items()
        for criterion, cell in row.items()
        if (park, criterion) != ("tcr", "land_price")
    ]
    assert "override" not in others


@pytest.mark.parametrize(
    ("tenure", "factor"),
    [
        ({"kind": "sale"}, 1 - 1.08**-20),
        ({"kind": "rent"}, (1 - 1.08**-20) / 0.08),
        ({"kind": "lease", "years": 50}, (1 - 1.08**-20) / (1 - 1.08**-50)),
    ],
)
def test_a_price_of_ones_own_counts_by_what_it_buys(recommend, tenure, factor):
    said = {"alternative": "tcr", "criterion": "land_price", "value": 95, "source": "our quotation"}
    cell = recommend(overrides=[{**said, "tenure": tenure}])["evidence"]["tcr"]["land_price"]
    assert cell["kind"] == "override"
    assert cell["value"] == cell["low"] == cell["high"] == pytest.approx(95 * factor)
    assert f"{95 * factor:.4g}" in cell["rationale"]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({"low": 90, "high": 110}, (100, 90, 110)),
        ({"low": 90, "mode": 95, "high": 110}, (95, 90, 110)),
    ],
)
def test_an_override_may_be_a_spread(recommend, value, wanted):
    item = {"alternative": "tcr", "criterion": "land_price", "value": value, "source": "ours"}
    cell = recommend(overrides=[item])["evidence"]["tcr"]["land_price"]
    assert (cell["value"], cell["low"], cell["high"]) == wanted


def test_ask_next_is_sorted_by_value(recommend):
    weights = {"kind": "profile", "id": "cost-driven-labour-intensive"}
    stated = {"home": {"province": "Zhejiang"}, "markets": {"US": 0.6, "EU": 0.4}}
    enterprise = {**stated, "sectors": ["auto_parts"]}
    questions = recommend(enterprise=enterprise, weights=weights, sensitivity=True)["ask_next"]
    assert questions
    gains = [q["gain"] for q in questions]
    assert gains == sorted(gains)  # each with all above it
    for question in questions:
        assert set(question) >= {"alternative", "name", "criterion", "gain", "sentence"}
        assert question["alternative"] in STUDY
        assert question["criterion"] in {*DEFAULT, *PARTS}
        assert 0 < question["gain"] <= 1


def test_what_is_uncertain_is_warned_of(recommend):
    answer = recommend()
    warned = {
        (cell["alternative"], cell["criterion"])
        for warning in answer["warnings"]
        if warning["code"] in ("unknown_cell", "uncertain_cell")
        for cell in warning["cells"]
    }
    spread = {
        (park, criterion)
        for park, row in answer["evidence"].items()
        for criterion, cell in row.items()
        if criterion in answer["weights"]["values"]
        and (cell["value"] is None or cell["low"] < cell["high"])
    }
    assert warned == spread


def test_parks_and_criteria_keep_the_order_asked(recommend):
    answer = recommend(parks=["kitic", "ljip"], criteria=["hometown_ties", "land_price"])
    assert list(answer["evidence"]) == ["kitic", "ljip"]
    assert list(answer["weights"]["values"]) == ["hometown_ties", "land_price"]


def test_an_enterprise_may_say_nothing(recommend):
    answer = recommend(enterprise={})
    assert len(answer["ranking"]) == 4
    assert answer["warnings"]


def test_names_in_chinese_mean_the_same(recommend):
    english = recommend(enterprise={"home": {"province": "Zhejiang", "city": "Hangzhou"}})
    chinese = recommend(enterprise={"home": {"province": "浙江", "city": "杭州"}})
    assert english["ranking"] == chinese["ranking"]


def test_left_out_weights_follow_from_the_facts(recommend):
    told = {"markets": {"US": 1}}
    answer = recommend(enterprise=told)
    (fit,) = answer["weights"]["source"]["profiles"]
    assert fit["id"] == "tariff-hit-exporter"
    assert "100 % of your sales go to the United States" in fit["because"]
    named = recommend(enterprise=told, weights={"kind": "profile", "id": "tariff-hit-exporter"})
    assert named["ranking"] == answer["ranking"]
    assert named["weights"]["source"]["code"] != answer["weights"]["source"]["code"]


def test_where_nothing_is_said_all_criteria_weigh_the_same(recommend):
    answer = recommend(enterprise={})
    assert answer["weights"]["kind"] == "unstated"
    assert list(answer["weights"]["values"].values()) == pytest.approx([1 / 7] * 7)
    assert answer["weights"]["source"]["profiles"] == []


def test_a_scenario_moves_the_duties(recommend):
    rates = {"US": {"vietnam": 50, "thailand": 0, "indonesia": 0}}
    answer = recommend(scenario={"name": "mine", "as_of": "2026-01-01", "rates": rates})
    assert answer["scenario"]["id"] == "custom"
    cells = {p: row["trade_cost_exposure"] for p, row in answer["evidence"].items()}
    assert cells["ljip"]["value"] > cells["tcr"]["value"]
    assert recommend(scenario="us_2025_04")["scenario"]["id"] == "us_2025_04"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_market_that_is_none_is_refused_with_what_may_be_meant(client, recommendation, language):
    body = recommendation(enterprise={"markets": {"CHN": 1}}, parks=sorted(STUDY))
    headers = {"Accept-Language": language}
    answer = client.post("/v1/recommendations", json=body, headers=headers)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    known = [item["id"] for item in client.get("/v1/markets").json()["items"]]
    assert (error["code"], error["allowed"]) == ("unknown_market", known)
    assert error["did_you_mean"] == ["CN"]
    own = {"name": "mine", "as_of": "2026-11-01", "rates": {"CHN": {"vietnam": 4}}}
    body = {**body, "scenario": own, "parks": ["ljip", "vcep"], "sensitivity": True}
    assert client.post("/v1/recommendations", json=body).status_code == 200


@pytest.mark.parametrize(
    ("city", "warned"), [("Nowhere", True), ("Hangzhou", False), ("杭州市", False), ("", False)]
)
def test_a_city_that_is_not_known_is_compared_by_its_province_and_told(recommend, city, warned):
    home = {"province": "Zhejiang", "city": city}
    answer = recommend(enterprise={"home": home}, detail="full")
    found = [one for one in answer["warnings"] if one["code"] == "city_not_recognised"]
    assert bool(found) is warned
    assert all("Nowhere" in one["detail"] and "Zhejiang" in one["detail"] for one in found)


@pytest.mark.parametrize("path", ["/v1/recommendations", "/v1/comparisons"])
def test_refused_unknowns_are_faults_of_that_field(send, recommendation, path):
    body = recommendation(parks=["eiz", "mckip"], unknowns="refuse")
    if path == "/v1/comparisons":
        del body["sensitivity"], body["include"]
        equal = {"kind": "objective", "scheme": "equal"}
        body["weightings"] = [{"name": name, "weights": equal} for name in ("a", "b")]
    document = send(path, body, status=422)
    places = {(item["pointer"], item["code"]) for item in document["errors"]}
    assert places == {("/unknowns", "unknown_refused")}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_names_stand_beside_ids_wherever_a_person_reads(client, recommendation, language):
    parks = ["vcep", "ssez", "zccz", "haier_ruba", "ppsez", "lekki"]  # with bad news on record
    dear = {"alternative": "vcep", "criterion": "land_price", "value": 150, "source": "ours"}
    body = recommendation(
        parks=parks,
        detail="full",
        sensitivity=None,
        overrides=[dear],
        requirements=[{"criterion": "land_price", "at_most": 140}],
    )
    headers = {"Accept-Language": language}
    answer = client.post("/v1/recommendations", json=body, headers=headers).json()
    parts, names = answer["sensitivity"], answer["names"]["alternatives"]
    sides = [fact[end] for fact in parts["facts"] for end in ("below", "above") if fact[end]]
    cells = [cell for one in answer["warnings"] for cell in one["cells"] if "alternative" in cell]
    lists = {
        "alternative": [
            *(answer["ranking"], answer["excluded"], answer["risks"], cells),
            *(parts["facts"], parts["possible_ranks"], answer["decision"]["parks"]),
        ],
        "winner": [sides],
    }
    for key, found in lists.items():
        for items in found:
            assert items
            for item in items:
                name = item["name" if key == "alternative" else f"{key}_name"]
                assert name == names[item[key]] != item[key]


def test_null_stands_for_what_is_left_out(recommend):
    nothing = {"method": None, "criteria": None, "weights": None, "as_of": "2026-11-28"}
    asked, unasked = recommend(**nothing), recommend(as_of="2026-11-28")
    assert asked == unasked
    assert asked["method"]["mode"] == "ratings"


def test_an_empty_sensitivity_asks_nothing(recommend):
    answer = recommend(sensitivity=False)
    assert answer["sensitivity"] is None
    assert answer["ask_next"] == []


def test_all_parks_screened_out_is_an_answer_with_reasons(recommend):
    asked = [{"criterion": "land_price", "at_most": 1}]
    for sensitivity in (True, False):
        answer = recommend(requirements=asked, sensitivity=sensitivity)
        assert answer["ranking"] == []
        assert not answer["answer_set"]
        assert {item["alternative"] for item in answer["excluded"]} == STUDY
        assert "all_excluded" in [w["code"] for w in answer["warnings"]]


def test_gates_and_must_haves_take_parks_out_with_reasons(recommend):
    asked = {"parks": [*STUDY, "thilawa"], "must": {"countries_excluded": ["VN"], "gas": True}}
    asked["gates"] = {"stability": True}
    answer = recommend(**asked, detail="full")
    out = {item["alternative"]: item["reasons"] for item in answer["excluded"]}
    assert set(out) == {"ljip", "vcep", "thilawa"}
    assert [reason["code"] for reason in out["thilawa"]] == ["gate_stability"]
    told = {(item["code"], item["severity"], item["country"]): item for item in answer["gates"]}
    vietnam = told["countries_excluded", "gate", "vietnam"]
    assert set(vietnam["alternatives"]) == {"ljip", "vcep"}
    assert told["stability", "gate", "myanmar"]["claims"]
    assert "kitic" in told["gas", "ask", None]["alternatives"]
    back = recommend(**asked, keep=["thilawa"], include=["gates"])
    assert {row["alternative"] for row in back["ranking"]} == {"tcr", "kitic", "thilawa"}
    told = {(item["code"], item["severity"]): item for item in back["gates"]}
    assert told["stability", "warning"]["alternatives"] == ["thilawa"]


def test_conditions_that_make_no_sense_name_their_place(send, recommendation):
    body = recommendation(gates={"luck": True, "failure": False})
    answer = send("/v1/recommendations", body, status=422)
    assert [item["pointer"] for item in answer["errors"]] == ["/gates/luck"]
    answer = send("/v1/recommendations", recommendation(must={"plott": 3}), status=422)
    assert answer["errors"][0]["did_you_mean"] == ["plot"]


def test_optional_criteria_may_be_asked_for(recommend):
    criteria = ["land_price", "labour_cost", "political_stability", "industry_fit"]
    weights = {"kind": "ranked", "order": [[c] for c in criteria]}
    answer = recommend(criteria=criteria, weights=weights)
    assert list(answer["weights"]["values"]) == criteria
    assert answer["evidence"]["tcr"]["industry_fit"]["value"] == 1
    stability = answer["evidence"]["tcr"]["political_stability"]
    assert stability["low"] < stability["value"] < stability["high"]
    asked = ["land_price", "tax_incentives", "location"]
    answer = recommend(criteria=asked, weights={"kind": "ranked", "order": [[c] for c in asked]})
    # 4 years exempt, 9 at 5 per cent and 2 at 10, against 20: 4 + 9 * 0.75 + 2 * 0.5
    assert answer["evidence"]["ljip"]["tax_incentives"]["value"] == 11.75
    assert answer["evidence"]["vcep"]["tax_incentives"]["kind"] == "unknown"
    assert answer["evidence"]["tcr"]["location"]["value"] == 3
    capped = {**weights, "caps": [{"criteria": ["land_price", "labour_cost"], "at_most": 0.5}]}
    values = recommend(criteria=criteria, weights=capped)["weights"]["values"]
    assert values["land_price"] + values["labour_cost"] == pytest.approx(0.5)


def test_a_firm_is_left_out_of_what_is_foretold(send):
    maker = {"home": {"province": "Guangdong", "city": "Shenzhen"}, "sectors": ["batteries"]}
    body = {"enterprise": maker, "parks": sorted(STUDY), "sensitivity": False}
    named, without = (
        send("/v1/recommendations", {**body, **more})
        for more in ({}, {"as_of": {"date": "2026-12-01", "without_firms": ["LEOCH Co., Ltd."]}})
    )
    firms = [[peer["company"] for peer in one["forecast"]["peers"]] for one in (named, without)]
    assert "Leoch International" in firms[0]
    assert not any("Leoch" in name for name in firms[1])
    assert send("/v1/recommendations", without["record"]["spec"]) == without
    early = send("/v1/recommendations", {**body, "as_of": {"date": "2016-06-01"}})["forecast"]
    assert all((peer["year"] or 0) <= 2016 for peer in early["peers"])


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"date": "2026-13-01"}, "/as_of/date"),
        ({"date": "2026-12-01", "without": []}, "/as_of/without"),
        ({"date": "2026-12-01", "without_firms": "Leoch"}, "/as_of/without_firms"),
        ({"date": "2026-12-01", "without_firms": ["x"] * 21}, "/as_of/without_firms"),
        ({}, "/as_of/date"),
        (7, "/as_of"),
    ],
)
def test_a_day_that_is_none_is_refused_at_its_place(client, sent, pointer):
    answer = client.post("/v1/recommendations", json={"enterprise": {}, "as_of": sent})
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
