from datetime import date, datetime

import pytest

from mcda.errors import LimitExceeded
from mcda.sheets.columns import (
    LONGEST_TEXT,
    MOST_COLUMNS,
    Column,
    RowPlace,
    UnfitCell,
    choice,
    number,
    open_table,
    parts,
    text,
)
from mcda.sheets.notation import LostValue
from mcda.sheets.sheet import Sheet
from tests.refusals import rejects

NOTE = {"en": "Needed.", "zh": "必填。"}
COLUMNS = (
    Column(name="id", kind="text", required=True, also=["标识"], note=NOTE),
    Column(name="size", kind="size", also=["规模"]),
    Column(name="worth", kind="number"),
)
KINDS = {"text": text, "number": number, "size": choice({"small": 1, "小": 1, "large": 2})}


def read(*rows, typed=True, **named):
    table, found = open_table(Sheet(rows, typed), COLUMNS, KINDS, **named)
    taken = [(row.values, row.is_sound) for row in found]
    return taken, [(fault.code, *fault.path) for fault in table.faults]


@pytest.mark.parametrize("heads", [("id", "size"), (" ID ", "Size"), ("标识", "规模")])
def test_columns_are_found_by_their_heads(heads):
    taken, faults = read(heads, ["a", "小"], [], ["", " "], [7.0, "large"])
    assert taken == [({"id": "a", "size": 1}, True), ({"id": "7", "size": 2}, True)]
    assert faults == []


def test_all_faults_are_kept_with_their_addresses_and_what_is_sound_is_read():
    taken, faults = read(
        ["size", "id", "", "colour", "规模"],
        ["huge", "a", "", "red", "", "beside"],
        ["small", LostValue("#N/A"), "cut"],
        ["small", "", ""],
    )
    assert faults == [
        *(("sheet_column_unknown", "D1"), ("sheet_duplicate", "E1"), ("sheet_stray", "F2")),
        *(("cell_choice", "A2"), ("sheet_stray", "C3"), ("cell_without_value", "B3")),
        ("cell_required", "B4"),
    ]
    assert taken == [({"id": "a"}, False), ({"size": 1}, False), ({"size": 1}, False)]


def test_a_sheet_without_a_required_column():
    taken, faults = read(["size", "worth"], ["small", "much"])
    assert faults == [("sheet_column_missing", "A1"), ("cell_number", "B2")]
    assert taken == [({"size": 1}, False)]
    assert read() == ([], [("sheet_column_missing", "A1")])


def test_addresses_name_file_and_sheet_where_there_are_several():
    _, faults = read(["id", "size"], ["a", "huge"], file="ours.xlsx", name="claims")
    assert faults == [("cell_choice", "ours.xlsx", "claims!B2")]


def test_a_fault_shows_the_cell():
    fault = RowPlace("", "", 12, {"size": 27}).fault(
        "cell_choice", "size", "x" * 100, allowed=("a",)
    )
    assert fault.path == ("AB12",)
    shown = "x" * 77 + "..."
    assert fault.fields == {"cell": "AB12", "column": "size", "value": shown, "allowed": ("a",)}


def test_a_row_without_end():
    assert read(["id", *[""] * 500], ["a", *[""] * 500])[1] == []
    with rejects(LimitExceeded, code="too_many_columns"):
        read(["id"], ["a", *["b"] * MOST_COLUMNS])


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (" a ", "a"),
        (7.0, "7"),
        (date(2026, 3, 12), "2026-03-12"),
        (datetime(2026, 3, 12), "2026-03-12"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_texts(value, found):
    assert text(value, True, {}) == found


@pytest.mark.parametrize("value", [True, "x" * (LONGEST_TEXT + 1), float("inf")])
def test_what_is_no_text(value):
    with pytest.raises(UnfitCell):
        text(value, True, {})


def test_numbers_stored_as_text_are_read_where_the_file_has_nothing_else():
    assert number("5", False, {}) == number(5.0, True, {}) == 5
    with pytest.raises(UnfitCell):
        number("5", True, {})


def test_parts():
    assert parts("a; b;;", True, {}) == ["a", "b"]


def test_a_choice_names_what_is_offered():
    with pytest.raises(UnfitCell) as caught:
        choice({"small": 1, "小": 1})("huge", True, {})
    assert caught.value.fields == {"allowed": ("small", "小")}
