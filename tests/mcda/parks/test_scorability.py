"""What is known of a park, whoever asks."""

from dataclasses import replace

from mcda.parks import Catalogue, scorable, unknown
from mcda.parks.model import Park
from mcda.parks.scenario import OwnRates
from mcda.parks.scorability import ENOUGH


def test_study_parks_are_known_on_all_criteria(catalogue: Catalogue) -> None:
    for park in ("ljip", "vcep", "tcr", "kitic"):
        assert unknown(catalogue, park) == ()
        assert park in scorable(catalogue)


def test_every_gap_counts_once(catalogue: Catalogue) -> None:
    park = replace(catalogue.park("tcr"), id="new")

    def gaps(changed: Park) -> tuple[str, ...]:
        return unknown(replace(catalogue, parks={"new": changed}), "new")

    assert gaps(park) == ("land_price", "infrastructure", "one_stop_services", "government_support")
    assert scorable(replace(catalogue, parks={"new": park})) == ()
    assert "investor_type" in gaps(replace(park, ownership=None))
    assert "hometown_ties" in gaps(replace(park, ties=()))
    rates = {"name": "own", "as_of": "2026", "rates": {"US": {"thailand": 5}}}
    own = replace(catalogue, scenarios={"own": OwnRates.from_mapping(rates, ("thailand",))})
    for country, is_known in (("thailand", True), ("vietnam", False)):
        moved = replace(own, parks={"new": replace(park, country=country)})
        assert ("trade_cost_exposure" not in unknown(moved, "new")) is is_known


def test_six_of_seven_are_enough(catalogue: Catalogue) -> None:
    assert ENOUGH == 6
    for park in catalogue.parks.values():
        known = len(catalogue.criteria) - len(unknown(catalogue, park.id))
        assert (park.id in scorable(catalogue)) is (known >= ENOUGH)


def test_there_are_parks_to_compare_in_many_countries(catalogue: Catalogue) -> None:
    assert len(catalogue.parks) >= 180
    assert len({park.country for park in catalogue.parks.values()}) >= 38
    assert len(scorable(catalogue)) >= 30
    assert len({catalogue.park(park).country for park in scorable(catalogue)}) >= 16
