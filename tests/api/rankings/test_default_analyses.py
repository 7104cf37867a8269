"""What is answered beside the ranking: gaps, influence, the verdict and central ranks."""

import math
from typing import Any

import pytest

from api.rankings.requests import default_parts
from tests.clients import TestClient
from tests.recorded.requests import ALTERNATIVES, CRITERIA, DIRECT, DOUBTFUL, IDS

PROBLEM = {"criteria": CRITERIA, "alternatives": ALTERNATIVES, "performances": DOUBTFUL}
EACH_BEST_SOMEWHERE = [
    [60, 3, 2, 30],
    [150, 8, 2, 30],
    [150, 3, 5, 30],
    [150, 3, 2, 5],
    [120, 4, 3, 25],
]
BESIDE = {"decision", "gaps", "influence", "verdict", "ranks"}
LEAST = {
    **default_parts(),
    "acceptability": False,
    "methods": False,
    "reversal": False,
    "facts": False,
}


def ask(client: TestClient, **fields: Any) -> dict[str, Any]:
    body = {"problem": PROBLEM, "weights": DIRECT, "include": ["verdict"], **fields}
    reply = client.post("/v1/rankings", json=body)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def test_every_analysed_ranking_has_them(client):
    answer = ask(client)
    first, *others = answer["ranking"]
    for line in others:
        parts = answer["gaps"][line["alternative"]]
        assert list(parts) == IDS
        assert math.fsum(parts.values()) == pytest.approx(first["score"] - line["score"], abs=1e-12)
    assert sum(answer["influence"].values()) == pytest.approx(1)
    told, drawn = answer["verdict"], answer["sensitivity"]["acceptability"]
    assert told["first"] == first["alternative"]
    assert told["share_first"] == drawn["rank_shares"][told["first"]][0]
    assert told["nearest_by_weights"] == answer["sensitivity"]["smallest_change"]["winner_becomes"]
    assert told["sentence"].startswith(("South", "North", "It ", "east", "west", "centre"))
    for spans in answer["ranks"].values():
        assert spans["ninety"][0] <= spans["half"][0] <= spans["half"][1] <= spans["ninety"][1]
    assert not BESIDE & set(answer["sensitivity"])


def test_the_contrasts_tell_the_same_parts(client):
    answer = ask(client)
    contrasts = answer["sensitivity"]["explanation"]["contrasts"]
    assert contrasts
    for contrast in contrasts:
        assert contrast["parts"] == answer["gaps"][contrast["second"]]


def test_nothing_is_computed_where_none_was_asked_for(client):
    answer = ask(client, sensitivity=False)
    assert BESIDE & set(answer) == {"decision"}
    assert answer["decision"] is None


def test_a_method_without_attribution_says_so(client):
    answer = ask(client, method={"name": "vikor"})
    assert answer["gaps"] is answer["influence"] is None
    assert "no_attribution" in [one["code"] for one in answer["warnings"]]
    assert answer["verdict"]["word"] in ("clear", "likely", "leaning", "open")


def test_a_verdict_without_the_draws_makes_its_own(client):
    whole, least = ask(client), ask(client, sensitivity=LEAST)
    assert "acceptability" not in least["sensitivity"]
    assert least["verdict"]["share_first"] == pytest.approx(
        whole["verdict"]["share_first"], abs=0.05
    )
    assert set(least["ranks"]) == set(whole["ranks"])


@pytest.mark.parametrize(
    ("weights", "word"),
    [
        (DIRECT, "open"),
        ({"kind": "objective", "scheme": "equal"}, "not_enough"),
        (
            {
                "kind": "blend",
                "parts": [
                    {"share": 1, "weights": DIRECT},
                    {"share": 1, "weights": {"kind": "objective", "scheme": "equal"}},
                ],
            },
            "not_enough",
        ),
    ],
)
def test_weights_that_nobody_stated_are_not_enough(client, weights, word):
    """All weights are drawn, so that no share comes near one half."""
    drawn = {**LEAST, "acceptability": {"samples": 2000, "spread": "any"}}
    problem = {**PROBLEM, "performances": EACH_BEST_SOMEWHERE}
    answer = ask(client, problem=problem, weights=weights, sensitivity=drawn)
    assert answer["verdict"]["share_first"] < 0.5
    assert answer["verdict"]["word"] == word


def test_the_schema_declares_them(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for name in ("RankingAnswer", "RecommendationAnswer"):
        assert set(schemas[name]["properties"]) >= BESIDE
        assert not BESIDE & set(schemas[name]["required"])
    words = schemas["VerdictAnswer"]["properties"]["word"]["enum"]
    assert words == ["clear", "likely", "leaning", "open", "not_enough"]
