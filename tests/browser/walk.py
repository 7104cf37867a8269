"""How a manager walks through the self-assessment."""

from typing import Any

HOME = {"en": ("Zhejiang", "Hangzhou"), "zh": ("Zhejiang", "杭州")}


def press(page: Any, button: Any) -> None:
    """Press what sends a form, and wait for the page that follows: a click alone does not."""
    with page.expect_navigation():
        button.click()


def go_on(page: Any) -> None:
    """Send the form of a page of questions."""
    press(page, page.locator("main form button").first)


def facts(page: Any, address: str, language: str) -> str:
    """Answer the four pages of questions; return the address of the assessment."""
    page.goto(f"{address}assess")
    go_on(page)
    begun: str = page.url.rpartition("/")[0]
    province, city = HOME[language]
    page.fill("#name", "Autumn search")
    page.select_option("select[name=province]", province)
    page.fill("input[name=city]", city)
    page.check("input[name=size][value=sme]")
    page.check("input[name=first_investment][value=yes]")
    go_on(page)
    page.check("input[name=sectors][value=auto_parts]")
    page.fill("input[name=market_US]", "60")
    page.fill("input[name=market_EU]", "20")
    page.fill("input[name=market_host]", "20")
    go_on(page)
    page.check("input[name=intent][value=trial]")
    go_on(page)
    go_on(page)
    return begun


def interview(page: Any, most: int) -> int:
    """Prefer the first of each pair until it is settled; return how many were asked."""
    for asked in range(most):
        if page.locator(".versus button").count() == 0:
            return asked
        press(page, page.locator(".versus button").first)
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


def fold(page: Any) -> None:
    """Close every part that can be folded away: unfolded, a result is too long for a picture."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false; })")


def drawn(page: Any) -> list[str]:
    """Scroll to every chart, wait until it is drawn, and return their names."""
    unfold(page)
    figures = page.locator("figure[data-chart]")
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
        figure.locator("canvas, svg.marks").first.wait_for()
    return [str(figure.get_attribute("data-chart")) for figure in figures.all()]


def tab_to(page: Any, selector: str) -> None:
    """Press the tabulator until an element of the selector has the focus."""
    for _ in range(150):
        if page.evaluate("what => document.activeElement.matches(what)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")
