"""The self-assessment from the first page to the result, as people use it."""

import pytest
from playwright.sync_api import expect

from tests.browser.walk import facts, go_on, interview, tab_to, to_result

pytestmark = pytest.mark.long


@pytest.mark.parametrize(
    ("language", "locale", "winner", "said"),
    [
        ("en", "en-GB", "Hofusan Industrial Park", "of 100 points may be lost"),
        ("zh", "zh-CN", "北美华富山工业园", "若就此选定，平均放弃"),
    ],
)
def test_the_whole_of_it(address, opened, looked_at, language, locale, winner, said):
    page = opened(locale=locale, viewport={"width": 1200, "height": 900})
    place = to_result(page, address, language)
    assert page.locator("html").get_attribute("lang") == ("en" if language == "en" else "zh-Hans")
    expect(page.locator("h1")).to_have_text(winner)
    assert said in page.locator(".verdict-card").inner_text()
    page.screenshot(path=looked_at / f"result-{language}.png", full_page=True)
    page.locator(".matrix-card td a").first.click()
    expect(page.locator(".drawer.open blockquote").first).to_be_visible()
    page.goto(place.rpartition("/results")[0])  # the address alone leads back to the result
    assert page.url == place


def test_on_a_telephone_in_the_dark(address, opened):
    page = opened(
        locale="zh-CN", viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True
    )

    def fits() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.goto(address)
    fits()
    begun = facts(page, address, "zh")
    fits()
    for section in ("company", "business", "priorities", "interview"):
        page.goto(f"{begun}/{section}")
        fits()
    page.locator('form[action$="/run"] button').click()
    page.wait_for_url("**/results/*")
    fits()
    page.locator(".matrix-card td a").first.click()
    expect(page.locator(".drawer.open")).to_be_visible()
    fits()
    page.goto(f"{page.url.partition('#')[0]}/annex")
    fits()


def test_it_goes_on_by_its_address_in_another_browser(address, opened):
    begun = facts(opened(locale="en-GB"), address, "en")
    other = opened(locale="en-GB")
    other.goto(f"{begun}/company")
    assert other.input_value("#name") == "Autumn search"
    assert other.is_checked("input[name=employees][value=under_300]")
    other.goto(f"{begun}/business")
    assert other.input_value("input[name=market_US]") == "60"


def test_back(address, page):
    facts(page, address, "en")
    page.get_by_role("link", name="Back").click()
    page.wait_for_url("**/business")
    go_on(page)
    go_on(page)
    assert interview(page, 2) == 2


def test_it_stops_when_nothing_can_change(address, page):
    facts(page, address, "en")
    page.check("input[name=profile][value=first-time-private-exporter]")
    go_on(page)
    assert interview(page, 40) <= 12
    expect(page.get_by_role("button", name="See the result")).to_be_focused()


def test_with_the_keyboard_alone(address, page):
    page.goto(f"{address}assess/new")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    tab_to(page, "input[name=city]")
    page.keyboard.type("Hangzhou")
    tab_to(page, "input[name=employees]")
    page.keyboard.press("Space")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/business")
    page.go_back()
    assert page.input_value("input[name=city]") == "Hangzhou"
