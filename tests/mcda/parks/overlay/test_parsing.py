from datetime import date

import pytest

from mcda.parks.overlay.parsing import parse
from mcda.parks.overlay.reading import Tables
from mcda.tables.grid import Grid
from mcda.tables.notation import Lost

HEAD = ["id", "title", "date", "weak"]
CLAIM = ["id", "subject", "attribute", "value", "as_of", "kind", "source", "quote", "low"]


def parsed(catalogue, *rows, sheet="sources", typed=True, **more):
    return parse(Tables("ours", {sheet: Grid([list(r) for r in rows], typed)}), catalogue, **more)


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
    assert codes(found) == [("sources!C2", "overlay_date")]
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
        ("sources!B1", "overlay_column_twice"),
        ("sources!C1", "overlay_column_unknown"),
        ("sources!A1", "overlay_column_missing"),
    ]
    assert found.overlay.sources == ()


def test_each_cell_is_judged_by_its_column(catalogue):
    row = ["a b", "atlantis", Lost("#DIV/0!"), "x", "", "said", "s", "word " * 26, "5"]
    assert codes(parsed(catalogue, CLAIM, row, sheet="claims")) == [
        ("claims!A2", "overlay_id"),
        ("claims!B2", "overlay_choice"),
        ("claims!C2", "overlay_text"),
        ("claims!I2", "overlay_number"),
        ("claims!E2", "overlay_required"),
        ("claims!F2", "overlay_choice"),
        ("claims!H2", "overlay_quote"),
    ]


def test_csv_has_numbers_as_text_and_guarded_formulas(catalogue):
    row = ["a", "tcr", "x", "'=1", "2026", "stated", "s", "word " * 25, "-5"]
    (claim,) = parsed(catalogue, CLAIM, row, sheet="claims", typed=False).overlay.claims
    assert claim.value == "=1"
    assert claim.low == -5.0


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
    assert codes(found) == [("sources!E3", "overlay_stray")]
    assert [row.id for row in found.overlay.sources] == ["a"]
