"""Cells read for people."""

import pytest

from mcda.cells import Cell, Interval, Triangular
from mcda.parks.evidence import Evidence, bounds, headline, spread


@pytest.mark.parametrize(
    ("cell", "low", "value", "high"),
    [(None, None, None, None), (3, 3, 3, 3), (Interval(low=1, high=3), 1, 2, 3),
     (Triangular(low=1, mode=1.5, high=3), 1, 1.5, 3)],
)  # fmt: skip
def test_reading(cell: Cell, low: float | None, value: float | None, high: float | None) -> None:
    text = {"en": "x", "zh": "x"}
    found = Evidence(cell=cell, unit="u", kind="rated", rationale=text)
    assert (found.low, found.value, found.high) == (low, value, high)
    assert (*bounds(cell), headline(cell)) == (low, high, value)


def test_simplest_cell() -> None:
    assert spread(2, None, 2) == 2
    assert spread(1, None, 2) == Interval(low=1, high=2)
    assert spread(1, 2, 2) == Triangular(low=1, mode=2, high=2)
