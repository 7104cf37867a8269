"""Regions of weights in which alternatives are first."""

import numpy as np
import pytest

import mcda
from mcda.errors import InvalidSensitivity, UnsuitableData
from mcda.robust import exact_acceptability, stability, weight_regions
from tests.mcda import small_problems
from tests.refusals import rejects

RNG = np.random.default_rng(3)


def ranked(values: np.ndarray, weights: list[float], method: str = "weighted_sum") -> mcda.Ranking:
    parameters = {"normalisation": "minmax"} if method == "weighted_sum" else {}
    return small_problems.ranked(values, weights, method, **parameters)


@pytest.mark.parametrize("criteria", [["c0", "c1"], ["c3", "c1", "c0"], None])
@pytest.mark.parametrize("method", ["weighted_sum", "weighted_product"])
def test_whoever_is_first_at_drawn_weights_has_the_region(criteria, method):
    for _ in range(5):
        ranking = ranked(RNG.uniform(1, 9, (7, 4)), RNG.dirichlet(np.ones(4)).tolist(), method)
        found = weight_regions(ranking, criteria)
        assert sum(one.share for one in found.regions) == pytest.approx(1, abs=1e-9)
        assert found.present.sum() == pytest.approx(1)
        columns = [ranking.matrix.criteria.index(key) for key in found.criteria]
        for one in found.regions:
            mixes = RNG.dirichlet(np.ones(len(one.corners)), 20)
            weights = np.repeat(ranking.weights.values[None, :], 20, axis=0)
            weights[:, columns] = found.total * (mixes @ one.corners)
            scores = ranking.prepared.scores(weights)
            row = ranking.matrix.alternatives.index(one.first)
            assert (scores[:, row] >= scores.max(axis=1) - 1e-9).all()


def test_shares_of_three_criteria_are_the_exact_ones():
    ranking = ranked(RNG.uniform(1, 9, (6, 3)), [1, 1, 1])
    exact = exact_acceptability(ranking, spread="any")
    assert exact
    shares = dict(zip(exact.alternatives, exact.first_shares.tolist(), strict=True))
    found = weight_regions(ranking).to_frame()["share"].to_dict()
    assert found == pytest.approx({key: share for key, share in shares.items() if share > 0})


def test_of_two_criteria_the_ends_are_those_of_stability():
    ranking = mcda.example()
    first = next(one for one in weight_regions(ranking).regions if one.first == "west")
    held = stability(ranking).weights[0].winner
    assert held
    assert sorted(first.corners[:, 0]) == pytest.approx([held.low, held.high])


def test_those_that_are_level_everywhere_are_told_once():
    found = weight_regions(ranked(np.array([[2.0, 3.0], [2.0, 3.0], [9.0, 1.0]]), [1, 1]))
    assert [one.first for one in found.regions] == ["a0", "a2"]


def test_the_heaviest_are_taken_in_the_order_of_the_problem():
    ranking = ranked(RNG.uniform(1, 9, (3, 5)), [1, 5, 2, 4, 1])
    assert weight_regions(ranking).criteria == ("c1", "c2", "c3")


@pytest.mark.parametrize(
    ("criteria", "code"),
    [
        (["c0"], "regions_criteria"),
        (["c0", "c1", "c2", "c3"], "regions_criteria"),
        (["c0", "c0"], "regions_criteria"),
        (["c0", "c9"], "unknown_criterion"),
    ],
)
def test_other_criteria_are_refused(criteria, code):
    with rejects(InvalidSensitivity, code=code):
        weight_regions(ranked(RNG.uniform(1, 9, (3, 4)), [1, 1, 1, 1]), criteria)


def test_what_has_no_straight_edges_is_refused():
    with rejects(UnsuitableData, code="regions_not_linear"):
        weight_regions(ranked(RNG.uniform(1, 9, (3, 2)), [1, 1], "topsis"))


def test_criteria_without_weight_are_refused():
    ranking = ranked(RNG.uniform(1, 9, (3, 3)), [0, 0, 1])
    with rejects(UnsuitableData, code="regions_nothing"):
        weight_regions(ranking, ["c0", "c1"])
