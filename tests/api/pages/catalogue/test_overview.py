"""The page of all parks: map, filters, list."""

import re

from mcda.parks import load_catalogue, scorable
from tests.api.pages.conftest import Reader


def _listed(page: str) -> list[str]:
    return re.findall(r'name="id" value="(\w+)"', page)


def test_those_that_can_be_ranked_come_by_price(reader: Reader) -> None:
    page = reader.get("/parks")
    assert "Industrial parks abroad: 35 of 190</h1>" in page
    assert sorted(_listed(page)) == sorted(scorable(load_catalogue()))
    assert "190 industrial parks abroad</h1>" in reader.get("/parks?scorable=all")
    assert "155 more fit, of which too little is known to rank them" in page
    assert re.search(r'aria-sort="ascending"><a href="/parks\?sort=-price#list">Land price', page)
    rows = re.findall(r"<tr>(.*?)</tr>", page[page.index("<tbody>") :], re.DOTALL)
    assert len(rows) == 35
    told = [re.search(r'class="num c-n">(?:<[^>]*>)?([^<]+)', row) for row in rows]
    prices = [one[1] for one in told if one]
    figures = [float(one) for one in prices if one != "not on record"]
    assert figures == sorted(figures)
    assert prices[len(figures) :] == ["not on record"] * (35 - len(figures))
    assert "style=" not in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_page_is_light(reader: Reader) -> None:
    answer = reader.desk.client.get("/parks?scorable=all")
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < 40_000
    there = re.search(r'<use href="(/assets/[^#]+)#', answer.text)
    assert there
    land = reader.desk.client.get(there[1])
    assert int(land.headers["content-length"]) < 16_000


def test_a_sector_gives_its_duties_and_what_is_stated(reader: Reader) -> None:
    page = reader.get("/parks?sector=auto_parts&lang=zh")
    assert len(_listed(page)) == 35
    assert '<th scope="col">汽车零部件</th>' in page
    assert "关税：汽车零部件，按" in page
    row = page[page.index('value="tcr"') :].partition("</tr>")[0]
    assert 'class="c-s">有记载' in row
    assert "万元/亩" in page
    stated = _listed(reader.get("/parks?sector=auto_parts&stated=yes"))
    catalogue = load_catalogue()
    assert stated
    assert all("auto_parts" in catalogue.park(name).sectors for name in stated)


def test_filters_narrow_the_list_and_stay_chosen(reader: Reader) -> None:
    page = reader.get("/parks?country=laos&scorable=all&price=40&unit=wan_mu&sort=-name")
    assert '<option value="laos" selected>' in page
    assert '<option value="all" selected>' in page
    assert '<option value="wan_mu" selected>' in page
    assert '<option value="-name" selected>' in page
    assert 'name="price" value="40"' in page
    assert '<details class="narrowed" open>' in page
    assert set(_listed(reader.get("/parks?country=laos&scorable=all"))) > set(_listed(page))
    assert "without a price on record are left out" in page


def test_nothing_left_and_a_price_that_is_none(reader: Reader) -> None:
    page = reader.get("/parks?country=hungary")
    assert _listed(page) == []
    assert "No park fits." in page
    assert 'href="/parks?country=hungary&scorable=all"' in page
    page = reader.get("/parks?price=cheap")
    assert 'aria-invalid="true"' in page
    assert "The price is no number." in page


def test_points_lead_to_parks_and_numbers_to_lists(reader: Reader) -> None:
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
