"""Dominance at the headline and for certain, against a comparison of every pair in words."""

import numpy as np
import pytest

from mcda import Alternative, Criterion, Interval, LogNormal, Problem, WeightVector, rank
from mcda.explain import dominance


def by_pairs(values, benefit):
    gains = np.where(benefit, values, -np.asarray(values))
    return np.array([[all(a >= b) and any(a > b) for b in gains] for a in gains])


class TestDominance:
    def test_by_hand(self, make_problem, weigh):
        problem = make_problem([[3, 10], [2, 10], [1, 5], [3, 12]], ["benefit", "cost"])
        found = dominance(rank(problem, weigh(1, 1), "weighted_sum"))
        assert found.alternatives == ("a0", "a2", "a3", "a1")
        assert set(found.dominated_by("a0")) == {"a1", "a3"}
        assert found.dominated_by("a2") == ()
        assert found.dominators_of("a1") == ("a0",)
        assert set(found.efficient) == {"a0", "a2"}
        place = found.alternatives.index
        assert found.better[place("a0"), place("a1")] == 1
        assert found.criteria == 2
        assert found.uncertain == 0
        np.testing.assert_array_equal(found.headline, found.certain)

    @pytest.mark.parametrize("seed", range(5))
    def test_every_pair(self, seed, make_problem, weigh):
        values = np.random.default_rng(seed).integers(0, 4, (12, 3))
        directions = ["benefit", "cost", "benefit"]
        ranking = rank(make_problem(values.tolist(), directions), weigh(1, 1, 1), "topsis")
        order = list(ranking.order)
        wanted = by_pairs(values, [True, False, True])[np.ix_(order, order)]
        np.testing.assert_array_equal(dominance(ranking).headline, wanted)

    def test_equal_rows_do_not_dominate_each_other(self, make_problem, weigh):
        found = dominance(rank(make_problem([[1, 2], [1, 2], [0, 0]]), weigh(1, 1)))
        assert found.efficient == ("a0", "a1")
        assert found.dominated_by("a0") == ("a2",)

    def test_certain_when_the_worst_is_no_worse_than_the_best(self, make_problem, weigh):
        rows = [
            [Interval(low=5, high=9), 10],
            [Interval(low=2, high=5), 10],  # at best level with the worst of a0
            [Interval(low=1, high=6), 20],
        ]
        found = dominance(rank(make_problem(rows, ["benefit", "cost"]), weigh(1, 1)))
        assert found.dominated_by("a0") == ("a1", "a2")
        place = found.alternatives.index
        assert not found.certain[place("a0"), place("a1")]  # they may be equal
        assert not found.certain[place("a0"), place("a2")]  # 5 against 6 is possible
        assert set(found.possibly_efficient) == {"a0", "a1", "a2"}
        assert found.uncertain == 3

    def test_certain_of_costs(self, make_problem, weigh):
        rows = [[Interval(low=1, high=3), 1], [Interval(low=3, high=5), 0]]
        found = dominance(rank(make_problem(rows, ["cost", "benefit"]), weigh(1, 1)))
        assert found.certain.tolist() == [[False, True], [False, False]]
        assert found.possibly_efficient == ("a0",)

    def test_an_unknown_cell_is_anything_within_its_bounds(self, make_problem, weigh):
        rows = [[9, 3], [None, 2]]
        found = dominance(rank(make_problem(rows, ranges=[(0, 10), None]), weigh(1, 1)))
        assert found.dominated_by("a0") == ()  # the middle of its bounds speaks for nobody
        assert not found.certain.any()

    def test_certain_implies_the_headline(self, make_problem, weigh):
        wide = LogNormal(mu=0.0, sigma=7.0)  # its mean lies above its 99.9 % quantile
        assert wide.headline > wide.high
        found = dominance(rank(make_problem([[wide.high + 1, 2], [wide, 1]]), weigh(1, 1)))
        assert not found.certain.any()

    def test_judged_pairs_count_by_priority(self, make_problem, weigh):
        ranking = rank(
            make_problem([[None, 2], [None, 1]]),
            weigh(1, 1),
            "ahp",
            comparisons={"c0": [[1, 3], [1 / 3, 1]]},
        )
        found = dominance(ranking)
        assert found.dominated_by("a0") == ("a1",)
        assert found.better[0, 1] == 2

    def test_a_target_counts_by_its_worth_also_where_all_is_certain(self):
        problem = Problem(
            criteria=[
                Criterion(id="days", direction="target", range=(0, 10), best=(4, 6)),
                Criterion(id="roads", direction="benefit", range=(0, 10)),
            ],
            alternatives=[Alternative(id=f"a{i}") for i in range(3)],
            performances=[[5, 3], [9, 2], [1, 4]],
        )
        weights = WeightVector.normalised(problem.criterion_ids, [1, 1])
        ranking = rank(problem, weights, "ahp", mode="ratings")
        found = dominance(ranking)
        assert found.dominated_by("a0") == ("a1",)
        assert found.dominated_by("a2") == ("a1",)  # worth .25 each, and more roads
        assert ranking.matrix.values.tolist() == [[5, 3], [9, 2], [1, 4]]

    def test_nothing_ranked(self, make_problem, weigh):
        from mcda import Requirement

        strict = [Requirement(criterion="c0", at_least=5)]
        found = dominance(rank(make_problem([[1, 2]]), weigh(1, 1), requirements=strict))
        assert found.alternatives == found.efficient == ()
