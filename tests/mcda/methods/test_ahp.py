import numpy as np
import pytest

from mcda import make_method, rank
from mcda.errors import InvalidJudgements, InvalidMethod, UnsuitableData
from tests.refusals import rejects

CONSISTENT = [[1, 2, 8], [1 / 2, 1, 4], [1 / 8, 1 / 4, 1]]  # 8 : 4 : 1
CYCLE = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]


def test_local_priorities_from_numbers(score):
    values, benefit = [[1, 1], [3, 3]], [True, False]
    # Benefit 1/4, 3/4; cost (1, 1/3) / (4/3) = 3/4, 1/4.
    np.testing.assert_allclose(score("ahp", values, [0.8, 0.2], benefit), [0.35, 0.65])
    ideal = score("ahp", values, [0.8, 0.2], benefit, mode="ideal")
    np.testing.assert_allclose(ideal, [0.8 / 3 + 0.2, 0.8 + 0.2 / 3])


def test_local_priorities_from_comparisons(score):
    values = [[0, 1], [0, 1], [0, 2]]
    found = score("ahp", values, [0.5, 0.5], comparisons={"c0": CONSISTENT})
    np.testing.assert_allclose(found, np.array([8 / 13 + 0.25, 4 / 13 + 0.25, 1 / 13 + 0.5]) / 2)
    ideal = score("ahp", values, [1, 0], mode="ideal", comparisons={"c0": CONSISTENT})
    np.testing.assert_allclose(ideal, [1, 0.5, 0.125])


def test_scores_sum_to_one(score):
    found = score("ahp", [[1, 9], [4, 2], [5, 5]], [0.3, 0.7], [True, False])
    assert found.sum() == pytest.approx(1)


def test_consistency_is_reported(make_problem, weigh):
    problem = make_problem([[None, 1], [None, 2], [None, 3]])
    sound = rank(problem, weigh(1, 1), "ahp", comparisons={"c0": CONSISTENT})
    assert sound.outcome["consistency_ratios"]["c0"] == pytest.approx(0, abs=1e-12)
    assert not sound.notes
    (note,) = rank(problem, weigh(1, 1), "ahp", comparisons={"c0": CYCLE}).notes
    assert note.code == "inconsistent_comparisons"
    assert note.fields["ratio"] == pytest.approx((82 / 9 + 1 - 3) / 2 / 0.52)


def test_comparisons_for_no_criterion(score):
    with rejects(InvalidMethod, code="comparisons_unknown_criterion"):
        score("ahp", [[1], [2], [3]], [1], comparisons={"z": CONSISTENT})


def test_comparisons_of_the_wrong_size_name_their_criterion(score):
    with rejects(InvalidJudgements, path=("comparisons", "c0")):
        score("ahp", [[1], [2]], [1], comparisons={"c0": CONSISTENT})


def test_comparisons_must_be_a_mapping():
    with pytest.raises(InvalidMethod):
        make_method("ahp", {"comparisons": [CONSISTENT]})


@pytest.mark.parametrize("mode", ["distributive", "ideal"])
def test_cost_of_zero_is_refused(score, mode):
    with pytest.raises(UnsuitableData):
        score("ahp", [[0], [2]], [1], [False], mode=mode)


def test_restricted_keeps_the_judgements_among_the_kept():
    method = make_method("ahp", {"comparisons": {"c0": CONSISTENT}})
    part = method.restricted(("a0", "a1", "a2"), [2, 0])
    np.testing.assert_allclose(part.comparisons["c0"], [[1, 1 / 8], [8, 1]])
    plain = make_method("ahp")
    assert plain.restricted(("a0", "a1"), [0]) is plain


def test_ratings_are_the_weighted_sum_on_the_scales(score):
    rng = np.random.default_rng(4)
    for _ in range(20):
        values, w = rng.uniform(-2, 12, (5, 3)), rng.dirichlet(np.ones(3))
        given = ([True, False, True], [[0, 10]] * 3)
        np.testing.assert_allclose(
            score("ahp", values, w, *given, mode="ratings"),
            score("weighted_sum", values, w, *given, normalisation="range"),
            rtol=1e-14,
        )


def test_ratings_by_hand(score):
    found = score(
        "ahp", [[2, 30], [12, 10]], [0.6, 0.4], [True, False], [[0, 10], [0, 40]], mode="ratings"
    )
    np.testing.assert_allclose(found, [0.6 * 0.2 + 0.4 * 0.25, 0.6 * 1 + 0.4 * 0.75])


def test_ratings_need_a_scale_for_every_criterion(score):
    with pytest.raises(UnsuitableData) as caught:
        score("ahp", [[1, 2]], [0.5, 0.5], ranges=[[0, 9], [np.nan, np.nan]], mode="ratings")
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields["criteria"]) == ("range_missing", ["c1"])


def test_ratings_take_no_comparisons():
    with rejects(InvalidMethod, code="comparisons_in_ratings"):
        make_method("ahp", {"mode": "ratings", "comparisons": {"c0": [[1, 2], [0.5, 1]]}})
