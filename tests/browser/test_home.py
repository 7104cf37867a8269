"""The page at ``/`` in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.long


def test_says_what_it_is_for_in_both_languages(address: str, page: Any) -> None:
    page.goto(address)
    assert "Which overseas park" in page.locator("h1").inner_text()
    for name, place in (("For developers", "/guide"), ("API reference", "/docs")):
        assert page.get_by_role("link", name=name).first.get_attribute("href") == place
    page.get_by_role("link", name="中文").click()
    expect(page.locator("h1")).to_contain_text("哪个海外园区")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_begin_is_pressed_once(address: str, page: Any) -> None:
    page.goto(address)
    page.get_by_role("link", name="Find your park").click()
    expect(page.locator("select[name=province]")).to_be_visible()


def test_the_sample_takes_its_place_when_it_is_there(address: str, page: Any) -> None:
    page.goto(address)
    expect(page.locator(".finished .certainty")).to_be_visible(timeout=120_000)
    winner = page.locator(".finished h2").inner_text()
    page.get_by_role("link", name="See the whole result").click()
    expect(page.locator("h1")).to_have_text(winner)


def test_the_foot_of_a_short_page_is_at_its_bottom(address: str, page: Any) -> None:
    page.goto(f"{address}assess/deleted")
    assert page.evaluate("document.documentElement.scrollHeight") == page.viewport_size["height"]
    assert page.locator("footer").evaluate("one => one.getBoundingClientRect().bottom") == 900


def test_fits_a_telephone(address: str, page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_nothing_is_loaded_from_elsewhere(address: str, page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.goto(f"{address}docs")
    page.get_by_text("Rank any problem").wait_for()
    assert asked
    assert all(url.startswith(address) for url in asked)
