"""Problems that look wrong and still have an answer."""

import copy
from typing import Any

import pytest

ROWS = [[100, 3, 4], [150, 6, 3], [120, 2, 5], [90, 1, 2]]
METHODS = [
    "topsis", "ahp", "weighted_sum", "weighted_product", "vikor", "promethee2", "edas", "marcos",
    "mabac", "codas", "copras", "aras", "waspas", "moora",
]  # fmt: skip


def codes(answer: Any) -> list[str]:
    return [warning["code"] for warning in answer["warnings"]]


@pytest.mark.parametrize("method", METHODS)
def test_one_alternative_is_first_with_no_sensitivity(rank, ranking, method):
    body = ranking([[100, 3, 4]], method={"name": method}, sensitivity=True)
    body["problem"]["alternatives"] = [{"id": "only"}]
    answer = rank(body)
    assert [(r["alternative"], r["rank"]) for r in answer["ranking"]] == [("only", 1)]
    assert answer["answer_set"] == ["only"]
    assert "sensitivity_trivial" in codes(answer)
    assert set(answer["sensitivity"].values()) == {None}


@pytest.mark.parametrize("method", METHODS)
def test_identical_alternatives_all_tie_at_first(rank, ranking, method):
    answer = rank(ranking([[100, 3, 4]] * 4, method={"name": method}, sensitivity=True))
    assert [row["rank"] for row in answer["ranking"]] == [1, 1, 1, 1]
    assert all(len(row["tied_with"]) == 3 for row in answer["ranking"])
    assert len(answer["answer_set"]) == 4
    (warning,) = [w for w in answer["warnings"] if w["code"] == "criterion_cannot_separate"]
    assert warning["count"] == len(warning["cells"]) == 3


@pytest.mark.parametrize("value", [0, 5])
@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("method", METHODS)
def test_a_column_that_cannot_separate_is_warned_of(rank, ranking, method, column, value):
    rows = copy.deepcopy(ROWS)
    for row in rows:
        row[column] = value
    answer = rank(ranking(rows, method={"name": method}, sensitivity=column == 0))
    (warning,) = [w for w in answer["warnings"] if w["code"] == "criterion_cannot_separate"]
    assert warning["cells"] == [{"criterion": ["price", "roads", "service"][column]}]
    assert min(row["rank"] for row in answer["ranking"]) == 1


@pytest.mark.parametrize("method", ["topsis", "weighted_sum", "vikor", "promethee2"])
def test_a_negative_cost_is_a_low_cost(rank, ranking, method):
    weights = {"kind": "direct", "values": {"price": 1, "roads": 0, "service": 0}}
    answer = rank(ranking([[-50, 3, 4], *ROWS[1:]], method={"name": method}, weights=weights))
    assert [row["alternative"] for row in answer["ranking"]] == ["north", "west", "east", "south"]


def test_all_screened_out_is_an_answer(rank, ranking):
    asked = [{"criterion": "roads", "at_least": 7}]
    for sensitivity in (True, False):
        answer = rank(ranking(requirements=asked, sensitivity=sensitivity))
        assert answer["ranking"] == []
        assert answer["answer_set"] == ([] if sensitivity else None), answer["decision"]
        assert len(answer["excluded"]) == 4
        assert codes(answer) == ["all_excluded"]
        assert answer["weights"]["values"]


def test_all_but_one_screened_out_leaves_it_first(rank, ranking):
    asked = [{"criterion": "roads", "at_least": 4}]
    answer = rank(ranking(requirements=asked, sensitivity=True))
    assert [row["alternative"] for row in answer["ranking"]] == ["south"]
    assert answer["answer_set"] == ["south"]
    assert "sensitivity_trivial" in codes(answer)


@pytest.mark.parametrize("cell", [None, {"low": 1, "high": 5}])
def test_an_undecided_requirement_excludes_nobody(rank, ranking, cell):
    rows = [[100, cell, 4], *ROWS[1:]]
    answer = rank(ranking(rows, requirements=[{"criterion": "roads", "at_least": 2}]))
    assert "north" in [row["alternative"] for row in answer["ranking"]]
    (warning,) = [w for w in answer["warnings"] if w["code"] == "requirement_undecided"]
    about = {"alternative": "north", "name": "North park", "criterion": "roads"}
    assert warning["cells"] == [about]


def test_a_spread_that_fails_everywhere_is_excluded(rank, ranking):
    rows = [[100, {"low": 1, "high": 2}, 4], *ROWS[1:]]
    answer = rank(ranking(rows, requirements=[{"criterion": "roads", "at_least": 2.5}]))
    assert "north" in [item["alternative"] for item in answer["excluded"]]


def test_a_weight_of_zero_is_allowed(rank, ranking):
    weights = {"kind": "direct", "values": {"price": 0, "roads": 1, "service": 1}}
    answer = rank(ranking(weights=weights, sensitivity=True))
    assert answer["weights"]["values"]["price"] == 0
    assert all(row["contributions"]["price"] == 0 for row in answer["ranking"])


def test_all_weight_on_one_criterion(rank, ranking):
    weights = {"kind": "direct", "values": {"price": 1, "roads": 0, "service": 0}}
    answer = rank(ranking(weights=weights, sensitivity=True))
    assert [row["alternative"] for row in answer["ranking"]] == ["west", "north", "east", "south"]


def test_one_criterion_is_enough(rank, ranking):
    body = ranking([[100], [150], [120], [90]], sensitivity=True)
    body["problem"]["criteria"] = body["problem"]["criteria"][:1]
    body["weights"]["values"] = {"price": 1}
    assert rank(body)["ranking"][0]["alternative"] == "west"


def test_ids_may_hold_anything_printable(rank, ranking):
    body = ranking(sensitivity=True)
    names = ["a/b~c", '"quoted"', "园区 {x}", "%s {0} \\u0000"]
    for alternative, name in zip(body["problem"]["alternatives"], names, strict=True):
        alternative["id"] = name
    for language in ("en", "zh"):
        answer = rank(body, language=language)
        assert sorted(row["alternative"] for row in answer["ranking"]) == sorted(names)


LONE = "\ud800"


@pytest.mark.parametrize("place", ["alternative", "criterion", "field", "weight", "kind"])
def test_half_a_character_is_refused_not_a_crash(send, ranking, place):
    body = ranking()
    if place == "alternative":
        body["problem"]["alternatives"][0]["id"] = LONE
    elif place == "criterion":
        body["problem"]["criteria"][0]["id"] = LONE
    elif place == "field":
        body[LONE] = 1
    elif place == "weight":
        body["weights"]["values"][LONE] = 1
    else:
        body["weights"] = {"kind": LONE}
    send("/v1/rankings", body, status=422)
