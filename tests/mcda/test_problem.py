import math
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest

from mcda import Alternative, Criterion, Interval, Problem, Triangular
from mcda.errors import InvalidProblem


def _codes(build):
    with pytest.raises(InvalidProblem) as caught:
        build()
    return [(fault.code, fault.path) for fault in caught.value.faults]


def test_headlines_and_spreads(make_problem):
    problem = make_problem([[1, Interval(low=2, high=4)], [None, np.int64(7)]])
    np.testing.assert_array_equal(problem.values, [[1, 3], [np.nan, 7]])
    assert problem.spreads == {(0, 1): Interval(low=2, high=4), (1, 0): None}
    assert problem.criterion_ids == ("c0", "c1")
    assert problem.alternative_ids == ("a0", "a1")


def test_problem_cannot_be_changed(make_problem):
    problem = make_problem([[1.0]])
    with pytest.raises(FrozenInstanceError):
        problem.criteria = ()
    with pytest.raises(ValueError, match="read-only"):
        problem.values[0, 0] = 2


def test_select_keeps_the_asked_rows_in_the_asked_order(make_problem):
    problem = make_problem([[1, None], [2, 5], [Triangular(low=1, mode=3, high=4), 6]])
    part = problem.select([2, 0])
    assert part.alternative_ids == ("a2", "a0")
    np.testing.assert_array_equal(part.values, [[3, 6], [1, np.nan]])
    assert set(part.spreads) == {(0, 0), (1, 1)}


def test_every_wrong_cell_is_named(make_problem):
    assert _codes(lambda: make_problem([[math.nan, True], ["3", math.inf]])) == [
        ("cell_not_finite", ("performances", 0, 0)),
        ("cell_not_a_number", ("performances", 0, 1)),
        ("cell_not_a_number", ("performances", 1, 0)),
        ("cell_not_finite", ("performances", 1, 1)),
    ]


@pytest.mark.parametrize("value", [np.float64("nan"), -math.inf, 10**400])
def test_no_cell_that_is_not_finite_gets_in(make_problem, value):
    assert _codes(lambda: make_problem([[value]]))[0][0] == "cell_not_finite"


def test_cell_fault_names_alternative_and_criterion(make_problem):
    with pytest.raises(InvalidProblem) as caught:
        make_problem([[1.0, 2.0], [3.0, "x"]])
    fields = caught.value.faults[0].fields
    assert (fields["alternative"], fields["criterion"]) == ("a1", "c1")
    assert "x" in fields["value"]


def test_unequal_rows(make_problem):
    assert _codes(lambda: make_problem([[1, 2], [3]])) == [("row_length", ("performances", 1))]


def test_rows_must_match_alternatives():
    criterion, alternative = Criterion(id="c", direction="cost"), Alternative(id="a")

    def build():
        return Problem(criteria=[criterion], alternatives=[alternative], performances=[[1], [2]])

    assert _codes(build) == [("row_count", ("performances",))]


def test_empty_and_duplicate_ids():
    def build():
        return Problem(
            criteria=[Criterion(id=" ", direction="cost"), Criterion(id="k", direction="cost")],
            alternatives=[Alternative(id="a"), Alternative(id="a")],
            performances=[[1, 2], [3, 4]],
        )

    assert _codes(build) == [
        ("empty_id", ("criteria", 0, "id")),
        ("duplicate_id", ("alternatives", 1, "id")),
    ]


def test_no_criteria_or_no_alternatives():
    faults = _codes(lambda: Problem(criteria=[], alternatives=[], performances=[]))
    assert [code for code, _ in faults] == ["empty_list", "empty_list"]


@pytest.mark.parametrize(
    "span", [(3, 3), (4, 1), (math.nan, 1), (0, math.inf), (0, 1, 2), 5, ("0", 1)]
)
def test_range_must_be_an_interval(make_problem, span):
    assert _codes(lambda: make_problem([[1.0]], ranges=[span])) == [
        ("invalid_range", ("criteria", 0, "range"))
    ]


@pytest.mark.parametrize("cells", [[0, 10], [5, 11], [-3, 4]])
def test_a_cell_may_pass_its_range(make_problem, cells):
    rows = [[cell] for cell in cells]
    np.testing.assert_array_equal(make_problem(rows, ranges=[(0, 10)]).values, rows)


@pytest.mark.parametrize("dtype", [np.float64, np.int64, np.float32])
def test_arrays_are_taken_as_they_are(make_problem, dtype):
    given = np.array([[1, 2], [3, 4]], dtype=dtype)
    problem = make_problem(given)
    given[0, 0] = 9
    np.testing.assert_array_equal(problem.values, [[1, 2], [3, 4]])
    assert problem.spreads == {}


def test_array_that_holds_nan_is_refused(make_problem):
    faults = _codes(lambda: make_problem(np.array([[1.0, np.nan]])))
    assert faults == [("cell_not_finite", ("performances", 0, 1))]


@pytest.mark.parametrize("row", ["12", 12, None])
def test_what_is_no_row_is_refused(make_problem, row):
    assert _codes(lambda: make_problem([[1, 2], row])) == [("row_length", ("performances", 1))]


def test_from_frame_reads_missing_as_unknown():
    problem = Problem.from_frame(
        pd.DataFrame({"price": [3.0, None], "place": [1, 2]}, index=["x", "y"]),
        directions={"price": "cost", "place": "benefit"},
        units={"price": "USD"},
        ranges={"price": (0, 9)},
    )
    assert problem.alternative_ids == ("x", "y")
    assert [(c.id, c.direction, c.unit, c.range) for c in problem.criteria] == [
        ("price", "cost", "USD", (0, 9)),
        ("place", "benefit", "", None),
    ]
    np.testing.assert_array_equal(problem.values, [[3, 1], [np.nan, 2]])
    assert problem.spreads == {(1, 0): None}
