"""All that is told of private data, by kind."""

from dataclasses import replace

import pytest

from mcda.parks.overlay import Overlay, far_figures, findings, merge
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
    for cost, asked in ((400.0, []), (1900.0, []), (1901.0, ["tcr"]), (3.4, ["tcr"])):
        quoted = replace(quotation, low=None, high=None, mode=cost / KEPT, tenure="sale")
        laid, _ = merge(catalogue, replace(overlay, quotations=(quoted,)))
        assert [note.path[1] for note in far_figures(laid)] == asked
    wage = replace(
        claim, subject="belarus", attribute="manufacturing_worker_base_wage", unit="USD/month",
        value="9000", low=None, high=None,
    )  # fmt: skip
    laid, _ = merge(catalogue, replace(overlay, claims=(claim, wage)[1:], ratings=()))
    found = far_figures(laid)
    parks = [park.id for park in catalogue.parks.values() if park.country == "belarus"]
    assert [note.path[1:] for note in found] == [(park, "labour_cost") for park in parks]
    assert parks
    assert "US dollars per month" in found[0].say("en")
