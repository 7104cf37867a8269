"""Firms inside, and the catalogue as it would have been without some of them."""

from collections import Counter
from datetime import date

import pytest

from mcda.parks import Enterprise, appraise, as_of, load_catalogue
from mcda.parks.dates import year_of
from mcda.parks.hindsight import essence, is_called
from mcda.parks.model import FirmInside

LATE = date(2030, 12, 31)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def test_each_firm_has_a_page_and_words(catalogue):
    assert len(catalogue.tenants) >= 300
    assert len({firm.country for firm in catalogue.tenants}) >= 25
    plants = Counter(
        (*firm.firm.values(), firm.country, firm.park, firm.sector) for firm in catalogue.tenants
    )
    assert max(plants.values()) == 1
    for firm in catalogue.tenants:
        claim = catalogue.claims[firm.claim]
        estate = catalogue.parks[firm.park].host_estate if firm.park else None
        assert claim.subject in (firm.park, firm.country, estate)
        assert claim.source.url.startswith("http") or claim.source.id == "sheng_2025"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Angel Yeast", "Angel Yeast (Egypt)", True),
        ("Zhejiang Leapmotor Technology Co., Ltd.", "LEAPMOTOR", True),
        ("China XD Group", "China National Building Materials", False),
        ("歌尔", "歌尔", True),
        ("Group Holdings", "Industrial Technology", False),
    ],
)
def test_a_firm_is_known_by_its_name_alone(one, other, same):
    firm = {"firm": {"en": one, "zh": one}, "home": "CN", "province": "", "city": "", "sector": ""}
    rest = {"chapters": (), "year": None, "stage": "operating", "country": "x", "park": None}
    assert is_called(FirmInside(**firm, **rest, claim="x"), other) is same


def test_with_nothing_left_out_all_is_there(catalogue):
    view = as_of(catalogue, LATE)
    assert view.left_out == frozenset()
    assert (view.parks, view.ratings) == (catalogue.parks, catalogue.ratings)
    assert view.tenants == catalogue.tenants


@pytest.mark.parametrize("place", range(0, 400, 40))
def test_a_firm_left_out_is_named_nowhere(catalogue, place):
    firm = catalogue.tenants[place]
    view, name = as_of(catalogue, LATE, [firm.firm["en"]]), " ".join(essence(firm.firm["en"]))
    assert not any(is_called(other, firm.firm["en"]) for other in view.tenants)
    page = catalogue.claims[firm.claim].source.id
    assert all(catalogue.claims[other.claim].source.id != page for other in view.tenants)
    for subject in (*catalogue.parks, *catalogue.countries):
        for claim in view.claims_about(subject):
            assert name not in " ".join((claim.value, claim.quote)).casefold()
    kept = {name for park in view.parks.values() for tie in park.ties for name in tie.claims}
    kept |= {name for park in view.parks.values() for name in park.sector_claims}
    assert not kept & view.left_out
    assert as_of(catalogue, LATE, [firm.firm["en"]]) is view


def test_what_was_told_later_is_left_out(catalogue):
    view = as_of(catalogue, date(2018, 12, 30))
    assert 0 < len(view.tenants) < len(catalogue.tenants)
    for firm in view.tenants:
        assert (firm.year or 0) <= 2018
        assert (year_of(catalogue.claims[firm.claim]) or 0) <= 2018
    assert view.ratings.items() < catalogue.ratings.items()


def test_a_tie_that_is_the_firm_itself_goes(catalogue):
    """The first park whose only word of a province is one firm."""
    told = Counter(
        (firm.park, firm.province) for firm in catalogue.tenants if firm.park and firm.province
    )
    park, firm = next(
        (park, firm)
        for firm in catalogue.tenants
        if (park := firm.park) and told[park, firm.province] == 1 and firm.city
        if [tie.province for tie in catalogue.park(park).ties].count(firm.province) == 1
    )
    maker = Enterprise(home=f"{firm.province}/{firm.city}", sectors=[firm.sector])
    cells = [
        appraise(view, maker, [park], ["hometown_ties"]).evidence[park]["hometown_ties"].value
        for view in (catalogue, as_of(catalogue, LATE, [firm.firm["zh"]]))
    ]
    assert cells[0] == 0.4
    assert cells[1] in (0, None)
