"""The page of one park with the reader's own statements."""

import html
import re

import pytest

from mcda.parks import Catalogue
from tests.api.pages.conftest import Reader


def test_a_form_at_every_criterion(reader: Reader, catalogue: Catalogue) -> None:
    page = reader.get("/parks/tcr")
    found = re.findall(r'<details id="own-(\w+)">', page)
    assert found == [info.id for info in catalogue.all_criteria]
    assert page.count('action="/parks/tcr/own#own-') == len(found)


def test_gaps_lead_to_where_they_can_be_filled(reader: Reader) -> None:
    page = reader.get("/parks/mckip")
    for criterion in ("land_price", "financing_access"):
        assert f'<a href="#c-{criterion}">' in page
        assert f'id="c-{criterion}"' in page


def test_who_may_only_read_is_offered_no_form(reader: Reader) -> None:
    headers = reader.desk.of("ours", "read").headers
    page = reader.get("/parks/mckip", headers=headers)
    assert "<form" not in page[page.index("<main") :]
    assert 'id="c-land_price"' in page
    assert 'id="c-financing_access"' not in page, "nothing is known, and nothing can be said"


def test_what_a_query_says_is_shown_only_where_it_is_known(reader: Reader) -> None:
    assert 'role="status"' not in reader.get("/parks/tcr?own=<script>&at=land_price")
    assert 'role="status"' not in reader.get("/parks/tcr?own=added&at=nothing")
    assert "Your statement is saved." in reader.get("/parks/tcr?own=added&at=land_price")


@pytest.mark.parametrize(
    ("language", "heading", "standing", "reading", "alike"),
    [
        ("en", "Is the investor state-owned or private?", "the catalogue relies on this",
         "speaks of private investors from Shenzhen", "Two plans: 800 hectares"),
        ("zh", "投资方是国有还是民营？", "本目录采信", "房产中介的网页", "两份规划"),
    ],
)  # fmt: skip
def test_contradictions_are_explained(
    reader: Reader, language: str, heading: str, standing: str, reading: str, alike: str
) -> None:
    page = reader.get("/parks/vcep", headers={"Accept-Language": language})
    part = page[page.index('<h2 id="conflicts">') : page.index('<h2 id="further">')]
    assert f"<h3>{heading}</h3>" in part
    assert standing in part
    assert reading in part
    entry = part[part.index(heading) :].split("<h3>")[0]
    sides = entry.split('<div class="card">')[1:]
    assert [standing in side for side in sides] == [True, False]
    assert ["KLand" in side for side in sides] == [False, True]
    assert part.index(alike) > part.index(heading)
    assert "800公頃" in part[part.index(alike) :], "the two plans are told as such"
    assert "800公頃" not in part[: part.index(alike)], "they are no contradiction"


def test_an_unknown_park(reader: Reader) -> None:
    assert "nowhere" in reader.get("/parks/nowhere", 404)


def test_no_unit_or_remark_of_ours_is_left_in_english(reader: Reader, catalogue: Catalogue) -> None:
    units = {claim.unit for claim in catalogue.claims.values()} - {"", "%", "text"}
    english = re.compile(
        "|".join(rf"(?<![A-Za-z]){re.escape(html.escape(u))}(?![A-Za-z])" for u in units)
    )
    left = []
    for park in catalogue.parks:
        page = reader.get(f"/parks/{park}?lang=zh")
        page = page[page.index("<main") : page.index("</main>")]
        figures = re.findall(r"记录的数值： <span[^>]*>(.*?)</p>", page)
        reasons = re.findall(r"最新数据：(.*?)，来源", page)
        dates = re.findall(r"时间：([^<]*)", page)
        assert figures, park
        assert reasons, park
        remarks = [*reasons, *dates]
        left += [(park, told) for told in (*figures, *remarks) if english.search(told)]
        left += [(park, told) for told in remarks if re.search(r"undated|c\.\d|\([A-Za-z]", told)]
    assert left == []
