"""Private data sent by the form."""

import io
from functools import partial

import pytest

from api.access.caller import THIS_MACHINE
from api.app import create_app
from api.jobs.sheets import MEDIA
from api.own import overlays
from api.pages.parks.upload import FIELD, MOST_FAULTS, own_data, troubles
from api.settings import Settings
from mcda.errors import Fault, InvalidTable
from mcda.parks import load_catalogue
from mcda.parks.overlay import read_overlay
from tests.api.pages.conftest import Reader
from tests.api.pages.parks.conftest import HEAD, SOURCES, written
from tests.clients import TestClient


def test_nothing_lies_over_the_catalogue(reader, settings):
    found = own_data(reader.desk.database, THIS_MACHINE, settings, "en")
    assert (found["saved"], found["claims"], found["ratings"], found["parks"]) == (None, 0, 0, [])


def test_what_lies_over_it(reader, laid_over, good):
    database = reader.desk.database
    database.write(partial(overlays.put, caller=THIS_MACHINE, content=good))
    found = own_data(database, THIS_MACHINE, laid_over, "zh")
    assert found["saved"] is not None
    assert found["saved"]["by"] == THIS_MACHINE.by
    assert (found["claims"], found["ratings"]) == (1, 1)
    assert found["parks"] == [("tcr", "泰中罗勇工业园")]
    assert found["asked"] == []


def test_the_unit_of_a_far_figure_is_asked_about(reader, tmp_path):
    path = tmp_path / "far.xlsx"
    quoted = ["tcr", "land_price", 5000, 5500, 6000, "offer", "2026-03-12", "sale"]
    path.write_bytes(written(sources=SOURCES, quotations=[[*HEAD, "tenure"], quoted]))
    found = own_data(reader.desk.database, THIS_MACHINE, Settings(catalogue=path), "zh")
    (asked,) = found["asked"]
    assert "单位是否正确" in asked
    assert "4,712.71" in asked  # 6,000 USD/m2 for land that is kept


def test_faults_by_sheet_and_cell():
    fields = {"cell": "sources!C2", "column": "date", "value": "soon"}
    error = InvalidTable([Fault("cell_date", ("ours", "sources!C2"), fields)])
    (found,) = troubles(error, "en")
    assert (found["sheet"], found["cell"], found["value"]) == ("sources", "C2", "soon")
    assert "soon" in found["detail"]
    assert found["remedy"]
    assert troubles(error, "zh")[0]["remedy"] != found["remedy"]


def test_faults_without_a_cell_and_too_many_of_them():
    error = InvalidTable(
        [Fault("sheet_unreadable", (), {"file": "a", "reason": "b"})] * (MOST_FAULTS + 5)
    )
    found = troubles(error, "en")
    assert len(found) == MOST_FAULTS
    assert (found[0]["sheet"], found[0]["cell"]) == ("", "")


def _send(reader: Reader, content: bytes, status: int, **headers: str) -> str:
    sent = {FIELD: ("own.xlsx", io.BytesIO(content), MEDIA["xlsx"])}
    answer = reader.desk.client.post("/parks/own", files=sent, headers=headers)
    assert answer.status_code == status, answer.text[:500]
    return str(answer.text)


def test_a_workbook_is_used_and_removed(reader, good):
    page = _send(reader, good, 200)
    assert "The workbook is in use." in page
    assert "Statements of your own: 1." in page
    assert "by someone at this machine" in page
    assert reader.desk.client.get("/v1/overlay/workbook").content == good
    park = reader.get("/parks/tcr")
    assert "your own data" in park
    assert "<strong>45.6</strong>" in park
    path, page = reader.send("/parks/own/remove")
    assert path == "/parks/own"
    assert "Your own data were removed" in page
    assert "<strong>45.6</strong>" not in reader.get("/parks/tcr")


def test_faults_name_sheet_cell_value_and_remedy(reader, good, bad):
    _send(reader, good, 200)
    page = _send(reader, bad, 422)
    assert "Faults found: 2." in page
    for told in ("quotations", "A2", "nowhere", "D3", "cheap", "Choose one of the values"):
        assert told in page
    assert reader.desk.client.get("/v1/overlay/workbook").content == good


def test_faults_in_chinese(reader, bad):
    page = _send(reader, bad, 422, **{"Accept-Language": "zh"})
    assert "发现问题 2 处" in page
    assert "请从所列取值中选择" in page


@pytest.mark.parametrize("content", [b"", b"no workbook"])
def test_no_workbook(reader, content):
    assert "is not a workbook" in _send(reader, content, 422)


def test_no_file_at_all(reader):
    assert "is not a workbook" in reader.send("/parks/own", 422, workbook="text")[1]


def test_more_than_a_body_may_hold_is_let_through(reader, good):
    padded = good + b"\0" * (3 * 1024 * 1024)
    assert "not a workbook" in _send(reader, padded, 422)


def test_who_may_only_read_changes_nothing(reader, good):
    headers = reader.desk.of("ours", "read").headers
    _send(reader, good, 403, **headers)
    assert reader.desk.client.post("/parks/own/remove", headers=headers).status_code == 403


def test_removing_nothing(reader):
    assert "no_overlay" in reader.send("/parks/own/remove", 404)[1]


def test_organisations_do_not_see_each_others(reader, good):
    ours, theirs = reader.desk.of("ours").headers, reader.desk.of("theirs").headers
    _send(reader, good, 200, **ours)
    assert "<strong>45.6</strong>" in reader.get("/parks/tcr", headers=ours)
    assert "<strong>45.6</strong>" not in reader.get("/parks/tcr", headers=theirs)
    assert "nothing of your own" in reader.get("/parks/own", headers=theirs)


def test_the_template_can_be_read_back(reader: Reader, tmp_path) -> None:  # type: ignore[no-untyped-def]
    answer = reader.desk.client.get("/parks/own/template.xlsx")
    assert answer.headers["content-type"] == MEDIA["xlsx"]
    path = tmp_path / "template.xlsx"
    path.write_bytes(answer.content)
    assert len(read_overlay(path, load_catalogue())) == 0


def test_what_a_query_says_is_shown_only_where_it_is_known(reader):
    assert 'role="status"' not in reader.get("/parks/own?own=<script>")
    assert "The workbook is in use." in reader.get("/parks/own?own=saved")


def test_who_may_only_read_is_offered_no_form(reader):
    headers = reader.desk.of("ours", "read").headers
    page = reader.get("/parks/own", headers=headers)
    assert 'type="file"' not in page
    assert "may read but not save" in page


def test_private_data_of_whoever_runs_the_service(tmp_path, laid_over):
    place = {"database": f"sqlite:///{tmp_path}/own.db", "job_runners": 0}
    with TestClient(create_app(laid_over.model_copy(update=place))) as client:
        page, listed = client.get("/parks/own").text, client.get("/parks").text
    assert "Whoever runs this service laid private data over the catalogue" in page
    assert "Download your present workbook" not in page
    assert "with your own data" in listed
