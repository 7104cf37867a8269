import numpy as np
import pytest

from mcda import rank

# Regrets (1, 0), (0, 1), (0.5, 0.5); with weights 0.75, 0.25:
# S = 0.75, 0.25, 0.5 and R = 0.75, 0.25, 0.375.
VALUES, WEIGHTS = [[0, 4], [4, 0], [2, 2]], (3, 1)


@pytest.fixture
def solved(make_problem, weigh):
    def solve(**parameters):
        return rank(make_problem(VALUES), weigh(*WEIGHTS), "vikor", **parameters)

    return solve


def test_by_hand(solved):
    answer = solved()
    np.testing.assert_allclose(answer.outcome["S"], [0.75, 0.25, 0.5])
    np.testing.assert_allclose(answer.outcome["R"], [0.75, 0.25, 0.375])
    np.testing.assert_allclose(answer.scores, [1, 0, (0.5 + 0.25) / 2])
    assert answer.ranks.tolist() == [3, 1, 2]


@pytest.mark.parametrize(("v", "middle"), [(0, 0.25), (1, 0.5)])
def test_v_weighs_the_sum_against_the_worst(solved, v, middle):
    assert solved(v=v).scores[2] == pytest.approx(middle)


def test_contributions_sum_to_q(solved):
    answer = solved(v=0.3)
    np.testing.assert_allclose(answer.contributions.sum(axis=1), answer.scores)


def test_without_enough_advantage_all_that_are_close_are_the_compromise(solved):
    outcome = solved().outcome  # 0.375 < 1 / (3 - 1)
    assert outcome["acceptable_advantage"] is False
    assert outcome["acceptable_stability"] is True
    assert outcome["compromise_set"] == [1, 2]


def test_clear_winner_stands_alone(make_problem, weigh):
    ranking = rank(make_problem([[9, 9], [0, 1], [1, 0]]), weigh(1, 1), "vikor")
    assert ranking.outcome["acceptable_advantage"] is True
    assert ranking.outcome["compromise_set"] == [0]


def test_constant_column_brings_no_regret(make_problem, weigh):
    ranking = rank(make_problem([[0, 7], [4, 7]]), weigh(1, 1), "vikor")
    np.testing.assert_allclose(ranking.outcome["S"], [0.5, 0])


def test_sums_that_balance_exactly_decide_nothing(make_problem, weigh):
    # S is 5/11 for both, R is 5/11 against 4/11: the second is better by R alone. A difference
    # of S that is only rounding must not be scaled up to 1.
    problem = make_problem([[1, 2, 2, 2], [0, 0, 2, 0]], ["benefit", "cost", "benefit", "benefit"])
    ranking = rank(problem, weigh(4, 5, 1, 1), "vikor")
    assert ranking.ranks.tolist() == [2, 1]
    np.testing.assert_allclose(ranking.scores, [0.5, 0])


def test_all_that_balance_exactly_are_tied(make_problem, weigh):
    ranking = rank(make_problem([[0, 0, 1], [1, 1, 0]]), weigh(1, 2, 3), "vikor", v=1)
    assert ranking.ranks.tolist() == [1, 1]


def test_sharing_the_best_sum_or_the_best_worst_is_stable(make_problem, weigh):
    # S = 0.5, 0.75, 0.5 and R = 0.5, 0.25, 0.25: the last is among the best by both.
    problem = make_problem([[0, 1, 1], [0.5, 0, 0], [1, 0, 0]])
    outcome = rank(problem, weigh(2, 1, 1), "vikor").outcome
    assert outcome["S"] == [0.5, 0.75, 0.5]
    assert outcome["R"] == [0.5, 0.25, 0.25]
    assert outcome["acceptable_stability"] is True
    assert outcome["compromise_set"] == [2]


def test_an_advantage_equal_to_the_threshold_is_one(make_problem, weigh):
    # Q of the second and of the last is 1/6 = 1/(7 - 1) on paper, and above or below in floats.
    rows = [[2, 3, 1], [3, 2, 2], [3, 1, 2], [4, 1, 4], [4, 3, 3], [4, 3, 3], [4, 2, 3]]
    problem = make_problem(rows, ["benefit", "cost", "cost"])
    outcome = rank(problem, weigh(3, 1, 3), "vikor").outcome
    assert outcome["acceptable_advantage"] is True
    assert outcome["acceptable_stability"] is True
    assert outcome["compromise_set"] == [2]


def test_all_that_share_the_second_place_stand_beside_an_unstable_first(make_problem, weigh):
    rows = [
        [1, 101, 1, 101, 1],
        [101, 1, 101, 1, 101],
        [1, 1, 1, 1, 101],  # best by S
        [11, 11, 11, 16, 61],  # first by Q, best by neither
        [56, 56, 56, 56, 56],  # best by R
    ]
    ranking = rank(make_problem([*rows, rows[4]], ["cost"] * 5), weigh(1, 1, 1, 1, 1), "vikor")
    assert ranking.outcome["acceptable_advantage"] is True
    assert ranking.outcome["acceptable_stability"] is False
    assert ranking.ranks.tolist()[3:] == [1, 2, 2]
    assert ranking.outcome["compromise_set"] == [3, 4, 5]
