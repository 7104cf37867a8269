"""Statements typed on the page of a park and taken out again."""

import io
import re
from typing import Any

import pytest

from api.jobs.sheets import MEDIA
from tests.api.pages.conftest import Reader

SAID = {
    "criterion": "land_price",
    "value": "118",
    "quote": "每平方米 118 美元，可以再谈",
    "who": "园区招商经理，邮件报价",
    "as_of": "2026年3月12日",
}


def _add(reader: Reader, status: int = 200, park: str = "tcr", **fields: str) -> str:
    path, page = reader.send(f"/parks/{park}/own", status, **{**SAID, **fields})
    assert path == (f"/parks/{park}" if status == 200 else f"/parks/{park}/own")
    return page


def _part(page: str, criterion: str) -> str:
    """Return the part of a page about a criterion."""
    start = page.index(f'aria-labelledby="c-{criterion}"')
    return page[start : page.index("</section>", start)]


def _take_out(reader: Reader, park: str, part: str) -> str:
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', part)[:2])
    path, page = reader.send(f"/parks/{park}/own/remove", **fields)
    assert path == f"/parks/{park}"
    return page


def test_a_figure_is_added_shown_and_taken_out(reader: Reader) -> None:
    before = reader.get("/parks/tcr")
    part = _part(_add(reader, url="https://example.com/offer"), "land_price")
    assert "Your statement is saved." in part
    assert "<strong>97.8</strong> USD/m2 for 20 years" in part
    assert '<p lang="zh">“每平方米 118 美元，可以再谈”</p>' in part
    assert '<a href="https://example.com/offer" rel="noreferrer">园区招商经理，邮件报价</a>' in part
    assert "as of 12 March 2026" in part
    assert part.count("your own data") == 2
    # 90.6 USD/m2 for land that is kept: times 1 - 1.08**-20, 20 years of its use cost 71.2.
    assert "takes the place of the catalogue's: 71.2 USD/m2 for 20 years" in part
    assert "the value rests on it" in part
    assert "The statement is out." in _part(_take_out(reader, "tcr", part), "land_price")
    assert reader.get("/parks/tcr") == before
    assert "nothing of your own lies over it" in reader.get("/parks/own")


def test_in_chinese(reader: Reader) -> None:
    page = reader.desk.client.post("/parks/tcr/own", data=SAID, headers={"Accept-Language": "zh"})
    part = _part(page.text, "land_price")
    for told in ("您的陈述已保存", "时间：2026年3月12日", "取值以此为据", "您的自有陈述", "移除"):
        assert told in part
    assert "Your" not in part


def test_a_level(reader: Reader) -> None:
    part = _part(_add(reader, criterion="infrastructure", value="five"), "infrastructure")
    assert "<strong>5</strong>" in part
    assert "Five connections" in part
    assert "your own rating" in part
    assert "our rating" not in part.replace("your own rating", "")


def test_words_go_on_record(reader: Reader) -> None:
    part = _part(_add(reader, criterion="hometown_ties", value="温州商会"), "hometown_ties")
    assert "on record, moves no value" in part
    assert "depends on the enterprise" in part


def test_a_gap_is_filled(reader: Reader) -> None:
    assert "port_distance" in reader.get("/parks/mckip")
    part = _part(_add(reader, park="mckip", criterion="port_distance", value="12"), "port_distance")
    assert "<strong>12</strong> km" in part
    assert "the value rests on it" in part


def test_contradictions_are_shown(reader: Reader) -> None:
    """The catalogue has 60 km from there to Tanjung Priok."""
    page = _add(reader, park="kiic", criterion="port_distance", value="120", as_of="2021-11")
    part = _part(page, "port_distance")
    assert 'href="#conflicts">another statement contradicts it' in part
    assert 'id="conflicts"' in reader.get("/parks/kiic")


def test_faults_stand_beside_their_fields_and_what_was_typed_is_kept(reader: Reader) -> None:
    page = _add(reader, 422, value="a lot", who="", as_of="soon", weak="yes", low="b")
    assert page.count('<details class="line-of" open>') == 1
    assert re.findall(r'<div id="own-(\w+)">', page) == ["land_price"]
    part = _part(page, "land_price")
    assert 'role="alert"' in part
    for name in ("value", "low", "who", "as_of"):
        field = part[part.index(f'id="own-land_price-{name}"') :].split(">", 1)[0]
        assert 'aria-invalid="true"' in field
        assert f"own-land_price-{name}-wrong" in field
    assert "“a lot” is no number" in part
    assert SAID["quote"] in part
    assert 'name="weak" value="yes" checked' in part
    assert "nothing of your own lies over it" in reader.get("/parks/own")


def test_what_is_typed_is_escaped(reader: Reader) -> None:
    sent = {**SAID, "value": '"><i>', "quote": "<script>1</script>"}
    page = reader.desk.client.post("/parks/tcr/own", data=sent).text
    assert "<script>1" not in page
    assert '"><i>' not in page


def test_a_level_that_was_chosen_stays_chosen(reader: Reader) -> None:
    page = _add(reader, 422, criterion="infrastructure", value="five", quote="")
    assert 'value="five" required checked' in page
    nothing = _part(_add(reader, 422, criterion="infrastructure", value=""), "infrastructure")
    assert "Please fill this in." in nothing


def test_only_addresses_of_the_web_are_taken(reader: Reader) -> None:
    assert 'href="javascript' not in _add(reader, 422, url="javascript:alert(1)")
    assert SAID["who"] not in _part(reader.get("/parks/tcr"), "land_price")


def _upload(reader: Reader, content: bytes) -> None:
    sent = {"workbook": ("own.xlsx", io.BytesIO(content), MEDIA["xlsx"])}
    assert reader.desk.client.post("/parks/own", files=sent).status_code == 200


def test_a_weak_source_is_named_and_not_linked(reader: Reader) -> None:
    part = _part(_add(reader, url="https://example.com/offer", weak="yes"), "land_price")
    assert SAID["who"] in part
    assert "weak source" in part
    assert "example.com" not in part


@pytest.mark.long
def test_a_workbook_that_was_sent_is_added_to(reader: Reader, good: bytes) -> None:
    _upload(reader, good)
    part = _part(reader.get("/parks/tcr?know=land_price"), "land_price")
    assert "Quoted for Land price: 50..60 USD/m2" in part
    assert "土地价格报价：50..60 美元/平方米" in reader.get("/parks/tcr?lang=zh")
    reader.get("/parks/tcr?lang=en")
    assert "Your workbook has a value of its own here" in part
    assert "written anew" in part
    part = _part(_add(reader), "land_price")
    assert "<strong>45.6</strong>" in part
    assert "on record, moves no value" in part
    page = _take_out(reader, "tcr", part)
    assert "<strong>97.8</strong>" in _part(page, "land_price"), "the quotation is out"


def test_the_audit_log_tells_of_it(reader: Reader) -> None:
    _take_out(reader, "tcr", _part(_add(reader), "land_price"))
    found = reader.desk.ask("GET", "/v1/audit", 200).json()["items"]
    assert [line["action"] for line in found] == ["overlay.delete", "overlay.save"]


def test_who_may_only_read_changes_nothing(reader: Reader) -> None:
    headers = reader.desk.of("ours", "read").headers
    for path in ("/parks/tcr/own", "/parks/tcr/own/remove"):
        assert reader.desk.client.post(path, data=SAID, headers=headers).status_code == 403


def test_organisations_do_not_see_each_others(reader: Reader) -> None:
    ours, theirs = reader.desk.of("ours").headers, reader.desk.of("theirs").headers
    sent: dict[str, Any] = {"data": SAID, "headers": ours}
    assert "<strong>97.8</strong>" in reader.desk.client.post("/parks/tcr/own", **sent).text
    assert "<strong>97.8</strong>" not in reader.get("/parks/tcr", headers=theirs)


def test_unknown_parks_and_criteria(reader: Reader) -> None:
    assert "nowhere" in reader.send("/parks/nowhere/own", 404, **SAID)[1]
    assert "nothing" in reader.send("/parks/tcr/own", 404, **{**SAID, "criterion": "nothing"})[1]
    gone = {"criterion": "land_price", "claim": "own.tcr.land_price.1"}
    assert "nowhere" in reader.send("/parks/nowhere/own/remove", 404, **gone)[1]
    assert "nothing" in reader.send("/parks/tcr/own/remove", 404, criterion="nothing")[1]
    assert reader.send("/parks/tcr/own/remove", **gone)[0] == "/parks/tcr"


def test_the_address_of_the_form_leads_to_the_page(reader: Reader) -> None:
    answer = reader.desk.client.get("/parks/tcr/own?lang=zh")
    assert str(answer.url.path) == "/parks/tcr"
    assert answer.headers["content-language"] == "zh"


def test_a_price_outside_the_catalogues_range_is_saved(reader: Reader) -> None:
    assert "A number, as it was quoted." in reader.get("/parks/eiz?know=land_price")
    assert "A number from 1 to 5." in reader.get("/parks/eiz?know=logistics")
    page = _add(reader, park="eiz", value="25")
    assert "<strong>20.7</strong>" in page
    assert "Is the unit right?" not in page


def test_the_unit_of_a_far_price_is_asked_about(reader: Reader) -> None:
    page = _add(reader, park="eiz", value="5000")
    assert "<strong>4,140</strong>" in page
    assert "Is the unit right? Meant is: US dollars of today per square metre for 20" in page
    assert "Is the unit right?" in reader.get("/parks/own")


def test_a_price_asks_what_it_buys(reader: Reader) -> None:
    page = reader.get("/parks/tcr?know=land_price")
    form = _part(page, "land_price")
    kinds = re.findall(r'<option value="(\w+)"', form[form.index('name="tenure"') :])
    assert kinds == ["unstated", "sale", "lease", "rent"]
    assert "(USD/m2)" in form
    assert page.count('name="tenure"') == page.count('name="lease_years"') == 1


def test_a_lease_with_its_years_is_saved(reader: Reader) -> None:
    part = _part(_add(reader, tenure="lease", lease_years="５０"), "land_price")
    # 118 USD/m2 for 50 years: times (1 - 1.08**-20) / (1 - 1.08**-50).
    assert "<strong>94.7</strong> USD/m2 for 20 years" in part
    assert "<strong>94.7" not in _part(_take_out(reader, "tcr", part), "land_price")


def test_a_term_that_cannot_be_stands_beside_its_field(reader: Reader) -> None:
    for sent, told in (
        ({"tenure": "lease", "lease_years": "1000"}, "above 0 and at most 999"),
        ({"tenure": "sale", "lease_years": "50"}, "Only a lease has years"),
        ({"tenure": "lease", "lease_years": "fifty"}, "“fifty” is no number"),
    ):
        part = _part(_add(reader, 422, **sent), "land_price")
        field = part[part.index('id="own-land_price-lease_years"') :].split("</div>", 1)[0]
        assert 'aria-invalid="true"' in field
        assert f'value="{sent["lease_years"]}"' in field
        assert told in field
        assert f'<option value="{sent["tenure"]}" selected>' in part
        assert part.count('class="wrong"') == 1
    assert "nothing of your own lies over it" in reader.get("/parks/own")


def test_a_price_whose_cost_is_impossible_is_told_what_is_possible(reader: Reader) -> None:
    page = _add(reader, 422, value="50000", tenure="rent")
    # At most 100,000 for 20 years, of which a rent makes (1 - 1.08**-20) / 0.08 times itself.
    assert "50,000 is not possible here; possible is 0.00101852 to 10,185.2 USD/m2." in page


def test_an_impossible_price_is_told_what_is_possible(reader: Reader) -> None:
    page = _add(reader, 422, park="eiz", value="-5")
    assert "-5 is not possible here; possible is 0.0127315 to 114,663 USD/m2." in page


def test_a_newest_figure_says_what_it_takes_the_place_of(reader: Reader) -> None:
    added = _add(reader, criterion="port_distance", value="80", as_of="2026-03-03")
    assert "takes the place of the catalogue's: 27 km" in _part(added, "port_distance")
    page = reader.get("/parks/tcr?lang=zh")
    assert "您的取值取代目录中的取值： 27 公里" in _part(page, "port_distance")
    assert "<summary>距港口 <" in page, "a figure of another year contradicts it"
