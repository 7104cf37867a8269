import random
from datetime import date

import pytest

from api.jobs.portfolio_warnings import PortfolioWarnings
from mcda.parks import Enterprise, Override, appraise, load_catalogue, scorable
from mcda.parks.criteria import CRITERIA
from mcda.parks.criteria.trade_cost_exposure import TradeCostExposure
from mcda.texts import LANGUAGES
from tests.plugin.parkwise_example.duty_swing import DutySwing
from tests.seeds import seeded

CATALOGUE = load_catalogue()
FIGURES = [
    Override(alternative="tcr", criterion="hometown_ties", value=0.4, source="own"),
    Override(alternative="ljip", criterion="trade_cost_exposure", value=4.0, source="own"),
]
TODAY = date(2026, 11, 25)


def _enterprise(drawn):
    markets = drawn.sample(("US", "EU", "host", "CN", "Mars", "Vietnam"), drawn.randint(0, 3))
    return Enterprise(
        home=drawn.choice((None, {"province": "Zheijang"}, {"province": "浙江"})),
        sectors=drawn.sample(("auto_parts", "textiles", "nonsense"), drawn.randint(0, 2)),
        markets={market: drawn.choice((0.0, 0.1, 0.123456, 1 / 3)) for market in markets},
        intent=drawn.choice((None, "trial")),
        needs_standard_factory=drawn.choice((None, True)),
        container_value=drawn.choice((None, 50.0, 3_000.0, 90_000.0)),
        goods=drawn.choice(((), ("87",), ("61", "64"))),
        chinese_parts=drawn.choice((None, 0.1, 0.5, 0.9)),
    )


@pytest.mark.parametrize(
    ("criteria", "own"),
    [
        (None, ()),
        (None, FIGURES),
        (["land_price", "trade_cost_exposure", "freight_cost", "industry_fit"], FIGURES[1:]),
        (["land_price", "infrastructure"], ()),
    ],
)
@seeded(range(5), 1)
def test_they_are_those_of_a_recommendation(criteria, own, seeds):
    asked = {"criteria": criteria, "overrides": own, "today": TODAY}
    parks = list(scorable(CATALOGUE))
    nobody = appraise(CATALOGUE, Enterprise(), parks, **asked)
    figures = [(item.alternative, item.criterion) for item in own]
    cautions = PortfolioWarnings(nobody, CATALOGUE, figures)
    enterprises = [_enterprise(random.Random(8 * seed + at)) for seed in seeds for at in range(8)]
    for enterprise in enterprises:
        notes = appraise(CATALOGUE, enterprise, parks, **asked).notes
        found = cautions.of(enterprise)
        for language in LANGUAGES:
            expected = {n.say(language) for n in notes if n.path[:1] == ("enterprise",)}
            assert {cautions.known[number]["detail"].say(language) for number in found} == expected
            assert len(found) == len(expected)
            others = {n.say(language) for n in notes if n.path[:1] != ("enterprise",)}
            aged = {n.say(language) for n in notes if n.code == "evidence_stale"}
            assert others - aged <= {found["detail"].say(language) for found in cautions.of_all()}


def test_a_distinct_fact_is_looked_at_once(monkeypatch):
    cautions = PortfolioWarnings(appraise(CATALOGUE, Enterprise(), ["tcr", "ljip"]), CATALOGUE, ())
    looked = []
    asked = TradeCostExposure.finding

    def finding(criterion, view, park):
        looked.append(view.enterprise)
        return asked(criterion, view, park)

    monkeypatch.setattr(TradeCostExposure, "finding", finding)
    for share in (0.1, 0.2, 0.3):
        said = cautions.of(Enterprise(markets={"Mars": share}))
        codes = {cautions.known[number]["code"] for number in said}
        assert {"market_typical_rate", "share_not_accounted", "home_not_stated"} <= codes
    hosts = 2  # those of the parks
    parts = (Enterprise(markets={"Mars": 1.0}), Enterprise(markets={"host": 0.0}))
    assert looked == [part for part in parts for _ in range(hosts)]
    for chapters, share in ((("87",), None), (("87",), 0.1), (("87",), 0.1)):
        cautions.of(Enterprise(markets={"Mars": 0.1}, goods=chapters, chinese_parts=share))
    assert len(looked) == 6 * hosts  # other goods, and goods of another origin, are other facts


@pytest.fixture
def duty_swing():
    CRITERIA.register(DutySwing)
    yield "duty_swing"
    CRITERIA.unregister("duty_swing")


@pytest.mark.long  # the door tries the criterion under all scenarios
def test_notes_of_a_criterion_of_another_package_are_those_of_a_recommendation(duty_swing):
    catalogue = load_catalogue()  # with the criterion
    asked = {"criteria": ["land_price", duty_swing], "today": TODAY}
    parks = ["ljip", "vcep"]
    cautions = PortfolioWarnings(appraise(catalogue, Enterprise(), parks, **asked), catalogue, ())
    found = [cautions.known[number]["code"] for number in cautions.of(Enterprise())]
    notes = appraise(catalogue, Enterprise(), parks, **asked).notes
    assert "duty_swing_unknown" in found
    assert set(found) == {note.code for note in notes if note.path[:1] == ("enterprise",)}
    assert cautions.of(Enterprise(markets={"US": 1.0})) == []
