"""The page of one park with the reader's own statements."""

import re
from datetime import date

import pytest

from api.http.numbers import Numbers
from mcda.parks import load_catalogue
from mcda.parks.controversies import controversies
from mcda.parks.quality import STALE_AFTER
from tests.sample import EVERY


@EVERY
def test_every_criterion_leads_to_its_form(reader, catalogue, step):
    page = reader.get("/parks/tcr")
    lines = page[page.index('id="ratings"') :]
    found = re.findall(r'href="/parks/tcr\?know=(\w+)#own-\1"', lines)
    assert found == [info.id for info in catalogue.all_criteria]
    assert 'action="/parks/tcr/own' not in page
    for criterion in found[::step]:
        there = reader.get(f"/parks/tcr?know={criterion}")
        assert f'<div id="own-{criterion}">' in there
        assert there.count('action="/parks/tcr/own#own-') == 1
        assert f'<input type="hidden" name="criterion" value="{criterion}">' in there


def test_gaps_lead_to_where_they_can_be_filled(reader):
    page = reader.get("/parks/mckip")
    gaps = page[page.index('id="gaps"') : page.index('id="ratings"')]
    for criterion in ("land_price", "factory_rent"):
        address = f"/parks/mckip?know={criterion}"
        assert f'<a href="{address}#own-{criterion}">I have it' in gaps
        there = reader.get(address)
        start = there.index(f'aria-labelledby="c-{criterion}"')
        around = there[there.rindex("<details", 0, start) : start]
        assert around.partition(">")[0].endswith(" open"), "the line that holds the form is open"


def test_begins_with_what_it_is_like(reader, catalogue):
    page = reader.get("/parks/tcr?lang=zh")
    head = page[page.index("<main") : page.index('id="gaps"')]
    assert catalogue.park("tcr").summary["zh"] in head
    assert "34万元/亩" in head
    assert "71美元/㎡；借用周边价格" in head
    assert _fact(page, "投资主体").startswith("民营<small>浙江杭州")
    assert _fact(page, "已知程度").startswith("7/7项")
    nothing = reader.get("/parks/mckip?lang=zh")
    assert _fact(nothing, "地价") == '<span class="none">没有记载</span>'
    assert "还不够排名" in _fact(nothing, "已知程度")
    assert "缺少：土地价格、一站式服务" in nothing[nothing.index('id="gaps"') :]


def test_a_line_says_where_the_park_stands_in_words(reader):
    page = reader.get("/parks/tcr")
    part = page[page.index('id="ratings"') : page.index('id="further"')]
    assert "among the 66 parks that can be ranked?" in part
    lines = dict(
        re.findall(
            r'class="name">([^<]+?)\s*</span><span class="said">(.*?)</span><span', part, re.DOTALL
        )
    )
    said = {name: re.sub(r"<[^>]+>|\s+", " ", told).strip() for name, told in lines.items()}
    assert said["Infrastructure"] == "4 connections"
    assert said["One-stop services"] == "One window with a scope"
    assert said["Investor type"] == "Private"
    assert said["Land price"] == "71 USD/m2"
    assert said["Hometown ties"].startswith("Hangzhou, Zhejiang")
    assert "level 2" not in part[: part.index("<h3")]
    assert part.count('<circle class="at"') == 5, "two depend on the enterprise"


def test_who_may_only_read_is_offered_no_form(reader):
    headers = reader.desk.of("ours", "read").headers
    page = reader.get("/parks/mckip", headers=headers)
    assert "<form" not in page[page.index("<main") :]
    assert 'id="c-land_price"' in page
    assert 'id="c-factory_rent"' not in page, "nothing is known, and nothing can be said"


def test_what_a_query_says_is_shown_only_where_it_is_known(reader):
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
def test_contradictions_are_explained(reader, language, heading, standing, reading, alike):
    page = reader.get("/parks/vcep", headers={"Accept-Language": language})
    part = page[page.index('id="conflicts"') : page.index('id="others"')]
    assert f"<summary>{heading} <" in part
    assert standing in part
    assert reading in part
    entry = part[part.index(heading) :].split("</details>")[0]
    sides = entry.split('<div class="side">')[1:]
    assert [standing in side for side in sides] == [True, False]
    assert ["KLand" in side for side in sides] == [False, True]
    assert part.index(alike) > part.index(heading)
    assert "800公頃" in part[part.index(alike) :], "the two plans are told as such"
    assert "800公頃" not in part[: part.index(alike)], "they are no contradiction"


def _blocks(page: str) -> list[str]:
    """Return the statements of a page."""
    return re.findall(r"<blockquote.*?</blockquote>", page, re.DOTALL)


def _fact(page: str, term: str) -> str:
    """Return what the card of a park says under a term."""
    return page.split(f"<dt>{term}</dt><dd>")[1].split("</dd>")[0]


@pytest.mark.parametrize(
    ("language", "heading", "count", "topics"),
    [
        ("en", "Bad news on record", "2 on record", ["Unrest", "Project stalled"]),
        ("zh", "负面记载", "2 条记载", ["冲突与骚乱", "项目停滞"]),
    ],
)
def test_bad_news_stands_with_its_statements(reader, catalogue, language, heading, count, topics):
    page = reader.get("/parks/vcep", headers={"Accept-Language": language})
    assert _fact(page, heading) == f'<a href="#controversies">{count}</a>'
    part = page[page.index('id="controversies"') : page.index('id="others"')]
    assert re.findall("<summary>(.*?) <", part) == topics
    news = controversies(catalogue, catalogue.park("vcep"))
    told = _blocks(part)
    assert len(told) == len(news) == 2
    for claim, block in zip(news, told, strict=True):
        assert f"“{claim.quote}”" in block
        assert claim.source.title in block
        assert language not in claim.translations or claim.translations[language] in block
    others = page[page.index('id="others"') :]
    assert not any(f"“{claim.quote}”" in others for claim in news), "they are told once"


@pytest.mark.parametrize(
    ("park", "language", "told"),
    [
        ("tanger_tech", "en", ["Concession gone", "2018 to November 2020", "Another operator"]),
        ("tanger_tech", "zh", ["特许权丧失", "2018年至2020年11月", "2020年11月起由另一运营方运营"]),
        (
            "kyaukphyu_sez",
            "en",
            ["Armed conflict at the place", "no end on record", "drones still"],
        ),
        ("bagamoyo", "en", ["since June 2019", "No other operator since is on record."]),
        ("uzlovaya", "zh", ["当地武装冲突", ">2024年7月11日<"]),
    ],
)
def test_failures_stand_before_the_statements(reader, catalogue, park, language, told):
    page = reader.get(f"/parks/{park}", headers={"Accept-Language": language})
    part = page[page.index('id="controversies"') :].split("<details>")[0]
    for words in [*told, *(failure.what[language] for failure in catalogue.park(park).failures)]:
        assert words in part


def test_no_bad_news_is_no_proof_of_good(reader):
    page = reader.get("/parks/tcr")
    assert "no proof that there is none" in _fact(page, "Bad news on record")
    assert 'id="controversies"' not in page
    assert "#controversies" not in page
    assert "不等于没有" in _fact(reader.get("/parks/tcr?lang=zh"), "负面记载")


def test_whom_to_ask(reader, catalogue):
    contact = catalogue.park("vcep").contact
    assert contact is not None
    assert _fact(reader.get("/parks/vcep?lang=en"), "Whom to ask") == contact["en"]
    assert _fact(reader.get("/parks/vcep?lang=zh"), "可向谁询问") == contact["zh"]


def test_coordinates_say_what_they_are_of(reader, catalogue):
    for park, of in (("great_stone", "of the park"), ("tcr", "of Rayong, the place named, not")):
        point = catalogue.park(park).coordinates
        assert point is not None
        told = _fact(reader.get(f"/parks/{park}?lang=en"), "Coordinates")
        there = re.match(r"([-\d.]+), ([-\d.]+)<br>", told)
        assert there, told
        # Three digits: some 10 km, and the statement itself stands below with all of them.
        assert float(there[1]) == pytest.approx(point.latitude, abs=1e-3)
        assert float(there[2]) == pytest.approx(point.longitude, abs=1e-3)
        assert of in told
    assert "园区自身" in _fact(reader.get("/parks/great_stone?lang=zh"), "坐标")
    assert catalogue.park("dholera").coordinates is None
    assert "<dt>坐标</dt>" not in reader.get("/parks/dholera?lang=zh")


def test_weak_sources_are_named_and_not_linked(reader, catalogue):
    page = reader.get("/parks/vcep")
    weak = [block for block in _blocks(page) if ">weak source</span>" in block]
    others = [block for block in _blocks(page) if ">weak source</span>" not in block]
    assert weak
    assert not any("<a " in block for block in weak)
    assert any('rel="noreferrer"' in block for block in others)
    source = catalogue.claims["vcep.controversy_stalled.1"].source
    assert source.weak
    assert source.title in page
    assert source.url
    assert source.url not in page


@pytest.mark.parametrize(("language", "mark"), [("en", "old"), ("zh", "时间较久")])
def test_old_statements_are_marked(reader, language, mark):
    marked: list[int | None] = []
    unmarked: list[int | None] = []
    for block in _blocks(reader.get(f"/parks/vcep?lang={language}")):
        told = re.search(r"(?:as of |时间：)([^<\n]*)", block)
        years = [int(year) for year in re.findall(r"\d{4}", told[1])] if told else []
        side = marked if f'<span class="tag weak">{mark}</span>' in block else unmarked
        side.append(max(years, default=None))
    oldest = date.today().year - STALE_AFTER
    assert marked
    assert all(year is not None and year < oldest for year in marked)
    assert None in unmarked, "of an undated one nobody knows"
    assert any(year is not None for year in unmarked)
    assert all(year is None or year >= oldest for year in unmarked)


def test_the_footer_says_which_catalogue_it_is(reader):
    edition = load_catalogue().edition
    for language, told in (
        ("en", f"catalogue {edition.version} of {Numbers('en').day(edition.date)}"),
        ("zh", f"目录第 {edition.version} 版（{Numbers('zh').day(edition.date)}）"),
    ):
        page = reader.get(f"/parks/tcr?lang={language}")
        footer = page[page.index("<footer") : page.index("</footer>")]
        assert told in footer
        short = f'title="{edition.digest}">{edition.digest[:12]}<'
        assert short in footer
