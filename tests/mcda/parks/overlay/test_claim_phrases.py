"""What sentences say of a claim."""

from dataclasses import replace

import pytest

from mcda.parks.overlay import Overlay, merge
from mcda.parks.overlay.claim_phrases import own_claims, sides, subject_name, told_own, told_value


@pytest.mark.parametrize(
    ("value", "low", "high", "en", "zh"),
    [
        ("118", None, None, "118 USD/m2", "118 美元/平方米"),
        ("118", 110.0, 125.0, "118 USD/m2", "118 美元/平方米"),
        ("", 190.0, 200.0, "190 to 200 USD/m2", "190 至 200 美元/平方米"),
        ("", 190.0, None, "at least 190 USD/m2", "至少 190 美元/平方米"),
        ("", None, 1234567.0, "at most 1.23457e+06 USD/m2", "至多 1.23457e+06 美元/平方米"),
        ("", 0.0, None, "at least 0 USD/m2", "至少 0 美元/平方米"),
        ("private", None, None, "private USD/m2", "private 美元/平方米"),
    ],
)
def test_a_value_by_its_bounds_where_there_is_none(catalogue, value, low, high, en, zh):
    shipped = catalogue.claims["kiic.land_price.1"]
    claim = replace(shipped, value=value, low=low, high=high, unit="USD/m2")
    assert told_value(claim) == {"en": en, "zh": zh}


def test_subjects_of_every_kind_have_names(catalogue):
    names = {c.subject: subject_name(c, catalogue) for c in catalogue.claims.values()}
    assert names["tcr"] == catalogue.park("tcr").name
    assert names["zambia"]["zh"] == "赞比亚"
    assert names["overseas_parks"]["en"]


def test_units_and_dates_are_said_in_both_languages(catalogue, source):
    claim = catalogue.claims["ljip.distance_port.1"]
    assert told_value(claim)["zh"] == "50 公里（至西贡港、协福港）"
    own = replace(claim, as_of="2021-10", source=source)
    assert told_own(own)["own_date"] == {"en": "2021-10", "zh": "2021年10月"}
    assert sides(own, claim, catalogue)["shipped_date"] == {"en": "undated", "zh": "日期不明"}


def test_where_a_claim_stands(catalogue, source, claim, quotation):
    bare = replace(claim, id="visit.bare", value="", attribute="power_outages_bare")
    unsaid = replace(quotation, park="ljip", mode=None)
    said = replace(quotation, mode=118.0, high=126.0)
    overlay = Overlay(sources=(source,), claims=(claim, bare), quotations=(said, unsaid))
    found = own_claims(overlay, merge(catalogue, overlay)[0])
    assert [(column, own.id) for _, column, own in found] == [
        ("value", "visit.power"),
        ("low", "visit.bare"),
        ("mode", "quotation.tcr.land_price"),
        ("low", "quotation.ljip.land_price"),
    ]
