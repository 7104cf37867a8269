"""Sections 1 and 4: what the list of methods says is what a ranking takes and does."""

import copy
import math
from collections.abc import Callable
from typing import Any

import pytest

from mcda.methods import METHODS
from tests.clients import TestClient

LAWS = ("dominance", "monotone", "scale", "reversal")
NEW = ("edas", "marcos", "mabac", "codas", "copras", "aras", "waspas", "moora")


@pytest.fixture
def listed(client: TestClient) -> dict[str, Any]:
    answer = client.get("/v1/methods")
    assert answer.status_code == 200
    return {item["name"]: item for item in answer.json()["items"]}


@pytest.fixture
def ranged(ranking: Callable[..., Any]) -> Callable[..., Any]:
    """Return a request in which every criterion has a range."""

    def make(**fields: Any) -> Any:
        body = copy.deepcopy(ranking(**fields))
        for criterion, span in zip(
            body["problem"]["criteria"], ([50, 200], [0, 7], [0, 9]), strict=True
        ):
            criterion["range"] = span
        return body

    return make


def test_the_methods_of_the_contract_and_the_new_ones_are_there(listed):
    assert list(listed)[:2] == ["topsis", "ahp"]
    assert set(listed) >= {"vikor", "promethee2", "spotis", *NEW}


@pytest.mark.parametrize("name", METHODS)
def test_every_listed_method_ranks_with_its_defaults(listed, rank, ranged, name):
    item = listed[name]
    answer = rank(ranged(method={"name": name}, sensitivity=True))
    assert answer["method"]["name"] == name
    assert answer["method"]["lower_is_better"] == item["traits"]["lower_is_better"]
    assert answer["method"]["contributions_sum_to"] == item["contributions_sum_to"]
    sign = -1 if item["traits"]["lower_is_better"] else 1
    scores = [sign * row["score"] for row in answer["ranking"]]
    assert scores == sorted(scores, reverse=True)
    for row in answer["ranking"]:
        total = math.fsum(row["contributions"].values())
        shown = row["score"]
        if item["contributions_sum_to"] == "log_score":
            shown = math.log(shown)
        assert total == pytest.approx(shown, abs=1e-9)
    exact = {bound["exact"] for bound in answer["sensitivity"]["stability"]}
    assert exact == {item["traits"]["exact_stability"]}


@pytest.mark.parametrize("name", METHODS)
def test_defaults_of_the_described_parameters_change_nothing(listed, rank, ranged, name):
    described = listed[name]["parameters"]["properties"]
    defaults = {key: part["default"] for key, part in described.items() if "default" in part}
    plain = rank(ranged(method={"name": name}))
    assert rank(ranged(method={"name": name, **defaults}))["ranking"] == plain["ranking"]


def test_every_method_shows_in_how_many_problems_each_law_held(listed):
    for item in listed.values():
        found = item["measured"]
        assert found["problems"] == 1000
        assert found["configurations"]
        for configuration in found["configurations"]:
            for law in LAWS:
                counts = configuration[law]
                assert 0 <= counts["kept"] <= counts["tried"] <= 1000
            assert configuration["dominance"]["kept"] == configuration["dominance"]["tried"]


def test_configurations_differ_in_what_they_keep(listed):
    by_kind = {
        c["parameters"]["normalisation"]: c["reversal"]
        for c in listed["topsis"]["measured"]["configurations"]
        if c["parameters"]["distance"] == "euclidean"
    }
    assert by_kind["range"]["kept"] == by_kind["range"]["tried"]
    assert by_kind["vector"]["kept"] < by_kind["vector"]["tried"]


@pytest.mark.parametrize("share", [0, 0.25, 1])
def test_the_share_of_the_sum_is_named_lambda(rank, ranking, share):
    answer = rank(ranking(method={"name": "waspas", "lambda": share}))
    assert answer["method"]["lambda"] == share
    assert "lambda_" not in answer["method"]


@pytest.mark.parametrize(
    ("method", "pointer", "code"),
    [
        ({"name": "waspas", "lambda": 1.5}, "/method/lambda", "wrong_type"),
        ({"name": "waspas", "lambda_": 0.5}, "/method/lambda_", "unknown_field"),
        ({"name": "codas", "tau": -1}, "/method/tau", "wrong_type"),
        ({"name": "edas", "lambda": 0.5}, "/method/lambda", "unknown_field"),
    ],
)
def test_wrong_parameters_are_refused_at_their_place(refused, ranking, method, pointer, code):
    refused("/v1/rankings", ranking(method=method), (pointer, code))
