"""The interview in a browser: by keys alone, on a slow or failing network, without scripts."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.walk import press, replaced, slowed

pytestmark = pytest.mark.long
FIRM = {
    "name": "Autumn search",
    "enterprise": {
        "home": {"province": "Zhejiang", "city": "Hangzhou"},
        "size": "sme",
        "sectors": ["auto_parts"],
        "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    },
}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def place(address: str, page: Any) -> str:
    """Return the address of the interview of a firm that has answered nothing."""
    answer = page.request.post(f"{address}v1/assessments", data=FIRM)
    return f"{address}assess/{answer.json()['id']}/interview"


def answers(page: Any, place: str) -> list[str]:
    """Return the replies that are saved."""
    number = place.split("/")[-2]
    found = page.request.get(f"{place.split('assess')[0]}v1/assessments/{number}").json()
    return [one["reply"] for one in found["content"].get("answers", ())]


def key(page: Any, name: str) -> None:
    """Press a key that changes the question."""
    replaced(page, lambda: page.keyboard.press(name))


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_by_keys_alone_and_without_a_page_load(page, place):
    page.goto(place)
    page.evaluate("window.same = true")
    assert focused(page) == "ask"  # where it begins, too; no card looks chosen
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    for number, name in enumerate(("1", "2", "=", "?"), 2):
        key(page, name)
        assert page.url == f"{place}?question={number}"
        assert page.title().startswith(f"Question {number} ")
        assert focused(page) == "ask"
    assert answers(page, place) == ["first", "second", "equal", "unknown"]
    expect(page.locator("[data-announce]")).to_contain_text("Question 5, about")
    key(page, "ArrowLeft")
    assert page.url == f"{place}?question=4"
    expect(page.get_by_role("button", name="Can't say")).to_have_attribute("aria-pressed", "true")
    key(page, "2")  # another reply in its place, and on with the newest question
    assert page.url == f"{place}?question=5"
    expect(page.locator(".note")).to_contain_text("Your answer was changed")
    assert answers(page, place) == ["first", "second", "equal", "unknown", "second"]
    page.keyboard.press("Backspace")  # takes back the change: the reply before counts again
    for _ in range(100):
        if len(answers(page, place)) == 4:
            break
        page.wait_for_timeout(100)
    assert answers(page, place) == ["first", "second", "equal", "unknown"]
    assert page.evaluate("window.same")


def test_to_the_end_and_the_result_by_keys(page, place):
    page.goto(place)
    for _ in range(12):
        if not page.locator(".pick").count():
            break
        key(page, "1")
    assert page.url == f"{place}?question=end"
    assert page.evaluate("document.activeElement.textContent") == "See the result"
    shown = page.locator("main").inner_text()
    assert "What your answers weigh" in shown
    assert "The facts of the parks" in shown
    key(page, "ArrowLeft")
    expect(page.locator(".pick.chosen")).to_have_count(1)
    key(page, "ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/results/1")


def test_the_address_brings_back_every_question(page, place):
    page.goto(place)
    for name in ("1", "2"):
        key(page, name)
    asked = page.locator("h1 + p + .pair").inner_text()
    replaced(page, page.go_back)
    assert page.url == f"{place}?question=2"
    expect(page.locator("button.pick.chosen[value=second]")).to_have_count(1)
    replaced(page, page.go_back)
    expect(page.locator("button.pick.chosen[value=first]")).to_have_count(1)
    page.reload()
    assert page.url == f"{place}?question=1"
    expect(page.locator("button.pick.chosen[value=first]")).to_have_count(1)
    page.go_forward()
    page.go_forward()
    page.wait_for_url("**?question=3")
    expect(page.locator(".pick.chosen")).to_have_count(0, timeout=30_000)
    assert page.locator("h1 + p + .pair").inner_text() == asked


def test_a_double_press_is_one_answer(page, place):
    page.goto(place)
    replaced(
        page,
        lambda: page.evaluate(
            "for (const name of ['1', '1', '2']) document.activeElement.dispatchEvent("
            "new KeyboardEvent('keydown', {key: name, bubbles: true}))"
        ),
    )
    assert answers(page, place) == ["first"]


def test_a_slow_network_is_told_and_a_lost_one_loses_nothing(chromium, page, place):
    window = chromium.new_context(locale="en-GB")  # of its own: its console tells of the failure
    slow = window.new_page()
    slow.goto(place)
    slowed(slow, latency=2000)
    slow.keyboard.press("2")
    expect(slow.locator("[data-slow]")).to_be_visible()
    expect(slow.locator("button.pick.chosen[value=second]")).to_have_count(1)
    slow.wait_for_url("**?question=2")
    expect(slow.locator("[data-slow]")).to_be_hidden(timeout=30_000)
    window.route("**/interview", lambda route: route.abort("internetdisconnected"))
    slow.keyboard.press("1")
    expect(slow.get_by_role("alert")).to_contain_text("nothing is lost")
    assert slow.url.endswith("?question=2")
    assert slow.locator(".pick").count() == 2
    again = slow.get_by_role("button", name="Try again")
    expect(again).to_be_focused()
    window.unroute("**/interview")
    replaced(slow, again.click)
    expect(slow.get_by_role("alert")).to_be_hidden()
    assert answers(page, place) == ["second", "first"]
    window.close()


def test_how_long_a_key_takes(page, place):
    page.goto(place)
    key(page, "1")  # the first answer makes the problem
    taken = page.evaluate(
        """async () => {
          const part = document.querySelector("[data-interview]");
          const begun = performance.now();
          const changed = new Promise((done) => new MutationObserver(done).observe(
            part, {childList: true}));
          document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "2", bubbles: true}));
          await changed;
          const [sent] = performance.getEntriesByType("resource").slice(-1);
          return [performance.now() - begun, sent.responseEnd - sent.requestStart];
        }"""
    )
    whole, served = taken
    print(f"\nfrom key to the next question: {whole:.0f} ms, of which the service {served:.0f}")
    assert whole - served < 100  # the page adds little to what the engine needs


def test_without_scripts_by_plain_forms(opened, page, place):
    plain = opened(java_script_enabled=False, locale="zh-CN", **PHONE)
    plain.goto(place)
    expect(plain.locator("kbd").first).to_be_hidden()  # no key works here
    for number, value in enumerate(("first", "second", "equal"), 2):
        press(plain, plain.locator(f"button[value={value}]"))
        assert plain.url == f"{place}?question={number}"
    plain.goto(f"{place}?question=2")
    expect(plain.locator(".tag.own")).to_have_text("您的回答")
    press(plain, plain.locator("button[value=first]"))
    press(plain, plain.get_by_role("button", name="撤回上一题"))
    assert answers(page, place) == ["first", "second", "equal"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone_it_fits_and_has_no_barrier(opened, place, scheme):
    phone = opened(locale="zh-CN", color_scheme=scheme, **PHONE)
    phone.goto(place)

    def sound() -> None:
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        assert [one["id"] for one in Axe().run(phone).response["violations"]] == []

    sound()
    replaced(phone, phone.locator(".pick").first.tap)
    phone.locator("details.answered summary").tap()
    sound()
    phone.goto(f"{place}?question=1")
    sound()
    for _ in range(12):
        if not phone.locator(".pick").count():
            break
        replaced(phone, phone.locator(".pick").last.tap)
    sound()
