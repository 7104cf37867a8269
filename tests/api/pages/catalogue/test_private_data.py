"""What the page says of private data."""

from functools import partial
from pathlib import Path

from api.access.caller import THIS_MACHINE
from api.own import overlays
from api.pages.catalogue.private_data import MOST_FAULTS, own_data, troubles
from api.settings import Settings
from mcda.errors import Fault, InvalidTable
from tests.api.pages.catalogue.conftest import HEAD, SOURCES, written
from tests.api.pages.conftest import Reader


def test_nothing_lies_over_the_catalogue(reader: Reader, settings: Settings) -> None:
    found = own_data(reader.desk.database, THIS_MACHINE, settings, "en")
    assert (found.saved, found.claims, found.ratings, found.parks) == (None, 0, 0, [])


def test_what_lies_over_it(reader: Reader, laid_over: Settings, good: bytes) -> None:
    database = reader.desk.database
    database.write(partial(overlays.put, caller=THIS_MACHINE, content=good))
    found = own_data(database, THIS_MACHINE, laid_over, "zh")
    assert found.saved is not None
    assert found.saved["by"] == THIS_MACHINE.by
    assert (found.claims, found.ratings) == (1, 1)
    assert found.parks == [("tcr", "泰中罗勇工业园")]
    assert found.asked == []


def test_the_unit_of_a_far_figure_is_asked_about(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    quoted = ["tcr", "land_price", 5000, 5500, 6000, "offer", "2026-03-12", "sale"]
    path.write_bytes(written(sources=SOURCES, quotations=[[*HEAD, "tenure"], quoted]))
    found = own_data(reader.desk.database, THIS_MACHINE, Settings(catalogue=path), "zh")
    (asked,) = found.asked
    assert "单位是否正确" in asked
    assert "4,712.71" in asked  # 6,000 USD/m2 for land that is kept


def test_faults_by_sheet_and_cell() -> None:
    fields = {"cell": "sources!C2", "column": "date", "value": "soon"}
    error = InvalidTable([Fault("cell_date", ("ours", "sources!C2"), fields)])
    (found,) = troubles(error, "en")
    assert (found.sheet, found.cell, found.value) == ("sources", "C2", "soon")
    assert "soon" in found.detail
    assert found.remedy
    assert troubles(error, "zh")[0].remedy != found.remedy


def test_faults_without_a_cell_and_too_many_of_them() -> None:
    error = InvalidTable(
        [Fault("sheet_unreadable", (), {"file": "a", "reason": "b"})] * (MOST_FAULTS + 5)
    )
    found = troubles(error, "en")
    assert len(found) == MOST_FAULTS
    assert (found[0].sheet, found[0].cell) == ("", "")
