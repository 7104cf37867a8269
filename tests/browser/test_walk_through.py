"""The self-assessment as a whole: by keys alone on a slow network, and without scripts."""

import pytest

from tests.browser.walk import facts, go_on, press, replaced, slowed, tab_to


@pytest.mark.long
def test_from_the_start_to_the_result_by_keys_on_a_slow_network(address, page):
    def type_in(selector: str, text: str) -> None:
        tab_to(page, selector)
        page.keyboard.type(text)

    def mark(selector: str) -> None:
        tab_to(page, selector)
        page.keyboard.press("Space")

    def enter(place: str) -> None:
        tab_to(page, "main form .row button")
        page.keyboard.press("Enter")
        page.wait_for_url(place)

    slowed(page, latency=300)
    page.goto(f"{address}assess/new")
    type_in("select[name=province]", "Zhejiang")
    type_in("input[name=city]", "Hangzhou")
    mark("input[name=employees]")
    mark("input[name=first_investment]")
    enter("**/business")
    tab_to(page, "details.family > summary")
    page.keyboard.press("Enter")
    mark("input[name=sectors]")
    type_in("input[name=market_US]", "60")
    mark("input[name=intent]")
    enter("**/priorities")
    mark("input[name=profile]")
    enter("**/interview**")
    page.wait_for_url("**/interview?question=1")
    page.evaluate("window.same = true")
    for _ in range(12):
        if not page.locator(".pick").count():
            break
        replaced(page, lambda: page.keyboard.press("2"))
    assert page.evaluate("window.same")  # no page was loaded between the answers
    page.keyboard.press("Enter")
    page.wait_for_url("**/results/1")
    assert page.locator("h1").is_visible()


@pytest.mark.long
def test_from_the_start_to_the_result_without_scripts(address, opened):
    page = opened(java_script_enabled=False, locale="zh-CN", viewport={"width": 390, "height": 844})
    facts(page, address, "zh")
    page.check("input[name=profile][value=first-time-private-exporter]")
    go_on(page)
    for _ in range(12):
        if not page.locator(".pick").count():
            break
        press(page, page.locator(".pick").first)
    assert page.url.endswith("/interview?question=end")
    press(page, page.get_by_role("button", name="查看结果"))
    assert page.url.endswith("/results/1")
    assert page.locator("h1").is_visible()
