"""A catalogue that contradicts itself is refused."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.errors import CatalogueFault
from mcda.parks import Catalogue, unknown
from mcda.parks.checks import check, integrity_faults
from mcda.parks.model import Aid, Converted, ExchangeRate
from mcda.parks.scenario import OnDay


def _problems(catalogue: Catalogue, **changes: object) -> str:
    with pytest.raises(CatalogueFault) as caught:
        check(replace(catalogue, **changes))  # type: ignore[arg-type]
    return caught.value.say()


def test_the_shipped_catalogue_is_sound(catalogue):
    assert check(catalogue) is catalogue
    assert len(catalogue.rates) == 46


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"claims": ("ghost",)}, "unknown claim ghost"),
        ({"claims": ()}, "rests on no claim"),
        ({"low": 4.5, "mode": 4.2}, "not low <= mode <= high"),
        ({"high": 9.0}, "within what the criterion can be"),
        ({"level": "ghost"}, "not the value of level ghost"),
        ({"rationale": {"en": "only"}}, "lacks a language"),
        ({"sides": (Aid(low=0, mode=0, high=1, of="china", claims=()),)}, "its side has nothing"),
    ],
)
def test_bad_ratings(catalogue, change, problem):
    key = ("ljip", "government_support")
    changed = replace(catalogue.ratings[key], **change)  # type: ignore[arg-type]
    assert problem in _problems(catalogue, ratings={**catalogue.ratings, key: changed})


def test_a_rating_may_be_missing_but_belongs_to_a_park(catalogue):
    ratings = dict(catalogue.ratings)
    moved = ratings.pop(("tcr", "land_price"))
    assert "land_price" in unknown(replace(catalogue, ratings=ratings), "tcr")
    for key in (("ghost", "land_price"), ("tcr", "hometown_ties")):
        assert "belongs to nothing" in _problems(catalogue, ratings={**ratings, key: moved})


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"low": 91.0}, "converts to 90.58 to 90.58"),
        ({"claim": "kiic.land_price.1"}, "which are not given"),
        ({"rate": "indonesia.exchange_rate.1"}, "cannot be converted"),
        ({"rate": "ghost"}, "which are not given"),
    ],
)
def test_conversions_are_computed_again(catalogue, change, problem):
    key = ("amata_city_rayong", "land_price")
    right = Converted(
        claim="amata_city_rayong.land_price.1", rate="thailand.exchange_rate.1", low=90.6, high=90.6
    )
    shipped = catalogue.ratings[key]
    others = tuple(item for item in shipped.converted if item.claim != right.claim)
    rating = replace(shipped, converted=(right, *others))
    assert replace(catalogue, ratings={**catalogue.ratings, key: rating})
    wrong = replace(rating, converted=(replace(right, **change), *others))  # type: ignore[arg-type]
    assert problem in _problems(catalogue, ratings={**catalogue.ratings, key: wrong})


def test_nothing_shipped_is_dated_ahead(catalogue):
    assert integrity_faults(catalogue, date.today()) == []
    newest = max(claim.as_of for claim in catalogue.claims.values() if claim.as_of[:2] == "20")
    late = {
        fault.fields["problem"]
        for fault in integrity_faults(catalogue, date.fromisoformat("2025-01-01"))
    }
    assert f"dated {newest}, after 2025-01-01" in late
    source = catalogue.claims["ljip.land_price.1"].source
    dated = replace(
        catalogue, sources={**catalogue.sources, source.id: replace(source, date="2099")}
    )
    closed = catalogue.edition.date
    (fault,) = integrity_faults(dated, date.fromisoformat(closed))
    assert fault.fields == {"where": source.id, "problem": f"dated 2099, after {closed}"}
    source = replace(source, date="in spring")
    assert "no date that can be read: “in spring”" in _problems(
        catalogue, sources={**catalogue.sources, source.id: source}
    )


def test_five_claims_of_tcr_are_undated(catalogue):
    told = [c for c in catalogue.claims.values() if "year not stored" in c.as_of]
    assert {claim.id for claim in told} == {
        "tcr.capacity_plan.1", "tcr.jobs.1", "tcr.main_sectors.3", "tcr.tenant_investment.1",
        "tcr.tenants.1",
    }  # fmt: skip
    assert {claim.as_of for claim in told} == {"undated (16 Nov, year not stored; c.2022)"}


def test_a_source_without_claims(catalogue):
    source = replace(next(iter(catalogue.sources.values())), id="unused")
    sources = {**catalogue.sources, "unused": source}
    assert "no claim comes from this source" in _problems(catalogue, sources=sources)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"subject": "ghost"}, "unknown subject ghost"),
        ({"quote": "word " * 26}, "1 to 25 words"),
        ({"quote": ""}, "1 to 25 words"),
        ({"as_of": ""}, "no date that can be read: “”"),
        ({"as_of": "16 Nov (year not stored; c.2022)"}, "no date that can be read: “16 Nov"),
        ({"low": 2.0, "high": 1.0}, "bounds reversed"),
    ],
)
def test_bad_claims(catalogue, change, problem):
    key = "ljip.land_price.1"
    changed = replace(catalogue.claims[key], **change)  # type: ignore[arg-type]
    assert problem in _problems(catalogue, claims={**catalogue.claims, key: changed})


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"country": "ghost"}, "unknown country ghost"),
        ({"host_estate": "ghost"}, "unknown host estate ghost"),
        ({"sector_claims": ("ghost",)}, "unknown claim ghost"),
        ({"sectors": ("ghost",)}, "unnamed sector ghost"),
    ],
)
def test_bad_parks(catalogue, change, problem):
    changed = replace(catalogue.parks["tcr"], **change)  # type: ignore[arg-type]
    assert problem in _problems(catalogue, parks={**catalogue.parks, "tcr": changed})


def test_ownership_out_of_order(catalogue):
    park = catalogue.parks["vcep"]
    changed = replace(park, ownership=replace(park.ownership, low="public", mode="private"))
    said = _problems(catalogue, parks={**catalogue.parks, "vcep": changed})
    assert "not in the order of its ladder" in said


def test_bad_scenarios(catalogue):
    shipped = catalogue.default_scenario
    changed = replace(shipped, name={"en": "x"})
    said = _problems(catalogue, scenarios={**catalogue.scenarios, shipped.id: changed})
    assert f"{shipped.id}: a text lacks a language" in said


def test_bad_layers_of_duties(catalogue):
    shipped = catalogue.schedule
    first = next(iter(shipped.layers.values()))
    changed = replace(first, origins=("ghost",), claims=("ghost",), name={"en": "x"})
    schedule = replace(shipped, layers={**shipped.layers, first.id: changed})
    lapsed = catalogue.scenario("lapsed")
    assert isinstance(lapsed, OnDay)
    scenarios = {**catalogue.scenarios, lapsed.id: replace(lapsed, schedule=schedule)}
    said = _problems(catalogue, schedule=schedule, scenarios=scenarios)
    where = f"layer {first.id}"
    for problem in ("names unknown country ghost", "unknown claim ghost", "lacks a language"):
        assert any(line.startswith(where) and problem in line for line in said.split("\n")), problem
    assert f"{lapsed.id}: unknown claim ghost" in said


def test_ladder_that_does_not_rise(catalogue):
    ladder = catalogue.ladders["infrastructure"]
    changed = replace(ladder, levels=tuple(reversed(ladder.levels)))
    said = _problems(catalogue, ladders={**catalogue.ladders, "infrastructure": changed})
    assert "levels do not rise" in said


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"worst": 100_001}, "not within what it can be"),
        ({"worst": 20}, "has no width"),
        ({"worst": 20, "best": 190}, "leads the wrong way"),
        # Of 200,000 draws from each known price 17 % lie past 130.
        ({"worst": 130, "points": ()}, "17% of the draws of known cells lie past 130"),
        ({"points": ((20, 1.0), (100, 0.5))}, "does not lead from end to end"),
    ],
)
def test_a_scale_fits_what_is_known(catalogue, change, problem):
    info = catalogue.criterion("land_price")
    assert info.scale is not None
    changed = replace(info, scale=replace(info.scale, **change))  # type: ignore[arg-type]
    assert problem in _problems(catalogue, criteria=(changed, *catalogue.criteria[1:]))


def test_a_criterion_has_a_scale(catalogue):
    bare = replace(catalogue.criterion("land_price"), scale=None)
    assert "has no scale" in _problems(catalogue, criteria=(bare, *catalogue.criteria[1:]))


@pytest.mark.parametrize(
    "change", [{"per_usd": 30.0}, {"as_of": "1999"}, {"claim": "ghost"}, {"currency": "XYZ"}]
)
def test_a_rate_is_that_of_its_claim(catalogue, change):
    wrong = tuple(replace(right, **change) for right in catalogue.rates)
    told = _problems(catalogue, rates=wrong)
    for rate in wrong:
        assert f"rate of {rate.currency}, {rate.as_of}: is not what its claim says" in told
    assert told.count("not what its claim says") == len(catalogue.rates)


@pytest.mark.parametrize(
    "change", [{"quote": "2018 32.31 2020 31.29"}, {"unit": "THB per EUR"}, {"value": "31.06"}]
)
def test_a_claim_says_the_rate(catalogue, change):
    name = "thailand.exchange_rate.1"
    claims = {**catalogue.claims, name: replace(catalogue.claims[name], **change)}
    assert "rate of THB, 2019: is not what its claim says" in _problems(catalogue, claims=claims)


def test_a_rate_that_converts_nothing(catalogue):
    idle = ExchangeRate(
        currency="THB", per_usd=35.05, as_of="2012", claim="thailand.exchange_rate.2"
    )
    found = _problems(catalogue, rates=(*catalogue.rates, idle))
    assert "rate of THB, 2012: converts nothing" in found


def test_one_rate_for_a_date(catalogue):
    again = (*catalogue.rates, catalogue.rates[0])
    assert "not the only one of its date" in _problems(catalogue, rates=again)


def test_a_rating_converts_by_the_rate_of_the_rule(catalogue):
    key = ("kitic", "land_price")
    rating = catalogue.ratings[key]
    early = next(r for r in catalogue.rates if r.claim == "indonesia.exchange_rate.6")
    wrong = replace(
        rating.converted[0], rate=early.claim, low=2.95e6 / early.per_usd, high=2.95e6 / 16312
    )
    assert "is to be converted by indonesia.exchange_rate.7" in _problems(
        catalogue, ratings={**catalogue.ratings, key: replace(rating, converted=(wrong,))}
    )
