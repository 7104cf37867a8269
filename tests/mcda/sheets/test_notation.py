import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda import Interval, Triangular
from mcda.sheets.notation import (
    LostValue,
    address,
    read_cell,
    read_name,
    read_number,
    shown,
    write_number,
    write_spread,
)

REALS = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [(0, 0, "A1"), (3, 2, "C4"), (0, 25, "Z1"), (9, 26, "AA10"), (0, 701, "ZZ1"), (0, 702, "AAA1")],
)
def test_addresses(row, column, expected):
    assert address(row, column) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("160", 160.0), (" -1.5 ", -1.5), ("+2e3", 2000.0), ("1E-2", 0.01), ("", None)),
        *(("  ", None), ("?", None), ("？", None)),
        ("85..140", Interval(low=85, high=140)),
        ("-5 .. -1.5", Interval(low=-5, high=-1.5)),
        ("3..3", Interval(low=3, high=3)),
        ("85..100..140", Triangular(low=85, mode=100, high=140)),
        ("1e-05..1e5", Interval(low=0.00001, high=100000)),
    ],
)
def test_cells(text, expected):
    assert read_cell(text, typed=False) == expected


REFUSED = [
    *("nan", "inf", "-Infinity", "1e999", "1..1e999", "1,234", "1_000", "1 000", "85-140", "30%"),
    *("USD 5", "5.", ".5", "1...5", "140..85", "1..9..5", "1..2..3..4", "..5", "5..", "..", "true"),
    *("0x10", "１６０", "−5", "n/a"),
]


@pytest.mark.parametrize(
    "value", [*REFUSED, True, False, float("nan"), float("inf"), LostValue("5")]
)
@pytest.mark.parametrize("typed", [True, False])
def test_refused_cells(value, typed):
    with pytest.raises(ValueError):
        read_cell(value, typed)


def test_a_date_is_no_number():
    with pytest.raises(ValueError):
        read_cell(dt.date(2020, 1, 2), typed=True)


def test_text_is_a_number_only_where_the_file_has_nothing_else():
    assert read_number("160", typed=False) == 160
    with pytest.raises(ValueError):
        read_number("160", typed=True)
    with pytest.raises(ValueError):
        read_cell("160", typed=True)
    assert read_cell("85..140", typed=True) == Interval(low=85, high=140)


@pytest.mark.parametrize("value", ["", "?", "1..2"])
def test_a_number_must_be_there(value):
    with pytest.raises(ValueError):
        read_number(value, typed=False)


@pytest.mark.parametrize(
    ("value", "expected"), [(" north ", "north"), (2020.0, "2020"), (1.5, "1.5"), ("007", "007")]
)
def test_names(value, expected):
    assert read_name(value) == expected


@pytest.mark.parametrize("value", ["", " ", True, LostValue("#N/A"), float("inf")])
def test_refused_names(value):
    with pytest.raises(ValueError):
        read_name(value)


@pytest.mark.parametrize(
    ("value", "expected"), [(5.0, 5.0), ("x", "x"), (True, "True"), (float("inf"), "inf")]
)
def test_shown(value, expected):
    assert shown(value) == expected


@pytest.mark.parametrize(("value", "expected"), [(160, "160"), (0.1, "0.1"), (1e22, "1e+22")])
def test_written_numbers(value, expected):
    assert write_number(value) == expected


@given(REALS)
def test_numbers_read_back(value):
    assert read_number(write_number(value), typed=False) == value


@given(st.lists(REALS, min_size=2, max_size=3).map(sorted))
def test_spreads_read_back(ends):
    names = ("low", "high") if len(ends) == 2 else ("low", "mode", "high")
    kind = Interval if len(ends) == 2 else Triangular
    spread = kind(**dict(zip(names, ends, strict=True)))
    assert read_cell(write_spread(spread), typed=True) == spread
