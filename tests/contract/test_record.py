"""Section 1: the record of an analysis gives the same answer again, to the last digit."""

import json
import re
from typing import Any

import pytest

from api.rankings.requests import default_parts

CELLS = [
    [{"low": 80, "high": 140}, None, 4.25],
    [{"low": 100, "mode": 150, "high": 151}, {"dist": "normal", "mean": 5, "sd": 0.5}, 3],
    [{"dist": "lognormal", "mu": 4.5, "sigma": 0.1}, 2, 1e-3],
    [0.1, {"dist": "beta", "alpha": 2, "beta": 3, "low": 1, "high": 5}, 1e15],
]
VARIANTS: list[dict[str, Any]] = [
    {"sensitivity": True},
    {"sensitivity": False},
    {"performances": CELLS, "sensitivity": True},
    {
        "sensitivity": {
            **default_parts(),
            "acceptability": {"samples": 500, "seed": 3, "spread": "any"},
        }
    },
    {"sensitivity": {**default_parts(), "acceptability": False, "methods": False}},
    {"sensitivity": {**default_parts(), "methods": ["vikor", "topsis"]}},
    {"weights": {"kind": "ranked", "order": [["roads"], ["price", "service"]], "scheme": "sum"}},
    {"weights": {"kind": "objective", "scheme": "critic"}, "sensitivity": True},
    {
        "weights": {
            "kind": "ahp",
            "items": ["price", "roads", "service"],
            "matrix": [[1, 2, 3], [0.5, 1, 4], [1 / 3, 0.25, 1]],
            "random_index": "saaty_1980",
            "priority": "geometric_mean",
        }
    },
    {"method": {"name": "vikor", "v": 0.25}, "sensitivity": True},
    {
        "method": {
            "name": "promethee2",
            "preferences": {"price": {"type": "linear", "q": 1, "p": 20}},
        },
        "sensitivity": True,
    },
    {"method": {"name": "ahp", "mode": "ideal"}, "sensitivity": True},
    {"requirements": [{"criterion": "roads", "at_least": 2}], "sensitivity": True},
    {"requirements": [{"criterion": "price", "one_of": [100, 150]}]},
]


@pytest.mark.parametrize("variant", VARIANTS, ids=range(len(VARIANTS)))
def test_the_spec_of_a_ranking_gives_the_same_bytes(client, ranking, variant):
    first = client.post("/v1/rankings", json=ranking(**variant))
    assert first.status_code == 200, first.text[:400]
    second = client.post("/v1/rankings", json=first.json()["record"]["spec"])
    assert second.content == first.content


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"sensitivity": True},
        {"parks": ["tcr", "ljip"], "criteria": ["land_price", "hometown_ties"]},
        {"weights": {"kind": "profile", "id": "tariff-hit-exporter"}},
        {
            "overrides": [
                {"alternative": "tcr", "criterion": "land_price", "value": 95, "source": "ours"},
                {
                    "alternative": "vcep",
                    "criterion": "land_price",
                    "value": {"low": 90, "mode": 91.5, "high": 99},
                    "source": "ours",
                },
            ],
            "sensitivity": True,
        },
        {"scenario": {"name": "mine", "as_of": "2026-01-01", "rates": {"US": {"vietnam": 20}}}},
        {"scenario": "us_2025_04"},
    ],
)
def test_the_spec_of_a_recommendation_gives_the_same_bytes(client, recommendation, fields):
    first = client.post("/v1/recommendations", json=recommendation(**fields))
    assert first.status_code == 200, first.text[:400]
    second = client.post("/v1/recommendations", json=first.json()["record"]["spec"])
    assert second.content == first.content


def test_a_record_names_engine_digest_and_seed(rank, ranking):
    record = rank(ranking(sensitivity=True))["record"]
    assert re.fullmatch(r"parkwise \d+\.\d+\.\d+\S*", record["engine"])
    assert re.fullmatch(r"[0-9a-f]{64}", record["input_sha256"])
    assert record["seed"] == 7


def test_nothing_drawn_has_no_seed(rank, ranking):
    assert rank(ranking())["record"]["seed"] is None
    assert rank(ranking(sensitivity={"acceptability": False}))["record"]["seed"] is None


def test_the_digest_tells_inputs_apart(rank, ranking):
    def digest(body: Any) -> str:
        return str(rank(body)["record"]["input_sha256"])

    assert digest(ranking()) == digest(ranking())
    assert digest(ranking(method={"name": "vikor"})) != digest(ranking())
    text = json.dumps(ranking())
    assert digest(text.replace("100", "100.00000000000001")) != digest(text)


@pytest.mark.parametrize(
    "spelling",
    [
        lambda body: json.dumps(body, indent=4),
        lambda body: json.dumps(body).replace(" 100,", " 1.00e2,"),
        lambda body: json.dumps(body).replace('"problem"', '"\\u0070roblem"'),
    ],
    ids=["indented", "exponent", "escaped"],
)
def test_a_spec_gives_the_same_bytes_however_the_request_was_spelt(client, ranking, spelling):
    headers = {"Content-Type": "application/json"}
    body = spelling(ranking(sensitivity=True))
    first = client.post("/v1/rankings", content=body, headers=headers)
    assert first.status_code == 200, first.text[:400]
    second = client.post("/v1/rankings", json=first.json()["record"]["spec"])
    assert second.json() == first.json()


def test_the_same_seed_draws_the_same(rank, ranking):
    def shares(seed: int) -> Any:
        asked = {"acceptability": {"samples": 700, "seed": seed}}
        return rank(ranking(CELLS, sensitivity=asked))["sensitivity"]["acceptability"]

    assert shares(5) == shares(5)
    assert shares(5)["rank_shares"] != shares(6)["rank_shares"]
    assert shares(0)["seed"] == 0
    assert shares(2**63 - 1)["seed"] == 2**63 - 1
