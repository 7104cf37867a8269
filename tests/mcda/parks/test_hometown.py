"""Hometown ties, by hand."""

import re
import tomllib
from dataclasses import replace

import pytest

from mcda.parks import Catalogue, Enterprise, appraise
from mcda.parks.criteria.hometown_ties import hometown_ties
from mcda.parks.data_files import read
from mcda.parks.evidence import CellFinding, bounds, headline
from mcda.parks.places import Hometown, is_listed
from mcda.parks.portfolio import portfolio


def _tie(catalogue: Catalogue, park: str, **said: object) -> CellFinding:
    enterprise = Enterprise(**said)  # type: ignore[arg-type]
    ladder, guests = catalogue.ladders["hometown_ties"], catalogue.guests_of(park)
    return hometown_ties(enterprise, catalogue.park(park), ladder, guests)


@pytest.mark.parametrize(
    ("home", "park", "low", "mode", "high"),
    [
        ("Zhejiang/Hangzhou", "tcr", 0.8, 1, 1),
        ("浙江/杭州", "tcr", 0.8, 1, 1),
        ("Zhejiang/Ningbo", "tcr", 0.4, 0.6, 0.8),
        ("Zhejiang/Wenzhou", "ljip", 0.8, 1, 1),
        ("Zhejiang/Hangzhou", "ljip", 0.4, 0.6, 0.8),
        ("Zhejiang", "tcr", 0.4, 0.6, 1),
        ("Guangdong/Shenzhen", "vcep", 0.8, 1, 1),
        ("Guangdong/Dongguan", "vcep", 0.4, 0.6, 0.8),
        ("Guangxi/Nanning", "kitic", 0.4, 0.6, 1),
        ("Fujian/Xiamen", "kitic", 0, 0, 0.2),
        ("Zhejiang/Hangzhou", "vcep", 0, 0, 0.2),
        ("Heilongjiang/Harbin", "great_stone", 0.4, 0.6, 1),
        ("北京/北京", "great_stone", 0.8, 1, 1),
        ("Beijing/Beijing", "zccz", 0.8, 1, 1),
        ("Heilongjiang/Harbin", "zccz", 0, 0, 0.2),
        ("Jiangsu/Zhangjiagang", "eiz", 0.8, 1, 1),
        ("張家港", "eiz", 0.8, 1, 1),
        ("Jiangsu/Suzhou", "eiz", 0.8, 1, 1),
        ("Jiangsu/Wuxi", "eiz", 0.4, 0.6, 0.8),
        ("Zhejiang/Haining", "zhejiang_guoji", 0.8, 1, 1),
        ("嘉興", "zhejiang_guoji", 0.8, 1, 1),
        ("Zhejiang/Rui'an", "ljip", 0.8, 1, 1),
    ],
)
def test_levels(catalogue, home, park, low, mode, high):
    found = _tie(catalogue, park, home=home)
    assert (*bounds(found.cell), headline(found.cell)) == (low, high, mode)
    assert found.claims
    assert set(found.claims) <= set(catalogue.claims)


@pytest.mark.parametrize("investor", ["Zhuji", "Shaoxing", "Shengzhou"])
@pytest.mark.parametrize("home", ["Zhejiang/Zhuji", "浙江/諸暨", "Zhejiang/Shaoxing", "绍兴"])
def test_county_and_prefecture_are_one_city(catalogue, investor, home):
    tie = replace(catalogue.park("tcr").ties[0], province="Zhejiang", city=investor)
    park = replace(catalogue.park("tcr"), ties=(tie,))
    found = hometown_ties(Enterprise(home=home), park, catalogue.ladders["hometown_ties"])
    assert headline(found.cell) == 1
    other = hometown_ties(Enterprise(home="义乌"), park, catalogue.ladders["hometown_ties"])
    assert headline(other.cell) == 0.6


def test_every_city_of_a_tie_is_listed(catalogue):
    homes = [
        Hometown(province=t.province, city=t.city) for p in catalogue.parks.values() for t in p.ties
    ]
    assert [home for home in homes if not is_listed(home)] == []


def test_a_partner_inside_lifts_none_but_not_a_closer_tie(catalogue):
    lifted = _tie(catalogue, "kitic", home="Zhejiang", partners_in=["kitic"])
    assert (*bounds(lifted.cell), headline(lifted.cell)) == (0.3, 0.8, 0.5)
    closer = _tie(catalogue, "tcr", home="Zhejiang/Hangzhou", partners_in=["tcr"])
    assert headline(closer.cell) == 1


@pytest.mark.parametrize(
    ("said", "code"), [({}, "home_not_stated"), ({"home": "Atlantis"}, "home_not_recognised")]
)
def test_unknown_home_is_unknown_never_zero(catalogue, said, code):
    found = _tie(catalogue, "tcr", **said)
    assert found.cell is None
    assert [note.code for note in found.notes] == [code]
    assert bounds(_tie(catalogue, "tcr", **said, partners_in=["tcr"]).cell) == (0.3, 1)


def test_without_any_recorded_origin_a_tie_is_unknown(catalogue):
    park = replace(catalogue.park("kitic"), ties=())
    ladder = catalogue.ladders["hometown_ties"]
    found = hometown_ties(Enterprise(home="Beijing"), park, ladder)
    assert found.cell is None
    assert "not on record" in found.rationale["en"]
    partner = hometown_ties(Enterprise(home="Beijing", partners_in=[park.id]), park, ladder)
    assert bounds(partner.cell) == (0.3, 0.8)


@pytest.mark.parametrize("park", ["deep_c", "vsip_hai_phong", "amata_city_rayong"])
def test_an_estate_that_is_not_chinese_may_have_firms_from_home(catalogue, park):
    found = _tie(catalogue, park, home="Fujian/Xiamen")
    assert (*bounds(found.cell), headline(found.cell)) == (0, 0.6, 0)
    assert "is not a Chinese park" in found.rationale["en"]
    assert "不是中资园区" in found.rationale["zh"]
    told = str(catalogue.ladders["hometown_ties"].rule)
    assert "host country" not in told
    assert "东道国" not in told


@pytest.mark.parametrize(
    ("estate", "guest", "home", "origin"),
    [
        ("amata_city_rayong", "tcr", "Zhejiang/Wenzhou", "Zhejiang"),
        ("giic", "kitic", "广西/南宁", "Guangxi"),
    ],
)
def test_ties_of_a_guest_are_firms_from_home_inside_the_estate(
    catalogue, estate, guest, home, origin
):
    """What the guest itself is to them is closer; neighbours without guests are not touched."""
    inside = catalogue.park(guest)
    assert inside.host_estate == estate
    found = _tie(catalogue, estate, home=home)
    assert (*bounds(found.cell), headline(found.cell)) == (0.2, 0.6, 0.4)
    ties = [tie for tie in inside.ties if tie.province == origin]
    assert set(found.claims) == {claim for tie in ties for claim in tie.claims}
    assert inside.name["en"] in found.rationale["en"]
    assert inside.name["zh"] in found.rationale["zh"]
    assert origin in found.rationale["en"]
    assert (headline(_tie(catalogue, guest, home=home).cell) or 0) >= 0.6
    assert _tie(catalogue, estate).cell is None
    assert headline(_tie(catalogue, estate, home=home, partners_in=[estate]).cell) == 0.5


def test_an_appraisal_and_a_portfolio_look_at_the_guests(catalogue):
    home = Enterprise(home="Zhejiang/Ningbo")
    parks, criteria = ["amata_city_rayong", "deep_c"], ["hometown_ties"]
    seen = appraise(catalogue, home, parks, criteria).evidence
    assert [seen[park]["hometown_ties"].value for park in parks] == [0.4, 0]
    assert {c.subject for c in seen["amata_city_rayong"]["hometown_ties"].claims} == {"tcr"}
    column = portfolio(catalogue, [home, Enterprise(home="Fujian")], parks, criteria).columns[0]
    # Firms from home lie between .2 and .6, an estate without any on record between 0 and .6: on
    # average a third of the sum of low, mode and high.
    expected = [[0.4, 0.6 / 3], [0.6 / 3, 0.6 / 3]]
    assert column.values[column.index].tolist() == [pytest.approx(row) for row in expected]


def test_firms_from_home_count_where_the_investor_is_from_elsewhere(catalogue):
    from dataclasses import replace

    park = catalogue.park("tcr")
    only_tenants = replace(park, ties=tuple(tie for tie in park.ties if tie.kind == "tenants"))
    ladder = catalogue.ladders["hometown_ties"]
    found = hometown_ties(Enterprise(home="Zhejiang/Hangzhou"), only_tenants, ladder)
    assert headline(found.cell) == 0.4
    assert "Zhejiang" in found.rationale["en"]
    assert "浙江" in found.rationale["zh"]


SILENT = {
    "arerti", "ceiz", "golden_triangle_sez", "greenwood_moscow", "gwadar_free_zone", "hambantota",
    "knic_karawang", "linh_trung", "manga_mungassa", "mihajlo_pupin", "poti_fiz",
    "qilu_sez", "rashakai", "samarkand_tianjin", "van_trung_fuhua", "wenzhou_kazakhstan",
}  # fmt: skip
"""Chinese parks of which no claim says where in China their investor is from, read by hand."""


def test_every_chinese_park_has_an_investor_with_a_home_where_a_claim_says_it(catalogue):
    for park in catalogue.parks.values():
        homes = [tie for tie in park.ties if tie.kind == "investor"]
        assert bool(homes) == (park.kind == "chinese_park" and park.id not in SILENT), park.id
        assert all(tie.claims for tie in homes), park.id


@pytest.mark.parametrize("park", sorted(SILENT))
def test_no_claim_names_the_home_of_an_investor_that_is_not_recorded(catalogue, park):
    told = [
        " ".join((claim.quote, *claim.translations.values()))
        for claim in catalogue.claims_about(park)
        if claim.attribute in {"operator", "operator_ownership", "origin_province"}
    ]
    places = tomllib.loads(read("places.toml"))
    cities = [name for entry in places.values() for city in entry["cities"] for name in city]
    named = [*places, *(entry["zh"] for entry in places.values()), *cities]
    # That Kings Romans is registered in Hong Kong is no home.
    away = {"Hong Kong", "香港"} if park == "golden_triangle_sez" else set()
    words = {name: rf"\b{name}\b" if name.isascii() else name for name in named if name not in away}
    assert [name for name, word in words.items() if re.search(word, " ".join(told))] == []
