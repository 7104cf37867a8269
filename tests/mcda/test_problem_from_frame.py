import numpy as np
import pandas as pd
import pytest

from mcda import Interval, Problem
from mcda.errors import InvalidProblem

DIRECTIONS = {"price": "cost", "utilities": "benefit"}


def faults(frame, directions=DIRECTIONS, units=None, ranges=None):
    with pytest.raises(InvalidProblem) as caught:
        Problem.from_frame(frame, directions=directions, units=units, ranges=ranges)
    return [(fault.code, fault.path) for fault in caught.value.faults]


def frame(rows, index=("north", "south")):
    return pd.DataFrame(rows, index=list(index), columns=["price", "utilities"])


def test_index_columns_units_and_ranges():
    problem = Problem.from_frame(
        frame([[160, 5], [90.5, 3]]),
        directions=DIRECTIONS,
        units={"price": "USD/m2"},
        ranges={"utilities": (0, 8)},
    )
    assert problem.alternative_ids == ("north", "south")
    assert problem.criterion_ids == ("price", "utilities")
    assert [c.direction for c in problem.criteria] == ["cost", "benefit"]
    assert [c.unit for c in problem.criteria] == ["USD/m2", ""]
    assert [c.range for c in problem.criteria] == [None, (0, 8)]
    assert problem.values.tolist() == [[160, 5], [90.5, 3]]


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, np.float64("nan")])
def test_missing_is_unknown(missing):
    problem = Problem.from_frame(frame([[160, missing], [90, 3]]), directions=DIRECTIONS)
    assert dict(problem.spreads) == {(0, 1): None}


def test_missing_in_a_nullable_column():
    table = frame([[160, 5], [90, None]]).astype({"utilities": "Int64"})
    assert dict(Problem.from_frame(table, directions=DIRECTIONS).spreads) == {(1, 1): None}


def test_spreads_stay():
    spread = Interval(low=85, high=140)
    problem = Problem.from_frame(frame([[spread, 5], [90, 3]]), directions=DIRECTIONS)
    assert problem.spreads[0, 0] is spread
    assert problem.values[0, 0] == 112.5


def test_whole_numbers_in_the_index_become_names():
    table = frame([[160, 5], [90, 3]], index=(0, 1))
    assert Problem.from_frame(table, directions=DIRECTIONS).alternative_ids == ("0", "1")


@pytest.mark.parametrize("label", [None, np.nan, 1.5, True, ("a", "b"), pd.Timestamp("2020-01-01")])
def test_other_labels_are_refused(label):
    table = frame([[160, 5], [90, 3]])
    table.index = pd.Index(["north", label], dtype=object, tupleize_cols=False)
    assert faults(table) == [("empty_id", ("alternatives", 1, "id"))]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (True, "cell_not_a_number"),
        ("5", "cell_not_a_number"),
        ("", "cell_not_a_number"),
        (pd.NaT, "cell_not_a_number"),
        (pd.Timestamp("2020-01-01"), "cell_not_a_number"),
        (np.inf, "cell_not_finite"),
    ],
)
def test_cells_that_are_no_numbers(value, code):
    table = frame([[160, 5], [90, 3]]).astype(object)
    table.iloc[1, 0] = value
    assert faults(table) == [(code, ("performances", 1, 0))]


def test_a_boolean_column_is_refused():
    table = frame([[160, 5], [90, 3]]).assign(utilities=[True, False])
    assert {code for code, _ in faults(table)} == {"cell_not_a_number"}


def test_every_column_needs_a_direction():
    assert faults(frame([[1, 2], [3, 4]]), {"price": "cost"}) == [
        ("direction_missing", ("directions",))
    ]


def test_unknown_names_are_refused_together_with_the_rest():
    found = faults(
        frame([[1, 2], [3, 4]]), {"price": "cost", "port": "cost"}, {"rail": "km"}, {"road": (0, 1)}
    )
    assert found == [
        ("unknown_criterion", ("directions", "port")),
        ("unknown_criterion", ("units", "rail")),
        ("unknown_criterion", ("ranges", "road")),
        ("direction_missing", ("directions",)),
    ]


def test_unknown_names_alone_are_refused():
    found = faults(frame([[1, 2], [3, 4]]), DIRECTIONS, {"rail": "km"})
    assert found == [("unknown_criterion", ("units", "rail"))]


def test_a_doubled_column_is_refused():
    table = pd.DataFrame([[1, 2]], index=["north"], columns=["price", "price"])
    assert faults(table, {"price": "cost"}) == [("duplicate_id", ("criteria", 1, "id"))]


def test_an_empty_frame_is_refused():
    assert ("empty_list", ("alternatives",)) in faults(frame([], index=()))


def test_targets_and_curves():
    problem = Problem.from_frame(
        pd.DataFrame({"size": [20.0, 45.0], "help": [1.0, 4.0]}, index=["a", "b"]),
        directions={"size": "target", "help": "benefit"},
        ranges={"size": (0, 100), "help": (0, 10)},
        best={"size": (40, 50)},
        curves={"help": ((0, 0), (4, 0.9), (10, 1))},
    )
    size, help_ = problem.criteria
    assert (size.best, size.value, help_.best) == ((40, 50), None, None)
    assert help_.value == ((0, 0), (4, 0.9), (10, 1))
    assert sorted(problem.curves) == [0, 1]
