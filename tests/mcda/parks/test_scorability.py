"""What is known of a park, whoever asks."""

from dataclasses import replace

from mcda.parks import Catalogue
from mcda.parks.scorability import ENOUGH, is_scorable, unknown_criteria


def test_study_parks_are_known_on_all_criteria(catalogue: Catalogue) -> None:
    for park in ("ljip", "vcep", "tcr", "kitic"):
        assert catalogue.unknown(park) == ()
        assert park in catalogue.scorable


def test_every_gap_counts_once(catalogue: Catalogue) -> None:
    park = replace(catalogue.park("tcr"), id="new")
    assert unknown_criteria(catalogue, park) == (
        "land_price",
        "infrastructure",
        "one_stop_services",
        "government_support",
    )
    assert not is_scorable(catalogue, park)
    assert "investor_type" in unknown_criteria(catalogue, replace(park, ownership=None))
    assert "hometown_ties" in unknown_criteria(catalogue, replace(park, ties=()))
    assert "trade_cost_exposure" in unknown_criteria(catalogue, replace(park, country="nowhere"))


def test_four_of_seven_are_enough(catalogue: Catalogue) -> None:
    for park in catalogue.parks.values():
        known = len(catalogue.criteria) - len(catalogue.unknown(park.id))
        assert (park.id in catalogue.scorable) is (known >= ENOUGH)


def test_there_are_parks_to_compare_in_many_countries(catalogue: Catalogue) -> None:
    assert len(catalogue.parks) >= 20
    assert len({park.country for park in catalogue.parks.values()}) >= 10
    assert len(catalogue.scorable) >= 12
    assert len({catalogue.park(park).country for park in catalogue.scorable}) >= 9
