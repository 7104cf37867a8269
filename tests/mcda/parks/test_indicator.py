"""Optional criteria read off figures."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.cells import Triangular
from mcda.parks import Catalogue, Claim, Enterprise, appraise
from mcda.parks.criteria.indicator import indicator_cell
from mcda.parks.criteria.industry_fit import industry_fit
from mcda.parks.model import Indicator

TODAY = date(2026, 11, 25)
WAGE = Indicator(about="country", attribute="manufacturing_worker_base_wage", unit="USD/month")


def cell(catalogue: Catalogue, *claims: Claim) -> object:
    info = catalogue.criterion("labour_cost")
    return indicator_cell(info, WAGE, catalogue.park("tcr"), claims, TODAY).cell


@pytest.fixture
def wage(catalogue: Catalogue) -> Claim:
    claim = catalogue.claims["thailand.manufacturing_worker_base_wage.2"]
    return replace(claim, value="400", as_of="2024-08", low=None, high=None)


def test_the_newest_figure_is_taken_and_doubt_grows_with_age(catalogue, wage):
    old = replace(wage, value="500", as_of="2019-08")
    assert cell(catalogue, old, wage) == Triangular(low=360, mode=400, high=440)
    assert cell(catalogue, old) == Triangular(low=325, mode=500, high=675)
    assert cell(catalogue, replace(wage, as_of="2026")) == Triangular(low=380, mode=400, high=420)
    assert cell(catalogue, replace(wage, as_of="2001")) == Triangular(low=200, mode=400, high=600)
    assert cell(catalogue, replace(wage, as_of="undated")) == Triangular(
        low=200, mode=400, high=600
    )


def test_bounds_of_the_claim_come_first(catalogue, wage):
    assert cell(catalogue, replace(wage, low=390.0, high=450.0)) == Triangular(
        low=390, mode=400, high=450
    )
    assert cell(catalogue, replace(wage, low=400.0)) == Triangular(low=400, mode=400, high=440)


def test_what_is_stated_is_never_cut(catalogue, wage):
    assert cell(catalogue, replace(wage, value="780", high=950.0)) == Triangular(
        low=702, mode=780, high=950
    )
    assert cell(catalogue, replace(wage, value="900")) == Triangular(low=810, mode=900, high=990)
    assert cell(catalogue, replace(wage, value="40")) == Triangular(low=36, mode=40, high=44)


def test_other_units_and_words_do_not_count(catalogue, wage):
    assert cell(catalogue, replace(wage, unit="THB/day")) is None
    assert cell(catalogue, replace(wage, value="rising")) is None
    assert cell(catalogue, replace(wage, attribute="minimum_wage")) is None


def test_intervals_of_the_source_are_kept(catalogue, hangzhou):
    view = appraise(catalogue, hangzhou, ["tcr"], ["political_stability"], today=TODAY)
    found = view.evidence["tcr"]["political_stability"]
    assert (found.low, found.value, found.high) == (22.7, 36.0, 48.3)
    assert found.kind == "stated"
    assert "36.0 WGI percentile" in found.rationale["en"]


def test_industry_fit(catalogue):
    info = catalogue.criterion("industry_fit")

    def fit(park: str, *sectors: str) -> object:
        return industry_fit(sectors, catalogue.park(park), catalogue.firms_in(park), info.name).cell

    assert fit("tcr", "auto_parts", "electronics") == 1.0
    assert fit("ljip", "auto_parts", "electronics") == Triangular(low=0.75, mode=0.75, high=1)
    assert fit("ljip", "auto_parts") == Triangular(low=0.5, mode=0.5, high=1)  # a neighbour
    assert fit("ljip", "e_commerce") == Triangular(low=0, mode=0, high=1)
    assert fit("ljip") is None
    assert fit("eiz", "garments") == 1.0
    assert catalogue.park("duqm").sectors == ()
    assert fit("duqm", "garments") == Triangular(low=0, mode=0, high=1)  # a firm of another trade


def test_sectors_that_a_criterion_counts_need_no_note(catalogue, hangzhou):
    def codes(*criteria: str) -> set[str]:
        view = appraise(catalogue, hangzhou, ["ljip", "tcr"], criteria, today=TODAY)
        return {note.code for note in view.notes}

    assert "sector_not_stated" in codes("land_price")
    assert "sector_not_stated" not in codes("land_price", "industry_fit")


def test_criteria_that_count_twice_are_told(catalogue, hangzhou):
    asked = ["political_stability", "control_of_corruption", "hometown_ties"]
    view = appraise(catalogue, hangzhou, ["tcr"], asked, today=TODAY)
    (note,) = [note for note in view.notes if note.code == "criteria_overlap"]
    assert "Political stability" in note.say("en")
    assert "清廉程度" in note.say("zh")


def test_every_criterion_has_one_place_in_the_tree(catalogue):
    grouped = [criterion for group in catalogue.groups for criterion in group.criteria]
    assert sorted(grouped) == sorted(info.id for info in catalogue.all_criteria)
    assert len(catalogue.criteria) == 7
    assert len(catalogue.further) == 33
    assert len(catalogue.groups) == 7


def test_wages_and_corruption_of_malaysia_are_known(catalogue):
    criteria = ["labour_cost", "control_of_corruption"]
    found = appraise(catalogue, Enterprise(), ["mckip"], criteria).evidence["mckip"]
    assert [found[criterion].value for criterion in criteria] == [421, 52]
    assert found["labour_cost"].claims[0].id == "malaysia.manufacturing_worker_base_wage.2"
    newest = found["control_of_corruption"].claims[0]
    assert (newest.id, newest.as_of) == ("malaysia.cpi_score.2", "2025")
    assert catalogue.claims["malaysia.cpi_score.1"].as_of == "2024"
