"""Reading the catalogue by id."""

import pytest

from mcda.errors import NotFound
from mcda.parks import Catalogue, load_catalogue

CRITERIA = (
    "land_price", "infrastructure", "one_stop_services", "investor_type",
    "hometown_ties", "trade_cost_exposure", "government_support",
)  # fmt: skip

WITHOUT_PARKS = {"brazil", "jordan", "philippines", "poland", "turkiye"}
"""Hosts whose facts and duties are on record, and no park yet."""


def test_ids_and_directions_are_those_promised(catalogue: Catalogue) -> None:
    assert tuple(info.id for info in catalogue.criteria) == CRITERIA
    assert tuple(catalogue.parks)[:4] == ("ljip", "vcep", "tcr", "kitic")
    costs = {info.id for info in catalogue.criteria if info.direction == "cost"}
    assert costs == {"land_price", "trade_cost_exposure"}
    assert catalogue.criterion("land_price").range == (20, 190)
    assert catalogue.criterion("infrastructure").range == (3, 7)
    assert catalogue.criterion("trade_cost_exposure").range == (0, 55)


def test_every_host_has_a_park_but_those_known_for_their_facts(catalogue: Catalogue) -> None:
    assert len(catalogue.parks) == 191
    hosts = {country.id for country in catalogue.countries.values() if country.role == "host"}
    assert hosts - {park.country for park in catalogue.parks.values()} == WITHOUT_PARKS
    assert {park.country for park in catalogue.parks.values()} <= hosts
    assert len(hosts) == 43
    assert set(catalogue.countries) - hosts == {"china"}
    assert len(catalogue.all_criteria) == 40


def test_it_is_read_once() -> None:
    assert load_catalogue() is load_catalogue()


def test_it_cannot_be_changed(catalogue: Catalogue) -> None:
    with pytest.raises(TypeError):
        catalogue.parks["new"] = catalogue.parks["tcr"]  # type: ignore[index]


@pytest.mark.parametrize("kind", ["park", "country", "scenario", "criterion"])
def test_unknown_ids(catalogue: Catalogue, kind: str) -> None:
    with pytest.raises(NotFound) as caught:
        getattr(catalogue, kind)("atlantis")
    assert caught.value.faults[0].fields[kind] == "atlantis"
    assert caught.value.faults[0].fields["known"]
    for language in ("en", "zh"):
        assert "atlantis" in caught.value.say(language)


def test_found(catalogue: Catalogue) -> None:
    assert catalogue.park("tcr").host_estate == "amata_city_rayong"
    assert catalogue.country("vietnam").name["zh"] == "越南"
    assert catalogue.scenario("us_2025_12").as_of == "2025-12-01"
    assert catalogue.default_scenario.id == "open_after_july_2026"


def test_claims_about_a_park_country_and_comparator(catalogue: Catalogue) -> None:
    for subject in ("ljip", "vcep", "tcr", "kitic", "thailand", "trang_due"):
        assert catalogue.claims_about(subject)
    assert catalogue.claims_about("atlantis") == ()
