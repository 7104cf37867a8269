"""How those who decide together compare what matters to each, in a real browser."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.walk import press, to_result, unfold

pytestmark = pytest.mark.long
KINDS = ("cost-driven-labour-intensive", "tariff-hit-exporter", "long-term-base-builder")
QUERY = "&".join(f"weighting={kind}" for kind in (*KINDS, "security-seeker", "equal"))
AT_ODDS = f"{QUERY}&" + "&".join(f"park={park}" for park in ("tcr", "ssez", "great_stone", "ljip"))
"""All put Batang first; without it, the cheap Sihanoukville is first for those who count cost and
Great Stone, whose roads and investor are best, for the others."""
SERIOUS = ("serious", "critical")
PHONE = {"width": 390, "height": 844}


def rows(page: Any) -> Any:
    return page.locator("form[action='/compare'] fieldset.party")


def test_from_the_form_to_an_address_that_a_colleague_can_open(address, page, opened):
    page.goto(f"{address}compare")
    for number, (name, kind) in enumerate(zip(("CFO", "Sales", "Owner"), KINDS, strict=True)):
        row = rows(page).nth(number)
        row.get_by_label("Name").fill(name)
        row.get_by_label("What matters to them").select_option(kind)
    page.locator("summary").filter(has_text="Parks and method").click()
    for park in ("tcr", "hofusan", "szeged", "vcep"):
        page.check(f"input[name=park][value={park}]")
    press(page, page.get_by_role("button", name="Compare"))
    expect(page.locator("h1")).to_contain_text("two choose ")
    assert "sent=" not in page.url
    assert "points_" not in page.url
    lines = page.locator(".lines line")
    assert lines.count() == 4 * 4  # a way in, two slopes and a way out for each park
    colleague = opened(locale="zh-CN", viewport={"width": 1200, "height": 900})
    colleague.goto(page.url)
    assert colleague.locator("h1").inner_text().startswith("三种侧重里，")
    assert colleague.locator("p.lead").first.inner_text().startswith("若只能定一个，")


def test_lines_meet_the_names_beside_them(address, page):
    """A drawing in per cent is worth nothing if its rows are not those of the list."""
    for width in (1200, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}compare?{AT_ODDS}")
        names = [
            (box["y"] + box["height"] / 2)
            for item in page.locator(".ladder.right li").all()
            if (box := item.bounding_box())
        ]
        dots = sorted(
            box["y"] + box["height"] / 2
            for line in page.locator(".lines g").all()
            if (box := line.locator("circle").last.bounding_box())
        )
        assert dots == pytest.approx(names, abs=1.5)


def test_own_sliders_open_where_they_are_chosen(address, page):
    page.goto(f"{address}compare")
    row = rows(page).nth(1)
    assert not row.locator(".own-weights").is_visible()
    row.get_by_label("What matters to them").select_option("points")
    assert row.locator(".own-weights").is_visible()
    assert not rows(page).nth(0).locator(".own-weights").is_visible()
    assert row.get_by_text("from 190 USD/m2 for 20 years to 20 USD/m2 for 20 years").is_visible()
    row.locator("input[name=points_1_land_price]").fill("100")
    rows(page).nth(0).get_by_label("What matters to them").select_option("equal")
    press(page, page.get_by_role("button", name="Compare"))
    assert "land_price%3D100" in page.url
    page.locator("summary").filter(has_text="Change what is compared").click()
    assert page.locator("input[name=points_1_land_price]").input_value() == "100"


def test_what_was_chosen_can_be_changed(address, page):
    page.goto(f"{address}compare?{QUERY}")
    form = page.locator("form[action='/compare']")
    assert not form.is_visible()
    page.locator("summary").filter(has_text="Change what is compared").click()
    assert rows(page).count() == 5
    rows(page).nth(4).get_by_label("What matters to them").select_option("")
    press(page, form.get_by_role("button", name="Compare"))
    assert page.url.count("weighting=") == 4


def test_one_more_can_be_added(address, page):
    page.goto(f"{address}compare")
    rows(page).nth(0).get_by_label("Name").fill("CFO")
    rows(page).nth(0).get_by_label("What matters to them").select_option("equal")
    for count in (3, 3):
        press(page, page.get_by_role("button", name="Add another"))
        assert rows(page).count() == count
    assert rows(page).nth(0).get_by_label("Name").input_value() == "CFO"


def test_an_assessment_is_one_of_those_compared(address, page):
    number = to_result(page, address).split("/assess/")[1].split("/")[0]
    page.goto(f"{address}compare?assessment={number}")
    rows(page).nth(1).get_by_label("What matters to them").select_option("equal")
    press(page, page.get_by_role("button", name="Compare"))
    expect(page.get_by_text("Seen by Autumn search")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("weightings")


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_it_fits_a_telephone_and_is_read_without_scripts(address, opened, locale):
    page = opened(locale=locale, viewport=PHONE, java_script_enabled=False)
    page.goto(f"{address}compare")
    assert page.locator("main").bounding_box()["width"] <= 390
    assert page.locator("html").evaluate("whole => whole.scrollHeight") <= 1.8 * 844
    for query in (QUERY, AT_ODDS):
        page.goto(f"{address}compare?{query}")
        assert page.locator("html").evaluate("whole => whole.scrollWidth") <= 390
        for part in ("sure", "weights"):
            assert page.locator(f"#{part}").is_visible()
        assert page.locator(".lines svg").bounding_box()["height"] > 100
        small = page.evaluate(
            """() => [...document.querySelectorAll('main *')].filter(one => one.checkVisibility()
            && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
            && parseFloat(getComputedStyle(one).fontSize) < 13).map(one => one.outerHTML)"""
        )
        assert small == []


def test_too_few_are_refused_with_the_form_kept(address, chromium):
    window = chromium.new_context(locale="en-GB")
    page = window.new_page()
    page.goto(f"{address}compare")
    rows(page).nth(0).get_by_label("Name").fill("CFO")
    rows(page).nth(0).get_by_label("What matters to them").select_option("equal")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert")).to_contain_text("1 chosen")
    assert rows(page).nth(0).get_by_label("Name").input_value() == "CFO"
    window.close()


@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "dark"), ("zh-CN", "light")])
def test_no_serious_barrier(address, opened, locale, scheme):
    page = opened(locale=locale, color_scheme=scheme)
    for query in ("", QUERY, AT_ODDS):
        page.goto(f"{address}compare?{query}")
        unfold(page)
        found = [
            (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in Axe().run(page).response["violations"]
            if one["impact"] in SERIOUS
        ]
        assert found == []
