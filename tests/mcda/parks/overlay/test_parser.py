from datetime import date

import pytest

from mcda.parks.overlay.parser import parse
from mcda.sheets.notation import LostValue
from mcda.sheets.sheet import Sheet

HEAD = ["id", "title", "date", "weak"]
CLAIM = ["id", "subject", "attribute", "value", "as_of", "kind", "source", "quote", "low"]


def parsed(catalogue, *rows, sheet="sources", typed=True, **more):
    return parse("ours", {sheet: Sheet([list(r) for r in rows], typed)}, catalogue, **more)


def codes(found):
    return [(fault.fields["cell"], fault.code) for fault in found.faults]


def test_rows_are_read_in_any_order_of_columns(catalogue):
    found = parsed(catalogue, ["Date ", "title", "id"], [2026.0, "T", 7.0], ["", " ", ""])
    (row,) = found.overlay.sources
    assert (row.id, row.title, row.date, row.weak, row.url) == ("7", "T", "2026", "no", "")
    assert row.place.cell("id") == "sources!C2"
    assert found.faults == []


@pytest.mark.parametrize(
    ("written", "read"),
    [(date(2026, 3, 12), "2026-03-12"), ("2026-03", "2026-03"), (2026.0, "2026")],
)
def test_dates(catalogue, written, read):
    assert parsed(catalogue, HEAD, ["a", "T", written]).overlay.sources[0].date == read


@pytest.mark.parametrize(
    "written", ["12.3.2026", "2026-13", "2026-02-30", "1066", "soon", 12.5, True]
)
def test_what_is_no_date(catalogue, written):
    found = parsed(catalogue, HEAD, ["a", "T", written])
    assert codes(found) == [("sources!C2", "cell_date")]
    assert found.overlay.sources == ()
    assert found.declared == {"sources": {"a"}}


def test_nothing_is_dated_ahead_of_the_day_of_checking(catalogue):
    rows = [HEAD, ["a", "T", "2026-11-26"], ["b", "T", "2026-12"], ["c", "T", "2099"]]
    found = parsed(catalogue, *rows, today=date(2026, 11, 26))
    assert codes(found) == [("sources!C3", "overlay_future"), ("sources!C4", "overlay_future")]
    assert found.faults[0].fields["latest"] == "2026-11-26"
    assert [row.id for row in found.overlay.sources] == ["a"]
    assert found.declared == {"sources": {"b", "c"}}
    assert parsed(catalogue, *rows, today=date(2099, 1, 1)).faults == []
    assert codes(parsed(catalogue, HEAD, ["a", "T", "2099"])) == [("sources!C2", "overlay_future")]


def test_a_header_must_name_known_columns_once(catalogue):
    found = parsed(catalogue, ["id", "ID", "tittle", "date"], ["a", "b", "c", "2026"])
    assert codes(found) == [
        ("sources!B1", "sheet_duplicate"),
        ("sources!C1", "sheet_column_unknown"),
        ("sources!A1", "sheet_column_missing"),
    ]
    assert found.overlay.sources == ()


def test_each_cell_is_judged_by_its_column(catalogue):
    row = ["a b", "atlantis", LostValue("#DIV/0!"), "x", "", "said", "s", "word " * 26, "5"]
    assert codes(parsed(catalogue, CLAIM, row, sheet="claims")) == [
        ("claims!A2", "cell_id"),
        ("claims!B2", "cell_choice"),
        ("claims!C2", "cell_without_value"),
        ("claims!I2", "cell_number"),
        ("claims!E2", "cell_required"),
        ("claims!F2", "cell_choice"),
        ("claims!H2", "cell_quote"),
    ]


def test_csv_has_numbers_as_text(catalogue):
    row = ["a", "tcr", "x", "=1", "2026", "stated", "s", "word " * 25, "-5"]
    (claim,) = parsed(catalogue, CLAIM, row, sheet="claims", typed=False).overlay.claims
    assert claim.value == "=1"
    assert claim.low == -5.0


def test_heads_may_be_chinese(catalogue):
    (row,) = parsed(catalogue, ["标识", "标题", " 日期"], ["a", "T", "2026"]).overlay.sources
    assert (row.id, row.title, row.date) == ("a", "T", "2026")
    assert row.place.cell("date") == "sources!C2"


def test_progress_ends_with_all_rows(catalogue):
    told = []
    rows = [[f"s{i}", "T", "2026"] for i in range(1200)]
    parsed(catalogue, HEAD, *rows, progress=lambda *numbers: told.append(numbers))
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]


def test_nothing_stands_beside_the_table(catalogue):
    """A quotation that a comma has cut in two must not be taken for its first half."""
    found = parsed(
        catalogue, [*HEAD, ""], ["a", "T", "2026", "no", " "], ["b", "T", "2026", "", "cut"]
    )
    assert codes(found) == [("sources!E3", "sheet_stray")]
    assert [row.id for row in found.overlay.sources] == ["a"]


RATING = ["park", "criterion", "kind", "level", "claims", "rationale_en"]


@pytest.mark.parametrize(
    ("criterion", "level", "allowed"),
    [
        ("infrastructure", "nine", ("none", "three", "five", "seven")),
        ("infrastructure", "scope", ("none", "three", "five", "seven")),
        ("land_price", "nine", ("",)),
    ],
)
def test_a_wrong_level_is_answered_with_those_of_its_criterion(
    catalogue, criterion, level, allowed
):
    row = ["tcr", criterion, "guessed", level, "c", "Why"]
    found = parsed(catalogue, RATING, row, sheet="ratings")
    assert codes(found) == [("ratings!C2", "cell_choice"), ("ratings!D2", "overlay_level")]
    fields = found.faults[1].fields
    assert (fields["criterion"], fields["allowed"]) == (criterion, allowed)


def test_of_an_unknown_criterion_all_levels_are_offered(catalogue):
    found = parsed(
        catalogue, RATING, ["tcr", "beauty", "rated", "nine", "c", "Why"], sheet="ratings"
    )
    assert codes(found) == [("ratings!B2", "cell_choice"), ("ratings!D2", "cell_choice")]
    assert {"seven", "broad"} <= set(found.faults[1].fields["allowed"])


def test_a_bad_header_hides_no_fault_of_a_row(catalogue):
    head = ["id", "tittle", "date", "weak"]
    found = parsed(catalogue, head, ["a", "T", "soon", "maybe"], ["b c", "T", "", "no"])
    assert codes(found) == [
        ("sources!B1", "sheet_column_unknown"),
        ("sources!A1", "sheet_column_missing"),
        ("sources!C2", "cell_date"),
        ("sources!D2", "cell_choice"),
        ("sources!A3", "cell_id"),
        ("sources!C3", "cell_required"),
    ]
    assert found.overlay.sources == ()
    assert found.declared == {"sources": {"a"}}
    assert found.nameless == set()


def test_a_header_without_what_identifies_a_row_is_noted(catalogue):
    found = parsed(catalogue, ["", "title", "date"], ["a", "T", "soon"])
    assert codes(found) == [("sources!A1", "sheet_column_missing"), ("sources!C2", "cell_date")]
    assert found.nameless == {"sources"}
    assert codes(parsed(catalogue, ["x"], ["a"]))[1:] == [("sources!A1", "sheet_column_missing")]


def test_a_column_too_many_leaves_the_rows(catalogue):
    found = parsed(catalogue, [*HEAD, "remark"], ["a", "T", "2026", "no", "mine"])
    assert codes(found) == [("sources!E1", "sheet_column_unknown")]
    assert [row.id for row in found.overlay.sources] == ["a"]
