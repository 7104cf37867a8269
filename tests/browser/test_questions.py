"""The questions of the self-assessment as people use them: by typing, by keys, by touch."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.walk import facts, go_on, open_fold, press

pytestmark = pytest.mark.long


@pytest.fixture
def business(address: str, page: Any) -> Any:
    """Give the page of products and markets of a new assessment, in Chinese."""
    page.goto(f"{address}assess/new?lang=zh")
    go_on(page)
    return page


def test_going_back_to_the_first_page_and_saving_again_begins_no_second(business):
    begun = business.url
    business.go_back()
    business.check("input[name=employees][value=over_1000]")
    go_on(business)
    assert business.url == begun


def test_shares_add_up_while_they_are_typed(business):
    total = business.locator("#market-sum")
    expect(total).to_have_text("还没有填。")
    for market, share in (("US", "60"), ("EU", "１５％"), ("host", "5")):
        business.fill(f"#market_{market}", share)
    expect(total).to_have_text("3个市场合计80%，还差20%。")
    business.fill("#market_JP", "20")
    expect(total).to_have_text("4个市场合计100%。")
    business.fill("#market_JP", "90")
    expect(total).to_have_text("4个市场合计170%，超过了100%。")


def test_what_is_wrong_is_led_to_from_the_summary(address, chromium):
    # A window of its own: browsers tell the console that a page was refused.
    page = chromium.new_context(locale="zh-CN").new_page()
    page.goto(f"{address}assess/new")
    go_on(page)
    page.fill("#market_US", "六成")
    open_fold(page, "#more-land")
    page.fill("#budget", "很贵")
    go_on(page)
    assert page.evaluate("document.activeElement.id") == "faults"
    links = page.locator("#faults a")
    expect(links).to_have_count(2)
    assert [one.get_attribute("href") for one in links.all()] == ["#market_US", "#budget"]
    expect(page.locator("#market_US-wrong")).to_have_text("“六成”不是数字。")
    expect(page.locator("#more-land")).to_have_attribute("open", "")
    open_fold(page, "#more-land")  # a second click closes it
    links.last.click()
    expect(page.locator("#more-land")).to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.id") == "budget"


def test_a_sector_is_found_by_typing_and_chosen_by_enter(business):
    for term in ("汽车零", "auto parts", "auto_parts"):
        business.fill("#sector-search", term)
        expect(business.locator(".sectors [data-find]:visible")).to_have_count(1)
    business.press("#sector-search", "Enter")
    assert business.url.endswith("/business")
    assert business.is_checked("input[name=sectors][value=auto_parts]")
    expect(business.locator("[data-picked]")).to_have_text("已选：汽车零部件")
    business.fill("#sector-search", "87")
    assert business.locator(".sectors [data-find]:visible").count() >= 3
    for term in ("汽配", "刹车盘", "ＣＡＲ parts", "brake car", "8708", "8708.30"):
        business.fill("#sector-search", term)
        assert business.is_visible("[data-find*=auto_parts]"), term
    business.fill("#sector-search", "8705.99")  # by its heading, not all of its chapter
    expect(business.locator(".sectors [data-find]:visible")).to_have_count(1)
    business.fill("#sector-search", "飞船")
    expect(business.locator(".sectors [data-status]")).to_contain_text("其他行业")
    business.fill("#products", "飞船")
    expect(business.locator("[data-picked]")).to_have_text("已选：汽车零部件、其他行业")
    business.fill("#sector-search", "")
    expect(business.locator("details.family").first).to_be_visible()


def test_a_price_is_said_in_the_other_unit_as_it_is_typed(business):
    open_fold(business, "#more-land")
    business.fill("#budget", "53")
    also = business.locator("output")
    expect(also).to_have_text("= 110.5 美元/㎡")
    business.select_option("#budget_unit", "usd_m2")
    expect(also).to_have_text("= 25.42 万元/亩")
    business.fill("#budget", "?")
    expect(also).to_have_text("")


def _names(page: Any) -> list[str]:
    return [str(one.get_attribute("data-id")) for one in page.locator("[data-lines] li").all()]


@pytest.fixture
def ordered(address: str, page: Any) -> Any:
    """Give the page of the order of criteria."""
    facts(page, address, "en")
    assert page.url.endswith("/priorities")
    return page


def test_the_order_follows_what_is_ticked(ordered):
    shares = ordered.locator("[data-share]")
    ordered.check("input[value=security-seeker]")
    assert _names(ordered)[3] == "investor_type"
    expect(ordered.locator("[data-origin]")).to_contain_text("Security seeker.")
    ordered.check("input[value=host-market-seller]")
    shown = (_names(ordered), shares.all_inner_texts())
    go_on(ordered)
    ordered.go_back()
    ordered.reload()  # as the server says it
    assert (_names(ordered), shares.all_inner_texts()) == shown


def test_the_order_is_moved_by_keys_and_announced(ordered):
    before = _names(ordered)
    ordered.locator(f"#order-{before[2]} button").first.focus()
    ordered.keyboard.press("ArrowUp")
    ordered.keyboard.press("ArrowUp")
    ordered.keyboard.press("ArrowUp")
    assert _names(ordered) == [before[2], before[0], before[1], *before[3:]]
    assert ordered.evaluate("document.activeElement.closest('li').dataset.id") == before[2]
    expect(ordered.locator(".order [data-status]")).to_contain_text("now in place 1 of 7.")
    expect(ordered.locator("[data-share]").first).to_have_text("37%")
    ordered.locator(f"#order-{before[0]} button").last.click()
    moved = [before[2], before[1], before[0], *before[3:]]
    assert _names(ordered) == moved
    go_on(ordered)
    ordered.go_back()
    ordered.reload()
    assert _names(ordered) == moved
    expect(ordered.locator("[data-origin]")).to_contain_text("your own order")
    ordered.get_by_role("button", name="Back to the order of the kinds").click()
    assert _names(ordered) == before


def test_the_order_is_dragged(ordered):
    before = _names(ordered)
    ordered.locator(f"#order-{before[5]}").scroll_into_view_if_needed()
    handle = ordered.locator(f"#order-{before[4]} [data-handle]").bounding_box()
    target = ordered.locator(f"#order-{before[1]}").bounding_box()
    ordered.mouse.move(handle["x"] + 5, handle["y"] + 5)
    ordered.mouse.down()
    ordered.mouse.move(handle["x"] + 5, target["y"] + 8, steps=20)
    ordered.mouse.up()
    assert _names(ordered) == [before[0], before[4], *before[1:4], *before[5:]]


def test_without_scripts_the_order_is_moved_by_its_buttons(address, opened):
    plain = opened(java_script_enabled=False, locale="en-GB")
    facts(plain, address, "en")
    before = _names(plain)
    press(plain, plain.locator(f"#order-{before[1]} button").first)
    assert _names(plain)[:2] == [before[1], before[0]]
    plain.check("input[value=security-seeker]")
    press(plain, plain.get_by_role("button", name="Show the order"))
    assert _names(plain)[3] == "investor_type"
