"""The problem that a recommendation is about is the one that it ranks."""

from typing import Any

import pytest

from api.http.localisation import localise
from api.parks.problem import make_problem
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from mcda.errors import McdaError
from tests.refusals import rejects


def asked(**fields: Any) -> RecommendationRequest:
    return RecommendationRequest.model_validate({"enterprise": {}, "sensitivity": False, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"parks": ["tcr", "ljip"], "criteria": ["land_price", "hometown_ties"]},
        {"parks": ["ogun_guangdong", "tcr"]},
        {"must": {"countries": ["TH"]}, "gates": {"stability": True}, "keep": ["ljip"]},
        {"template": "location"},
        {"template": "park-model", "parks": ["own_site", "park_in_park"]},
    ],
)
def test_it_holds_what_is_ranked(fields: dict[str, Any]) -> None:
    request = asked(**fields)
    problem = make_problem(request, Settings())
    answer = localise(recommend(request, Settings()), "en")
    assert set(problem.alternative_ids) == {line["alternative"] for line in answer["ranking"]}
    assert list(problem.criterion_ids) == list(answer["weights"]["values"])


@pytest.mark.parametrize("fields", [{"must": {"plot": 3e6}}, {"gates": {"stability": True}}])
def test_a_condition_removes_something(fields: dict[str, Any]) -> None:
    everyone = make_problem(asked(), Settings()).alternative_ids
    fewer = make_problem(asked(**fields), Settings()).alternative_ids
    assert set(fewer) < set(everyone)
    gone = min(set(everyone) - set(fewer))
    kept = make_problem(asked(**fields, keep=[gone]), Settings()).alternative_ids
    assert set(kept) == {*fewer, gone}


def test_a_figure_of_the_caller_s_own_counts() -> None:
    own = {"alternative": "tcr", "criterion": "land_price", "value": 95, "source": "ours"}
    problem = make_problem(asked(parks=["ljip", "tcr"], overrides=[own]), Settings())
    assert problem.performances[1][0] == 95


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"parks": ["nowhere"]}, ("parks", 0)),
        ({"criteria": ["nothing"]}, ("criteria", 0)),
        ({"gates": {"luck": True}}, ("gates", "luck")),
        ({"must": {"plot": 0}}, ("must", "plot")),
        ({"must": {"countries": ["TH", "Narnia"]}}, ("must", "countries", 1)),
        ({"keep": ["nowhere"]}, ("keep", 0)),
        ({"template": "location", "keep": ["tcr"]}, ("keep",)),
        ({"enterprise": {"markets": {"US": 2}}}, ("enterprise", "markets", "US")),
    ],
)
def test_faults_keep_their_place(fields: dict[str, Any], path: tuple[Any, ...]) -> None:
    with rejects(McdaError, path=path):
        make_problem(asked(**fields), Settings())
