"""Tariff scenarios: layers of a day, several between which it is open, and the user's own."""

from typing import Any

import pytest

from mcda.cells import Interval, Triangular
from mcda.errors import InvalidEnterprise
from mcda.parks import Catalogue
from mcda.parks.appraisal import scenario_of
from mcda.parks.duties import Goods, GoodsLine
from mcda.parks.markets import market_key
from mcda.parks.scenario import OnDay, OpenScenario, OwnRates
from tests.refusals import rejects

HOSTS = ("vietnam", "thailand", "indonesia")
SHIRTS = Goods((GoodsLine("61", "garments"),), 0.0)


@pytest.mark.parametrize(
    ("written", "key"),
    [("usa", "US"), ("U.S.", "US"), ("美国", "US"), ("European Union", "EU"), ("欧盟", "EU"),
     ("Host", "host"), ("vn", "VN"), ("越南", "VN"), ("Brazil", "MERCOSUR"), ("GB", "UK"),
     ("mexico", "MX"), ("东盟", "ASEAN"), ("Germany", "EU"), ("Chile", "CL"), ("Mars", "MARS")],
)  # fmt: skip
def test_market_names(written: str, key: str) -> None:
    assert market_key(written) == key


def test_the_default_is_open_between_three_and_none_is_todays_law(catalogue: Catalogue) -> None:
    default = catalogue.default_scenario
    assert isinstance(default, OpenScenario)
    assert [one.id for one in default.of] == ["lapsed", "forced_labour", "forced_labour_and_more"]
    for host in HOSTS:
        lapsed, tier, more = (one.duty("US", host, SHIRTS) for one in default.of)
        found = default.duty("US", host, SHIRTS)
        assert found is not None
        assert lapsed is not None
        assert tier is not None
        assert more is not None
        assert found == tier
        assert default.rates_by_line("US", host, SHIRTS).tolist() == (
            default.of[1].rates_by_line("US", host, SHIRTS).tolist()
        )
        assert lapsed.mode < tier.mode < more.mode


def test_the_proposed_tiers_are_those_of_their_claims(catalogue: Catalogue) -> None:
    lapsed, tier = catalogue.scenario("lapsed"), catalogue.scenario("forced_labour")
    for host, added in (("vietnam", 12.5), ("cambodia", 10.0), ("laos", 0.0)):
        before, after = (one.duty("US", host, SHIRTS) for one in (lapsed, tier))
        assert before is not None
        assert after is not None
        assert after.mode - before.mode == pytest.approx(added), host


def test_a_scenario_as_of_another_day(catalogue: Catalogue) -> None:
    asked = {"id": "lapsed", "day": "2026-07-24"}
    eve = scenario_of(catalogue, {"id": "lapsed", "day": "2026-07-23"})
    after = scenario_of(catalogue, asked)
    assert (eve.as_of, after.as_of) == ("2026-07-23", "2026-07-24")
    charged, gone = (one.duty("US", "vietnam", SHIRTS) for one in (eve, after))
    assert charged is not None
    assert gone is not None
    assert charged.mode - gone.mode == pytest.approx(10)
    assert scenario_of(catalogue, {"id": "open_after_july_2026", "day": "2026-07-24"}).parts


@pytest.mark.parametrize("day", ["", "2026", "2026-13-01", "tomorrow", "2026-02-30"])
def test_what_is_no_day_is_refused(catalogue: Catalogue, day: str) -> None:
    with rejects(InvalidEnterprise, codes=["scenario_day_invalid"]):
        scenario_of(catalogue, {"id": "lapsed", "day": day})


def test_an_unknown_scenario_as_of_a_day_is_refused(catalogue: Catalogue) -> None:
    with rejects(InvalidEnterprise, codes=["unknown_scenario"]):
        scenario_of(catalogue, {"id": "nothing", "day": "2026-07-24"})


def test_reciprocal_rates_of_2025_are_the_claimed_ones(catalogue: Catalogue) -> None:
    then, now = catalogue.scenario("us_2025_12"), catalogue.scenario("lapsed")
    for host in (*HOSTS, "cambodia", "laos", "malaysia", "pakistan"):
        claimed = float(catalogue.claims[f"{host}.us_reciprocal_tariff.1"].value)
        before, after = (one.duty("US", host, SHIRTS) for one in (then, now))
        assert before is not None
        assert after is not None
        assert before.mode - after.mode == pytest.approx(claimed), host


def test_rates_announced_in_april_2025_are_the_claimed_ones(catalogue: Catalogue) -> None:
    announced = catalogue.scenario("us_2025_04")
    for host in HOSTS:
        claimed = float(catalogue.claims[f"{host}.us_reciprocal_tariff_april_2025.1"].value)
        found = announced.duty("US", host, SHIRTS)
        assert found is not None
        parts = {one.layer: one.mode for one in found.portions}
        assert parts["us_announced_2025_04"] == claimed


def test_typical_and_covered(catalogue: Catalogue) -> None:
    lapsed = catalogue.scenario("lapsed")
    assert lapsed.typical(SHIRTS) == catalogue.default_scenario.typical(SHIRTS)
    assert 12 < lapsed.typical(SHIRTS) < 25  # of clothing in 26 markets
    assert isinstance(lapsed, OnDay)
    assert lapsed.covers("vietnam")


def test_a_scenario_of_the_user() -> None:
    rates = {"us": {"vietnam": 25, "thailand": {"low": 5, "high": 15}},
             "EU": {"indonesia": {"low": 0, "mode": 2, "high": 4}}}  # fmt: skip
    own = OwnRates.from_mapping({"name": "2027", "as_of": "2026-11", "rates": rates}, HOSTS)
    assert own.rate("USA", "vietnam", SHIRTS) == 25.0
    assert own.rate("US", "thailand", SHIRTS) == Interval(low=5, high=15)
    assert own.rate("EU", "indonesia", SHIRTS) == Triangular(low=0, mode=2, high=4)
    assert own.rate("EU", "vietnam", SHIRTS) is None
    assert own.duty("EU", "vietnam", SHIRTS) is None
    assert own.typical(SHIRTS) == pytest.approx((25 + 10 + 2) / 3)
    assert (own.covers("thailand"), own.covers("laos")) == (True, False)
    assert (own.id, own.name["zh"], own.claims, own.parts) == ("custom", "2027", (), ())


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"name": ""}, "scenario_incomplete", ("scenario", "name")),
        ({"as_of": None}, "scenario_incomplete", ("scenario", "as_of")),
        ({"rates": {}}, "scenario_incomplete", ("scenario", "rates")),
        ({"rates": {"US": 3}}, "tariff_rate_invalid", ("scenario", "rates", "US")),
        ({"rates": {"US": {"atlantis": 3}}}, "unknown_country",
         ("scenario", "rates", "US", "atlantis")),
        *[
            ({"rates": {"US": {"vietnam": bad}}}, "tariff_rate_invalid",
             ("scenario", "rates", "US", "vietnam"))
            for bad in (-1, 501, True, "3", float("nan"), None, {"low": 3}, {"low": 3, "high": 2},
                        {"low": 1, "mode": 5, "high": 3}, {"low": 1, "high": 3, "mean": 2})
        ],
    ],
)  # fmt: skip
def test_refused_scenarios(change: dict[str, Any], code: str, path: tuple[str, ...]) -> None:
    document = {"name": "x", "as_of": "2026", "rates": {"US": {"vietnam": 1}}} | change
    with pytest.raises(InvalidEnterprise) as caught:
        OwnRates.from_mapping(document, HOSTS)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [(code, path)]
    assert caught.value.say("zh")
    assert caught.value.say("en")
