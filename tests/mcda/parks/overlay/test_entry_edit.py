from dataclasses import replace

import pytest

from mcda.parks.model import Tenure
from mcda.parks.overlay import Overlay, format_workbook, merge, read_overlay
from mcda.parks.overlay.entry_edit import add_entry, remove_entry
from tests.mcda.parks.overlay.test_entry import entry
from tests.prices import KEPT, leased, untold


@pytest.fixture
def kept(catalogue, tmp_path):
    """Write private data as a workbook and read it back."""

    def keep(overlay):
        path = tmp_path / "ours.xlsx"
        path.write_bytes(format_workbook(overlay, catalogue))
        return read_overlay(path, catalogue)

    return keep


@pytest.fixture
def laid(catalogue, kept):
    """Lay private data that a workbook holds as they are over the catalogue."""

    def lay(overlay):
        assert kept(overlay) == overlay
        return merge(catalogue, overlay)[0]

    return lay


def price(overlay):
    """Return the figures of the rating of the land price, as costs over 20 years."""
    (row,) = (row for row in overlay.rated if row.key == ("tcr", "land_price"))
    return row.low, row.mode, row.high


def test_a_figure_becomes_a_rating_that_rests_on_it(catalogue, laid):
    found = laid(add_entry(Overlay(), entry(), catalogue))
    rating = found.ratings["tcr", "land_price"]
    assert rating.kind == "stated"
    costs = (rating.low, rating.mode, rating.high)
    assert costs == pytest.approx(untold(118, 118, 118), rel=1e-9)
    assert rating.claims == ("own.tcr.land_price.1",)
    assert "2026-03-12" in rating.rationale["en"]
    assert "自有陈述" in rating.rationale["zh"]
    assert found.claims["own.tcr.land_price.1"].private


def test_a_level_becomes_a_rating_of_that_level(catalogue, laid):
    found = laid(add_entry(Overlay(), entry(criterion="infrastructure", value="five"), catalogue))
    rating = found.ratings["tcr", "infrastructure"]
    assert (rating.kind, rating.level, rating.mode) == ("rated", "five", 5.0)


def test_the_newest_gives_the_value_and_all_the_bounds(catalogue, laid):
    first = add_entry(Overlay(), entry(low="110"), catalogue)
    older = add_entry(first, entry(value="90", as_of="2025"), catalogue)
    assert price(older) == pytest.approx(untold(90, 118, 118), rel=1e-9)
    both = add_entry(older, entry(value="130"), catalogue)
    assert price(both) == pytest.approx(untold(90, 130, 130), rel=1e-9)
    rating = laid(both).ratings["tcr", "land_price"]
    assert len(rating.claims) == 3
    assert "3" in rating.rationale["en"]


def test_one_source_stands_once_and_one_statement_too(catalogue):
    once = add_entry(Overlay(), entry(), catalogue)
    more = add_entry(once, entry(criterion="infrastructure", value="five"), catalogue)
    assert [row.source for row in more.claims] == ["own.1", "own.1"]
    assert len(more.sources) == 1
    assert add_entry(more, entry(), catalogue) == more


def test_figures_and_words_that_no_rating_is_made_of(catalogue, laid):
    after = add_entry(Overlay(), entry(criterion="port_distance", value="31"), catalogue)
    after = add_entry(after, entry(criterion="hometown_ties", value="温州"), catalogue)
    assert after.ratings == ()
    laid(after)


def test_a_rating_of_the_workbook_stays_and_the_statement_stands_beside_it(
    catalogue, overlay, quotation, laid
):
    after = add_entry(overlay, entry(), catalogue)
    assert after.rated == overlay.rated
    assert [row.id for row in after.claims] == ["visit.power", "own.tcr.land_price.1"]
    assert laid(after).ratings["tcr", "land_price"].claims == (quotation.claim_id,)
    left = remove_entry(after, quotation.claim_id, catalogue)
    assert left.quotations == ()
    assert price(left) == pytest.approx(untold(118, 118, 118), rel=1e-9)


def test_a_rating_that_somebody_edited_stays(catalogue):
    made = add_entry(Overlay(), entry(), catalogue)
    edited = replace(made, ratings=(replace(made.ratings[0], high=150.0),))
    assert add_entry(edited, entry(value="130"), catalogue).ratings == edited.ratings
    reworded = replace(made, ratings=(replace(made.ratings[0], rationale_en="Ours."),))
    after = price(add_entry(reworded, entry(value="130"), catalogue))
    assert after == pytest.approx(untold(118, 130, 130), rel=1e-9)


def test_what_is_taken_out_leaves_nothing_behind(catalogue):
    one = add_entry(Overlay(), entry(), catalogue)
    two = add_entry(one, entry(value="130", who="另一来源"), catalogue)
    assert remove_entry(two, "own.tcr.land_price.2", catalogue) == one
    assert remove_entry(one, "own.tcr.land_price.1", catalogue) == Overlay()


def test_only_what_rests_on_it_alone_goes_with_it(catalogue, overlay, rating):
    left = remove_entry(overlay, "visit.power", catalogue)
    assert left.claims == ()
    assert left.ratings == (replace(rating, claims=("sheng.tcr.ports",)),)
    assert [row.id for row in left.sources] == ["offer"], "the quotation is from it"
    alone = replace(overlay, ratings=(replace(rating, claims=("visit.power",)),))
    assert remove_entry(alone, "visit.power", catalogue).ratings == ()


def test_where_a_rating_goes_what_was_typed_counts_again(catalogue, overlay, rating):
    alone = replace(overlay, ratings=(replace(rating, claims=("visit.power",)),))
    beside = add_entry(alone, entry(criterion="infrastructure", value="five"), catalogue)
    assert beside.ratings == alone.ratings
    (made,) = remove_entry(beside, "visit.power", catalogue).ratings
    assert (made.level, made.claims) == ("five", ("own.tcr.infrastructure.1",))


def test_what_is_not_there_is_not_taken_out(catalogue, overlay):
    assert remove_entry(overlay, "sheng.tcr.ports", catalogue) is overlay


def test_figures_of_many_digits_are_known_again(catalogue, kept):
    said = entry(value="", low="100.1", high="100.30000000000001")
    after = kept(add_entry(Overlay(), said, catalogue))
    more = add_entry(after, entry(value="130.12345678901234"), catalogue)
    assert len(more.ratings[0].claims) == 2
    assert len(add_entry(kept(more), entry(value="140"), catalogue).ratings[0].claims) == 3


def test_a_claim_that_was_made_no_figure_does_not_count(catalogue):
    made = add_entry(Overlay(), entry(), catalogue)
    edited = replace(made, claims=(replace(made.claims[0], value="cheap"),), ratings=())
    after = price(add_entry(edited, entry(value="130"), catalogue))
    assert after == pytest.approx(untold(130, 130, 130), rel=1e-9)


def test_prices_count_by_what_each_of_them_buys(catalogue, laid):
    sold = add_entry(Overlay(), entry(tenure="sale"), catalogue)
    assert price(sold) == pytest.approx((118 * KEPT,) * 3, rel=1e-9)
    said = entry(value="60", as_of="2026-05", tenure="lease", lease_years="50")
    both = add_entry(sold, said, catalogue)
    # The newer one is the value, though it is the lower bound too.
    wanted = (60 * leased(50), 60 * leased(50), 118 * KEPT)
    assert price(both) == pytest.approx(wanted, rel=1e-9)
    found = laid(both)
    reason = found.ratings["tcr", "land_price"].rationale
    assert "what 20 years of use cost at 8 % a year" in reason["en"]
    assert "年利率 8%" in reason["zh"]
    tenures = [found.claims[f"own.tcr.land_price.{number}"].tenure for number in (1, 2)]
    assert tenures == [Tenure(kind="sale"), Tenure(kind="lease", years=50)]
    assert price(remove_entry(both, "own.tcr.land_price.1", catalogue)) == pytest.approx(
        (60 * leased(50),) * 3, rel=1e-9
    )


def test_the_same_price_that_buys_something_else_is_another_statement(catalogue):
    sold = add_entry(Overlay(), entry(tenure="sale"), catalogue)
    rented = add_entry(sold, entry(tenure="rent"), catalogue)
    assert len(rented.claims) == 2
    assert price(rented)[2] == pytest.approx(118 * KEPT / 0.08, rel=1e-9)
    assert add_entry(rented, entry(tenure="rent"), catalogue) == rented


@pytest.mark.parametrize(
    "said",
    [
        {"value": "10185", "tenure": "rent"},
        {"value": "127315", "tenure": "sale"},
        {"value": "0.0128", "tenure": "sale"},
        {"value": "0.2", "tenure": "lease", "lease_years": "0.5"},
    ],
)
def test_what_is_taken_can_be_read_again(catalogue, laid, said):
    low, mode, high = price(add_entry(Overlay(), entry(**said), catalogue))
    assert 0.01 <= low <= mode <= high <= 100000
    laid(add_entry(Overlay(), entry(**said), catalogue))
