"""Section 4: what the sensitivity of a ranking means, checked by asking again."""

import math
from typing import Any

import pytest

ON_DEMAND = {"exact_acceptability", "multiverse"}
METHODS = ["topsis", "ahp", "weighted_sum", "promethee2"]


def winner(answer: Any) -> str:
    return str(answer["ranking"][0]["alternative"])


def order(answer: Any) -> list[str]:
    return [row["alternative"] for row in answer["ranking"]]


def direct(values: dict[str, float]) -> dict[str, Any]:
    return {"kind": "direct", "values": values}


def moved(values: dict[str, float], criterion: str, to: float) -> dict[str, float]:
    """Return weights with one moved and the others in their proportions."""
    rest = 1 - values[criterion]
    return {c: to if c == criterion else w / rest * (1 - to) for c, w in values.items()}


@pytest.mark.parametrize("sensitivity", [True, False])
def test_the_headline_does_not_depend_on_the_sensitivity(rank, ranking, sensitivity):
    answer = rank(ranking(sensitivity=sensitivity))
    assert answer["ranking"] == rank(ranking())["ranking"]
    assert (answer["sensitivity"] is None) == (not sensitivity)


def test_left_out_sensitivity_runs_all_parts(rank, ranking):
    body = ranking()
    del body["sensitivity"]
    found = rank(body)["sensitivity"]
    assert found == rank(ranking(sensitivity=True))["sensitivity"]
    assert {name for name, part in found.items() if part is None} == {"judgements"}
    assert not found.keys() & ON_DEMAND
    assert found["acceptability"]["samples"] == 10_000
    assert found["acceptability"]["seed"] == 7
    assert found["acceptability"]["drawn_from"]["spread"] == 0.2
    assert list(found["methods"]["rankings"]) == METHODS


def test_judgements_are_null_where_there_are_none(rank, ranking):
    assert rank(ranking(sensitivity=True))["sensitivity"]["judgements"] is None


def test_a_bound_of_stability_is_where_the_winner_changes(rank, ranking):
    answer = rank(ranking(sensitivity=True))
    first, values = winner(answer), answer["weights"]["values"]
    found = answer["sensitivity"]["stability"]
    assert [item["criterion"] for item in found] == ["price", "roads", "service"]
    seen = 0
    for item in found:
        assert item["weight"] == pytest.approx(values[item["criterion"]])
        assert item["exact"] is True
        bounds = item["winner"]
        assert 0 <= bounds["low"] <= item["weight"] <= bounds["high"] <= 1
        assert bounds["low"] <= item["order"]["low"] <= item["order"]["high"] <= bounds["high"]
        for side, step in (("low", -1e-7), ("high", 1e-7)):
            edge, challenger = bounds[side], bounds[f"challenger_{side}"]
            if challenger is None:
                assert edge in (0, 1)
                continue
            seen += 1
            past, before = edge + step, edge - step
            for to, wanted in ((past, challenger), (before, first)):
                again = rank(ranking(weights=direct(moved(values, item["criterion"], to))))
                assert winner(again) == wanted
    assert seen > 0


def test_the_smallest_change_ties_the_two_and_states_its_distance(rank, ranking):
    answer = rank(ranking(sensitivity=True))
    found, values = answer["sensitivity"]["smallest_change"], answer["weights"]["values"]
    assert set(found) >= {"winner_becomes", "weights", "distance", "certified", "sentence"}
    half = sum(abs(found["weights"][c] - values[c]) for c in values) / 2
    assert found["distance"] == pytest.approx(half, abs=1e-9)
    assert sum(found["weights"].values()) == pytest.approx(1)
    again = rank(ranking(weights=direct(found["weights"])))
    scores = {row["alternative"]: row["score"] for row in again["ranking"]}
    assert scores[found["winner_becomes"]] == pytest.approx(scores[winner(answer)], abs=1e-6)
    assert found["winner_becomes"] in found["sentence"] or "park" in found["sentence"]


def test_acceptability_counts_ranks(rank, ranking):
    asked = {"acceptability": {"samples": 4000, "seed": 11, "spread": 0.5}}
    answer = rank(ranking(sensitivity=asked))
    found = answer["sensitivity"]["acceptability"]
    assert (found["samples"], found["seed"], found["spread"]) == (4000, 11, 0.5)
    assert answer["record"]["seed"] == 11
    ids = sorted(order(answer))
    assert sorted(found["rank_shares"]) == ids
    for shares in found["rank_shares"].values():
        assert len(shares) == 4
        assert sum(shares) == pytest.approx(1)
    firsts = {i: shares[0] for i, shares in found["rank_shares"].items()}
    assert sum(firsts.values()) == pytest.approx(1)
    widest = max(p * (1 - p) for shares in found["rank_shares"].values() for p in shares)
    assert found["standard_error"] == pytest.approx(math.sqrt(widest / 4000), rel=0.2)
    for a in ids:
        for b in ids:
            if a != b:
                both = found["pairwise"][a][b] + found["pairwise"][b][a]
                assert both == pytest.approx(1, abs=1e-9)
    for name, central in found["central_weights"].items():
        assert firsts[name] > 0
        assert sum(central.values()) == pytest.approx(1)
    values = answer["weights"]["values"]
    for central in found["central_weights"].values():
        for criterion, weight in central.items():
            assert 0.5 * values[criterion] - 1e-9 <= weight <= 1.5 * values[criterion] + 1e-9
    assert {i for i, share in firsts.items() if share > 0} <= set(answer["answer_set"])


def test_any_spread_draws_from_the_whole_simplex(rank, ranking):
    asked = {"acceptability": {"samples": 4000, "spread": "any"}}
    found = rank(ranking(sensitivity=asked))["sensitivity"]["acceptability"]
    assert found["spread"] == "any"
    other = rank(ranking(sensitivity=asked, weights=direct({"price": 1, "roads": 8, "service": 1})))
    shares = other["sensitivity"]["acceptability"]["rank_shares"]
    for name, wanted in found["rank_shares"].items():
        assert shares[name] == pytest.approx(wanted, abs=0.05)


def test_other_methods_say_what_they_say_alone(rank, ranking):
    found = rank(ranking(sensitivity=True))["sensitivity"]["methods"]
    assert set(found) >= {"rankings", "ranks", "winner_share", "kendall_tau"}
    for name in METHODS:
        assert found["rankings"][name] == order(rank(ranking(method={"name": name})))
    firsts = [ids[0] for ids in found["rankings"].values()]
    for name, share in found["winner_share"].items():
        assert share == pytest.approx(firsts.count(name) / len(firsts))
    for a, row in found["kendall_tau"].items():
        for b, tau in row.items():
            assert -1 <= tau <= 1
            assert tau == found["kendall_tau"][b][a]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (["vikor", "topsis"], ["weighted_product", "vikor", "topsis"]),
        (["topsis", "weighted_product"], ["weighted_product", "topsis"]),
        (True, ["weighted_product", *METHODS]),
    ],
)
def test_the_own_method_comes_first_with_the_ranks_of_the_answer(rank, ranking, asked, wanted):
    answer = rank(ranking(method={"name": "weighted_product"}, sensitivity={"methods": asked}))
    found = answer["sensitivity"]["methods"]
    assert list(found["rankings"]) == list(found["ranks"]) == wanted
    assert found["rankings"]["weighted_product"] == order(answer)
    ranks = {row["alternative"]: row["rank"] for row in answer["ranking"]}
    assert found["ranks"]["weighted_product"] == ranks


def test_a_case_of_reversal_is_true(rank, ranking):
    rows = [[1, 7, 5], [9, 1, 5], [4, 5, 1], [5, 3, 9]]
    body = ranking(rows, sensitivity=True, method={"name": "topsis", "normalisation": "minmax"})
    answer = rank(body)
    found = answer["sensitivity"]["reversal"]
    assert set(found) >= {"independent", "cases"}
    assert found["independent"] == (found["cases"] == [])
    for case in found["cases"]:
        assert set(case) >= {"change", "winner"}
        assert case["winner"] != winner(answer)
        if case["change"].startswith("Without "):
            gone = case["change"].removeprefix("Without ")
            fewer = ranking(rows, method=body["method"])
            place = next(
                i for i, a in enumerate(fewer["problem"]["alternatives"]) if a["id"] == gone
            )
            del fewer["problem"]["alternatives"][place]
            del fewer["problem"]["performances"][place]
            assert winner(rank(fewer)) == case["winner"]


def test_the_range_normalisation_is_independent(rank, ranking):
    body = ranking(method={"name": "topsis", "normalisation": "range"}, sensitivity=True)
    body["problem"]["criteria"][0]["range"] = [50, 200]
    body["problem"]["criteria"][2]["range"] = [0, 5]
    found = rank(body)["sensitivity"]["reversal"]
    assert found["independent"] is True
    assert found["cases"] == []


def test_exact_shares_are_near_the_drawn_ones(rank, ranking):
    asked = {"exact_acceptability": True, "acceptability": {"samples": 50_000, "spread": "any"}}
    found = rank(ranking(method={"name": "weighted_sum"}, sensitivity=asked))["sensitivity"]
    exact, drawn = found["exact_acceptability"], found["acceptability"]
    assert sum(exact["first_shares"].values()) == pytest.approx(1)
    for name, share in exact["first_shares"].items():
        assert share == pytest.approx(drawn["rank_shares"][name][0], abs=0.012)
        assert sum(exact["rank_shares"][name]) == pytest.approx(1)


def test_where_there_are_no_volumes_a_warning_says_why(rank, ranking):
    answer = rank(ranking(sensitivity={"exact_acceptability": True}))
    assert answer["sensitivity"]["exact_acceptability"] is None
    assert "part_unavailable" in [warning["code"] for warning in answer["warnings"]]
