"""How an analyst compares weightings in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.walk import drawn, to_result

pytestmark = pytest.mark.service
KINDS = ("cost-driven-labour-intensive", "long-term-base-builder", "security-seeker")
QUERY = "&".join(f"weighting={kind}" for kind in (*KINDS, "equal"))
AT_ODDS = f"{QUERY}&" + "&".join(f"park={park}" for park in ("tcr", "ssez", "great_stone", "ljip"))
"""All put Batang first; without it, the cheap Sihanoukville is first for those who count cost and
Great Stone, whose roads and investor are best, for the others."""
SERIOUS = ("serious", "critical")


def test_from_the_form_to_an_address_that_a_colleague_can_open(
    address: str, page: Any, opened: Callable[..., Any]
) -> None:
    page.goto(f"{address}compare")
    for kind in KINDS:
        page.check(f"input[name=weighting][value={kind}]")
    for park in ("tcr", "ssez", "ljip", "vcep"):
        page.check(f"input[name=park][value={park}]")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("h1")).to_contain_text("5 weightings")
    assert page.locator("#ranks ~ .scroll table").first.locator("tbody tr").count() == 4
    assert drawn(page) == ["slopes", "winner_gaps"]
    colleague = opened(locale="zh-CN", viewport={"width": 1200, "height": 900})
    colleague.goto(page.url)
    assert "5 套权重方案" in colleague.locator("h1").inner_text()
    assert drawn(colleague) == ["slopes", "winner_gaps"]
    described = colleague.locator('figure[data-chart="slopes"] [aria-label]').first
    assert "套权重下的名次" in str(described.get_attribute("aria-label"))


def test_what_was_chosen_can_be_changed(address: str, page: Any) -> None:
    page.goto(f"{address}compare?{QUERY}")
    form = page.locator("form[action='/compare']")
    assert not form.is_visible()
    page.locator("summary").filter(has_text="Change what is compared").click()
    assert form.locator("input[name=weighting]:checked").count() == 4
    form.locator("input[name=weighting][value=equal]").uncheck()
    form.get_by_role("button", name="Compare").click()
    expect(page.locator("h1")).to_contain_text("3 weightings")


def test_an_assessment_is_one_weighting_more(address: str, page: Any) -> None:
    number = to_result(page, address).split("/assess/")[1].split("/")[0]
    page.goto(f"{address}compare")
    page.select_option("#assessment", number)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("h1")).to_contain_text("3 weightings")
    assert page.get_by_text("As seen by: Autumn search").is_visible()


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_it_fits_a_telephone_and_is_read_without_scripts(
    address: str, opened: Callable[..., Any], locale: str
) -> None:
    page = opened(locale=locale, viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page.goto(f"{address}compare")
    assert page.locator("main").bounding_box()["width"] <= 390
    for query, charts in ((QUERY, 1), (AT_ODDS, 2)):
        page.goto(f"{address}compare?{query}")
        width = page.locator("html").evaluate("whole => whole.scrollWidth")
        assert width <= 390
        for heading in ("ranks", "consensus", "differences", "weights", "agreement"):
            assert page.locator(f"#{heading}").is_visible()
        assert page.locator("noscript figcaption").count() == charts


def test_too_few_are_refused_with_the_form_kept(address: str, chromium: Any) -> None:
    window = chromium.new_context(locale="en-GB")
    page = window.new_page()
    page.goto(f"{address}compare")
    page.uncheck("input[name=weighting][value=equal]")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert")).to_contain_text("1 chosen")
    assert page.locator("input[name=weighting]:checked").count() == 1
    window.close()


@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "dark"), ("zh-CN", "light")])
def test_no_serious_barrier(
    address: str, opened: Callable[..., Any], locale: str, scheme: str
) -> None:
    page = opened(locale=locale, color_scheme=scheme)
    for query in (QUERY, AT_ODDS):
        page.goto(f"{address}compare?{query}")
        drawn(page)
        page.locator("summary").last.click()
        found = [
            (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in Axe().run(page).response["violations"]
            if one["impact"] in SERIOUS
        ]
        assert found == []
