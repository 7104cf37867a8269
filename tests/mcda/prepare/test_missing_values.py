import numpy as np
import pytest

from mcda import Interval, LogNormal, Triangular
from mcda.cells import Unknown
from mcda.errors import InvalidMethod, InvalidProblem
from mcda.prepare.missing_values import headline, separates


def test_known_cells_pass_through(make_problem):
    seen = headline(make_problem([[1, 2], [3, 4]], ["benefit", "cost"], [(0, 5), None]))
    np.testing.assert_array_equal(seen.matrix.values, [[1, 2], [3, 4]])
    assert seen.matrix.benefit.tolist() == [True, False]
    np.testing.assert_array_equal(seen.matrix.ranges, [[0, 5], [np.nan, np.nan]])
    assert seen.notes == ()
    assert seen.spreads == {}


def test_spread_stands_for_its_headline(make_problem):
    spread = Triangular(low=1, mode=2, high=6)
    seen = headline(make_problem([[spread], [5]]))
    assert seen.matrix.values.tolist() == [[2], [5]]
    assert seen.spreads == {(0, 0): spread}
    (note,) = seen.notes
    assert (note.code, note.path) == ("uncertain_cell", ("performances", 0, 0))


def test_unknown_cell_takes_the_middle_of_the_range(make_problem):
    seen = headline(make_problem([[None], [4]], ranges=[(0, 10)]))
    assert seen.matrix.values.tolist() == [[5], [4]]
    assert seen.spreads == {(0, 0): Unknown(low=0, high=10)}
    assert seen.notes[0].code == "unknown_cell"


@pytest.mark.parametrize(
    ("others", "low", "high"),
    [
        ((4, Interval(low=1, high=9)), 0.5, 13),  # with the sign of the others
        ((4, 8), 2, 10),
        ((0, 8), 0, 12),
        ((-2, 8), -7, 13),
        ((4, 4), 2, 6),
    ],
)
def test_without_range_it_reaches_past_the_known_cells(make_problem, others, low, high):
    seen = headline(make_problem([[None], *([cell] for cell in others)]))
    assert seen.spreads[0, 0] == Unknown(low=low, high=high)
    ends = [(cell, cell) if isinstance(cell, int) else (cell.low, cell.high) for cell in others]
    assert seen.matrix.values[0] == (min(ends)[0] + max(end for _, end in ends)) / 2


def test_unknown_with_nothing_to_go_by_is_refused(make_problem):
    with pytest.raises(InvalidProblem) as caught:
        headline(make_problem([[None, 1], [None, 2]]))
    assert [f.path for f in caught.value.faults] == [("performances", 0, 0), ("performances", 1, 0)]
    assert caught.value.code == "unknown_unbounded"


def test_refuse_names_every_unknown_cell_but_takes_uncertain_ones(make_problem):
    problem = make_problem([[None, LogNormal(mu=0, sigma=1)], [1, None], [2, 3]])
    with pytest.raises(InvalidProblem) as caught:
        headline(problem, "refuse")
    assert [(f.code, f.path[1:]) for f in caught.value.faults] == [
        ("unknown_refused", (0, 0)),
        ("unknown_refused", (1, 1)),
    ]


def test_unused_columns_are_not_asked_for(make_problem):
    seen = headline(make_problem([[None, 1], [None, 2]]), "refuse", frozenset({"c0"}))
    assert seen.matrix.values.tolist() == [[0, 1], [0, 2]]
    assert seen.notes == ()


def test_other_words_for_unknowns_are_refused(make_problem):
    with pytest.raises(InvalidMethod):
        headline(make_problem([[1]]), "guess")


def test_problem_is_left_as_it_was(make_problem):
    problem = make_problem([[None], [4], [6]])
    headline(problem)
    assert np.isnan(problem.values[0, 0])


def test_separates(make_matrix):
    assert separates(make_matrix([[1, 2], [1, 3]])).tolist() == [False, True]
