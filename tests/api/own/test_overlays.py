import io
import zipfile

import pytest
from sqlalchemy import select

from api.db.tables import EntryRow
from api.own import overlays
from mcda.errors import InvalidTable, LimitExceeded, NotFound
from mcda.parks.catalogues.registry import SHIPPED
from mcda.sheets.sheet import MOST_BYTES


def test_a_sound_workbook_passes(workbook):
    overlays.check(workbook, SHIPPED)


def test_its_rows(workbook):
    found = overlays.rows(workbook, SHIPPED)
    assert [row.id for row in found.claims] == ["visit.power"]
    assert [row.mode for row in found.quotations] == [55.0]
    with pytest.raises(InvalidTable):
        overlays.rows(b"no workbook", SHIPPED)


def test_all_faults_are_told(sheets):
    rows = [["id", "title", "date"], ["a", "A", "soon"], ["b", "", "2026"]]
    with pytest.raises(InvalidTable) as refused:
        overlays.check(sheets(sources=rows), SHIPPED)
    assert [fault.path[1] for fault in refused.value.faults] == ["sources!C2", "sources!B3"]


def test_a_bomb(workbook):
    out = io.BytesIO(workbook)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/a.png", "w") as part,
    ):
        for _ in range(MOST_BYTES // 2**20 + 1):
            part.write(bytes(2**20))
    with pytest.raises(LimitExceeded):
        overlays.check(out.getvalue(), SHIPPED)


def test_saved_in_the_place_of_the_former_one(database, owner):
    ours, theirs = owner(database, "ours"), owner(database, "theirs")
    with pytest.raises(NotFound):
        database.read(lambda s: overlays.read(s, ours))
    for content in (b"one", b"two"):
        saved = database.write(lambda s, c=content: overlays.put(s, ours, c))
    assert (saved["bytes"], saved["by"]) == (3, "test")
    assert database.read(lambda s: overlays.workbook(s, ours)) == b"two"
    for work in (overlays.read, overlays.workbook, overlays.delete):
        with pytest.raises(NotFound):
            database.write(lambda s, work=work: work(s, theirs))
    database.write(lambda s: overlays.delete(s, ours))
    with pytest.raises(NotFound):
        database.read(lambda s: overlays.workbook(s, ours))
    lines = database.read(lambda s: s.scalars(select(EntryRow.action)).all())
    assert lines == ["overlay.save", "overlay.save", "overlay.delete"]
