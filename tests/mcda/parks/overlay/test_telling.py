"""What sentences say of a claim."""

from dataclasses import replace

import pytest

from mcda.parks.overlay import Overlay, merged
from mcda.parks.overlay.telling import own_claims, subject_name, told_date, told_value


@pytest.mark.parametrize(
    ("value", "low", "high", "en", "zh"),
    [
        ("118", None, None, "118 USD/m2", "118 USD/m2"),
        ("118", 110.0, 125.0, "118 USD/m2", "118 USD/m2"),
        ("", 190.0, 200.0, "190 to 200 USD/m2", "190 至 200 USD/m2"),
        ("", 190.0, None, "at least 190 USD/m2", "至少 190 USD/m2"),
        ("", None, 1234567.0, "at most 1.23457e+06 USD/m2", "至多 1.23457e+06 USD/m2"),
        ("", 0.0, None, "at least 0 USD/m2", "至少 0 USD/m2"),
        ("private", None, None, "private USD/m2", "private USD/m2"),
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


def test_without_date(catalogue):
    claim = catalogue.claims["ljip.distance_port.1"]
    assert told_date(claim) == {"en": "undated", "zh": "日期不明"}
    after = replace(claim, as_of="undated (after Nov 2020)")
    assert told_date(after)["zh"] == "日期不明 (after Nov 2020)"
    assert told_date(replace(claim, as_of="2021-10")) == {"en": "2021-10", "zh": "2021-10"}


def test_where_a_claim_stands(catalogue, source, claim, quotation):
    bare = replace(claim, id="visit.bare", value="", attribute="power_outages_bare")
    unsaid = replace(quotation, park="ljip", mode=None)
    said = replace(quotation, mode=118.0, high=126.0)
    overlay = Overlay(sources=(source,), claims=(claim, bare), quotations=(said, unsaid))
    found = own_claims(overlay, merged(catalogue, overlay)[0])
    assert [(column, own.id) for _, column, own in found] == [
        ("value", "visit.power"),
        ("low", "visit.bare"),
        ("mode", "quotation.tcr.land_price"),
        ("low", "quotation.ljip.land_price"),
    ]
