"""How a manager walks through the self-assessment."""

from collections.abc import Callable
from typing import Any

HOME = {"en": ("Zhejiang", "Hangzhou"), "zh": ("Zhejiang", "杭州")}


def press(page: Any, button: Any) -> None:
    """Press what sends a form, and wait for the page that follows: a click alone does not."""
    with page.expect_navigation():
        button.click()


def go_on(page: Any) -> None:
    """Send the form of a page of questions."""
    press(page, page.locator("main form .row button").first)


def facts(page: Any, address: str, language: str) -> str:
    """Answer the two pages of questions; return the address of the assessment."""
    page.goto(f"{address}assess/new")
    province, city = HOME[language]
    page.select_option("select[name=province]", province)
    page.fill("input[name=city]", city)
    page.check("input[name=employees][value=under_300]")
    page.check("input[name=first_investment][value=yes]")
    open_fold(page, "#more-name")
    page.fill("#name", "Autumn search")
    go_on(page)
    begun: str = page.url.rpartition("/")[0]
    open_fold(page, "details.family:has([value=auto_parts])")
    page.check("input[name=sectors][value=auto_parts]")
    page.fill("input[name=market_US]", "60")
    page.fill("input[name=market_EU]", "20")
    page.fill("input[name=market_host]", "20")
    page.check("input[name=intent][value=trial]")
    go_on(page)
    return begun


def open_fold(page: Any, selector: str) -> None:
    """Open a part that is folded away, as a click on its line does."""
    page.locator(f"{selector} > summary").click()


def replaced(page: Any, act: Callable[[], Any]) -> None:
    """Do what replaces the part of the interview, and wait until that has come."""
    place = page.locator("[data-address]").get_attribute("data-address")
    act()
    page.wait_for_function(
        "old => document.querySelector('[data-address]')?.dataset.address !== old", arg=place
    )


def interview(page: Any, most: int) -> int:
    """Prefer the first of each pair until it is settled; return how many were asked."""
    for asked in range(most):
        if page.locator(".pick").count() == 0:
            return asked
        replaced(page, page.locator(".pick").first.click)
    return most


def to_result(page: Any, address: str, language: str = "en", answers: int = 3) -> str:
    """Go from the start to the result and return its address."""
    facts(page, address, language)
    page.check("input[name=profile][value=first-time-private-exporter]")
    go_on(page)
    interview(page, answers)
    page.locator('form[action$="/run"] button').click()
    page.wait_for_url("**/results/*")
    return str(page.url)


def unfold(page: Any) -> None:
    """Open every part that is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def tab_to(page: Any, selector: str) -> None:
    """Press the tabulator until an element of the selector has the focus."""
    for _ in range(150):
        if page.evaluate("what => document.activeElement.matches(what)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def slowed(page: Any, latency: int) -> None:
    """Make the network slow, with so many milliseconds before anything comes."""
    conditions = {"offline": False, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"latency": latency, **conditions})
