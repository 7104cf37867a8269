from dataclasses import replace

from mcda.parks.overlay import SHEETS, Overlay
from mcda.sheets.columns import RowPlace


def test_a_row_names_its_cells_by_where_the_columns_stand():
    place = RowPlace("ours", "claims", 12, {"id": 0, "as_of": 27})
    assert place.cell("as_of") == "claims!AB12"
    assert place.cell("not a column of this sheet") == "claims!A12"
    assert place.path("id") == ("ours", "claims!A12")


def test_a_long_value_is_shortened_in_a_fault():
    shown = RowPlace("ours", "claims", 2, {}).fault("x", "quote", "x" * 500).fields["value"]
    assert len(shown) == 80
    assert shown.endswith("...")


def test_where_rows_stand_does_not_make_them_differ(overlay, claim):
    moved = replace(claim, place=RowPlace("elsewhere.csv", "claims", 99, {}))
    assert replace(overlay, claims=(moved,)) == overlay
    assert replace(overlay, claims=(replace(claim, value="4"),)) != overlay


def test_rows_are_counted_and_grouped(overlay):
    assert len(overlay) == len(list(overlay)) == 4
    assert [overlay.sheet(name)[0].place.sheet for name in SHEETS] == list(SHEETS)
    assert [row.key for row in overlay.rated] == [("tcr", "infrastructure"), ("tcr", "land_price")]
    assert [row.source for row in overlay.sourced] == ["offer", "offer"]
    assert len(Overlay()) == 0
