"""The result in a browser: sliders, drawers, a newer figure, paper, zoom, weight and speed."""

import gzip
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, at_hand
from tests.browser.walk import press, tab_to, to_result

pytestmark = pytest.mark.long
MOST_BYTES = 150 * 1024
WATCH = """
window.seen = {lcp: 0, shift: 0, longest: 0};
const watch = (type, take) => new PerformanceObserver(
  (list) => list.getEntries().forEach(take)).observe({type, buffered: true});
watch("largest-contentful-paint", (one) => { window.seen.lcp = one.startTime; });
watch("layout-shift", (one) => { window.seen.shift += one.value; });
watch("longtask", (one) => { window.seen.longest = Math.max(window.seen.longest, one.duration); });
"""


@pytest.fixture(scope="module")
def place(launched: tuple[Any, Any], address: str) -> str:
    """Give the address of a result that is only looked at."""
    with at_hand(launched) as browser:
        return to_result(browser.new_context(**DESK).new_page(), address, answers=0)


@pytest.fixture
def own(page: Any, address: str) -> str:
    """Give the address of a result, shown by the page, whose assessment may be changed."""
    return to_result(page, address, answers=0)


@pytest.mark.usefixtures("own")
def test_sliders_keep_their_sum_and_the_verdict_follows(page):
    page.locator("#weights > summary").click()
    before = page.locator("[data-places]").inner_text()
    taken = page.evaluate(
        """async () => {
          const slider = document.querySelector("input[name=weight_landed_cost]");
          const times = [];
          for (const value of [300, 600, 900]) {
            const begun = performance.now();
            slider.value = value;
            slider.dispatchEvent(new Event("input", {bubbles: true}));
            await new Promise(requestAnimationFrame);
            times.push(performance.now() - begun);
          }
          return times;
        }"""
    )
    print("\nfrom slider to ranking:", [f"{one:.0f} ms" for one in taken])
    assert page.locator("[data-places]").inner_text() != before
    said = page.locator("[data-weights] output").all_inner_texts()
    assert abs(sum(int(one.rstrip("%")) for one in said) - 100) <= 4  # as shown, each rounded
    first = page.locator("[data-places] li").first.locator("b").first.inner_text()
    assert page.locator("[data-places] :is(.up, .down)").count() > 0
    expect(page.locator("#tried")).not_to_have_attribute("aria-busy", "true", timeout=60_000)
    # What the service worked out names the same park that was added up here.
    shown = page.locator("#verdict").inner_text()
    assert first.startswith(shown)
    press(page, page.get_by_role("button", name="Rank with these weights"))
    expect(page.locator("#verdict")).to_have_text(shown.partition(" (")[0])


def test_a_drawer_opens_by_keyboard_and_gives_the_focus_back(page, place):
    page.goto(place)
    cell = page.locator(".matrix-card td a").first
    opener = str(cell.get_attribute("id"))
    top = page.evaluate("scrollY")
    cell.focus()
    page.keyboard.press("Enter")
    drawer = page.locator(".drawer.open")
    expect(drawer).to_be_visible()
    assert page.evaluate("document.activeElement.classList.contains('drawer')")
    for _ in range(40):  # the focus stays inside
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.drawer') !== null")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == opener
    assert top == 0 or page.evaluate("scrollY") > 0


@pytest.mark.usefixtures("own")
def test_a_newer_figure_ranks_again_and_says_what_moved(page):
    page.locator(".matrix-card tbody tr").first.locator("a[href$=land_price]").click()
    drawer = page.locator(".drawer.open")
    drawer.locator("input[name=local]").fill("90")
    drawer.locator("input[name=source]").fill("by telephone, 28 November")
    press(page, drawer.get_by_role("button"))
    assert "since=1" in page.url
    expect(page.locator("#moved")).to_be_visible()


def test_a_price_fills_its_other_unit_and_one_that_cannot_be_stays_in_its_drawer(chromium, place):
    # A window of its own: browsers tell the console that a page was refused.
    page = chromium.new_context(locale="zh-CN").new_page()
    page.goto(place)
    page.locator(".matrix-card tbody tr").first.locator("a[href$=land_price]").click()
    drawer = page.locator(".drawer.open")
    drawer.locator("input[name=local]").fill("５３")
    expect(drawer.locator("input[name=value]")).to_have_value("110.48")
    drawer.locator("input[name=value]").fill("99999999")
    expect(drawer.locator("input[name=local]")).to_have_value("47971332.85")
    drawer.locator("input[name=source]").fill("电话")
    press(page, drawer.get_by_role("button"))
    expect(drawer).to_be_visible()
    assert page.evaluate("document.activeElement.name") == "value"
    expect(drawer.locator("[id$=-value-wrong]")).to_contain_text("请核对单位")
    expect(drawer.locator("input[name=source]")).to_have_value("电话")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_without_scripts(place, opened):
    plain = opened(java_script_enabled=False, locale="en-GB")
    plain.goto(place)
    said = plain.locator("main").inner_text()
    assert "of 100 points may be lost" in said
    assert "No smaller change does." in said
    expect(plain.locator(".diverging").first).to_be_visible()
    plain.locator(".matrix-card td a").first.click()
    expect(plain.locator(".drawer:target")).to_be_visible()
    plain.locator(".drawer:target .close").click()
    expect(plain.locator(".drawer:target")).to_have_count(0)
    plain.locator("label[for=duel-2]").click()
    expect(plain.locator(".pane-2")).to_be_visible()
    expect(plain.locator(".pane-1")).to_be_hidden()
    plain.goto(f"{place}/annex")
    plain.locator("summary").first.click()
    assert plain.locator("figure.chart svg").count() == 4


def test_on_paper(page, place):
    page.goto(place)
    page.emulate_media(media="print")
    expect(page.locator("#verdict")).to_be_visible()
    for hidden in (".top", ".drawer", "#weights", ".board", ".anchors"):
        expect(page.locator(hidden).first).to_be_hidden()
    for pane in page.locator(".duel").all():
        expect(pane).to_be_visible()


@pytest.mark.parametrize("size", [(640, 450), (390, 844), (320, 640)])
def test_nothing_is_cut_off(place, opened, size):
    """At 200 % of a desk's screen, on a telephone, and at 400 %."""
    page = opened(locale="zh-CN", viewport={"width": size[0], "height": size[1]})
    page.goto(place)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_links_to_its_parts_are_whole_on_a_telephone(place, opened, locale):
    phone = opened(locale=locale, viewport={"width": 390, "height": 844})
    phone.goto(place)
    assert phone.locator(".anchors").evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_how_high_it_is(place, opened, locale):
    """At most three screens and a half, and seven of a telephone."""
    for most, width, height in ((3.5, 1280, 900), (7.0, 390, 844)):
        view = {"width": width, "height": height}
        window = opened(locale=locale, viewport=view, is_mobile=width < height)
        window.goto(place)
        high = window.evaluate("document.documentElement.scrollHeight") / height
        print(f"\n{locale}, {width} px: {high:.2f} screens")
        assert high < most


def test_it_is_light_and_quick(place, opened):
    page = opened(locale="zh-CN")
    page.add_init_script(WATCH)
    bodies: list[bytes] = []
    page.on("response", lambda answer: bodies.append(answer.body()))
    page.goto(place, wait_until="networkidle")
    weight = sum(len(gzip.compress(body)) for body in bodies)
    seen = page.evaluate("window.seen")
    print(f"\n{weight / 1024:.0f} KB packed, {len(bodies)} answers, {seen}")
    assert weight < MOST_BYTES
    assert seen["shift"] == 0


def test_from_the_top_to_the_first_cell_by_keyboard(page, place):
    page.goto(place)
    tab_to(page, ".matrix-card td a")
    page.keyboard.press("Enter")
    expect(page.locator(".drawer.open")).to_be_visible()
