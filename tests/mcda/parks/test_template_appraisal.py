"""A template's problem: as the text has it, by its parts, and by stated markets."""

from dataclasses import replace
from datetime import date
from statistics import fmean, median

import pytest

from mcda.cells import Cell, Interval, Triangular
from mcda.errors import InvalidEnterprise, NotFound
from mcda.parks import Catalogue, Enterprise, Override
from mcda.parks.evidence import bounds, headline
from mcda.parks.template_appraisal import TemplateProblem, appraise_template, hull
from mcda.parks.templates import template, templates

TODAY = date(2026, 11, 25)
PLACES = ("inland_china", "southeast_asia")
ASIA = ("vietnam", "thailand", "indonesia", "cambodia", "laos", "malaysia")


def test_an_appraisal_needs_nothing_but_the_catalogue(catalogue: Catalogue) -> None:
    for item in templates()[1:]:
        found = appraise_template(item, catalogue)
        assert found.alternative_ids == tuple(choice.id for choice in item.alternatives)
        assert found.criterion_ids == tuple(info.id for info in item.criteria)
        again = appraise_template(item, catalogue, today=date.today())
        assert found.performances == again.performances


def test_what_the_text_does_not_say_is_unknown(catalogue: Catalogue) -> None:
    found = appraise_template(template("park-model"), catalogue, today=TODAY)
    cell = found.evidence["park_in_park"]["host_development_plan"]
    assert (cell.cell, cell.kind) == (None, "unknown")


def test_alternatives_criteria_and_overrides_are_chosen(catalogue: Catalogue) -> None:
    own = Override(alternative="own_site", criterion="site_cost", value=1, source="our offer")
    found = appraise_template(template("park-model"), catalogue, ["own_site"], ["site_cost"], [own])
    assert found.performances == [[1]]
    wrong = replace(own, alternative="tcr", criterion="land_price")
    with pytest.raises(InvalidEnterprise) as caught:
        appraise_template(template("location"), catalogue, ["tcr"], ["land_price"], [wrong])
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("unknown_template_alternative", ("parks", 0)),
        ("unknown_criterion", ("criteria", 0)),
        ("unknown_template_alternative", ("overrides", 0, "alternative")),
        ("unknown_criterion", ("overrides", 0, "criterion")),
    ]
    assert all(fault.say(language) for fault in caught.value.faults for language in ("en", "zh"))
    with pytest.raises(NotFound):
        template("moon")


def test_a_mixture_is_bounded_by_its_parts(catalogue: Catalogue) -> None:
    found = appraise_template(template("location"), catalogue, today=TODAY)
    row = found.evidence["both_small"]
    unsaid = [key for key in row if key != "long_run_return"]
    assert len(unsaid) == 6
    for key in unsaid:
        parts = [found.evidence[place][key] for place in PLACES]
        low, high = row[key].low, row[key].high
        assert low == min(part.low for part in parts if part.low is not None)
        assert high == max(part.high for part in parts if part.high is not None)
        assert row[key].value == fmean(part.value for part in parts if part.value is not None)
        assert row[key].kind == "derived"
        graded = row[key].quality
        assert graded is not None
        assert "proxy" in graded.doubts
        cited = {claim.id for part in parts for claim in part.claims}
        assert {claim.id for claim in row[key].claims} == cited
        assert "mixture of the two" in row[key].rationale["en"]
        assert "介于两者之间" in row[key].rationale["zh"]
    own = row["long_run_return"]  # of this the text does speak
    assert (own.kind, own.low, own.value, own.high) == ("rated", 1, 3, 4)


def test_a_mixture_follows_the_users_own_figures(catalogue: Catalogue) -> None:
    own = [
        Override(alternative=place, criterion="production_cost", value=value, source="our study")
        for place, value in zip(PLACES, (1, 2), strict=True)
    ]
    found = appraise_template(
        template("location"), catalogue, ["both_small"], ["production_cost"], own, TODAY
    )
    cell = found.evidence["both_small"]["production_cost"]
    assert bounds(cell.cell) == (1, 2)
    assert cell.quality is not None
    assert "conflict" not in cell.quality.doubts  # as the disputed readings do not count


def test_disputes_stay(catalogue: Catalogue) -> None:
    found = appraise_template(template("location"), catalogue, today=TODAY)
    for place in ("southeast_asia", "both_small"):
        disputed = found.evidence[place]["trade_risk"].quality
        assert disputed is not None
        assert (disputed.grade, "conflict" in disputed.doubts) == ("weak", True)


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
    # Most goods of Southeast Asia enter China free by agreement.
    assert bounds(cell(home, "southeast_asia", "trade_risk"))[0] == 0
    assert home.notes == ()
    average = catalogue.schedule.goods(())
    rates = {
        country: catalogue.default_scenario.rate("US", country, average)
        for country in ("china", *ASIA)
    }
    assert cell(states, "inland_china", "trade_risk") == rates["china"]
    asia = cell(states, "southeast_asia", "trade_risk")
    assert bounds(asia) == pytest.approx(
        (
            min(bounds(rates[country])[0] or 0.0 for country in ASIA),
            max(bounds(rates[country])[1] or 0.0 for country in ASIA),
        )
    )
    middle = median(headline(rates[country]) or 0.0 for country in ASIA)
    assert headline(asia) == pytest.approx(middle)


@pytest.mark.parametrize("scenario", ["lapsed", "us_section_122", "us_2025_04"])
def test_china_bears_the_rate_of_the_scenario(scenario: str, catalogue: Catalogue) -> None:
    found = asked(catalogue, scenario, US=0.5, China=0.5)
    china = catalogue.scenario(scenario).duty("US", "china", catalogue.schedule.goods(()))
    assert china is not None
    assert headline(cell(found, "inland_china", "trade_risk")) == pytest.approx(china.mode / 2)
    assert found.scenario is not None
    assert found.scenario.id == scenario
    assert {info.unit for info in found.criteria if info.id == "trade_risk"} == {
        "% of export value"
    }
    sources = {claim.id for claim in found.evidence["inland_china"]["trade_risk"].claims}
    assert sources == set(china.claims)


def test_exports_bear_logistics_and_sales_at_home_do_not(catalogue: Catalogue) -> None:
    found = asked(catalogue, US=0.5, China=0.5)
    assert cell(found, "inland_china", "logistics_cost") == Triangular(low=1.5, mode=2, high=2)
    # Half bears the reading 0..2, the half sold to China anything.
    assert bounds(cell(found, "southeast_asia", "logistics_cost")) == (0, 3)
    host = asked(catalogue, host=1.0)
    assert cell(host, "southeast_asia", "trade_risk") == 0
    assert cell(host, "southeast_asia", "logistics_cost") == 0
    # The host country is no home to goods made inland.
    typical = catalogue.default_scenario.typical(catalogue.schedule.goods(()))
    assert cell(host, "inland_china", "trade_risk") == pytest.approx(typical)
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


def test_only_a_duty_is_per_cent(catalogue: Catalogue) -> None:
    levels, moved = asked(catalogue), asked(catalogue, US=1.0)
    for before, now in zip(levels.criteria, moved.criteria, strict=True):
        assert (before == now) == (now.id != "trade_risk")
    duty = next(info for info in moved.criteria if info.id == "trade_risk")
    assert (duty.unit, duty.range) == ("% of export value", (0, 55))
