"""All that is told of private data, by kind."""

from dataclasses import replace

from mcda.parks.overlay import Overlay, findings


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
