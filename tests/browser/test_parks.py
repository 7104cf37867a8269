"""The catalogue in a real browser: filter, read, compare, and lay one's own data over it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from mcda.parks import load_catalogue, scorable
from mcda.parks.overlay import Overlay, Quotation, SourceRow, format_workbook
from mcda.parks.overlay.columns import layouts
from mcda.sheets.columns import RowPlace

pytestmark = pytest.mark.long
SERIOUS = ("serious", "critical")
PLACES = (
    "parks",
    "parks/own",
    "parks/vcep",
    "parks/mckip",
    "parks/compared?id=tcr&id=kitic&id=mckip&id=ssez",
)
PHONE = {"width": 390, "height": 844}
PRICE = "71.2"
"""Of Rayong: 90.6 USD/m2 for good, of which 20 years at 8 % are worth 1 - 1.08^-20 = 0.785."""


def _workbook(path: Path, source: str) -> Path:
    """Write a quotation of 55 USD/m2 for Rayong, from a source that the workbook names or not."""

    def place(sheet: str) -> RowPlace:
        columns = {name: j for j, name in enumerate(layouts()[sheet].names)}
        return RowPlace("ours", sheet, 2, columns)

    quoted = Quotation(
        place=place("quotations"),
        park="tcr",
        criterion="land_price",
        mode=55.0,
        source=source,
        as_of="2026-03-12",
    )
    visit = SourceRow(place=place("sources"), id="visit", title="Visit", date="2026-03-12")
    path.write_bytes(
        format_workbook(Overlay(sources=(visit,), quotations=(quoted,)), load_catalogue())
    )
    return path


def test_from_the_list_to_a_comparison(address, page):
    catalogue = load_catalogue()
    page.goto(f"{address}parks")
    page.select_option("select[name=country]", "vietnam")
    page.get_by_role("button", name="Show").click()
    known = [name for name in scorable(catalogue) if catalogue.park(name).country == "vietnam"]
    assert 2 < len(known) < sum(one.country == "vietnam" for one in catalogue.parks.values())
    expect(page.locator("tbody tr")).to_have_count(len(known))
    page.check("input[value=ljip]")
    page.check("input[value=vcep]")
    page.get_by_role("button", name="Compare side by side").first.click()
    page.wait_for_url("**/parks/compared?id=vcep&id=ljip")
    assert page.locator("table").first.locator("thead th").count() == 2
    assert page.locator("svg.scale-axis").count() == 14
    page.get_by_role("link", name="Longjiang Industrial Park", exact=True).click()
    expect(page.locator("h1")).to_have_text("Longjiang Industrial Park")
    page.get_by_role("link", name="中文").click()
    expect(page.locator("h1")).to_have_text("越南龙江工业园")


def test_statements_open_without_a_script(address, chromium):
    window = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = window.new_page()
    page.goto(f"{address}parks/vcep")
    first = page.locator(".line-of").first
    assert not first.locator(".judged").is_visible()
    first.locator("summary").first.click()
    expect(first.locator(".judged")).to_be_visible()
    first.locator("summary", has_text="Statements behind it").click()
    expect(first.locator("blockquote").first).to_be_visible()
    window.close()


def test_the_map_works_by_keyboard_and_without_a_script(address, chromium):
    window = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = window.new_page()
    page.goto(f"{address}parks")
    page.locator(".skip-map").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "a", "a point of the drawing"
    number = page.locator(".map a", has=page.locator(".count")).first
    said = number.get_attribute("aria-label")
    assert said
    number.focus()
    page.keyboard.press("Enter")
    there = page.locator(".near:target")
    expect(there).to_be_visible()
    expect(there.locator("h2")).to_have_text(said)
    there.get_by_role("link", name="Close").click()
    expect(page.locator(".near:target")).to_have_count(0)
    page.locator(".map a", has_not=page.locator(".count")).first.click()
    page.wait_for_url("**/parks/*")
    window.close()


def test_lists_and_parks_are_short(address, opened):
    """In screens of 900 pixels on a desk, of 844 on a telephone; quotations folded."""
    places = {"parks": (5, 10), "parks/tcr": (4, 8), "parks/compared?id=tcr&id=ssez": (3, 5)}
    for size, place in (({"width": 1280, "height": 900}, 0), (PHONE, 1)):
        page = opened(locale="zh-CN", viewport=size)
        for path, most in places.items():
            page.goto(f"{address}{path}")
            high = page.evaluate("document.documentElement.scrollHeight")
            assert high <= most[place] * size["height"], (path, size)


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_fits_a_telephone(address, opened, locale):
    page = opened(locale=locale, viewport=PHONE)
    for place in PLACES:
        page.goto(f"{address}{place}")
        page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], place


@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "dark"), ("zh-CN", "light")])
def test_no_serious_barrier(address, opened, locale, scheme):
    page = opened(locale=locale, color_scheme=scheme)
    found = []
    for place in PLACES:
        page.goto(f"{address}{place}")
        page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        for one in Axe().run(page).response["violations"]:
            if one["impact"] in SERIOUS:
                where = [node["html"][:120] for node in one["nodes"][:3]]
                found.append((place, one["id"], where))
    assert found == [], "\n".join(map(str, found))


def test_own_data_by_the_form(address, chromium, tmp_path):
    # A refused form is an error in the console, so the window is opened here.
    window = chromium.new_context(locale="en-GB")
    page = window.new_page()
    page.goto(f"{address}parks/own")
    page.set_input_files("#workbook", _workbook(tmp_path / "bad.xlsx", "nobody"))
    page.get_by_role("button", name="Check and use it").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Faults found: 1.")
    assert "nobody" in alert.inner_text()
    box = alert.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 720, "what is wrong is in sight"
    page.set_input_files("#workbook", _workbook(tmp_path / "good.xlsx", "visit"))
    page.get_by_role("button", name="Check and use it").click()
    expect(page.get_by_role("status")).to_have_text("The workbook is in use.")
    page.goto(f"{address}parks/tcr?know=land_price")
    price = page.locator(".judged").first
    assert price.locator("strong").first.inner_text() == "45.6"  # 55 for nobody says what
    assert price.locator(".tag.own").first.is_visible()
    page.goto(f"{address}parks/own")
    with page.expect_download() as sent:
        page.get_by_role("link", name="Download your present workbook").click()
    assert sent.value.suggested_filename.endswith(".xlsx")
    page.locator("summary", has_text="Remove your own data").click()
    page.get_by_role("button", name="Remove your own data").click()
    expect(page.get_by_role("status")).to_contain_text("removed")
    window.close()


def test_a_statement_of_ones_own(address, opened, looked_at):
    page = opened(locale="zh-CN", viewport=PHONE, color_scheme="dark")
    page.goto(f"{address}parks/tcr?know=land_price")
    price = page.locator(".judged").first
    price.get_by_label("数值（美元/平方米）").fill("118")
    price.get_by_label("价格对应何种权利？").select_option("lease")
    price.get_by_label("租期年数").fill("50")
    price.get_by_label("原话").fill("每平方米 118 美元，可以再谈")
    price.get_by_label("出自何人、何处").fill("园区招商经理，邮件报价")
    price.get_by_label("时间").fill("2026年3月12日")
    price.get_by_role("button", name="检查并保存").click()
    page.wait_for_url("**/parks/tcr?own=added**")
    assert price.get_by_role("status").inner_text() == "您的陈述已保存。"
    assert price.locator("strong").first.inner_text() == "94.7"  # (1 - 1.08^-20) / (1 - 1.08^-50)
    assert "每平方米 118 美元" in price.locator(".claim.own").inner_text()
    assert price.locator(".claim.own .tag.own").is_visible()
    assert PRICE in price.inner_text(), "what it takes the place of"
    box = price.locator("h3").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE["height"], "what was saved is in sight"
    page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    serious = [one for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]
    assert serious == []
    price.screenshot(path=looked_at / "own-statement-zh.png")
    price.get_by_role("button", name="移除").click()
    page.wait_for_url("**/parks/tcr?own=removed**")
    assert "该陈述已移除" in price.get_by_role("status").inner_text()
    assert page.locator(".claim.own").count() == 0
    assert price.locator("strong").first.inner_text() == PRICE


def test_a_statement_that_cannot_be_used_is_kept_in_its_form(address, chromium):
    # A refused form is an error in the console, so the window is opened here; it runs no script.
    window = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = window.new_page()
    page.goto(f"{address}parks/tcr?know=land_price")
    price = page.locator(".judged").first
    price.get_by_label("Value (USD/m2)").fill("-500")
    price.get_by_label("The words themselves").fill("five hundred")
    price.get_by_label("Who said it, and where").fill("a broker")
    price.get_by_label("When").fill("2026")
    price.get_by_role("button", name="Check and save").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("not saved")
    box = alert.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 720, "what is wrong is in sight"
    assert page.get_by_text("-500 is not possible here").is_visible()
    assert price.get_by_label("Value (USD/m2)").input_value() == "-500"
    assert price.get_by_label("Who said it, and where").input_value() == "a broker"
    window.close()
