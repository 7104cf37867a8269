"""Shipped ratings follow their ladders; what does not is found, and the user's own is free."""

from dataclasses import replace

import pytest

from mcda.parks import Catalogue
from mcda.parks.model import Rating
from mcda.parks.rating_rules import CENTRE_SOURCES, ROOM, rule_faults

CENTRE: dict[str, object] = {"level": "centre", "low": 2, "mode": 3, "high": 4}
TWO_SOURCES = "level centre needs 2 independent sources that name a centre"
UNSAID = "no claim says what its rule asks for: "


class _Changed:
    """A catalogue with other parts, which is not checked when it is made."""

    def __init__(self, catalogue: Catalogue, **parts: object) -> None:
        self.parks, self.ladders = catalogue.parks, catalogue.ladders
        self.claims, self.ratings = catalogue.claims, catalogue.ratings
        self.needs = catalogue.needs
        self.__dict__.update(parts)


def _faults(catalogue: Catalogue, key: tuple[str, str], **change: object) -> list[tuple[str, str]]:
    changed = replace(catalogue.ratings[key], **change)  # type: ignore[arg-type]
    ratings = {**catalogue.ratings, key: changed}
    return list(rule_faults(_Changed(catalogue, ratings=ratings)))  # type: ignore[arg-type]


def test_what_is_shipped_follows_the_rules(catalogue):
    assert list(rule_faults(catalogue)) == []
    assert {key for _, key in catalogue.ratings} & set(ROOM) == set(ROOM)


def test_factories_need_claims_and_claims_need_the_level(catalogue):
    where = ("ljip", "speed_to_operation")
    assert catalogue.parks["ljip"].factory_claims == ("sheng.ljip.factory_rentals",)
    ((place, problem),) = _faults(catalogue, where, level="plots", low=0, mode=1, high=2)
    assert (place, problem) == (
        "ljip/speed_to_operation", "the park has claims of factories, but level plots",
    )  # fmt: skip
    assert {problem for _, problem in _faults(catalogue, where, claims=("ljip.tenants.3",))} == {
        "factory claim sheng.ljip.factory_rentals is missing", UNSAID + "factories that stand",
    }  # fmt: skip
    silent = {**catalogue.parks, "ljip": replace(catalogue.parks["ljip"], factory_claims=())}
    ((_, problem),) = rule_faults(_Changed(catalogue, parks=silent))  # type: ignore[arg-type]
    assert problem == "level factories, but the park has no claims of factories"
    unrated = {key: r for key, r in catalogue.ratings.items() if key != where}
    ((place, problem),) = rule_faults(_Changed(catalogue, ratings=unrated))  # type: ignore[arg-type]
    assert (place, problem) == ("ljip", "has claims of factories, but no speed to operation")


def test_parks_with_factories_are_those_whose_claims_state_them(catalogue):
    # By hand, over all claims: rentals, leases, workshops or sheds in the park or its own estate;
    # not those that are planned, begun, or built for one tenant.
    assert {park.id for park in catalogue.parks.values() if park.factory_claims} == {
        "ljip", "tcr", "kitic", "teda_suez", "eiz", "pengsheng", "great_stone",
        "amata_city_rayong", "tan_huong", "tan_phu_trung", "deep_c", "trang_due", "quang_chau",
        "phuoc_dong", "vsip_nghe_an", "amata_bien_hoa", "nomura_hai_phong", "tan_chi",
        "van_trung_fuhua", "kendal", "batang", "park_304", "lekki", "hawassa", "bole_lemi",
        "dire_dawa", "huajian_lebu", "jimma", "sokhna_mdc", "jocic", "hofusan",
        "vesta_park_queretaro", "gwadar_free_zone", "zrenjanin",
    }  # fmt: skip


@pytest.mark.parametrize("park", ["kitic", "giic", "amata_city_rayong"])
def test_a_centre_needs_two_sources(catalogue, park):
    key = (park, "one_stop_services")
    claims = [catalogue.claims[name] for name in catalogue.ratings[key].claims]
    naming = {claim.source.id for claim in claims if "cent" in claim.quote}
    assert len(naming) < CENTRE_SOURCES
    unsaid = [] if naming else [UNSAID + "a service centre"]
    assert [problem for _, problem in _faults(catalogue, key, **CENTRE)] == [*unsaid, TWO_SOURCES]


def test_weak_sources_and_other_subjects_make_no_centre(catalogue):
    key = ("ssez", "one_stop_services")
    two = ("ssez.one_stop_service.1", "ssez.one_stop_service.3")
    assert _faults(catalogue, key, claims=two) == []
    weak = (two[0], "tcr.one_stop_service.2")
    other = (two[0], "ssez.tenants.3")
    assert catalogue.claims[weak[1]].source.weak
    for claims in (two[:1], weak, other):
        assert len(_faults(catalogue, key, claims=claims)) == 1


def test_services_and_a_list_of_procedures_make_no_centre(catalogue):
    key = ("tcr", "one_stop_services")
    rating = catalogue.ratings[key]
    assert len({catalogue.claims[name].source.id for name in rating.claims}) > CENTRE_SOURCES
    place = "tcr/one_stop_services"
    unsaid = UNSAID + "a service centre"
    assert _faults(catalogue, key, **CENTRE) == [(place, unsaid), (place, TWO_SOURCES)]


def test_several_sources_need_a_word_on_which_claims_state_it(catalogue):
    key = ("pengsheng", "infrastructure")  # a sewage network of 2016, a count of tenants of 2024
    said = "rests on several sources, and does not name which claims state it"
    assert catalogue.ratings[key].stated_by == ("pengsheng.infrastructure_complete.1",)
    assert _faults(catalogue, key, stated_by=None) == [("pengsheng/infrastructure", said)]
    alone = ("pengsheng.infrastructure_complete.1",)
    assert _faults(catalogue, key, stated_by=None, claims=alone) == []
    assert _faults(catalogue, key, stated_by=None, kind="derived") == []
    assert _faults(catalogue, key, stated_by=None, private=True) == []
    weak = (*alone, "pengsheng.host_support.1")
    assert catalogue.claims[weak[1]].source.weak
    assert _faults(catalogue, key, stated_by=None, claims=weak) == []
    assert _faults(catalogue, key, stated_by=()) == []  # none of them states it


def test_owners_by_several_sources_need_it_too(catalogue):
    park = catalogue.parks["pengsheng"]
    assert park.ownership is not None
    assert park.ownership.stated_by == ("pengsheng.operator_ownership.2",)
    silent = replace(park, ownership=replace(park.ownership, stated_by=()))
    parks = {**catalogue.parks, "pengsheng": silent}
    ((place, problem),) = rule_faults(_Changed(catalogue, parks=parks))  # type: ignore[arg-type]
    assert place == "pengsheng/ownership"
    assert problem == "rests on several sources, and does not name which claims state it"


@pytest.mark.parametrize(
    ("park", "criterion", "change", "problem"),
    [
        ("tcr", "one_stop_services", {"low": 2}, "low is not 1 to 2 levels below the mode"),
        ("tcr", "one_stop_services", {"high": 2}, "high is not 1 to 2 levels above the mode"),
        ("tcr", "speed_to_operation", {"high": 2}, "high is not 1 to 1 levels above the mode"),
        ("tcr", "fee_escalation_risk", {"low": 2}, "low is not 1 to 1 levels below the mode"),
    ],
)
def test_bounds_leave_the_room_of_the_rule(catalogue, park, criterion, change, problem):
    assert _faults(catalogue, (park, criterion), **change) == [(f"{park}/{criterion}", problem)]


@pytest.mark.parametrize(
    ("park", "criterion", "claim", "asked"),
    [
        ("kitic", "location", "sheng.kitic.fees", "a distance or a way"),
        ("mckip", "tax_incentives", "mckip.distance_port.1", "a term in years"),
    ],
)  # fmt: skip
def test_some_claim_says_what_the_rule_asks_for(catalogue, park, criterion, claim, asked):
    found = _faults(catalogue, (park, criterion), claims=(claim,), stated_by=())
    assert found == [(f"{park}/{criterion}", UNSAID + asked)]
    assert _faults(catalogue, (park, criterion), claims=(claim,), private=True) == []


SUPPORT = ("ljip", "government_support")  # China 1, the host 1 to 2


@pytest.mark.parametrize(
    ("china", "host", "problem"),
    [
        ({}, None, "lacks a side, or has no width"),
        ({"low": 0}, {}, "low is not the sum of both sides"),
        ({"high": 3}, {"mode": 2}, "support_by_china: high is not 0 to 1 levels above the mode"),
        ({}, {"mode": 3},
         "support_by_host: not low <= mode <= high, or a claim that the rating lacks"),
        ({"claims": ("vcep.leaders.1",)}, {},
         "support_by_china: not low <= mode <= high, or a claim that the rating lacks"),
        ({"claims": ("sheng.ljip.both_governments",)}, {}, "support_by_china: " + UNSAID
         + "China's confirmation, or a Chinese city or province at work"),
        ({}, {"claims": ("sheng.ljip.approval",)}, "support_by_host: " + UNSAID
         + "an act of the host for this park"),
        ({}, {"claims": (), "mode": 0, "low": 0}, "mode is not the sum of both sides"),
    ],
)  # fmt: skip
def test_the_sides_of_government_support_hold_together(catalogue, china, host, problem):
    one, other = catalogue.ratings[SUPPORT].sides
    changed = (replace(one, **china), *([] if host is None else [replace(other, **host)]))
    found = [fault for _, fault in _faults(catalogue, SUPPORT, sides=changed)]
    assert problem in found
    assert _faults(catalogue, SUPPORT, sides=changed, private=True) == []


def test_a_rating_of_government_support_keeps_some_width(catalogue):
    sides = catalogue.ratings[SUPPORT].sides
    sure = tuple(replace(side, low=side.mode, high=side.mode) for side in sides)
    found = _faults(catalogue, SUPPORT, sides=sure, low=2, mode=2, high=2)
    assert found == [("/".join(SUPPORT), "lacks a side, or has no width")]


@pytest.mark.parametrize(
    ("park", "need", "claims"),
    [
        ("quang_chau", "host_backs", ("quang_chau.leaders.1", "quang_chau.leaders.2")),
        ("tan_duc", "host_acts", ("tan_duc.leaders.1",)),
        ("ljip", "host_backs", ("sheng.ljip.approval",)),
        ("koh_kong_zhejiang", "host_acts", ("koh_kong_zhejiang.host_support.1",)),
        ("djibouti_iftz", "china_acts", ("djibouti_iftz.operator_ownership.2",)),
        ("jimma", "china_backs", ("jimma.leaders.1",)),
        ("vsip_iii", "china_backs", ("vsip_iii.leaders.1",)),
    ],
)
def test_formalities_and_the_other_side_say_nothing(catalogue, park, need, claims):
    assert not any(catalogue.needs[need].is_said(catalogue.claims[name]) for name in claims)
    assert set(claims) <= set(catalogue.ratings[park, "government_support"].claims)


def test_a_side_without_what_counts_may_have_one_level(catalogue):
    for (_, criterion), rating in catalogue.ratings.items():
        for side in rating.sides:
            assert side.mode > 0 or (side.low, side.high) == (0, 1), rating.park
        assert bool(rating.sides) is (criterion == "government_support"), rating.park


@pytest.mark.parametrize(
    ("park", "text"),
    [
        ("tcr", {"en": "4.5 million THB per rai", "zh": "较旧"}),
        ("tcr", {"en": "old", "zh": "每莱 450 万泰铢"}),
        ("kitic", {"en": "2.2 to 2.4 million IDR", "zh": "较旧"}),
        ("kitic", {"en": "2,200,000 IDR", "zh": "较旧"}),
    ],
)
def test_a_figure_in_another_currency_is_converted(catalogue, park, text):
    key = (park, "land_price")
    assert catalogue.ratings[key].converted
    assert _faults(catalogue, key, rationale=text) == []
    (fault,) = _faults(catalogue, key, rationale=text, converted=())
    assert "without a conversion" in fault[1]
    # What the rationale gives no figure of is context.
    assert _faults(catalogue, key, rationale={"en": "old", "zh": "较旧"}, converted=()) == []


def test_a_conversion_left_out_of_a_shipped_rationale_is_found(catalogue):
    for park in ("tcr", "kitic", "giic", "amata_city_rayong", "kiic"):
        assert _faults(catalogue, (park, "land_price"), converted=()), park


@pytest.mark.parametrize(
    ("park", "claim"),
    [
        ("kilinto", "kilinto.land_rent.1"),
        ("dhabeji", "dhabeji.site_cost.1"),
        ("tanger_tech", "tanger_tech.land_deal.2"),
        ("batang", "batang.land_deal.1"),
        ("kigali_sez", "kigali_sez.industrial_land_price.1"),
    ],
)
def test_a_price_of_a_park_makes_its_cell(catalogue, park, claim):
    key = (park, "land_price")
    fault = (claim, "is a price of the park, on which no rating of its land rests")
    unrated = {k: r for k, r in catalogue.ratings.items() if k != key}
    assert fault in rule_faults(_Changed(catalogue, ratings=unrated))  # type: ignore[arg-type]
    rest = tuple(name for name in catalogue.ratings[key].claims if name != claim)
    assert fault in _faults(catalogue, key, claims=rest)
    assert fault not in _faults(catalogue, key, claims=rest, private=True)
    own = {**catalogue.claims, claim: replace(catalogue.claims[claim], private=True)}
    assert fault not in rule_faults(_Changed(catalogue, ratings=unrated, claims=own))  # type: ignore[arg-type]


@pytest.mark.parametrize("claim", ["rashakai.site_cost.1", "kezad.tenant_investment.2"])
def test_a_plot_of_no_area_and_an_investment_are_no_price(catalogue, claim):
    key = (catalogue.claims[claim].subject, "land_price")
    assert key not in catalogue.ratings or claim not in catalogue.ratings[key].claims
    assert claim not in {place for place, _ in rule_faults(catalogue)}


def test_the_users_own_ratings_are_free(catalogue):
    own: dict[str, object] = {"level": "centre", "low": 3, "mode": 3, "high": 3, "private": True}
    assert _faults(catalogue, ("kitic", "one_stop_services"), **own) == []
    shipped = catalogue.ratings["kitic", "one_stop_services"]
    assert isinstance(shipped, Rating)
    assert not shipped.private
