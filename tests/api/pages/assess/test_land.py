import pytest

from api.pages.assess.land import as_said, price_also, usual_unit
from api.parks.land import land_units
from mcda.parks import load_catalogue

UNITS = land_units(load_catalogue())


def test_yuan_a_mu_by_the_rate_of_the_catalogue():
    assert UNITS["usd_m2"] == 1
    assert UNITS["wan_mu"] == pytest.approx(7.1957 * 10_000 / 15 / 10_000)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("number", "unit"), [("53", "wan_mu"), ("120", "usd_m2"), ("60.5", "wan_mu")]
)
def test_a_price_is_shown_as_it_was_typed(language, number, unit):
    assert as_said(float(number) / UNITS[unit], UNITS, language) == (number, unit)


def test_where_neither_is_rounder_the_reader_s_unit_is_taken():
    assert as_said(1 / 3, UNITS, "en")[1] == "usd_m2"
    assert as_said(1 / 3, UNITS, "zh")[1] == "wan_mu"
    assert [usual_unit(UNITS, one) for one in ("en", "zh")] == ["usd_m2", "wan_mu"]
    assert usual_unit({"usd_m2": 1.0}, "zh") == "usd_m2"


def test_the_other_unit_is_said_beside_it():
    fields = {"budget": ["53"], "budget_unit": ["wan_mu"]}
    assert price_also(fields, UNITS, "zh") == "= 110.5 美元/㎡"
    assert price_also({**fields, "budget_unit": ["usd_m2"]}, UNITS, "zh") == "= 25.42 万元/亩"
    dollars = {"budget": ["110.48"], "budget_unit": ["usd_m2"]}
    assert price_also(dollars, UNITS, "en") == "= 530,000 yuan per mu"
    for nothing in ({}, {"budget": [""], "budget_unit": ["usd_m2"]}, {"budget": ["x"]}):
        assert price_also(nothing, UNITS, "en") == ""
    for said in ("nan", "inf", "1e999", "1e99", "-3", "0"):
        assert price_also({**fields, "budget": [said]}, UNITS, "en") == ""
