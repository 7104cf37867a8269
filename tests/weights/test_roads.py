"""The short roads: what each finds and leaves open."""

from typing import Any

import numpy as np
import pytest

import weights
from mcda import Alternative, Criterion, Problem
from mcda.errors import InvalidProblem, InvalidWeights
from weights.profiles import load_profiles
from weights.ranked import rank_weights

CRITERIA = ("price", "roads", "service")


@pytest.fixture
def problem() -> Problem:
    return Problem(
        criteria=[Criterion(id=c, direction="benefit") for c in CRITERIA],
        alternatives=[Alternative(id=i) for i in "ab"],
        performances=[[1, 2, 3], [3, 2, 5]],
    )


def drawn(found: Any, size: int = 4000) -> Any:
    return found.known.sample(size, np.random.default_rng(1))


def test_orders_leave_all_weights_in_them_open(problem: Problem) -> None:
    found = weights.resolve({"kind": "ranked", "order": [["service"], ["price", "roads"]]}, problem)
    assert found.known is not None
    rows = drawn(found)
    assert (rows[:, [2]] >= rows[:, :2]).all()
    np.testing.assert_allclose(rows.mean(axis=0), found.values, atol=0.02)


def test_points_and_swings_leave_open_what_they_do_not_say(problem: Problem) -> None:
    swing = {"kind": "swing", "points": {"price": 100, "roads": 60, "service": 40}}
    found = weights.resolve(swing, problem)
    assert found.as_dict() == {"price": 0.5, "roads": 0.3, "service": 0.2}
    assert found.known is None
    with pytest.raises(InvalidWeights) as caught:
        weights.resolve({"kind": "swing", "points": {"price": 100, "x": 60}}, problem)
    assert {f.path for f in caught.value.faults} == {("points",), ("points", "x")}


def test_best_worst_leaves_open_what_fits_as_well(problem: Problem) -> None:
    spec = {
        "kind": "best_worst",
        "best": "service",
        "worst": "price",
        "best_to_others": {"price": 8, "roads": 2, "service": 1},
        "others_to_worst": {"price": 1, "roads": 5, "service": 8},
    }
    found = weights.resolve(spec, problem)
    assert found.values == pytest.approx([1 / 14, 9 / 28, 17 / 28])  # the exact optimum
    assert found.diagnostics["xi"] == pytest.approx(1 / 28)
    rows = drawn(found)
    assert (rows.min(axis=0) < found.values).all()
    assert (rows.max(axis=0) > found.values).all()


def test_imprecise_statements_take_the_centre_of_what_they_allow(problem: Problem) -> None:
    said = [{"more": "price", "than": "roads"}, {"more": "roads", "than": "service"}]
    found = weights.resolve({"kind": "imprecise", "constraints": said}, problem)
    assert found.values == pytest.approx(rank_weights(3))
    assert found.diagnostics["share_of_all_weights"] == pytest.approx(1 / 6)
    assert found.diagnostics["bounds"]["price"] == pytest.approx([1 / 3, 1])
    assert found.known is not None
    assert found.known.strict
    assert (np.diff(drawn(found), axis=1) <= 1e-9).all()
    alone = weights.resolve({"kind": "imprecise", "constraints": said})
    assert alone.criteria == CRITERIA


def test_nothing_said_is_nothing_known() -> None:
    with pytest.raises(InvalidWeights) as caught:
        weights.resolve({"kind": "imprecise", "constraints": []})
    assert caught.value.code == "empty_list"


def test_objective_schemes_need_a_problem() -> None:
    with pytest.raises(InvalidProblem) as caught:
        weights.resolve({"kind": "objective", "scheme": "gini"})
    assert caught.value.code == "problem_required"


def test_a_profile_of_ones_own_stands_in_the_request(problem: Problem) -> None:
    own = {"kind": "profile", "id": "our board", "order": [["roads"], ["price"]]}
    found = weights.resolve({**own, "excluded": ["service"]}, problem)
    assert found.as_dict() == {"price": 0.25, "roads": 0.75, "service": 0}
    assert found.diagnostics["profile"] == "our board"
    assert (drawn(found)[:, 2] == 0).all()
    assert weights.resolve(own).as_dict() == {"roads": 0.75, "price": 0.25}
    with pytest.raises(InvalidWeights) as caught:
        weights.resolve({**own, "excluded": ["x"]}, problem)
    assert ("excluded", 0) in {f.path for f in caught.value.faults}
    with pytest.raises(InvalidWeights) as caught:
        weights.resolve(own, problem)
    assert caught.value.code == "ranked_missing"


@pytest.mark.parametrize("name", load_profiles())
def test_every_profile_weighs_its_own_criteria(name: str) -> None:
    found = weights.resolve({"kind": "profile", "id": name})
    assert sum(found.as_dict().values()) == pytest.approx(1)
    assert found.known is not None
    np.testing.assert_allclose(drawn(found, 20_000).mean(axis=0), found.values, atol=0.01)
