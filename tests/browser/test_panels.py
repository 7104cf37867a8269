"""How several people judge together, each on a telephone of their own."""

import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.db import Database, migrate
from api.keys.service import create_key, organisation_named
from tests.benchmarks.service_process import served

pytestmark = pytest.mark.long
SERIOUS = ("serious", "critical")
PAIR = ("first", "second")
PHONE = {"viewport": {"width": 390, "height": 800}}


def barriers(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in SERIOUS]


def judged(page: Any, favourite: str, answers: int) -> None:
    """Prefer one criterion to all others, and weigh those alike; only the last two by clicks."""
    shown = page.content()
    for _ in range(answers - 2):
        pair = {name: re.findall(f'name="{name}" value="(.*?)"', shown)[0] for name in PAIR}
        value = {pair["first"]: "7", pair["second"]: "-7"}.get(favourite, "1")
        shown = page.request.post(page.url, form={**pair, "value": value}).text()
    page.reload()
    for _ in range(2):
        first = page.locator("input[name=first]").get_attribute("value")
        second = page.locator("input[name=second]").get_attribute("value")
        value = {first: "7", second: "-7"}.get(favourite, "1")
        with page.expect_navigation():
            page.locator(f'button[name=value][value="{value}"]').click()


def test_three_answer_on_their_telephones_and_the_page_shows_it(address, page, opened):
    page.goto(f"{address}compare")
    page.get_by_role("link", name="Judge together").click()
    page.fill("#name", "First factory abroad")
    page.get_by_role("button", name="Begin a panel").click()
    page.wait_for_url("**/panels/*")
    place = page.url
    invitation = page.locator(".invitation code").inner_text()
    assert page.locator(".invitation img").evaluate("image => image.naturalWidth") > 100
    people = [("Li", "land_price", "en-GB"), ("Wang", "infrastructure", "en-GB")]
    for name, favourite, locale in [*people, ("陈总", "infrastructure", "zh-CN")]:
        phone = opened(locale=locale, color_scheme="dark" if name == "Wang" else "light", **PHONE)
        phone.goto(invitation)
        assert barriers(phone) == []
        assert phone.locator("nav").count() == 0  # the invited see nothing else
        phone.fill("#name", name)
        phone.locator("main form button").click()
        phone.wait_for_url("**/join/*/*")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        assert phone.get_by_role("main").locator(".note").is_visible()  # she waits
        assert barriers(phone) == []
        judged(phone, favourite, 9)
        assert phone.locator(".weighed").count() == 0
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_text("9 of 9").nth(2).wait_for()  # without anybody's doing; and now at rest
    assert barriers(page) == []
    assert page.get_by_text("As soon as two have answered enough").is_visible()
    page.get_by_role("button", name="Let all of these in").click()
    expect(page.get_by_text("Talk about this pair first")).to_be_visible()
    said = page.locator("main").inner_text()
    assert "Li: Land price is 7 times as important as Infrastructure." in said
    assert "Wang, 陈总" in said
    assert barriers(page) == []
    page.get_by_role("button", name="Keep the common weights").click()
    page.get_by_role("status").wait_for()
    page.get_by_role("link", name="Which park does each of you put first?").click()
    expect(page.locator("h1")).to_contain_text("four weightings", ignore_case=True)
    page.goto(place)
    page.get_by_role("button", name="Take out Wang").click()
    page.get_by_text("Taken out or turned away (1)").click()
    page.get_by_role("button", name="Let in again Wang").click()
    page.get_by_role("button", name="Take out Wang").wait_for()
    small = opened(locale="zh-CN", color_scheme="dark", **PHONE)
    small.goto(place)
    assert small.evaluate("document.documentElement.scrollWidth") <= 390
    assert barriers(small) == []


def test_who_is_invited_comes_back_and_uses_the_keyboard_alone(address, page):
    page.goto(f"{address}panels")
    page.fill("#name", "By keyboard")
    page.keyboard.press("Enter")
    page.wait_for_url("**/panels/*")
    page.goto(page.locator(".invitation code").inner_text())
    page.fill("#name", "Li")
    page.keyboard.press("Enter")
    page.wait_for_url("**/join/*/*")
    seat = page.url
    page.locator("button[name=value]").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Pair 2 of 9").wait_for()
    page.goto(f"{address}parks")
    page.goto(seat)
    assert page.get_by_text("Pair 2 of 9").is_visible()
    page.get_by_role("button", name="Take the last answer back").click()
    page.get_by_text("Pair 1 of 9").wait_for()


def test_who_is_signed_out_meanwhile_is_led_to_sign_in(page, tmp_path):
    url = f"sqlite:///{tmp_path}/keys.db"
    database = Database(url)
    migrate.upgrade(database)
    key = database.write(_key)
    database.close()
    with served(url, migrate=False) as service:
        page.goto(f"{service.base}/sign-in?next=/compare")
        page.fill("[name=key]", key)
        page.locator("main form button").click()
        page.get_by_role("link", name="Judge together").click()
        page.fill("#name", "First factory abroad")
        page.get_by_role("button", name="Begin a panel").click()
        page.locator("[data-watch]").wait_for()
        place = urlsplit(page.url).path
        page.context.clear_cookies()
        page.wait_for_url(f"**/sign-in?next={quote(place, safe='')}")  # within a few seconds


def _key(session: Session) -> str:
    owner = organisation_named(session, "Acme")
    caller = Caller(organisation=owner, by="test", scopes=frozenset({"admin"}))
    return str(create_key(session, caller, "k", "write")["key"])
