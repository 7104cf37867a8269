import numpy as np
import pytest

from mcda import METHODS, Interval, Requirement, make_method, rank
from mcda.errors import InvalidMethod, InvalidProblem, InvalidWeights, Note, UnsuitableData
from mcda.prepare.screen import Exclusion
from mcda.weight_vector import WeightVector
from tests.refusals import rejects


def test_by_name_with_parameters_or_by_object(make_problem, weigh):
    problem, weights = make_problem([[1, 3], [2, 1]]), weigh(1, 1)
    named = rank(problem, weights, "topsis", normalisation="minmax")
    given = rank(problem, weights, make_method("topsis", {"normalisation": "minmax"}))
    np.testing.assert_array_equal(named.scores, given.scores)
    assert named.method == given.method


def test_topsis_is_the_default(make_problem, weigh):
    assert rank(make_problem([[1], [2]]), weigh(1)).method.name == "topsis"


def test_weights_go_by_name_not_by_place(make_problem):
    problem = make_problem([[1, 2], [2, 1]])
    swapped = WeightVector.normalised(["c1", "c0"], {"c0": 3, "c1": 1})
    ranking = rank(problem, swapped, "weighted_sum")
    assert ranking.weights.as_dict() == {"c0": 0.75, "c1": 0.25}
    np.testing.assert_allclose(ranking.scores, [0.25, 0.75])


def test_weights_for_other_criteria_are_refused(make_problem):
    weights = WeightVector.normalised(["c0", "z"], [1, 1])
    with rejects(InvalidWeights, codes=["weight_missing", "weight_unknown_criterion"]):
        rank(make_problem([[1, 2]]), weights)


@pytest.mark.parametrize("name", ["", "TOPSIS", "electre"])
def test_unknown_method_is_refused_with_the_known_ones(make_problem, weigh, name):
    with pytest.raises(InvalidMethod) as caught:
        rank(make_problem([[1]]), weigh(1), name)
    assert caught.value.code == "unknown_method"
    assert set(caught.value.faults[0].fields["known"]) == set(METHODS)


def test_unknown_parameter_is_refused(make_problem, weigh):
    with rejects(InvalidMethod, code="parameter_unknown"):
        rank(make_problem([[1]]), weigh(1), "vikor", vv=0.5)


def test_what_fails_a_screen_is_listed_not_dropped(make_problem, weigh):
    problem = make_problem([[5, 1], [1, 9], [7, 2]])
    ranking = rank(problem, weigh(1, 1), requirements=[Requirement(criterion="c0", at_least=2)])
    assert set(ranking.alternatives) == {"a0", "a2"}
    assert ranking.problem.alternative_ids == ("a0", "a2")
    (exclusion,) = ranking.excluded
    assert exclusion.alternative == "a1"
    assert exclusion.reasons[0].code == "below_minimum"


def test_screened_alternatives_do_not_shape_the_scores(make_problem, weigh):
    screened = rank(
        make_problem([[1.0], [2.0], [100.0]]),
        weigh(1),
        "weighted_sum",
        requirements=[Requirement(criterion="c0", at_most=50)],
    )
    np.testing.assert_allclose(screened.scores, [0, 1])


def test_screen_that_all_pass_changes_nothing(make_problem, weigh):
    problem = make_problem([[5, 1], [1, 9]])
    ranking = rank(problem, weigh(1, 1), requirements=[Requirement(criterion="c0", at_least=1)])
    assert ranking.problem is problem
    assert ranking.excluded == ()


def test_nothing_left_is_an_answer_with_a_reason(make_problem, weigh):
    requirement = Requirement(criterion="c0", at_least=9)
    ranking = rank(make_problem([[1], [2]]), weigh(1), requirements=[requirement])
    assert ranking.winner is None
    assert ranking.alternatives == ()
    assert ranking.contributions.shape == (0, 1)
    assert ranking.outcome == {}
    assert [e.alternative for e in ranking.excluded] == ["a0", "a1"]
    (note,) = ranking.notes
    assert (note.code, note.fields["count"]) == ("all_excluded", 2)
    assert note.within is not None
    assert (note.within.code, note.within.fields["count"]) == ("excluded_by", 2)
    assert "9" in note.say()


def test_comparisons_follow_the_screen(make_problem, weigh):
    comparisons = {"c0": [[1, 2, 8], [1 / 2, 1, 4], [1 / 8, 1 / 4, 1]]}
    ranking = rank(
        make_problem([[None, 5], [None, 1], [None, 5]]),
        weigh(1, 0),
        "ahp",
        comparisons=comparisons,
        requirements=[Requirement(criterion="c1", at_least=2)],
    )
    np.testing.assert_allclose(ranking.scores, [8 / 9, 1 / 9])


def test_uncertain_and_unknown_cells_are_named(make_problem, weigh):
    problem = make_problem([[Interval(low=2, high=4)], [None], [8]])
    ranking = rank(problem, weigh(1), "weighted_sum")
    assert [(n.code, n.fields["alternative"]) for n in ranking.notes] == [
        ("uncertain_cell", "a0"),
        ("unknown_cell", "a1"),
    ]
    np.testing.assert_allclose(ranking.matrix.values[:, 0], [3, 5, 8])  # 5 = middle of 2..8
    np.testing.assert_allclose(ranking.scores, [0, 0.4, 1])


def test_unknown_cells_can_be_refused(make_problem, weigh):
    with rejects(InvalidProblem, code="unknown_refused"):
        rank(make_problem([[1], [None]]), weigh(1), unknowns="refuse")


def test_criterion_that_separates_nothing_is_noted(make_problem, weigh):
    (note,) = rank(make_problem([[1, 4], [2, 4]]), weigh(1, 1)).notes
    assert (note.code, note.fields["criterion"]) == ("criterion_cannot_separate", "c1")


def test_method_that_needs_ranges_says_which_are_missing(make_problem, weigh):
    with pytest.raises(UnsuitableData) as caught:
        rank(make_problem([[1, 2]], ranges=[(0, 3), None]), weigh(1, 1), "spotis")
    assert caught.value.code == "range_missing"
    assert caught.value.faults[0].fields["criteria"] == ["c1"]


def test_a_fault_names_the_row_as_it_was_sent_when_others_were_screened_out(make_problem, weigh):
    problem = make_problem([[1, 0], [2, 5], [0, 6]], ["cost", "benefit"])
    first, second = problem.criterion_ids
    wanted = Requirement(criterion=second, at_least=1)
    method = make_method("topsis", {"normalisation": "linear"})
    with pytest.raises(UnsuitableData) as caught:
        rank(problem, weigh(1, 1), method, requirements=[wanted])
    assert caught.value.code == "zero_cost"
    assert caught.value.faults[0].path == ("performances", 2, 0)
    assert caught.value.faults[0].fields["criterion"] == first


class TestExcluded:
    """Alternatives that are out before anything is screened."""

    def test_they_are_listed_with_all_their_reasons(self, make_problem, weigh):
        problem = make_problem([[1, 5], [2, 4], [3, 3]])
        own = Note("all_excluded", (), {"count": 1})
        out = [Exclusion(alternative="a2", reasons=(own,))]
        found = rank(
            problem,
            weigh(1, 1),
            requirements=[Requirement(criterion="c1", at_least=4)],
            excluded=out,
        )
        assert set(found.alternatives) == {"a0", "a1"}
        (item,) = found.excluded
        assert (item.alternative, item.reasons[0]) == ("a2", own)
        assert [reason.code for reason in item.reasons] == ["all_excluded", "below_minimum"]

    def test_the_others_are_ranked_as_if_they_were_alone(self, make_problem, weigh):
        problem = make_problem([[1, 5], [2, 4], [3, 3], [9, 9]])
        out = [Exclusion(alternative="a3", reasons=(Note("all_excluded", (), {"count": 1}),))]
        found = rank(problem, weigh(1, 2), excluded=out)
        alone = rank(make_problem([[1, 5], [2, 4], [3, 3]]), weigh(1, 2))
        np.testing.assert_array_equal(found.scores, alone.scores)

    def test_all_of_them(self, make_problem, weigh):
        out = [
            Exclusion(alternative=a, reasons=(Note("all_excluded", (), {"count": 1}),))
            for a in ("a0", "a1")
        ]
        found = rank(make_problem([[1, 5], [2, 4]]), weigh(1, 1), excluded=out)
        assert found.alternatives == ()
        assert len(found.excluded) == 2
        assert found.notes[0].code == "all_excluded"
