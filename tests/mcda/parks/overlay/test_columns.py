from dataclasses import MISSING, fields

from mcda.parks.overlay.columns import choices, layouts, levels, rateable
from mcda.parks.overlay.model import ROWS, SHEETS


def test_the_columns_are_the_fields_of_the_rows():
    assert tuple(layouts()) == SHEETS
    for sheet, layout in layouts().items():
        own = {f.name: f for f in fields(ROWS[sheet]) if f.name != "place"}
        assert set(layout.names) == set(own)
        needed = {name for name, f in own.items() if f.default is MISSING}
        assert {c.name for c in layout.columns if c.required} == needed


def test_every_column_is_explained_in_both_languages():
    for layout in layouts().values():
        for text in (layout.about, *(column.note for column in layout.columns)):
            assert set(text) == {"en", "zh"}
            assert all(text.values())
        assert all(column.example for column in layout.columns)


def test_choices_come_from_the_catalogue(catalogue):
    offered = choices(catalogue)
    used = {c.choices for layout in layouts().values() for c in layout.columns if c.choices}
    assert used == set(offered)
    assert set(offered["park"]) == set(catalogue.parks)
    assert {"tcr", "thailand", "greater_bangkok"} <= set(offered["subject"])
    assert offered["criterion"] == rateable(catalogue)
    assert "trade_cost_exposure" not in offered["criterion"]
    assert levels(catalogue, "infrastructure") == ("none", "three", "five", "seven")
    assert levels(catalogue, "land_price") == ()
