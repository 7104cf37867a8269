"""Contradictions that claims take part in, and the doubt that they cast on a value."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.parks import Catalogue, Claim, Enterprise, appraise
from mcda.parks.conflicts import claims_around, conflicts, contested, disputes, look_alikes
from mcda.parks.contradiction import Contradiction, CuratedLists, LookAlike

TEXT = {"en": "x", "zh": "x"}


def _claims(catalogue: Catalogue, *ids: str) -> list[Claim]:
    return [catalogue.claims[name] for name in ids]


@pytest.fixture
def pair(catalogue: Catalogue) -> list[Claim]:
    """Two figures of the tax in Zambia, 30 and 35."""
    return _claims(catalogue, "zambia.corporate_income_tax.1", "zambia.corporate_income_tax.2")


def test_figures_that_nobody_has_read(pair: list[Claim]) -> None:
    assert list(conflicts(pair, CuratedLists())) == [tuple(pair)]
    assert list(conflicts(pair)) == []
    one_source = [pair[0], replace(pair[1], source=pair[0].source)]
    assert list(conflicts(one_source, CuratedLists())) == []
    of_another = [pair[0], replace(pair[1], subject="egypt")]
    assert list(conflicts(of_another, CuratedLists())) == []
    alike = LookAlike(id="a", claims=tuple(claim.id for claim in pair), reason=TEXT)
    assert list(conflicts(pair, CuratedLists(look_alikes={"a": alike}))) == []


def test_nothing_shipped_contradicts_unread(catalogue: Catalogue) -> None:
    assert list(conflicts(list(catalogue.claims.values()), catalogue.curated)) == []


@pytest.mark.parametrize(
    ("claims", "wrongly"),
    [
        (("vcep.area_total.1", "vcep.area_total.2"), "another plan"),
        (("great_stone.area_total.1", "great_stone.area_total.2"), "another boundary"),
    ],
)
def test_other_plans_are_no_conflict_even_unread(
    catalogue: Catalogue, claims: tuple[str, ...], wrongly: str
) -> None:
    assert list(conflicts(_claims(catalogue, *claims), CuratedLists())) == [], wrongly


def test_either_side_of_an_open_contradiction_is_in_doubt(pair: list[Claim]) -> None:
    entry = Contradiction(id="tax", sides=((pair[0].id,), (pair[1].id,)), about=TEXT, reading=TEXT)
    opened = CuratedLists(contradictions={"tax": entry})
    assert contested(pair, known=opened)
    assert contested(pair[:1], known=opened)
    assert contested(pair[1:], known=opened)
    assert not contested(pair[:1], known=CuratedLists())
    assert contested(pair, known=CuratedLists())
    for change in ({"relies_on": pair[0].id}, {"matters": False}):
        decided = CuratedLists(contradictions={"tax": replace(entry, **change)})  # type: ignore[arg-type]
        assert not contested(pair, known=decided)


def test_only_figures_that_state_the_fact_are_compared(pair: list[Claim]) -> None:
    assert not contested(pair, pair[:1], CuratedLists())
    assert contested(pair, pair, CuratedLists())
    assert contested(pair, [])  # a side of an open contradiction, whatever it is there for


@pytest.mark.parametrize(
    ("claim", "doubt"),
    [
        ("vietnam_south.industrial_land_price.1", True),
        ("teda_suez.tenants.2", True),
        ("zambia.corporate_income_tax.1", True),
        ("sheng.vcep.public", False),  # relied on
        ("tan_huong.land_price.2", True),
        ("all_origins.us_section_122_surcharge.3", False),  # relied on: the tariff schedule's 10
        ("eiz.oetcz_certification.1", False),  # the year is agreed
        ("vcep.area_total.1", False),  # another plan
    ],
)
def test_the_shipped_lists_cast_doubt(catalogue: Catalogue, claim: str, doubt: bool) -> None:
    assert contested(_claims(catalogue, claim)) is doubt


def test_disputes_hold_the_other_side_too(catalogue: Catalogue) -> None:
    (found,) = disputes(_claims(catalogue, "vcep.operator_ownership.3"), catalogue)
    assert found.entry is catalogue.curated.contradictions["vcep_ownership"]
    assert (found.standing, len(found.claims), len(found.pairs)) == ("relied", 4, 3)
    assert found.reading is found.entry.reading
    (month,) = disputes(_claims(catalogue, "sheng.ljip.certified_july"), catalogue)
    assert month.standing == "moot"
    (land,) = disputes(_claims(catalogue, "vietnam_south.industrial_land_price.1"), catalogue)
    assert (land.standing, len(land.pairs)) == ("open", 3)


def test_a_dispute_that_nobody_has_read(catalogue: Catalogue) -> None:
    shipped = catalogue.claims["ljip.tenants.3"]
    own = replace(shipped, id="own", value="99", source=catalogue.sources["ven"], private=True)
    (found,) = disputes([shipped, own], catalogue)
    assert (found.entry, found.standing, found.pairs) == (None, "unread", ((shipped, own),))
    assert set(found.reading) == {"en", "zh"}


def test_look_alikes_need_all_their_claims(catalogue: Catalogue) -> None:
    about = catalogue.claims_about("great_stone")
    assert [item.id for item in look_alikes(about, catalogue.curated)] == ["great_stone_area"]
    assert look_alikes(about[:1], catalogue.curated) == ()


def test_what_stands_around_a_park(catalogue: Catalogue) -> None:
    ids = [claim.id for claim in claims_around(catalogue.park("tan_huong"), catalogue)]
    assert len(ids) == len(set(ids))
    duty = "all_origins.us_forced_labour_tier_10.1"  # assumed by the default scenario
    assert duty in catalogue.default_scenario.claims
    assert {"vietnam_south.industrial_land_price.1", duty} <= {*ids}
    assert "vietnam" in {catalogue.claims[name].subject for name in ids}
    # Of other countries only what a value rests on: its power price is converted by way of rupiah.
    elsewhere = set(catalogue.countries) - {"vietnam"}
    rate = "indonesia.exchange_rate.3"
    assert [name for name in ids if catalogue.claims[name].subject in elsewhere] == [rate]
    assert rate in catalogue.ratings["tan_huong", "utility_fees"].claims
    inside = claims_around(catalogue.park("tcr"), catalogue)
    assert "amata_city_rayong" in {claim.subject for claim in inside}


def test_values_that_rest_on_an_open_side_are_weak(
    catalogue: Catalogue, hangzhou: Enterprise
) -> None:
    found = appraise(
        catalogue, hangzhou, parks=("tan_huong", "eiz", "vcep"), today=date(2026, 11, 25)
    ).evidence
    doubts = {
        (park, criterion): cell.quality.doubts
        for park, row in found.items()
        for criterion, cell in row.items()
        if cell.quality
    }
    assert "conflict" in doubts["tan_huong", "land_price"]
    assert "conflict" not in doubts["eiz", "government_support"]
    assert "conflict" not in doubts["vcep", "investor_type"]
