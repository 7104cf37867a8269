"""Section 4: the fields of a ranking and what they mean, checked by asking again."""

import math
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest

from api.rankings.requests import default_parts

PARTS = {
    "ranking", "excluded", "answer_set", "weights", "method", "sensitivity", "warnings", "record",
}  # fmt: skip


def order(answer: Any) -> list[str]:
    return [row["alternative"] for row in answer["ranking"]]


def test_an_answer_has_every_part(rank, ranking):
    answer = rank(ranking(sensitivity=True))
    assert set(answer) >= PARTS
    for row in answer["ranking"]:
        assert set(row) >= {"alternative", "rank", "score", "tied_with", "contributions"}
        assert set(row["contributions"]) == {"price", "roads", "service"}
    assert sorted(order(answer)) == ["east", "north", "south", "west"]
    assert [row["rank"] for row in answer["ranking"]] == [1, 2, 3, 4]
    assert answer["weights"]["kind"] == "direct"
    assert answer["weights"]["values"] == pytest.approx(
        {"price": 0.5, "roads": 0.3, "service": 0.2}
    )
    assert answer["weights"]["diagnostics"] == {}
    assert answer["method"]["name"] == "topsis"
    assert answer["method"]["normalisation"] == "vector"
    assert answer["method"]["lower_is_better"] is False
    assert answer["excluded"] == []
    assert answer["warnings"] == []
    assert set(answer["sensitivity"]) >= {
        "stability", "smallest_change", "acceptability", "methods", "reversal",
    }  # fmt: skip
    assert set(answer["record"]) >= {"engine", "input_sha256", "seed", "spec"}


def test_topsis_is_closeness_by_hand(rank, ranking):
    body = ranking()
    rows = body["problem"]["performances"]
    weights = [0.5, 0.3, 0.2]
    norms = [math.hypot(*column) for column in zip(*rows, strict=True)]
    signed = [
        [w * (-x if j == 0 else x) / n for j, (x, n, w) in enumerate(zip(r, norms, weights))]  # noqa: B905
        for r in rows
    ]
    best = [max(c) for c in zip(*signed, strict=True)]
    worst = [min(c) for c in zip(*signed, strict=True)]
    far = [math.dist(r, worst) for r in signed]
    near = [math.dist(r, best) for r in signed]
    ids = [a["id"] for a in body["problem"]["alternatives"]]
    wanted = {i: f / (f + n) for i, f, n in zip(ids, far, near, strict=True)}
    found = {row["alternative"]: row["score"] for row in rank(body)["ranking"]}
    assert found == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize(
    "name", ["topsis", "ahp", "weighted_sum", "weighted_product", "vikor", "promethee2"]
)
def test_scores_follow_ranks_and_contributions_sum(rank, ranking, name):
    answer = rank(ranking(method={"name": name}))
    sign = -1 if answer["method"]["lower_is_better"] else 1
    assert answer["method"]["lower_is_better"] == (name == "vikor")
    scores = [sign * row["score"] for row in answer["ranking"]]
    assert scores == sorted(scores, reverse=True)
    for row in answer["ranking"]:
        total = math.fsum(row["contributions"].values())
        logarithmic = answer["method"]["contributions_sum_to"] == "log_score"
        shown = math.log(row["score"]) if logarithmic else row["score"]
        assert total == pytest.approx(shown, abs=1e-12)


def test_spotis_needs_every_range_and_ranks_low_first(rank, refused, ranking):
    refused(
        "/v1/rankings", ranking(method={"name": "spotis"}), ("/problem/criteria", "range_missing")
    )
    body = ranking(method={"name": "spotis"})
    body["problem"]["criteria"][0]["range"] = [50, 200]
    body["problem"]["criteria"][2]["range"] = [0, 5]
    answer = rank(body)
    assert answer["method"]["lower_is_better"] is True
    scores = [row["score"] for row in answer["ranking"]]
    assert scores == sorted(scores)


def test_a_method_of_null_is_the_default(rank, ranking):
    body = ranking()
    body.pop("method", None)
    assert rank({**body, "method": None}) == rank(body)


def test_ties_share_a_rank_and_the_next_is_skipped(rank, ranking):
    rows = [[100, 3, 4], [100, 3, 4], [200, 1, 1], [100 * (1 + 1e-12), 3, 4]]
    answer = rank(ranking(rows, sensitivity={**default_parts(), "acceptability": {"samples": 200}}))
    assert [row["rank"] for row in answer["ranking"]] == [1, 1, 1, 4]
    assert answer["ranking"][0]["tied_with"] == ["south", "west"]
    assert answer["ranking"][3]["tied_with"] == []
    assert set(answer["answer_set"]) == {"north", "south", "west"}


def test_who_can_be_first_is_not_told_where_no_doubt_is_looked_at(rank, ranking):
    rows = [[{"low": 80, "high": 180}, 3, 4], [130, 3, 4], [200, 1, 1], [250, 1, 1]]
    unasked, asked = (rank(ranking(rows, sensitivity=one)) for one in (False, True))
    assert len(asked["answer_set"]) > 1
    assert unasked["answer_set"] is None


@pytest.mark.parametrize(
    ("cell", "headline"),
    [
        ({"low": 80, "high": 140}, 110),
        ({"low": 80, "mode": 90, "high": 140}, 90),
        ({"dist": "normal", "mean": 100, "sd": 5}, 100),
        ({"dist": "lognormal", "mu": 4, "sigma": 0.5}, math.exp(4.125)),
        ({"dist": "beta", "alpha": 1, "beta": 3, "low": 80, "high": 140}, 95),
        (None, 120),
    ],
)
def test_the_headline_of_a_cell(rank, ranking, cell, headline):
    rest = [[150, 6, 3], [120, 2, 5], [90, 1, 2]]
    answer = rank(ranking([[cell, 3, 4], *rest]))
    exact = rank(ranking([[headline, 3, 4], *rest]))
    assert order(answer) == order(exact)
    for one, other in pairwise([answer, exact]):
        scores = [[row["score"] for row in a["ranking"]] for a in (one, other)]
        assert scores[0] == pytest.approx(scores[1], rel=1e-12)
    (warning,) = answer["warnings"]
    assert warning["code"] == ("unknown_cell" if cell is None else "uncertain_cell")
    about = {"alternative": "north", "name": "North park", "criterion": "price"}
    assert warning["cells"] == [about]
    assert warning["detail"]


def test_an_unknown_cell_takes_the_range(rank, ranking):
    rows = [[100, None, 4], [150, 6, 3], [120, 2, 5], [90, 1, 2]]
    exact = [[100, 3.5, 4], *rows[1:]]
    assert rank(ranking(rows))["ranking"] == rank(ranking(exact))["ranking"]


def test_requirements_exclude_with_reasons(rank, ranking):
    asked = [
        {"criterion": "roads", "at_least": 2},
        {"criterion": "price", "at_most": 140},
        {"criterion": "service", "one_of": [4, 3]},
    ]
    answer = rank(ranking(requirements=asked))
    found = {
        item["alternative"]: [(r["criterion"], r["code"]) for r in item["reasons"]]
        for item in answer["excluded"]
    }
    assert found == {
        "south": [("price", "above_maximum")],
        "east": [("service", "not_one_of")],
        "west": [("roads", "below_minimum"), ("service", "not_one_of")],
    }
    assert all(r["detail"] for item in answer["excluded"] for r in item["reasons"])
    assert order(answer) == ["north"]
    assert answer["answer_set"] is None


def test_ahp_takes_comparisons_of_the_alternatives(rank, ranking):
    share = {"north": 8, "south": 4, "east": 2, "west": 1}
    matrix = [[a / b for b in share.values()] for a in share.values()]
    comparisons = dict.fromkeys(("price", "roads", "service"), matrix)
    answer = rank(ranking(method={"name": "ahp", "comparisons": comparisons}))
    scores = {row["alternative"]: row["score"] for row in answer["ranking"]}
    assert scores == pytest.approx({name: s / 15 for name, s in share.items()})


def test_threads_do_not_share_state(rank, ranking):
    bodies = [
        ranking(
            method={
                "name": "promethee2",
                "preferences": {"price": {"type": "linear", "q": q, "p": 30 + q}},
            },
            sensitivity={**default_parts(), "acceptability": {"samples": 200}},
        )
        for q in range(8)
    ]
    alone = [rank(body) for body in bodies]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(rank, bodies * 3))
    assert together == alone * 3
