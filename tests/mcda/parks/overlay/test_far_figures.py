from dataclasses import replace

from mcda.parks.overlay import far_figures, merge
from tests.prices import KEPT


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
