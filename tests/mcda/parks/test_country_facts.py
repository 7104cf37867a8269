"""Facts of countries: each is on record, told in both languages, and known for most hosts."""

import tomllib
from typing import Any

import pytest

from mcda.parks import Catalogue
from mcda.parks.data_files import read

FACTS: dict[str, dict[str, Any]] = tomllib.loads(read("country-facts.toml"))


def _known(catalogue: Catalogue, fact: str) -> set[str]:
    """Return the hosts about which a claim states a fact."""
    entry = FACTS[fact]
    return {
        claim.subject
        for claim in catalogue.claims.values()
        if claim.attribute == entry["attribute"]
        and claim.unit.startswith(entry["unit"])
        and claim.subject in catalogue.countries
        and catalogue.countries[claim.subject].role == "host"
    }


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_told_in_both_languages_and_stated_by_a_claim(catalogue, fact):
    entry = FACTS[fact]
    assert set(entry) == {"name", "attribute", "unit", "limits"}
    for text in (entry["name"], entry["limits"]):
        assert all(text.get(language) for language in ("en", "zh"))
    assert _known(catalogue, fact)


@pytest.mark.parametrize("fact", ["gdp", "gdp_growth", "population", "manufacturing_share"])
def test_most_hosts_have_the_first_facts(catalogue, fact):
    assert len(_known(catalogue, fact)) >= 30


def test_units_of_a_fact_agree(catalogue):
    for fact in ("gdp", "gdp_growth", "population", "manufacturing_share", "inflation", "exports"):
        entry = FACTS[fact]
        claims = catalogue.claims.values()
        units = {claim.unit for claim in claims if claim.attribute == entry["attribute"]}
        assert units == {entry["unit"]}
