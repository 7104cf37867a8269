"""Markets move duty and exports of the two places, by hand from the scenarios' own rates."""

from statistics import median

import pytest

from mcda.cells import Cell, Interval, Triangular
from mcda.errors import InvalidEnterprise
from mcda.parks import Catalogue, Enterprise
from mcda.parks.evidence import bounds, headline
from mcda.parks.template_markets import hull, measured
from mcda.parks.template_view import TemplateProblem, appraise_template
from mcda.parks.templates import template

ASIA = ("vietnam", "thailand", "indonesia", "cambodia", "laos", "malaysia")


def asked(catalogue: Catalogue, scenario: str | None = None, **markets: float) -> TemplateProblem:
    return appraise_template(
        template("location"), catalogue, enterprise=Enterprise(markets=markets), scenario=scenario
    )


def cell(found: TemplateProblem, place: str, criterion: str) -> Cell:
    return found.evidence[place][criterion].cell


def test_seller_in_china_and_seller_in_the_united_states_differ(catalogue: Catalogue) -> None:
    home, states = asked(catalogue, China=1.0), asked(catalogue, US=1.0)
    assert cell(home, "inland_china", "trade_risk") == 0
    assert cell(home, "inland_china", "logistics_cost") == 0
    # What China levies on goods from Southeast Asia is recorded nowhere.
    assert bounds(cell(home, "southeast_asia", "trade_risk"))[0] == 0
    codes = [(note.code, note.fields.get("market")) for note in home.notes]
    assert codes == [("market_without_rate", {"en": "China", "zh": "中国"})]
    rates = catalogue.default_scenario.rates["US"]
    assert cell(states, "inland_china", "trade_risk") == rates["china"]
    asia = cell(states, "southeast_asia", "trade_risk")
    assert bounds(asia) == (
        min(bounds(rates[country])[0] or 0.0 for country in ASIA),
        max(bounds(rates[country])[1] or 0.0 for country in ASIA),
    )
    assert headline(asia) == median(headline(rates[country]) or 0.0 for country in ASIA)


@pytest.mark.parametrize(
    ("scenario", "china"),
    [("before_2018", 3.1), ("section_301_2019", 21.0), ("us_2025_08", 46.2)],
)
def test_china_bears_the_rate_of_the_scenario(
    scenario: str, china: float, catalogue: Catalogue
) -> None:
    found = asked(catalogue, scenario, US=0.5, China=0.5)
    assert headline(cell(found, "inland_china", "trade_risk")) == pytest.approx(china / 2)
    assert found.scenario is not None
    assert found.scenario.id == scenario
    assert {info.unit for info in found.criteria if info.id == "trade_risk"} == {
        "% of export value"
    }
    sources = {claim.id for claim in found.evidence["inland_china"]["trade_risk"].claims}
    assert sources == set(catalogue.scenario(scenario).claims)


def test_exports_bear_logistics_and_sales_at_home_do_not(catalogue: Catalogue) -> None:
    found = asked(catalogue, US=0.5, China=0.5)
    assert cell(found, "inland_china", "logistics_cost") == Triangular(low=1.5, mode=2, high=2)
    # Half bears the reading 0..2, the half sold to China anything.
    assert bounds(cell(found, "southeast_asia", "logistics_cost")) == (0, 3)
    host = asked(catalogue, host=1.0)
    assert cell(host, "southeast_asia", "trade_risk") == 0
    assert cell(host, "southeast_asia", "logistics_cost") == 0
    # The host country is no home to goods made inland.
    assert bounds(cell(host, "inland_china", "trade_risk")) == (0, 50)
    assert cell(host, "inland_china", "logistics_cost") == Triangular(low=3, mode=4, high=4)


def test_without_markets_the_levels_of_the_text_stand(catalogue: Catalogue) -> None:
    found = asked(catalogue)
    assert found.scenario is None
    assert cell(found, "inland_china", "trade_risk") == Triangular(low=3, mode=4, high=4)
    assert {info.unit for info in found.criteria} == {"level"}


def test_scenarios_of_ones_own(catalogue: Catalogue) -> None:
    own = {"name": "ours", "as_of": "2026-11", "rates": {"US": {"vietnam": 5}}}
    found = appraise_template(
        template("location"), catalogue, enterprise=Enterprise(markets={"US": 1}), scenario=own
    )
    assert cell(found, "southeast_asia", "trade_risk") == 5
    assert cell(found, "inland_china", "trade_risk") is None
    assert cell(found, "both_small", "trade_risk") is None
    assert "country_without_rate" in {note.code for note in found.notes}
    with pytest.raises(InvalidEnterprise):
        asked(catalogue, "moon", US=1.0)


def test_a_hull_needs_all_its_cells() -> None:
    assert hull([1.0, Interval(low=2, high=3)]) == Interval(low=1, high=3)
    assert hull([1.0, 3.0], 2.0) == Triangular(low=1, mode=2, high=3)
    assert hull([1.0, 1.0]) == 1.0
    assert hull([1.0, None]) is None
    assert hull([]) is None


def test_only_a_duty_is_per_cent() -> None:
    info = template("location").criteria[0]
    assert measured(info, "exports", {"en": "x", "zh": "y"}) is info
    assert measured(info, None, {"en": "x", "zh": "y"}) is info
    assert measured(info, "duty", {"en": "x", "zh": "y"}).range == (0, 50)
