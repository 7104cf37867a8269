import numpy as np
import pytest

from mcda import make_method, rank
from mcda.errors import InvalidMethod
from mcda.methods.promethee2 import Preference, _net_flow
from tests.refusals import rejects


def test_usual_flows_by_hand(score):
    # First column: beats 2, 1, 0 of two; second (a cost): 0, 1, 2.
    found = score("promethee2", [[3, 3], [2, 2], [1, 1]], [0.75, 0.25], [True, False])
    np.testing.assert_allclose(found, [0.5, 0, -0.5])


def test_thresholds_are_in_the_unit_of_the_criterion(score):
    preferences = {"c0": {"type": "linear", "q": 10, "p": 30}}
    found = score("promethee2", [[0], [20], [100]], [1], preferences=preferences)
    # 20 over 0 counts 1/2, 100 over either counts 1; divided by two rivals.
    np.testing.assert_allclose(found, [-0.75, -0.25, 1])


def test_flows_sum_to_zero(score):
    found = score("promethee2", [[1, 5], [4, 4], [2, 9], [2, 1]], [0.4, 0.6])
    assert found.sum() == pytest.approx(0, abs=1e-12)


def test_criteria_left_out_are_usual(make_problem, weigh):
    problem = make_problem([[1, 1], [2, 2]])
    ranking = rank(
        problem, weigh(1, 1), "promethee2", preferences={"c1": {"type": "ushape", "q": 3}}
    )
    np.testing.assert_allclose(ranking.scores, [-0.5, 0.5])
    assert ranking.outcome["preferences"] == {
        "c0": {"type": "usual"},
        "c1": {"type": "ushape", "q": 3},
    }


def test_one_alternative_has_no_flow(score):
    np.testing.assert_array_equal(score("promethee2", [[3, 4]], [0.5, 0.5]), [0])


def test_preference_for_no_criterion(score):
    with rejects(InvalidMethod, code="preference_unknown_criterion"):
        score("promethee2", [[1], [2]], [1], preferences={"z": {"type": "usual"}})


def test_unit_free_only_without_thresholds():
    assert make_method("promethee2").traits.unit_free
    linear = {"preferences": {"c0": {"type": "vshape", "p": 1}}}
    assert not make_method("promethee2", linear).traits.unit_free


def test_two_that_balance_exactly_are_tied(make_problem, weigh):
    # 2/6 + 1/6 speak for one, 3/6 for the other: only rounding tells them apart.
    problem = make_problem([[1, 3, 0], [3, 1, 3]])
    assert rank(problem, weigh(2, 3, 1), "promethee2").ranks.tolist() == [1, 1]


@pytest.mark.parametrize("shape", [(1,), (2,), (9,), (4, 9), (3, 5, 30)])
def test_the_usual_flow_by_sorting_is_that_of_all_pairs(shape):
    rng = np.random.default_rng(8)
    for column in (rng.integers(0, 4, shape).astype(float), rng.normal(size=shape)):
        difference = column[..., :, None] - column[..., None, :]
        by_pairs = np.sign(difference).sum(axis=-1) / max(shape[-1] - 1, 1)
        np.testing.assert_array_equal(_net_flow(column, Preference(type="usual")), by_pairs)
