"""The list of assessments and its links, as people use them: keys, telephone, paper, no scripts."""

import re
from typing import Any

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.api.assessments.desk import content
from tests.browser.test_accessible import SERIOUS
from tests.browser.walk import press, tab_to

pytestmark = pytest.mark.long
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def ranked(address: str) -> str:
    """Save an assessment with a long name and a result; return its address."""
    name = "Suppliers of moulded parts, mostly for the European Union, three parks"
    with httpx2.Client(base_url=address, timeout=120) as asked:
        made = asked.post("/v1/assessments", json=content(name=name, sensitivity=True)).json()
        asked.post(f"/v1/assessments/{made['id']}/run").raise_for_status()
    return f"{address}assess/{made['id']}"


def barriers(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in SERIOUS]


def row(page: Any, place: str) -> Any:
    return page.locator("tr", has=page.locator(f'a[href="/assess/{place.rpartition("/")[2]}"]'))


def test_by_keyboard_it_is_renamed_deleted_and_brought_back(address, opened, ranked):
    page = opened(locale="en-GB", viewport={"width": 1280, "height": 900})
    page.goto(f"{address}assess")
    number = ranked.rpartition("/")[2]
    tab_to(page, f'tr:has(a[href="/assess/{number}"]) summary')
    page.keyboard.press("Enter")
    field = page.locator(f"#name-{number}")
    tab_to(page, f"#name-{number}")
    page.keyboard.press("Control+a")
    page.keyboard.type("Named anew")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("“Named anew” is its name now")
    expect(row(page, ranked)).to_contain_text("Named anew")
    row(page, ranked).locator("summary").click()
    expect(field).to_be_visible()
    press(page, row(page, ranked).locator(".delete button"))
    expect(row(page, ranked)).to_have_count(0)
    tab_to(page, ".outcome button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(row(page, ranked)).to_have_count(1)


@pytest.mark.parametrize(
    ("locale", "scheme", "view"),
    [("zh-CN", "dark", PHONE), ("en-GB", "light", {"width": 1280, "height": 900})],
)
def test_everything_fits_and_nobody_is_shut_out(address, opened, ranked, locale, scheme, view):
    page = opened(locale=locale, color_scheme=scheme, viewport=view)
    shares = f"{ranked}/results/1/shares"
    page.goto(shares)
    press(page, page.locator(".share-form button"))
    link = page.locator(".new-link input").input_value()

    def looked_at() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= view["width"], page.url
        assert barriers(page) == [], page.url

    looked_at()
    page.goto(f"{address}assess")
    row(page, ranked).locator("summary").click()
    looked_at()
    for place in ("assess/deleted", link.removeprefix(address)):
        page.goto(address + place)
        looked_at()


def test_a_link_is_copied_by_one_press(opened, ranked, chromium):
    del chromium
    page = opened(locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{ranked}/results/1/shares")
    press(page, page.locator(".share-form button"))
    link = page.locator(".new-link input").input_value()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/shared/[\w-]{43}", link)


def test_without_scripts_the_link_stands_in_a_field(opened, ranked):
    page = opened(locale="en-GB", java_script_enabled=False)
    page.goto(f"{ranked}/results/1/shares")
    press(page, page.locator(".share-form button"))
    expect(page.locator(".new-link input")).to_have_attribute("readonly", "")
    expect(page.locator(".new-link button")).to_be_hidden()
    page.goto(page.locator(".new-link input").input_value())
    expect(page.locator("h1")).to_contain_text("Thai-Chinese Rayong")


def test_on_paper_nothing_is_left_to_press(address, opened, ranked):
    page = opened(locale="en-GB")
    page.goto(f"{address}assess")
    page.emulate_media(media="print")
    for part in (".row-more", "button", ".top", ".foot", ".pages"):
        for one in page.locator(part).all():
            expect(one).to_be_hidden()
    expect(row(page, ranked)).to_contain_text("Thai-Chinese Rayong")
    assert page.pdf()[:5] == b"%PDF-"
