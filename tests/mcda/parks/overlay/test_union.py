from dataclasses import replace

from mcda.parks.overlay import SHEETS, Overlay, combine


def test_all_rows_are_new_where_there_are_none(overlay):
    found = combine(Overlay(), overlay)
    assert found.overlay == overlay
    assert set(found.added.values()) == {1}
    assert found.differences == ()
    again = combine(overlay, overlay)
    assert again.overlay == overlay
    assert set(again.same.values()) == {1}
    assert set(again.added.values()) == {0}


def test_a_row_that_differs_stays_unless_it_may_be_replaced(overlay, claim):
    changed = replace(claim, value="9")
    more = replace(claim, id="visit.water")
    new = Overlay(claims=(changed, more))
    for allowed, there in ((False, claim), (True, changed)):
        found = combine(overlay, new, replace=allowed)
        assert found.overlay.claims == (there, more)
        assert found.differences == ((changed, claim),)
        assert (found.added["claims"], found.same["claims"], found.differing["claims"]) == (1, 0, 1)
        assert found.overlay.quotations == overlay.quotations


def test_no_source_is_left_that_nothing_comes_from(overlay, source, claim):
    other = replace(source, id="letter")
    alone = Overlay(sources=(source,), claims=(claim,))
    new = Overlay(sources=(other,), claims=(replace(claim, source="letter"),))
    kept = combine(alone, new)
    assert kept.overlay == alone
    assert (kept.added["sources"], kept.differing["claims"]) == (0, 1)
    replaced = combine(alone, new, replace=True)
    assert replaced.overlay == new
    assert (replaced.added["sources"], replaced.differing["claims"]) == (1, 1)
    assert list(replaced.added) == list(SHEETS)
