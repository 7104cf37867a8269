"""From request models to the engine, every fault at its place in the request."""

from collections.abc import Callable
from typing import Any

import pytest

from api.rankings.convert import check_size, to_method, to_problem, to_requirements
from api.rankings.requests import RankingRequest
from api.rankings.schemas import ProblemModel, RequirementModel
from api.settings import Settings
from mcda.cells import Interval
from mcda.errors import InvalidProblem, LimitExceeded, McdaError
from mcda.methods.promethee2 import Promethee2
from mcda.methods.vikor import Vikor


def places(error: McdaError) -> list[tuple[Any, ...]]:
    return [(fault.code, *fault.path) for fault in error.faults]


def problem_model(body: Callable[..., Any], rows: Any = None) -> ProblemModel:
    written = body()["problem"]
    return ProblemModel.model_validate({**written, "performances": rows or written["performances"]})


def test_a_problem_is_made(body, settings):
    found = to_problem(problem_model(body), settings)
    assert (found.criterion_ids, found.alternative_ids) == (("price", "roads"), ("a", "b", "c"))
    assert found.values.tolist() == [[100, 3], [150, 6], [120, 2]]
    assert (found.criteria[1].range, found.criteria[0].unit) == ((0, 7), "USD/m2")
    assert found.alternatives[0].name["zh"] == "甲"
    assert not found.spreads


def test_spreads_and_unknowns_are_kept(body, settings):
    rows = [[{"low": 90, "high": 110}, 3], [150, None], [120, 2]]
    found = to_problem(problem_model(body, rows), settings)
    assert found.spreads == {(0, 0): Interval(low=90, high=110), (1, 1): None}


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([[1, 2], [3], [4, 5]], [("row_length", "problem", "performances", 1)]),
        ([[1], [3], [4]], [("row_length", "problem", "performances", i) for i in range(3)]),
        ([[1, 2], [3, 4]], [("row_count", "problem", "performances")]),
        (
            [[1, 2], [3, {"low": 2, "high": 1}], [4, 5]],
            [("bounds_reversed", "problem", "performances", 1, 1, "low")],
        ),
    ],
)
def test_faults_are_placed_in_the_request(body, settings, rows, wanted):
    with pytest.raises(InvalidProblem) as caught:
        to_problem(problem_model(body, rows), settings)
    assert places(caught.value) == wanted


def test_both_limits_are_told_at_once():
    with pytest.raises(LimitExceeded) as caught:
        check_size(3, 4, Settings(max_alternatives=2, max_criteria=3))
    assert places(caught.value) == [
        ("too_many_alternatives", "alternatives"),
        ("too_many_criteria", "criteria"),
    ]
    check_size(2, 3, Settings(max_alternatives=2, max_criteria=3))


def test_a_method_is_configured(body):
    request = RankingRequest.model_validate(body(method={"name": "vikor", "v": 0.25}))
    assert to_method(request.method) == Vikor(v=0.25)
    preferences = {"price": {"type": "linear", "q": 1, "p": 2}}
    request = RankingRequest.model_validate(
        body(method={"name": "promethee2", "preferences": preferences})
    )
    assert isinstance(to_method(request.method), Promethee2)


def test_faults_of_a_method_are_placed(body):
    preferences = {"price": {"type": "linear", "q": 3, "p": 2}}
    request = RankingRequest.model_validate(
        body(method={"name": "promethee2", "preferences": preferences})
    )
    with pytest.raises(McdaError) as caught:
        to_method(request.method)
    assert places(caught.value) == [("thresholds_reversed", "method", "preferences", "price", "q")]


def test_requirements_are_carried_over():
    (one, other) = to_requirements(
        [
            RequirementModel(criterion="a", at_least=1.0, at_most=2.0),
            RequirementModel(criterion="b", one_of=[1.0, 2.0]),
        ]
    )
    assert (one.criterion, one.at_least, one.at_most, one.one_of) == ("a", 1, 2, None)
    assert other.one_of == (1, 2)
