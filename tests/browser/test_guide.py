"""The guide and the reference in a real browser, without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.long
PAGES = ("guide", "guide/recommend", "guide/limits", "docs", "docs/parks", "problems")


@pytest.fixture
def plain(opened: Callable[..., Any]) -> Any:
    """Give a window that runs no scripts."""
    return opened(locale="en-GB", java_script_enabled=False)


def test_one_choice_turns_all_samples_of_a_page(address: str, plain: Any) -> None:
    plain.goto(f"{address}guide/results")
    samples = plain.locator(".sample")
    assert samples.count() > 3
    for language in ("curl", "TypeScript", "Python"):
        samples.nth(2).get_by_label(language).check()
        for one in samples.all():
            expect(one.locator("pre:visible")).to_have_count(1)
            expect(one.locator("pre:visible")).to_have_class(f"code {language}")


def test_samples_are_chosen_with_the_keyboard(address: str, plain: Any) -> None:
    plain.goto(f"{address}guide/quickstart")
    plain.locator(".sample").first.get_by_label("curl").focus()
    plain.keyboard.press("ArrowRight")
    for one in plain.locator(".sample").all():
        expect(one.locator("pre:visible")).to_have_class("code Python")


def test_fields_within_fields_open(address: str, plain: Any) -> None:
    plain.goto(f"{address}docs/rankings")
    inner = plain.get_by_text("Fields of CriterionModel")
    expect(inner).to_be_hidden()
    plain.get_by_text("Fields of ProblemModel").click()
    inner.click()
    expect(plain.get_by_text("The ends of the scale, lowest first, in the unit.")).to_be_visible()


def test_the_guide_and_the_reference_lead_to_each_other(address: str, plain: Any) -> None:
    plain.goto(f"{address}docs")
    plain.get_by_role("link", name="Begin with the guide").click()
    plain.locator("article").get_by_role("link", name="Recommend parks").click()
    plain.get_by_role("link", name="GET /v1/sectors").click()
    assert plain.url.endswith("/docs/parks#get_sectors")
    plain.get_by_role("link", name="Error codes").click()
    expect(plain.locator("h1")).to_have_text("Error codes")


@pytest.mark.parametrize("path", PAGES)
def test_it_fits_a_telephone(address: str, page: Any, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_nothing_is_loaded_from_elsewhere(address: str, page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(f"{address}{path}")
    assert all(url.startswith(address) for url in asked)
