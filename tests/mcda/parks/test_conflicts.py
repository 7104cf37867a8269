"""Contradictions that claims take part in, and the doubt that they cast on a value."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.parks import Catalogue, Claim, appraise
from mcda.parks.conflicts import (
    claims_around,
    conflicts,
    contested,
    disagree,
    disputes,
    look_alikes,
)
from mcda.parks.contradiction import Contradiction, CuratedLists, LookAlike
from mcda.parks.model import Source

TEXT = {"en": "x", "zh": "x"}


def _claims(catalogue: Catalogue, *ids: str) -> list[Claim]:
    return [catalogue.claims[name] for name in ids]


@pytest.fixture
def pair(catalogue: Catalogue) -> list[Claim]:
    """Two figures of the tax in Zambia, 30 and 35."""
    return _claims(catalogue, "zambia.corporate_income_tax.1", "zambia.corporate_income_tax.2")


def test_figures_that_nobody_has_read(pair):
    assert list(conflicts(pair, CuratedLists())) == [tuple(pair)]
    assert list(conflicts(pair)) == []
    one_source = [pair[0], replace(pair[1], source=pair[0].source)]
    assert list(conflicts(one_source, CuratedLists())) == []
    assert list(conflicts([pair[0], replace(pair[1], subject="egypt")], CuratedLists())) == []
    alike = LookAlike(id="a", claims=tuple(claim.id for claim in pair), reason=TEXT)
    assert list(conflicts(pair, CuratedLists(look_alikes={"a": alike}))) == []


def test_nothing_shipped_contradicts_unread(catalogue):
    assert list(conflicts(list(catalogue.claims.values()), catalogue.curated)) == []


@pytest.mark.parametrize(
    ("claims", "wrongly"),
    [
        (("vcep.area_total.1", "vcep.area_total.2"), "another plan"),
        (("great_stone.area_total.1", "great_stone.area_total.2"), "another boundary"),
    ],
)
def test_other_plans_are_no_conflict_even_unread(catalogue, claims, wrongly):
    assert list(conflicts(_claims(catalogue, *claims), CuratedLists())) == [], wrongly


def test_either_side_of_an_open_contradiction_is_in_doubt(pair):
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


def test_only_figures_that_state_the_fact_are_compared(pair):
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
def test_the_shipped_lists_cast_doubt(catalogue, claim, doubt):
    assert contested(_claims(catalogue, claim)) is doubt


def test_disputes_hold_the_other_side_too(catalogue):
    (found,) = disputes(_claims(catalogue, "vcep.operator_ownership.3"), catalogue)
    assert found.entry is catalogue.curated.contradictions["vcep_ownership"]
    assert (found.standing, len(found.claims), len(found.pairs)) == ("relied", 4, 3)
    assert found.reading is found.entry.reading
    (month,) = disputes(_claims(catalogue, "sheng.ljip.certified_july"), catalogue)
    assert month.standing == "moot"
    (land,) = disputes(_claims(catalogue, "vietnam_south.industrial_land_price.1"), catalogue)
    assert (land.standing, len(land.pairs)) == ("open", 3)


def test_a_dispute_that_nobody_has_read(catalogue):
    shipped = catalogue.claims["ljip.tenants.3"]
    own = replace(shipped, id="own", value="99", source=catalogue.sources["ven"], private=True)
    (found,) = disputes([shipped, own], catalogue)
    assert (found.entry, found.standing, found.pairs) == (None, "unread", ((shipped, own),))
    assert set(found.reading) == {"en", "zh"}


def test_look_alikes_need_all_their_claims(catalogue):
    about = catalogue.claims_about("great_stone")
    assert [item.id for item in look_alikes(about, catalogue.curated)] == ["great_stone_area"]
    assert look_alikes(about[:1], catalogue.curated) == ()


def test_what_stands_around_a_park(catalogue):
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


def test_values_that_rest_on_an_open_side_are_weak(catalogue, hangzhou):
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


def source(name: str) -> Source:
    return Source(id=name, title=name, url="", date="2025", weak=False)


ONE = Claim(
    id="one", subject="park", attribute="land_price", value="100", low=None, high=None,
    unit="USD/m2", as_of="2025-03", kind="stated", source=source("one"), locator="",
    quote="a quote",
)  # fmt: skip
OTHER = replace(ONE, id="other", value="130", as_of="2025", source=source("two"))
AREA = replace(ONE, attribute="area_total", value="800", unit="ha")
CERTIFIED = replace(ONE, attribute="certified", value="2011-07", unit="")


def test_figures_apart():
    assert disagree(ONE, OTHER)
    assert disagree(ONE, replace(OTHER, as_of="undated"))
    assert disagree(replace(ONE, high=100.0), replace(OTHER, low=130.0))
    assert disagree(ONE, replace(OTHER, unit="USD/m2 (50 years)"))
    assert not disagree(ONE, replace(OTHER, as_of="2024"))
    assert not disagree(ONE, replace(OTHER, value="104"))
    assert not disagree(ONE, replace(OTHER, low=90.0, high=140.0))
    assert not disagree(replace(ONE, low=100.0), replace(OTHER, low=130.0))  # at least either
    assert not disagree(ONE, replace(OTHER, unit="USD/ft2"))
    assert not disagree(ONE, replace(OTHER, value="many"))


@pytest.mark.parametrize(
    "unit",
    [
        "ha (original 2008 plan, later cut to 196 ha)",
        "ha (planned)",
        "ha (earlier boundary)",
        "ha (phase I)",
        "ha（规划）",
        "ha (一期)",
    ],
)
def test_a_remark_that_says_another_thing(unit):
    assert disagree(AREA, replace(AREA, value="196.1"))
    assert not disagree(AREA, replace(AREA, value="196.1", unit=unit))
    assert disagree(replace(AREA, unit=unit), replace(AREA, value="196.1", unit=unit))
    assert disagree(AREA, replace(AREA, value="196.1", unit="ha (of the plant)"))


@pytest.mark.parametrize(
    ("value", "unit", "is_apart"),
    [
        ("8", "km2", False),
        ("9", "km2", True),
        ("8000000", "m2", False),
        ("8", "HA", True),
        ("9", "ha (gross)", True),
    ],
)
def test_units_of_area_are_converted(value, unit, is_apart):
    assert disagree(AREA, replace(AREA, value=value, unit=unit)) is is_apart
    bounded = replace(AREA, value=value, low=float(value), high=float(value), unit=unit)
    assert disagree(bounded, AREA) is is_apart


def test_money_and_companies_by_other_names():
    money = replace(ONE, value="1.2", unit="billion USD")
    assert not disagree(money, replace(OTHER, value="1200", unit="million USD"))
    assert disagree(money, replace(OTHER, value="900", unit="million USD"))
    inside = replace(ONE, value="52", unit="companies")
    assert disagree(inside, replace(OTHER, value="99", unit="enterprises"))
    assert not disagree(inside, replace(OTHER, value="99", unit="Chinese companies"))


def test_a_private_figure_may_lack_its_unit():
    bare = replace(OTHER, unit="")
    assert not disagree(ONE, bare)
    assert disagree(ONE, replace(bare, private=True))


def test_dates_lie_apart_where_neither_is_more_exact():
    assert disagree(CERTIFIED, replace(CERTIFIED, value="2011-09"))
    assert disagree(
        CERTIFIED, replace(CERTIFIED, value="2012", as_of="2020")
    )  # whenever it was said
    assert not disagree(CERTIFIED, replace(CERTIFIED, value="2011"))
    assert not disagree(CERTIFIED, replace(CERTIFIED, value="2011-07-03"))
    assert not disagree(CERTIFIED, replace(CERTIFIED, value="in summer"))
    years = replace(CERTIFIED, value="2009", unit="year confirmed")
    assert disagree(years, replace(years, value="2015"))  # 0.3 % apart as numbers
    assert not disagree(replace(years, unit="jobs"), replace(years, value="2015", unit="jobs"))


@pytest.mark.parametrize(
    ("attribute", "unit", "is_apart"),
    [
        ("distance_port", "km", True),
        ("distance_airport", "km (Suvarnabhumi)", True),
        ("area_total", "ha", True),
        ("area_planned", "ha", True),
        ("new_estate_distance_airport", "km", True),
        ("area_developed", "ha", False),
        ("area_occupied", "ha", False),
        ("tenants", "companies", False),
        ("land_price", "USD/m2", False),
    ],
)
def test_what_does_not_change_is_no_series(attribute, unit, is_apart):
    then = replace(ONE, attribute=attribute, unit=unit, value="27", as_of="2017")
    now = replace(OTHER, attribute=attribute, unit=unit, value="80", as_of="2026-03-03")
    assert disagree(then, now) is is_apart
    assert not disagree(then, replace(now, value="27.5"))


@pytest.mark.parametrize("attribute", ["oetcz_certification", "project_start", "project_restart"])
def test_a_date_is_one_whatever_its_unit(attribute):
    shipped = replace(ONE, attribute=attribute, value="2014", unit="assessment year")
    own = replace(OTHER, attribute=attribute, value="2012", unit="", as_of="2026", private=True)
    assert disagree(shipped, own)  # 0.1 % apart as numbers
    assert not disagree(shipped, replace(own, value="2014-11"))
    assert not disagree(replace(shipped, attribute="jobs"), replace(own, attribute="jobs"))
