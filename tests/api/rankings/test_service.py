"""Ranking as asked, without HTTP."""

import json
from typing import Any

import pytest

from api.http.localisation import localise, localise_json
from api.rankings.convert import to_problem
from api.rankings.requests import RankingRequest, default_parts
from api.rankings.service import EngineResult, rank_problem, solve
from api.settings import Settings


def answer(written: Any, settings: Settings, language: Any = "en") -> Any:
    return localise(rank_problem(RankingRequest.model_validate(written), settings), language)


def test_the_answer_is_json(body, settings):
    found = answer(body(), settings)
    assert [row["alternative"] for row in found["ranking"]] == ["b", "a", "c"]
    assert found["record"]["seed"] is None


def test_the_spec_ranks_the_same(body, settings):
    written = body(sensitivity={**default_parts(), "acceptability": {"samples": 100, "seed": 3}})
    first = localise_json(rank_problem(RankingRequest.model_validate(written), settings), "en")
    spec = json.loads(first)["record"]["spec"]
    assert localise_json(rank_problem(RankingRequest.model_validate(spec), settings), "en") == first


def solved(written: Any, settings: Settings) -> EngineResult:
    request = RankingRequest.model_validate(written)
    return solve(to_problem(request.problem, settings), request.weights, request, settings)


def test_no_plan_is_no_analysis(body, settings):
    found = solved(body(sensitivity=False), settings)
    assert found.ranking.alternatives == ("b", "a", "c")
    assert found.found is None
    assert found.seed is None


@pytest.mark.parametrize(
    ("acceptability", "seed"), [({"samples": 50, "seed": 3}, 3), (False, None)]
)
def test_the_seed_is_that_of_the_draws(body, settings, acceptability, seed):
    found = solved(body(sensitivity={**default_parts(), "acceptability": acceptability}), settings)
    assert found.found is not None
    assert found.seed == seed
