from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import select

from api.db.tables import EntryRow
from api.own import overlays
from api.own.edits import edit
from api.settings import Settings
from mcda.errors import InvalidTable, NotFound
from mcda.parks import load_catalogue
from mcda.parks.catalogues.registry import SHIPPED
from mcda.parks.overlay import Overlay, StatementEntry, add_entry, remove_entry
from tests.prices import untold

WRITERS = 4


def said(**fields):
    told = {"value": "118", "quote": "118 美元，可谈", "who": "招商经理", "as_of": "2026-03"}
    return StatementEntry(park="tcr", criterion="land_price", **{**told, **fields})


def adding(**fields):
    return lambda rows: add_entry(rows, said(**fields), load_catalogue())


def removing(claim):
    return lambda rows: remove_entry(rows, claim, load_catalogue())


@pytest.fixture
def ours(database, owner):
    return owner(database, "ours")


@pytest.fixture
def rows(database, ours):
    """Read what is saved."""
    return lambda: overlays.rows(database.read(partial(overlays.workbook, caller=ours)), SHIPPED)


def lines(database):
    return database.read(lambda s: s.scalars(select(EntryRow.action).order_by(EntryRow.id)).all())


def test_the_first_row_makes_a_workbook_and_the_last_takes_it_along(database, ours, rows):
    edit(database, ours, adding(), Settings())
    assert [row.id for row in rows().claims] == ["own.tcr.land_price.1"]
    edit(database, ours, removing("own.tcr.land_price.1"), Settings())
    with pytest.raises(NotFound):
        rows()
    assert lines(database) == ["overlay.save", "overlay.delete"]


def test_rows_come_to_those_that_were_sent(database, ours, rows, workbook):
    database.write(lambda s: overlays.put(s, ours, workbook))
    edit(database, ours, adding(), Settings())
    found = rows()
    assert [row.id for row in found.claims] == ["visit.power", "own.tcr.land_price.1"]
    assert [row.mode for row in found.quotations] == [55.0]
    edit(database, ours, removing("own.tcr.land_price.1"), Settings())
    assert rows() == overlays.rows(workbook, SHIPPED)


def test_what_changes_nothing_is_not_saved(database, ours):
    edit(database, ours, adding(), Settings())
    edit(database, ours, adding(), Settings())
    edit(database, ours, removing("nothing"), Settings())
    assert lines(database) == ["overlay.save"]


def test_nothing_is_taken_out_of_nothing(database, ours):
    edit(database, ours, removing("nothing"), Settings())
    edit(database, ours, lambda rows: Overlay(), Settings())
    assert lines(database) == []


def test_what_no_workbook_could_hold_is_not_saved(database, ours, rows):
    edit(database, ours, adding(), Settings())
    before = rows()
    with pytest.raises(InvalidTable):
        edit(database, ours, adding(value="cheap"), Settings())
    assert rows() == before


def test_a_change_is_checked_as_an_upload_is(database, ours):
    broken = add_entry(Overlay(), said(), load_catalogue())
    with pytest.raises(InvalidTable) as refused:
        edit(database, ours, lambda rows: Overlay(claims=broken.claims), Settings())
    assert refused.value.faults[0].fields["cell"] == "claims!J2"


@pytest.mark.long
def test_none_of_those_saved_at_once_is_lost(database, ours, rows):
    barrier = Barrier(WRITERS)

    def one(number):
        barrier.wait()
        edit(database, ours, adding(value=str(100 + number)), Settings())

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(one, range(WRITERS)))
    found = rows()
    assert sorted(row.value for row in found.claims) == ["100", "101", "102", "103"]
    assert len({row.id for row in found.claims}) == WRITERS
    (rating,) = found.ratings
    assert len(rating.claims) == WRITERS
    low, _, high = untold(100, 100, 103)
    assert (rating.low, rating.high) == pytest.approx((low, high))


@pytest.mark.long
def test_a_workbook_sent_meanwhile_is_kept(database, ours, rows, workbook):
    begun = []

    def change(present):
        if not begun:
            begun.append(present)
            database.write(lambda s: overlays.put(s, ours, workbook))
        return add_entry(present, said(), load_catalogue())

    edit(database, ours, change, Settings())
    assert [row.id for row in rows().claims] == ["visit.power", "own.tcr.land_price.1"]


def test_private_data_of_the_service_are_not_hidden_by_a_first_row(
    database, ours, rows, workbook, tmp_path
):
    below = tmp_path / "all.xlsx"
    below.write_bytes(workbook)
    settings = Settings(catalogue=below)
    edit(database, ours, adding(), settings)
    assert [row.id for row in rows().claims] == ["visit.power", "own.tcr.land_price.1"]
    for claim in ("visit.power", "own.tcr.land_price.1", "quotation.tcr.land_price"):
        edit(database, ours, removing(claim), settings)
    assert len(rows()) == 0, "an empty workbook, or what was taken out would come back"


def test_organisations_change_their_own(database, ours, owner, rows):
    theirs = owner(database, "theirs")
    edit(database, ours, adding(), Settings())
    edit(database, theirs, adding(value="200"), Settings())
    edit(database, theirs, removing("own.tcr.land_price.1"), Settings())
    assert [row.value for row in rows().claims] == ["118"]
