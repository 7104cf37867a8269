"""What criteria are read from."""

import pytest

from mcda.parks.criteria import is_rated
from mcda.parks.provenance import named, read_from


def test_every_criterion_tells_its_claims_and_their_sources(catalogue):
    for info in catalogue.all_criteria:
        found = read_from(catalogue, info)
        assert found.claims, info.id
        assert len(set(found.claims)) == len(found.claims)
        titles = {catalogue.claims[claim].source.title for claim in found.claims}
        assert set(found.sources) == titles
        assert len(found.sources) == len(titles)


@pytest.mark.parametrize(
    ("criterion", "attribute", "claim", "source"),
    [
        ("profit_tax", "corporate_income_tax", "vietnam.corporate_income_tax.1", "HRForte 2025"),
        ("port_distance", "distance_port", "tcr.distance_port.1", "China Report ASEAN"),
        ("political_stability", "political_stability_percentile",
         "thailand.political_stability_percentile.1", "World Bank WGI"),
    ],
)  # fmt: skip
def test_an_indicator_names_its_attribute(catalogue, criterion, attribute, claim, source):
    found = read_from(catalogue, catalogue.criterion(criterion))
    assert found.attribute == attribute
    assert claim in found.claims
    assert any(title.startswith(source) for title in found.sources)
    assert {catalogue.claims[each].attribute for each in found.claims} == {attribute}


def test_an_indicator_counts_hosts_alone(catalogue):
    claims = read_from(catalogue, catalogue.criterion("profit_tax")).claims
    assert not [claim for claim in claims if catalogue.claims[claim].subject == "china"]


def test_rated_criteria_are_read_from_their_ratings_and_ladders(catalogue):
    for info in catalogue.all_criteria:
        if is_rated(info):
            found = set(read_from(catalogue, info).claims)
            ladder = catalogue.ladders.get(info.id)
            assert found >= set(() if ladder is None else ladder.claims)
            for (_, criterion), rating in catalogue.ratings.items():
                assert criterion != info.id or found >= set(rating.claims)
    assert "sheng.tax.alike" in read_from(catalogue, catalogue.criterion("tax_incentives")).claims


@pytest.mark.parametrize(
    ("criterion", "claim"),
    [
        ("investor_type", "vcep.operator_ownership.1"),
        ("hometown_ties", "vcep.origin_province.1"),
        ("trade_cost_exposure", "all_origins.us_section_122_surcharge.1"),
        ("industry_fit", "sheng.vcep.sectors"),
    ],
)
def test_computed_criteria(catalogue, criterion, claim):
    found = read_from(catalogue, catalogue.criterion(criterion))
    assert claim in found.claims
    assert found.attribute == ""


def test_freight_is_read_from_its_rates(catalogue):
    found = read_from(catalogue, catalogue.criterion("freight_cost"))
    attributes = {catalogue.claims[claim].attribute for claim in found.claims}
    assert all(name.startswith(("ocean_freight_", "rail_freight_")) for name in attributes)


def test_claims_are_named_once(catalogue):
    found = named(catalogue, ["sheng.trial", "sheng.tcr.ports", "sheng.trial"])
    assert found.claims == ("sheng.trial", "sheng.tcr.ports")
    assert len(found.sources) == 1
