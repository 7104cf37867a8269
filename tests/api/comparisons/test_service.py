"""Comparing weightings without HTTP."""

from typing import Any

import pytest

from api.comparisons.schemas import ComparisonRequest
from api.comparisons.service import compare_weightings
from api.http.localisation import localise
from api.settings import Settings
from mcda.errors import InvalidInput, McdaError
from mcda.parks import load_catalogue, scorable, unknown

ONE = {"kind": "objective", "scheme": "equal"}


def answer(written: Any, settings: Settings, language: Any = "en") -> Any:
    request = ComparisonRequest.model_validate(written)
    return localise(compare_weightings(request, settings), language)


def faults(written: Any, settings: Settings) -> list[tuple[str, tuple[Any, ...]]]:
    with pytest.raises(McdaError) as caught:
        answer(written, settings)
    return [(fault.code, fault.path) for fault in caught.value.faults]


def test_weightings_of_a_problem(comparison, settings):
    found = answer(comparison(method={"name": "weighted_sum"}), settings)
    assert [item["name"] for item in found["rankings"]] == ["owner", "sales", "books"]
    # min-max: price 1, 0, .6; roads .25, 1, 0
    first = found["rankings"][0]
    assert [row["alternative"] for row in first["ranking"]] == ["a", "c", "b"]
    assert [row["score"] for row in first["ranking"]] == pytest.approx([0.925, 0.54, 0.1])
    assert first["weights"]["values"] == pytest.approx({"price": 0.9, "roads": 0.1})
    assert found["method"]["name"] == "weighted_sum"
    assert found["record"]["seed"] == 7


def test_weightings_of_an_enterprise(settings):
    written = {
        "enterprise": {"home": {"province": "Zhejiang"}},
        "parks": ["tcr", "ljip"],
        "criteria": ["land_price", "hometown_ties"],
        "overrides": [
            {"alternative": "tcr", "criterion": "land_price", "value": 95, "source": "ours"}
        ],
        "scenario": "us_2025_04",
        "weightings": [{"name": "x", "weights": ONE}, {"name": "y", "weights": ONE}],
    }
    found = answer(written, settings)
    ranked = [row["alternative"] for row in found["rankings"][0]["ranking"]]
    assert sorted(ranked) == ["ljip", "tcr"]
    assert list(found["rankings"][0]["weights"]["values"]) == ["land_price", "hometown_ties"]
    assert found["disagreement"] == []
    assert found["warnings"]


def test_the_seed_of_drawn_orders_is_recorded(settings):
    n = 16
    names = [f"c{j}" for j in range(n)]
    problem = {
        "criteria": [{"id": name, "direction": "benefit"} for name in names],
        "alternatives": [{"id": "a"}, {"id": "b"}],
        "performances": [[1 + j for j in range(n)], [n - j for j in range(n)]],
    }
    weightings = [
        {"name": "up", "weights": {"kind": "ranked", "order": [[c] for c in names]}},
        {"name": "down", "weights": {"kind": "ranked", "order": [[c] for c in names[::-1]]}},
    ]
    found = answer({"problem": problem, "weightings": weightings}, settings)
    assert found["record"]["seed"] == 7
    assert found["disagreement"][0]["exact"] is False
    assert set(found["disagreement"][0]["standard_errors"]) == set(names)


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"problem": None}, [("comparison_without_subject", ())]),
        ({"enterprise": {}}, [("comparison_with_two_subjects", ("problem",))]),
        ({"parks": []}, [("only_with_enterprise", ("parks",))]),
        ({"unknowns": "typical"}, [("only_with_enterprise", ("unknowns",))]),
        (
            {"scales": {"price": {"worst": 2, "best": 1}}, "unknowns": "cautious"},
            [("only_with_enterprise", ("unknowns",)), ("only_with_enterprise", ("scales",))],
        ),
        (
            {"criteria": ["price"], "scenario": "us_2025_04"},
            [("only_with_enterprise", ("criteria",)), ("only_with_enterprise", ("scenario",))],
        ),
        (
            {"weightings": [{"name": n, "weights": ONE} for n in ("a", "a", " ", "a")]},
            [
                ("weighting_name_twice", ("weightings", 1, "name")),
                ("weighting_unnamed", ("weightings", 2, "name")),
                ("weighting_name_twice", ("weightings", 3, "name")),
            ],
        ),
    ],
)
def test_what_does_not_go_together(comparison, settings, fields, wanted):
    assert faults(comparison(**fields), settings) == wanted


def test_both_languages_name_what_is_wrong(comparison, settings):
    written = comparison(weightings=[{"name": n, "weights": ONE} for n in ("a", "b", "b")])
    with pytest.raises(InvalidInput) as caught:
        answer(written, settings)
    assert caught.value.say().endswith(
        "“b” is given to the weightings at positions 1 and 2, counted from 0."
    )
    assert "位置 1 和 2" in caught.value.say("zh")


def test_faults_of_the_problem_and_the_method_keep_theirs(comparison, settings):
    table = comparison()["problem"]
    short = {**table, "performances": table["performances"][:2]}
    assert faults(comparison(problem=short), settings)[0] == (
        "row_count",
        ("problem", "performances"),
    )
    empty = {**table, "performances": [[None, 3], [None, 6], [None, 2]]}
    assert faults(comparison(problem=empty), settings)[0] == (
        "unknown_unbounded",
        ("problem", "performances", 0, 0),
    )
    assert faults(comparison(method={"name": "spotis"}), settings) == [
        ("range_missing", ("problem", "criteria"))
    ]
    computed = {
        "enterprise": {},
        "weightings": [{"name": n, "weights": ONE} for n in "ab"],
        "method": {"name": "ahp", "comparisons": {"x": [[1.0]]}},
    }
    assert faults(computed, settings) == [("comparisons_in_ratings", ("method", "comparisons"))]


PROFILES = [
    {"name": name, "weights": {"kind": "profile", "id": name}}
    for name in ("cost-driven-labour-intensive", "tariff-hit-exporter")
]


def test_parks_without_a_price_of_land_stand_apart_whatever_the_weights(settings):
    catalogue = load_catalogue()
    unpriced = {park for park in scorable(catalogue) if "land_price" in unknown(catalogue, park)}
    assert "great_stone" in unpriced
    asked = {"enterprise": {"home": {"province": "Zhejiang"}}, "weightings": PROFILES}
    found = answer(asked, settings)
    out = {one["alternative"]: {why["code"] for why in one["reasons"]} for one in found["excluded"]}
    assert {park for park, codes in out.items() if "first_ask" in codes} >= unpriced
    assert out.keys() - unpriced == {"ceiz", "ogun_guangdong"}
    for item in found["rankings"]:
        ranked = {row["alternative"] for row in item["ranking"]}
        assert ranked == set(scorable(catalogue)) - out.keys()
        assert item["first_ask"] == []
    found = answer({**asked, "parks": ["teda_suez", "tcr"]}, settings)
    assert [item["first_ask"] for item in found["rankings"]] == [[], []]
    assert len(found["rankings"][0]["ranking"]) == 2


def test_a_park_that_a_gate_takes_out_stands_apart_unless_it_is_named(settings):
    weightings = [*PROFILES[:1], {"name": "equal", "weights": ONE}]
    out = answer({"enterprise": {}, "weightings": weightings}, settings)["excluded"]
    codes = {item["alternative"]: item["reasons"][0]["code"] for item in out}
    assert codes["ogun_guangdong"] == "gate_failure"
    named = {"enterprise": {}, "weightings": weightings, "parks": ["ogun_guangdong", "tcr"]}
    assert answer(named, settings)["excluded"] == []
