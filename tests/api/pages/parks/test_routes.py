"""The pages of one park and of some side by side."""

import html
import math
import re
from functools import partial

import pytest

from api.access.caller import THIS_MACHINE
from api.http.numbers import Numbers
from api.own import overlays
from api.pages.parks.park import duties
from mcda.parks import load_catalogue, scorable
from tests.sample import EVERY


def _listed(page: str) -> list[str]:
    return re.findall(r'name="id" value="(\w+)"', page)


def test_those_that_can_be_ranked_come_by_price(reader):
    page = reader.get("/parks")
    assert "Industrial parks abroad: 66 of 191</h1>" in page
    assert sorted(_listed(page)) == sorted(scorable(load_catalogue()))
    assert "191 industrial parks abroad</h1>" in reader.get("/parks?scorable=all")
    assert "125 more fit, of which too little is known to rank them" in page
    assert re.search(r'aria-sort="ascending"><a href="/parks\?sort=-price#list">Land price', page)
    rows = re.findall(r"<tr>(.*?)</tr>", page[page.index("<tbody>") :], re.DOTALL)
    assert len(rows) == 66
    told = [re.search(r'class="num c-n">(?:<[^>]*>)?([^<]+)', row) for row in rows]
    prices = [one[1] for one in told if one]
    figures = [float(one) for one in prices if one != "not on record"]
    assert figures == sorted(figures)
    assert prices[len(figures) :] == ["not on record"] * (66 - len(figures))
    assert "style=" not in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_page_is_light(reader):
    answer = reader.desk.client.get("/parks?scorable=all")
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < 40_000
    there = re.search(r'<use href="(/assets/[^#]+)#', answer.text)
    assert there
    assert int(reader.desk.client.get(there[1]).headers["content-length"]) < 16_000


def test_a_sector_gives_its_duties_and_what_is_stated(reader):
    page = reader.get("/parks?sector=auto_parts&lang=zh")
    assert len(_listed(page)) == 66
    assert '<th scope="col">汽车零部件</th>' in page
    assert "关税：汽车零部件，按" in page
    assert 'class="c-s">有记载' in page[page.index('value="tcr"') :].partition("</tr>")[0]
    assert "万元/亩" in page
    stated = _listed(reader.get("/parks?sector=auto_parts&stated=yes"))
    catalogue = load_catalogue()
    assert stated
    assert all("auto_parts" in catalogue.park(name).sectors for name in stated)


def test_filters_narrow_the_list_and_stay_chosen(reader):
    page = reader.get("/parks?country=laos&scorable=all&price=40&unit=wan_mu&sort=-name")
    assert '<option value="laos" selected>' in page
    assert '<option value="all" selected>' in page
    assert '<option value="wan_mu" selected>' in page
    assert '<option value="-name" selected>' in page
    assert 'name="price" value="40"' in page
    assert '<details class="narrowed" open>' in page
    assert set(_listed(reader.get("/parks?country=laos&scorable=all"))) > set(_listed(page))
    assert "without a price on record are left out" in page


def test_nothing_left_and_a_price_that_is_none(reader):
    page = reader.get("/parks?country=oman")
    assert _listed(page) == []
    assert "No park fits." in page
    assert 'href="/parks?country=oman&scorable=all"' in page
    page = reader.get("/parks?price=cheap")
    assert 'aria-invalid="true"' in page
    assert "The price is no number." in page


def test_points_lead_to_parks_and_numbers_to_lists(reader):
    page = reader.get("/parks?scorable=all")
    catalogue = load_catalogue()
    on_map = set(re.findall(r'<a href="/parks/(\w+)" aria-label=', page))
    for name, said in re.findall(
        r'<section class="near" id="(near-\w+)".*?>(.*?)</section>', page, re.DOTALL
    ):
        assert f'href="#{name}"' in page
        count = re.search(r": (\d+) parks", said)
        assert count
        inside = re.findall(r'href="/parks/(\w+)"', said)
        assert len(inside) == int(count[1])
        on_map |= set(inside)
    off = page[page.index("Not on the map") :].partition("</p>")[0]
    without = {park.id for park in catalogue.parks.values() if park.coordinates is None}
    assert set(re.findall(r'href="/parks/(\w+)"', off)) == without
    assert on_map | without == set(catalogue.parks)


@EVERY
def test_every_park_has_a_page(reader, catalogue, step):
    """In Chinese no unit and no remark of ours on it is left in English."""
    units = {claim.unit for claim in catalogue.claims.values()} - {"", "%", "text"}
    english = re.compile(
        "|".join(rf"(?<![A-Za-z]){re.escape(html.escape(u))}(?![A-Za-z])" for u in units)
    )
    left = []
    for park in list(catalogue.parks.values())[::step]:
        for language in ("en", "zh"):
            page = reader.get(f"/parks/{park.id}?lang={language}")
            assert f"<h1>{park.name[language]}</h1>" in page
            assert page.count('class="judged"') >= len(catalogue.criteria)
            assert "style=" not in page
            ids = re.findall(r' id="([^"]+)"', page)
            assert len(ids) == len(set(ids))
        topics = re.findall("<summary>([^<]+)", page)
        assert not any(topic.isascii() for topic in topics)
        page = page[page.index("<main") : page.index("</main>")]
        figures = re.findall(r"记录的数值： <span[^>]*>(.*?)</p>", page)
        reasons = re.findall(r"最新数据：(.*?)，来源", page)
        dates = re.findall(r"时间：([^<]*)", page)
        assert figures, park.id
        assert reasons, park.id
        remarks = [*reasons, *dates]
        left += [(park.id, told) for told in (*figures, *remarks) if english.search(told)]
        left += [
            (park.id, told) for told in remarks if re.search(r"undated|c\.\d|\([A-Za-z]", told)
        ]
    assert left == []


def test_a_park_with_quotations_sources_and_marks(reader):
    page = reader.get("/parks/vcep")
    assert "Our translation:" in page
    assert "as of 6 October 2025" in page
    assert "· undated" in page
    assert "as of undated" not in page
    assert 'class="tag weak">weak source' in page
    assert 'rel="noreferrer"' in page
    assert "Where sources contradict each other" in page
    assert "depends on the enterprise" in page


def test_gaps_and_what_is_missing(reader):
    page = reader.get("/parks/mckip?lang=zh")
    assert "已收录，但不能评分。缺少：土地价格、一站式服务" in page
    assert "没有来源提及" in page


def test_an_unknown_park(reader):
    assert "nowhere" in reader.get("/parks/nowhere", 404)
    assert "nowhere" in reader.get("/parks/compared?id=tcr&id=nowhere", 404)


def test_what_another_process_saved_is_seen_at_once(reader, good):
    assert "<strong>45.6</strong>" not in reader.get("/parks/tcr")
    reader.desk.database.write(partial(overlays.put, caller=THIS_MACHINE, content=good))
    assert "<strong>45.6</strong>" in reader.get("/parks/tcr?own=added&at=land_price")


def test_local_prices_are_also_said_in_dollars(reader):
    page = reader.get("/parks/kitic")
    assert "2.95 million IDR/m2</span> · about 177.5 USD/m2, at 16,622 IDR per USD" in page
    told = "约合 177.5 美元/平方米（按 1 美元兑 16,622 印尼盾，2025年3月26日）"
    assert told in reader.get("/parks/kitic?lang=zh")


def test_side_by_side(reader, catalogue):
    page = reader.get("/parks/compared?id=tcr&id=kitic&id=tcr&id=great_stone")
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert re.findall(r'href="/parks/(\w+)"', head) == ["tcr", "kitic", "great_stone"]
    # tcr's land is kept: 90.6 (70.9 to 130) USD/m2, times 1 - 1.08**-20 = 0.785.
    assert "<b>71 USD/m2</b>" in page
    assert 'aria-label="Evidence: weak"' in page
    assert "differs by firm" in page
    # Its own place among the ticks: 71.16 on a logarithmic scale from 190 to 20.
    cell = page[page.index("<b>71 USD/m2</b>") :].partition("</td>")[0]
    dot = re.search(r'<circle class="at" cx="([\d.]+)%"', cell)
    assert dot
    assert float(dot[1]) == pytest.approx(100 * math.log(190 / 71.16) / math.log(190 / 20), abs=0.5)
    for name in ("tcr", "kitic", "great_stone"):
        _, levied = duties(catalogue.park(name), catalogue)[0]
        assert f"US {Numbers('en').fixed(levied.mode, 0)}%, EU " in page
    assert "Hangzhou, Zhejiang" in page


@pytest.mark.long
def test_duties_side_by_side_are_those_of_the_list(reader):
    listed = reader.get("/parks?sector=auto_parts&lang=zh")
    form = listed[listed.index('action="/parks/compared"') :]
    assert re.findall('type="hidden" name="(.*?)" value="(.*?)"', form) == [
        ("sector", "auto_parts")
    ]
    page = reader.get("/parks/compared?sector=auto_parts&id=hofusan&id=ssez&lang=zh")
    plain = reader.get("/parks/compared?id=hofusan&id=ssez&sector=nothing&lang=zh")
    for park in ("hofusan", "ssez"):
        line = form[form.index(f'href="/parks/{park}"') :].partition("</tr>")[0]
        us, eu = (re.search(rf'class="num c-{market}">(\d+)%', line)[1] for market in ("us", "eu"))
        assert f"对美{us}%，对欧{eu}%" in page
        assert f"对美{us}%，对欧{eu}%" not in plain
    assert "关税：汽车零部件，" in page
    assert page.count("sector=auto_parts") >= 3  # back to the list, and to take a park out
    assert '<input type="hidden" name="sector" value="auto_parts">' in page


def test_side_by_side_in_chinese(reader):
    page = reader.get("/parks/compared?id=tcr&id=kitic&lang=zh")
    assert "<b>71美元/㎡</b>" in page
    assert "（34万元/亩）" in page
    assert "证据：薄弱" in page
    assert "因企业而异" in page


def test_more_than_fit_side_by_side_are_said_to_be_left_out(reader, catalogue):
    query = "&".join(f"id={name}" for name in [*catalogue.parks][:7])
    page = reader.get(f"/parks/compared?{query}")
    assert "At most 5 parks fit side by side; 2 more were left out." in page
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert len(re.findall(r'href="/parks/\w+"', head)) == 5
    assert 'class="add"' not in page


def test_parks_are_added_and_taken_out(reader):
    page = reader.get("/parks/compared?id=tcr&id=ssez")
    assert 'href="/parks/compared?id=ssez">take out' in page
    form = page[page.index('class="add"') :].partition("</form>")[0]
    assert re.findall('type="hidden" name="id" value="(.*?)"', form) == ["tcr", "ssez"]
    assert '<option value="vcep">' in form
    assert '<option value="tcr">' not in form


@pytest.mark.parametrize(("query", "tables"), [("", 0), ("?id=tcr", 2)])
def test_too_few_to_compare(reader, query, tables):
    page = reader.get(f"/parks/compared{query}")
    assert "Add a second park." in page
    assert page.count("<table") == tables


def test_without_a_key_one_is_sent_to_sign_in(reader):
    reader.desk.of("ours")
    for path in ("/parks", "/parks/tcr", "/parks/compared?id=tcr"):
        assert 'name="key"' in reader.get(path)
