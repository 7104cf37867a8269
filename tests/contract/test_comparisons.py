"""Section 5: several weightings of the same alternatives, where they part and why."""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

PATH = "/v1/comparisons"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OWNER = {"kind": "direct", "values": {"price": 8, "roads": 1, "service": 1}}
SALES = {"kind": "ranked", "order": [["roads"], ["service"], ["price"]]}
BOOKS = {"kind": "objective", "scheme": "entropy"}
PROFILES = ("first-time-private-exporter", "tariff-hit-exporter", "security-seeker")
NAMED = ["tcr", "ssez", "ljip", "vcep", "great_stone"]
OVERRIDE = {
    "alternative": "tcr",
    "criterion": "land_price",
    "value": 150,
    "source": "our quotation",
}


def named(*weights: Any) -> list[dict[str, Any]]:
    return [{"name": f"w{k}", "weights": item} for k, item in enumerate(weights)]


@pytest.fixture
def comparison(problem: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """Return a request on the problem; keywords replace its fields, None leaves one out."""

    def make(**fields: Any) -> dict[str, Any]:
        body = {"problem": problem, "weightings": named(OWNER, SALES, BOOKS), **fields}
        return copy.deepcopy({k: v for k, v in body.items() if v is not None})

    return make


@pytest.fixture
def of_enterprise(enterprise: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """Return a request on the parks as the enterprise sees them."""

    def make(**fields: Any) -> dict[str, Any]:
        profiles = named(*({"kind": "profile", "id": name} for name in PROFILES))
        return copy.deepcopy({"enterprise": enterprise, "weightings": profiles, **fields})

    return make


def test_every_part_of_the_answer(send, comparison):
    answer = send(PATH, comparison())
    names = ["w0", "w1", "w2"]
    assert [item["name"] for item in answer["rankings"]] == names
    for item in answer["rankings"]:
        assert item["verdict"]["first"] == item["ranking"][0]["alternative"]
        assert set(item["weights"]) >= {"values", "kind", "diagnostics"}
        assert sum(item["weights"]["values"].values()) == pytest.approx(1)
        ranks = [row["rank"] for row in item["ranking"]]
        assert ranks == sorted(ranks)
        assert ranks[0] == 1
        for row in item["ranking"]:
            assert set(row) >= {"alternative", "rank", "score", "tied_with"}
    for part, least in (("kendall_tau", -1), ("weight_distance", 0)):
        assert {k: sorted(row) for k, row in answer[part].items()} == {
            name: [other for other in names if other != name] for name in names
        }
        assert all(least <= v <= 1 for row in answer[part].values() for v in row.values())
    assert set(answer["consensus"]) >= {
        *("alternative", "tied_with", "greatest_regret", "objects_most", "regrets")
    }
    assert answer["consensus"]["greatest_regret"] == max(answer["consensus"]["regrets"].values())
    assert answer["disagreement"]
    for gap in answer["disagreement"]:
        assert sum(gap["shares"].values()) == pytest.approx(1, abs=1e-9)
        assert set(gap["winners"]) == set(gap["between"])
        assert gap["exact"] is True
    assert set(answer["record"]) == {"engine", "input_sha256", "seed", "spec"}


def test_each_ranking_is_that_of_its_weights_alone(send, comparison):
    body = comparison()
    for item, asked in zip(send(PATH, body)["rankings"], body["weightings"], strict=True):
        alone = {"problem": body["problem"], "weights": asked["weights"], "sensitivity": False}
        single = send("/v1/rankings", alone)
        assert item["weights"] == single["weights"]
        for row, other in zip(item["ranking"], single["ranking"], strict=True):
            assert (row["alternative"], row["rank"]) == (other["alternative"], other["rank"])
            assert row["score"] == pytest.approx(other["score"], rel=1e-12)


def test_an_enterprise_sees_the_parks(send, of_enterprise):
    """Ranks and verdicts are those of a recommendation about the same parks."""
    answer = send(PATH, of_enterprise(parks=NAMED))
    for place, profile in enumerate(PROFILES):
        recommended = send(
            "/v1/recommendations",
            {
                "enterprise": of_enterprise()["enterprise"],
                "parks": NAMED,
                "keep": NAMED,  # a comparison ranks all parks that it names
                "weights": {"kind": "profile", "id": profile},
                "sensitivity": {"decision": True},
            },
        )
        mine = answer["rankings"][place]
        found = [(r["alternative"], r["rank"]) for r in mine["ranking"]]
        assert found == [(r["alternative"], r["rank"]) for r in recommended["ranking"]]
        assert mine["verdict"] is None
        assert mine["decision"]["park"] == recommended["decision"]["park"]
        lost = [one["decision"]["loss"]["points"] for one in (mine, recommended)]
        assert lost[0] == pytest.approx(lost[1], abs=0.01)  # of 2 000 and 4 000 draws


def test_sentences_speak_the_language(send, of_enterprise):
    for language in ("en", "zh"):
        answer = send(PATH, of_enterprise(), language=language)
        said = [item["decision"]["sentence"] for item in answer["rankings"]]
        said += [item["sentence"] for item in answer["disagreement"]]
        said.append(answer["consensus"]["sentence"])
        assert all(bool(CHINESE.search(one)) == (language == "zh") for one in said)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"method": {"name": "vikor", "v": 0.25}},
        {"method": {"name": "promethee2", "preferences": {"price": {"type": "usual"}}}},
        {"weightings": named(OWNER, OWNER)},
        {"unknowns": "refuse"},
    ],
)
def test_the_spec_gives_the_same_bytes(client, comparison, fields):
    first = client.post(PATH, json=comparison(**fields))
    assert first.status_code == 200, first.text[:400]
    assert client.post(PATH, json=first.json()["record"]["spec"]).content == first.content


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"parks": ["tcr", "ljip"], "criteria": ["land_price", "hometown_ties"]},
        {"overrides": [OVERRIDE], "scenario": "us_2025_04"},
        {"scenario": {"name": "mine", "as_of": "2026-01-01", "rates": {"US": {"vietnam": 20}}}},
    ],
)
def test_the_spec_of_an_enterprise_gives_the_same_bytes(client, of_enterprise, fields):
    first = client.post(PATH, json=of_enterprise(**fields))
    assert first.status_code == 200, first.text[:400]
    assert client.post(PATH, json=first.json()["record"]["spec"]).content == first.content


NEGATIVE = {"kind": "direct", "values": {"price": -1, "roads": 1, "service": 1}}
WRONG: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"problem": None}, [("", "comparison_without_subject")]),
    ({"enterprise": {}}, [("/problem", "comparison_with_two_subjects")]),
    ({"parks": ["tcr"]}, [("/parks", "only_with_enterprise")]),
    ({"overrides": [OVERRIDE]}, [("/overrides", "only_with_enterprise")]),
    ({"weightings": None}, [("/weightings", "missing_field")]),
    ({"weightings": named(OWNER)}, [("/weightings", "wrong_type")]),
    ({"weightings": named(*[OWNER] * 51)}, [("/weightings", "wrong_type")]),
    ({"weightings": [*named(OWNER), {"name": "x"}]}, [("/weightings/1/weights", "missing_field")]),
    (
        {"weightings": [*named(OWNER), {"weights": OWNER}]},
        [("/weightings/1/name", "missing_field")],
    ),
    (
        {"weightings": [*named(OWNER), *named(SALES)]},
        [("/weightings/1/name", "weighting_name_twice")],
    ),
    (
        {"weightings": [*named(OWNER), {"name": "", "weights": SALES}]},
        [("/weightings/1/name", "weighting_unnamed")],
    ),
    ({"weightings": named(OWNER, {"kind": "guess"})}, [("/weightings/1/weights", "kind_unknown")]),
    (
        {"weightings": named(OWNER, {"kind": "direct", "values": {"price": True}})},
        [("/weightings/1/weights/values/price", "wrong_type")],
    ),
    (
        {"weightings": named(OWNER, SALES, NEGATIVE)},
        [("/weightings/2/weights/values/price", "weight_negative")],
    ),
    (
        {"weightings": named(OWNER, {"kind": "ranked", "order": [["price"], ["roads"]]})},
        [("/weightings/1/weights/order", "ranked_missing")],
    ),
    (
        {"weightings": named(OWNER, {"kind": "ranked", "order": [["price"], ["roads"], ["x"]]})},
        [
            ("/weightings/1/weights/order/2/0", "weight_unknown_criterion"),
            ("/weightings/1/weights/order", "ranked_missing"),
        ],
    ),
    ({"weightings": {"a": OWNER}}, [("/weightings", "wrong_type")]),
    (
        {"weightings": [*named(OWNER), {"name": 1, "weights": OWNER}]},
        [("/weightings/1/name", "wrong_type")],
    ),
    (
        {"weightings": [*named(OWNER), {"name": "b", "weights": OWNER, "share": 1}]},
        [("/weightings/1/share", "unknown_field")],
    ),
    ({"problem": []}, [("/problem", "wrong_type")]),
    ({"enterprise": []}, [("/enterprise", "wrong_type")]),
    ({"method": "topsis"}, [("/method", "wrong_type")]),
    ({"unknowns": "guess"}, [("/unknowns", "wrong_type")]),
    ({"sensitivity": False}, [("/sensitivity", "unknown_field")]),
    ({"method": {"name": "magic"}}, [("/method", "kind_unknown")]),
    ({"method": {"name": "vikor", "v": 2}}, [("/method/v", "wrong_type")]),
    ({"method": {"name": "spotis"}}, [("/problem/criteria", "range_missing")]),
    ({"requirements": []}, [("/requirements", "unknown_field")]),
]


@pytest.mark.parametrize(("fields", "wanted"), WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_named_at_its_place(send, refused, comparison, fields, wanted):
    body = comparison(**fields)
    english = refused(PATH, body, *wanted)
    chinese = send(PATH, body, status=422, language="zh")
    assert [(e["pointer"], e["code"]) for e in chinese["errors"]] == wanted
    for text in (chinese["title"], *(e["detail"] for e in chinese["errors"])):
        assert CHINESE.search(text)
    assert not CHINESE.search(english["title"])


def test_an_unknown_profile_is_named(refused, of_enterprise):
    body = of_enterprise()
    body["weightings"][2]["weights"]["id"] = "nobody"
    refused(PATH, body, ("/weightings/2/weights/id", "unknown_profile"))


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"parks": ["ljip", "x"]}, ("/parks/1", "unknown_park")),
        ({"criteria": ["x"]}, ("/criteria/0", "unknown_catalogue_criterion")),
        ({"scenario": "guess"}, ("/scenario", "unknown_scenario")),
        ({"overrides": [{**OVERRIDE, "source": ""}]}, ("/overrides/0/source", None)),
        ({"parks": ["ljip"] * 201}, ("/parks", "too_many_alternatives")),
    ],
)
def test_an_enterprise_is_checked_as_for_a_recommendation(send, of_enterprise, fields, wanted):
    found = send(PATH, of_enterprise(**fields), status=422)["errors"][0]
    assert found["pointer"] == wanted[0]
    assert wanted[1] in (None, found["code"])


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "1e999", '"1"', "true"])
def test_numbers_are_strict(client, comparison, literal):
    text = json.dumps(comparison()).replace('"price": 8', f'"price": {literal}')
    answer = client.post(PATH, content=text, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


def test_an_unknown_cell_is_warned_of_or_refused(send, refused, comparison):
    body = comparison(weightings=named(OWNER, SALES))
    body["problem"]["performances"][0][1] = None
    for language in ("en", "zh"):
        (warning,) = send(PATH, body, language=language)["warnings"]
        (cell,) = warning["cells"]
        assert (cell["alternative"], cell["criterion"]) == ("north", "roads")
        assert cell["detail"] == warning["detail"]
        assert bool(CHINESE.search(warning["detail"])) == (language == "zh")
    pointer = "/problem/performances/0/1"
    refused(PATH, {**body, "unknowns": "refuse"}, (pointer, "unknown_refused"))


@pytest.mark.parametrize("name", ["a/b~c", "权重", "w 1"])
def test_names_may_be_any_text(send, comparison, name):
    body = comparison()
    body["weightings"][0]["name"] = name
    assert name in send(PATH, body)["kendall_tau"]
