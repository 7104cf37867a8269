"""What is known of parks before any enterprise asks."""

import pytest

from api.pages.parks.cells import cells_of
from api.settings import Settings
from mcda.errors import NotFound
from mcda.parks import unknown
from tests.api.pages.parks.conftest import HEAD, SOURCES, written
from tests.prices import KEPT


def test_states_are_told_apart(settings, catalogue):
    found = cells_of(["tcr", "mckip", "great_stone", "kiic"], settings)
    assert found["tcr"]["land_price"].state == "known"
    assert found["tcr"]["hometown_ties"].state == "depends"
    assert found["tcr"]["trade_cost_exposure"].state == "depends"
    assert found["tcr"]["industry_fit"].state == "depends"
    assert found["mckip"]["land_price"].state == "unknown"
    assert found["mckip"]["one_stop_services"].state == "unknown"
    assert found["great_stone"]["hometown_ties"].state == "depends"
    assert found["great_stone"]["trade_cost_exposure"].state == "depends"
    assert found["kiic"]["hometown_ties"].state == "unknown", "no origin of it is on record"
    assert [*found["tcr"]] == [info.id for info in catalogue.all_criteria]


def test_gaps_of_the_seven_are_those_of_the_catalogue(settings, catalogue):
    found = cells_of([*catalogue.parks], settings)
    seven = [info.id for info in catalogue.criteria]
    for park in catalogue.parks:
        gaps = tuple(name for name in seven if found[park][name].state == "unknown")
        assert gaps == unknown(catalogue, park)


def test_sectors_that_nobody_states_are_a_gap(settings):
    assert cells_of(["kiic"], settings)["kiic"]["industry_fit"].state == "unknown"


def test_levels_and_what_the_enterprise_moves(settings):
    found = cells_of(["tcr"], settings)["tcr"]
    level = found["government_support"].level
    assert level is not None
    assert level.id == "slight"
    assert found["land_price"].level is None
    assert found["investor_type"].moves
    assert not found["land_price"].moves


def test_places_are_shares_of_the_range(settings):
    found = cells_of(["tcr"], settings)["tcr"]
    # Level 1 of 4: China's side 1 to 2, the host's 0 to 1.
    assert found["government_support"].places == (0.25, 0.25, 0.75)
    assert found["hometown_ties"].places is None
    shares = [cell.places for cell in found.values() if cell.places is not None]
    assert all(0 <= low <= mode <= high <= 1 for low, mode, high in shares)


def test_a_figure_outside_the_scale_stands_at_its_end(tmp_path):
    path = tmp_path / "far.xlsx"
    quoted = ["tcr", "land_price", "", 5000, "", "offer", "2026-03-12", "sale"]
    path.write_bytes(written(sources=SOURCES, quotations=[[*HEAD, "tenure"], quoted]))
    found = cells_of(["tcr", "ljip"], Settings(catalogue=path))
    assert found["tcr"]["land_price"].evidence.value == pytest.approx(5000 * KEPT)
    assert found["tcr"]["land_price"].places == (1, 1, 1)
    assert [note.code for note in found["tcr"]["land_price"].asks] == ["figure_far_outside"]
    low, mode, high = found["ljip"]["land_price"].places
    known = found["ljip"]["land_price"].evidence
    assert (low, mode, high) == pytest.approx(
        [(value - 20) / (190 - 20) for value in (known.low, known.value, known.high)]
    )
    assert found["ljip"]["land_price"].asks == ()


def test_an_unknown_park(settings):
    with pytest.raises(NotFound):
        cells_of(["nowhere"], settings)
