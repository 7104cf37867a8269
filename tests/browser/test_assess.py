"""The self-assessment from the first page to the result, as people use it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.walk import drawn, facts, fold, go_on, interview, tab_to, to_result, unfold

pytestmark = pytest.mark.service
CHARTS = ["ranking", "gaps", "stability", "acceptability"]


@pytest.mark.parametrize(
    ("language", "locale", "winner", "recommended"),
    [
        ("en", "en-GB", "Batang (KEK Industropolis Batang, Grand Batang City)", "Recommended"),
        ("zh", "zh-CN", "巴塘经济特区（Industropolis Batang）", "推荐"),
    ],
)
def test_the_whole_of_it(
    address: str,
    opened: Callable[..., Any],
    looked_at: Path,
    language: str,
    locale: str,
    winner: str,
    recommended: str,
) -> None:
    page = opened(locale=locale, viewport={"width": 1200, "height": 900})
    # By the profile alone Hofusan is first, for its founders' ties to Zhejiang. Two of the three
    # answers put a public investor above hometown ties: Batang is the state's, Hofusan's owners
    # are private.
    place = to_result(page, address, language)
    assert page.locator("html").get_attribute("lang") == ("en" if language == "en" else "zh-Hans")
    expect(page.locator("h1")).to_have_text(winner)
    said = page.locator(".verdict").inner_text()
    assert recommended in said or {"en": "Best score", "zh": "得分最高"}[language] in said
    assert drawn(page) == CHARTS
    fold(page)
    page.screenshot(path=looked_at / f"result-{language}.png", full_page=True)
    page.locator("table a").first.click()
    expect(page.locator("blockquote").first).to_be_attached()
    page.goto(place.rpartition("/results")[0])  # the address alone leads back to the result
    assert page.url == place


def test_on_a_telephone_in_the_dark(address: str, opened: Callable[..., Any]) -> None:
    page = opened(
        locale="zh-CN", viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True
    )

    def fits() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.goto(address)
    fits()
    begun = facts(page, address, "zh")
    fits()
    for section in ("company", "business", "project", "trust", "priorities", "interview"):
        page.goto(f"{begun}/{section}")
        fits()
    page.locator('form[action$="/run"] button').click()
    page.wait_for_url("**/results/*")
    drawn(page)
    fits()
    page.locator("th[scope=row] a").first.click()
    page.wait_for_url("**/evidence/*")
    fits()


def test_it_goes_on_by_its_address_in_another_browser(
    address: str, opened: Callable[..., Any]
) -> None:
    begun = facts(opened(locale="en-GB"), address, "en")
    other = opened(locale="en-GB")
    other.goto(f"{begun}/company")
    assert other.input_value("#name") == "Autumn search"
    assert other.is_checked("input[name=size][value=sme]")
    other.goto(f"{begun}/business")
    assert other.input_value("input[name=market_US]") == "60"


def test_back_and_undo(address: str, page: Any) -> None:
    facts(page, address, "en")
    page.get_by_role("link", name="Back").click()
    page.wait_for_url("**/trust")
    go_on(page)
    go_on(page)
    assert interview(page, 2) == 2
    said = page.locator("details table tr")
    expect(said).to_have_count(2)
    page.get_by_role("button", name="Take the last answer back").click()
    expect(said).to_have_count(1)


def test_it_stops_when_nothing_can_change(address: str, page: Any) -> None:
    facts(page, address, "en")
    page.check("input[name=profile][value=first-time-private-exporter]")
    go_on(page)
    assert interview(page, 40) < 40
    expect(page.locator(".note")).to_have_count(1)


def test_with_the_keyboard_alone(address: str, page: Any) -> None:
    page.goto(f"{address}assess")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/company")
    tab_to(page, "input[name=city]")
    page.keyboard.type("Hangzhou")
    tab_to(page, "input[name=size]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/business")
    page.go_back()
    assert page.input_value("input[name=city]") == "Hangzhou"


def test_sliders_rank_at_once_and_are_kept(address: str, page: Any) -> None:
    to_result(page, address)
    live = page.locator("[data-live]")
    before = live.inner_text()
    for slider in page.locator("input[type=range]").all():
        name = slider.get_attribute("name")
        value = "1000" if name == "weight_land_price" else "0"
        slider.evaluate(
            "(one, value) => { one.value = value; "
            "one.dispatchEvent(new Event('input', {bubbles: true})); }",
            value,
        )
    page.locator("[data-live][data-turn]").wait_for()
    page.wait_for_timeout(300)
    assert live.inner_text() != before
    taken = page.evaluate(
        """async () => {
          const slider = document.querySelector("input[name=weight_infrastructure]");
          const list = document.querySelector("[data-live]");
          const begun = performance.now();
          const changed = new Promise((done) => new MutationObserver(done).observe(
            list, {childList: true}));
          slider.value = 900;
          slider.dispatchEvent(new Event("input", {bubbles: true}));
          await changed;
          return performance.now() - begun;
        }"""
    )
    print(f"\nfrom slider to ranking: {taken:.0f} ms")
    first = live.locator("li").first.inner_text()
    page.get_by_role("button", name="Rank with these weights").click()
    page.wait_for_url("**/results/2")
    expect(page.locator("h1")).to_have_text(first)


def test_charts_move_nothing_when_they_come(address: str, page: Any) -> None:
    place = to_result(page, address)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => {"
        "for (const one of list.getEntries()) window.shift += one.value;"
        "}).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(place)
    unfold(page)
    heights = page.locator("figure[data-chart]").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    drawn(page)
    after = page.locator("figure[data-chart]").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert all(abs(one - other) <= 12 for one, other in zip(heights, after, strict=True))
    assert page.evaluate("window.shift") < 0.1


def test_results_are_read_without_scripts(
    address: str, opened: Callable[..., Any], page: Any
) -> None:
    place = to_result(page, address)
    plain = opened(java_script_enabled=False, locale="en-GB")
    plain.goto(place)
    assert plain.locator("table").first.locator("tbody tr").count() > 5
    assert "No smaller change does it." in plain.locator("main").inner_text()
