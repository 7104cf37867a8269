"""Figures and dates of one thing, from claims made for the purpose."""

from dataclasses import replace

import pytest

from mcda.parks import Claim
from mcda.parks.disagreement import disagree
from mcda.parks.model import Source


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


def test_figures_apart() -> None:
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
def test_a_remark_that_says_another_thing(unit: str) -> None:
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
def test_units_of_area_are_converted(value: str, unit: str, is_apart: bool) -> None:
    assert disagree(AREA, replace(AREA, value=value, unit=unit)) is is_apart
    bounded = replace(AREA, value=value, low=float(value), high=float(value), unit=unit)
    assert disagree(bounded, AREA) is is_apart


def test_money_and_companies_by_other_names() -> None:
    money = replace(ONE, value="1.2", unit="billion USD")
    assert not disagree(money, replace(OTHER, value="1200", unit="million USD"))
    assert disagree(money, replace(OTHER, value="900", unit="million USD"))
    inside = replace(ONE, value="52", unit="companies")
    assert disagree(inside, replace(OTHER, value="99", unit="enterprises"))
    assert not disagree(inside, replace(OTHER, value="99", unit="Chinese companies"))


def test_a_private_figure_may_lack_its_unit() -> None:
    bare = replace(OTHER, unit="")
    assert not disagree(ONE, bare)
    assert disagree(ONE, replace(bare, private=True))


def test_dates_lie_apart_where_neither_is_more_exact() -> None:
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
def test_what_does_not_change_is_no_series(attribute: str, unit: str, is_apart: bool) -> None:
    then = replace(ONE, attribute=attribute, unit=unit, value="27", as_of="2017")
    now = replace(OTHER, attribute=attribute, unit=unit, value="80", as_of="2026-03-03")
    assert disagree(then, now) is is_apart
    assert not disagree(then, replace(now, value="27.5"))


@pytest.mark.parametrize("attribute", ["oetcz_certification", "project_start", "project_restart"])
def test_a_date_is_one_whatever_its_unit(attribute: str) -> None:
    shipped = replace(ONE, attribute=attribute, value="2014", unit="assessment year")
    own = replace(OTHER, attribute=attribute, value="2012", unit="", as_of="2026", private=True)
    assert disagree(shipped, own)  # 0.1 % apart as numbers
    assert not disagree(shipped, replace(own, value="2014-11"))
    assert not disagree(replace(shipped, attribute="jobs"), replace(own, attribute="jobs"))
