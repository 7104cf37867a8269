import pytest

from mcda import METHODS, rank
from mcda.errors import UnsuitableData
from mcda.prepare.normalise import refuse_negative, refuse_not_above_zero, refuse_zero_cost
from mcda.texts import text

RECOMMENDED = ("topsis", "weighted_sum", "edas", "mabac", "vikor")


def _faults(refuse, matrix):
    with pytest.raises(UnsuitableData) as caught:
        refuse(matrix, "formula")
    return [(f.code, f.path[1:], f.fields["value"]) for f in caught.value.faults]


def test_every_negative_cell_is_named(make_matrix):
    assert _faults(refuse_negative, make_matrix([[1, -2], [-3, 0]])) == [
        ("negative_value", (0, 1), -2),
        ("negative_value", (1, 0), -3),
    ]


def test_a_zero_is_refused_as_a_cost_only(make_matrix):
    matrix = make_matrix([[0, 0], [1, 1]], [True, False])
    assert _faults(refuse_zero_cost, matrix) == [("zero_cost", (0, 1), 0)]


def test_what_is_not_above_zero_is_refused_in_both_directions(make_matrix):
    matrix = make_matrix([[0, 1], [1, -1]], [True, False])
    assert _faults(refuse_not_above_zero, matrix) == [
        ("not_above_zero", (0, 0), 0),
        ("not_above_zero", (1, 1), -1),
    ]


@pytest.mark.parametrize("refuse", [refuse_zero_cost, refuse_not_above_zero, refuse_negative])
def test_a_column_of_zeros_separates_nothing_and_is_taken(make_matrix, refuse):
    refuse(make_matrix([[0, 1], [0, 2]], [False, True]), "formula")


def test_one_drawn_matrix_is_enough_and_the_lowest_draw_is_told(make_matrix):
    drawn = make_matrix([[[1], [2]], [[-1], [2]], [[-4], [2]]])
    assert _faults(refuse_negative, drawn) == [("negative_value", (0, 0), -4)]


def test_a_column_that_is_zero_in_one_draw_may_be_mixed_in_another(make_matrix):
    drawn = make_matrix([[[0], [0]], [[0], [2]]], [False])
    assert _faults(refuse_zero_cost, drawn) == [("zero_cost", (0, 0), 0)]


def test_the_formula_is_named_as_the_caller_knows_it(make_matrix):
    with pytest.raises(UnsuitableData) as caught:
        refuse_negative(make_matrix([[-1]]), "edas (share of the mean)")
    assert "edas (share of the mean)" in caught.value.say()


@pytest.mark.parametrize("value", [0, -2])
@pytest.mark.parametrize("name", METHODS)
def test_what_a_refusal_recommends_takes_the_data(make_problem, weigh, name, value):
    problem = make_problem([[1, 5], [2, value]], ["benefit", "cost"], [(-9, 9), (-9, 9)])
    try:
        rank(problem, weigh(1, 1), name)
    except UnsuitableData as refused:
        remedy = text(refused.code, "remedy")
        said = {n for n in RECOMMENDED if METHODS[n].title["en"].lower() in remedy.lower()}
        assert {"topsis", "weighted_sum"} <= said
        for other in said:
            assert rank(problem, weigh(1, 1), other).ranks.tolist() == [2, 1]
