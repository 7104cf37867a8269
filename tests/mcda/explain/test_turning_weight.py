"""The single weight that turns the order: by hand, and the search against the closed form."""

import numpy as np
import pytest

from mcda import WeightVector, rank
from mcda.explain import argument as module
from mcda.explain.argument import turning_weight
from mcda.robust import stability


def random_answer(make_problem, method, seed):
    rng = np.random.default_rng(seed)
    problem = make_problem(rng.uniform(1, 9, (5, 4)).tolist(), ["benefit", "cost"] * 2)
    weights = WeightVector.normalised(problem.criterion_ids, rng.uniform(0.2, 1, 4))
    return rank(problem, weights, method)


class TestTurningWeight:
    def test_by_hand(self, make_problem, weigh):
        # a0 (1, 0, 0.5), a1 (0, 1, 0.5): they draw level where w0 = w1.
        ranking = rank(
            make_problem([[1, 0, 2], [0, 1, 2], [0, 0, 4], [0, 0, 0]]),
            weigh(5, 3, 2),
            "weighted_sum",
        )
        found = turning_weight(ranking)
        # Raising w1 to x leaves w0 = (1 - x) 5/7: level at x = 5/12, a move of 7/60.
        assert (found.criterion, found.rival) == (1, "a1")
        assert found.needed == pytest.approx(5 / 12)
        assert found.share == pytest.approx(5 / 12 - 0.3)
        assert found.alternative is None

    @pytest.mark.parametrize("seed", range(6))
    @pytest.mark.parametrize("method", ["topsis", "weighted_sum", "vikor"])
    def test_the_rival_is_first_past_it(self, method, seed, make_problem):
        answer = random_answer(make_problem, method, seed)
        found = turning_weight(answer)
        if found is None:
            return
        w, j = answer.weights.values, found.criterion
        sign = np.sign(found.needed - w[j])
        for step, winner in ((1e-6, found.rival), (-1e-6, answer.winner)):
            x = found.needed + sign * step
            moved = w * (1 - x) / (1 - w[j])
            moved[j] = x
            weights = WeightVector.normalised(answer.matrix.criteria, moved)
            assert rank(answer.problem, weights, method).winner == winner

    @pytest.mark.parametrize("seed", range(8))
    @pytest.mark.parametrize("method", ["topsis", "promethee2", "spotis_like"])
    def test_search_and_closed_form_agree(self, method, seed, make_problem):
        method = "weighted_sum" if method == "spotis_like" else method
        answer = random_answer(make_problem, method, seed)
        exact, searched = turning_weight(answer), module._searched(answer)
        assert (searched.criterion, searched.rival) == (exact.criterion, exact.rival)
        assert searched.share == pytest.approx(exact.share, abs=1e-7)
        assert searched.needed == pytest.approx(exact.needed, abs=1e-7)

    def test_bounds_that_are_known_are_used(self, make_problem):
        answer = random_answer(make_problem, "vikor", 1)
        found = turning_weight(answer, stability(answer))
        assert found.share == pytest.approx(turning_weight(answer).share, abs=1e-6)

    def test_all_the_weight_on_one_criterion_cannot_move(self, make_problem, weigh):
        ranking = rank(make_problem([[3, 1], [2, 5], [1, 2]]), weigh(1, 0), "weighted_sum")
        assert turning_weight(ranking).criterion == 1

    def test_nothing_turns_a_dominator(self, make_problem, weigh):
        for method in ("weighted_sum", "vikor"):
            ranking = rank(make_problem([[3, 5], [2, 4], [1, 2]]), weigh(1, 1), method)
            assert turning_weight(ranking) is None
