"""The page of all parks."""

from pathlib import Path

import pytest

from api.app import create_app
from api.settings import Settings
from tests.api.pages.conftest import Reader
from tests.clients import TestClient


def test_all_parks_with_what_is_missing(reader: Reader) -> None:
    page = reader.get("/parks")
    assert "190 of 190 parks" in page
    assert page.count('name="id"') == 190
    assert "Known, not scorable. Missing: Land price, Infrastructure" in page
    assert 'href="/parks/tcr"' in page
    assert "nothing of your own lies over it" in page


def test_in_chinese(reader: Reader) -> None:
    page = reader.get("/parks?lang=zh")
    assert "泰中罗勇工业园" in page
    assert "汽车零部件、机械" in page
    assert "已收录，但不能评分。缺少：土地价格、基础设施" in page
    assert "Thai-Chinese" not in page


@pytest.mark.parametrize(
    ("query", "count"),
    [("country=laos", 9), ("country=laos&scorable=yes", 1), ("scorable=no", 155), ("country=x", 0)],
)
def test_filters(reader: Reader, query: str, count: int) -> None:
    page = reader.get(f"/parks?{query}")
    assert page.count('name="id"') == count
    assert ("No park fits this choice" in page) is (count == 0)


def test_a_filter_stays_chosen(reader: Reader) -> None:
    page = reader.get("/parks?country=laos&scorable=yes")
    assert '<option value="laos" selected>' in page
    assert '<option value="yes" selected>' in page


def test_what_a_query_says_is_shown_only_where_it_is_known(reader: Reader) -> None:
    assert 'role="status"' not in reader.get("/parks?own=<script>")
    assert "The workbook is in use." in reader.get("/parks?own=saved")


def test_who_may_only_read_is_offered_no_form(reader: Reader) -> None:
    headers = reader.desk.of("ours", "read").headers
    page = reader.get("/parks", headers=headers)
    assert 'type="file"' not in page
    assert "may read but not save" in page


def test_private_data_of_whoever_runs_the_service(tmp_path: Path, laid_over: Settings) -> None:
    place = {"database": f"sqlite:///{tmp_path}/own.db", "job_runners": 0}
    with TestClient(create_app(laid_over.model_copy(update=place))) as client:
        page = client.get("/parks").text
    assert "Whoever runs this service laid private data over the catalogue" in page
    assert "with your own data" in page
    assert "Download your present workbook" not in page
