"""Reading the performance table."""

import math

import numpy as np
import pytest

from mcda import Alternative, Criterion, Interval, Triangular
from mcda.errors import InvalidProblem
from mcda.problem import read_performances
from tests.refusals import rejects

CRITERIA = [
    Criterion(id="price", direction="cost", unit="USD/m2", range=(10, 300)),
    Criterion(id="roads", direction="benefit"),
]
PARKS = [Alternative(id="north"), Alternative(id="south")]


def test_cells_become_headlines_and_spreads() -> None:
    wide, likely = Interval(low=80, high=120), Triangular(low=1, mode=2, high=9)
    values, spreads = read_performances([[wide, None], [160, likely]], CRITERIA, PARKS)
    assert values[0, 0] == 100
    assert math.isnan(values[0, 1])
    assert values[1].tolist() == [160, 2]
    assert spreads == {(0, 0): wide, (0, 1): None, (1, 1): likely}


def test_an_array_is_copied_and_keeps_no_negative_zero() -> None:
    given = np.array([[100.0, -0.0], [200.0, 1.0]])
    values, spreads = read_performances(given, CRITERIA, PARKS)
    assert not np.shares_memory(values, given)
    assert not np.signbit(values).any()
    assert spreads == {}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("5", "cell_not_a_number"),
        (True, "cell_not_a_number"),
        (math.inf, "cell_not_finite"),
        (-math.inf, "cell_not_finite"),
        (math.nan, "cell_not_finite"),
        (2e100, "cell_too_large"),
        (-2e100, "cell_too_large"),
    ],
)
def test_what_is_no_number_to_reckon_with_is_refused(cell: object, code: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        read_performances([[100, 1], [100, cell]], CRITERIA, PARKS)
    assert [(f.code, f.path) for f in caught.value.faults] == [(code, ("performances", 1, 1))]
    assert caught.value.faults[0].fields["alternative"] == "south"
    if isinstance(cell, float):
        with rejects(InvalidProblem, code=code):
            read_performances(np.array([[100.0, 1.0], [100.0, cell]]), CRITERIA, PARKS)
