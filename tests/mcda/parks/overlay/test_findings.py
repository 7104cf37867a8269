"""All that is told of private data, by kind."""

from dataclasses import replace

import pytest

from mcda.parks.overlay import Overlay, far_figures, findings, merge
from mcda.parks.overlay.findings import _own_claims, stated_value
from tests.prices import KEPT


def test_each_finding_is_of_its_kind(catalogue, source, claim, quotation):
    plain = replace(claim, low=None, high=None, as_of="2026-03-03", quote="as said")
    rows = (
        replace(plain, id="a", attribute="distance_port", value="80", unit="km"),
        replace(plain, id="b", subject="vcep", attribute="operator_ownership", value="private"),
    )
    overlay = Overlay(
        sources=(source,),
        claims=rows,
        quotations=(replace(quotation, mode=5000.0, low=None, high=None),),
    )
    found = findings(overlay, catalogue)
    assert [note.code for note in found.replaced] == ["overlay_conflict", "overlay_superseded"]
    assert {note.code for note in found.disputed} == {"overlay_disputed"}
    assert [note.code for note in found.questioned] == ["overlay_questioned"]
    assert [note.code for note in found.asked] == ["figure_far_outside"]


def test_of_nothing_there_is_nothing_to_tell(catalogue):
    found = findings(Overlay(), catalogue)
    assert (found.replaced, found.disputed, found.questioned, found.asked) == ((), (), (), ())


@pytest.mark.long
def test_only_what_is_far_from_all_others_is_asked_about(catalogue, overlay, quotation, claim):
    assert far_figures(catalogue) == ()
    for cost, asked in ((400.0, []), (1900.0, []), (1901.0, ["tcr"]), (1.9, ["tcr"])):
        quoted = replace(quotation, low=None, high=None, mode=cost / KEPT, tenure="sale")
        laid, _ = merge(catalogue, replace(overlay, quotations=(quoted,)))
        assert [note.path[1] for note in far_figures(laid)] == asked
    wage = replace(
        claim, subject="belarus", attribute="manufacturing_worker_base_wage", unit="USD/month",
        value="11000", low=None, high=None,
    )  # fmt: skip
    laid, _ = merge(catalogue, replace(overlay, claims=(claim, wage)[1:], ratings=()))
    found = far_figures(laid)
    parks = [park.id for park in catalogue.parks.values() if park.country == "belarus"]
    assert [note.path[1:] for note in found] == [(park, "labour_cost") for park in parks]
    assert parks
    assert "US dollars per month" in found[0].say("en")


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
    assert stated_value(claim) == {"en": en, "zh": zh}


def test_units_are_said_in_both_languages(catalogue):
    claim = catalogue.claims["ljip.distance_port.1"]
    assert stated_value(claim)["zh"] == "50 公里（至西贡港、协福港）"


def test_where_a_claim_stands(catalogue, source, claim, quotation):
    bare = replace(claim, id="visit.bare", value="", attribute="power_outages_bare")
    unsaid = replace(quotation, park="ljip", mode=None)
    said = replace(quotation, mode=118.0, high=126.0)
    overlay = Overlay(sources=(source,), claims=(claim, bare), quotations=(said, unsaid))
    found = _own_claims(overlay, merge(catalogue, overlay)[0])
    assert [(column, own.id) for _, column, own in found] == [
        ("value", "visit.power"),
        ("low", "visit.bare"),
        ("mode", "quotation.tcr.land_price"),
        ("low", "quotation.ljip.land_price"),
    ]
