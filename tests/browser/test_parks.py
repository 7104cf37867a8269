"""The catalogue in a real browser: filter, read, compare, and lay one's own data over it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from mcda.parks import Catalogue
from mcda.parks.overlay import Overlay, Place, Quotation, SourceRow, format_workbook
from mcda.parks.overlay.columns import layouts

pytestmark = pytest.mark.service
SERIOUS = ("serious", "critical")
PLACES = ("parks", "parks/vcep", "parks/mckip", "parks/compared?id=tcr&id=kitic&id=mckip&id=ssez")
PHONE = {"width": 390, "height": 844}


def _workbook(path: Path, source: str) -> Path:
    """Write a quotation of 55 USD/m2 for Rayong, from a source that the workbook names or not."""

    def place(sheet: str) -> Place:
        columns = {name: j for j, name in enumerate(layouts()[sheet].names)}
        return Place("ours", sheet, 2, columns)

    quoted = Quotation(
        place=place("quotations"),
        park="tcr",
        criterion="land_price",
        mode=55.0,
        source=source,
        as_of="2026-03-12",
    )
    visit = SourceRow(place=place("sources"), id="visit", title="Visit", date="2026-03-12")
    path.write_bytes(
        format_workbook(Overlay(sources=(visit,), quotations=(quoted,)), Catalogue.load())
    )
    return path


def test_from_the_list_to_a_comparison(address: str, page: Any) -> None:
    page.goto(f"{address}parks")
    page.select_option("select[name=country]", "vietnam")
    page.select_option("select[name=scorable]", "yes")
    page.get_by_role("button", name="Show").click()
    assert page.locator("tbody tr").count() == 2
    page.check("input[value=ljip]")
    page.check("input[value=vcep]")
    page.get_by_role("button", name="Compare the ticked parks").click()
    assert page.url.endswith("/parks/compared?id=ljip&id=vcep")
    assert page.locator("thead th").count() == 3
    assert page.locator("svg.meter").count() >= 10
    page.get_by_role("link", name="Longjiang Industrial Park").click()
    assert page.locator("h1").inner_text() == "Longjiang Industrial Park"
    page.get_by_role("link", name="中文").click()
    assert page.locator("h1").inner_text() == "越南龙江工业园"


def test_statements_open_without_a_script(address: str, chromium: Any) -> None:
    window = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = window.new_page()
    page.goto(f"{address}parks/vcep")
    first = page.locator(".judged").first
    assert not first.locator("blockquote").first.is_visible()
    first.locator("summary").click()
    assert first.locator("blockquote").first.is_visible()
    window.close()


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_fits_a_telephone(address: str, opened: Callable[..., Any], locale: str) -> None:
    page = opened(locale=locale, viewport=PHONE)
    for place in PLACES:
        page.goto(f"{address}{place}")
        page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], place


@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "dark"), ("zh-CN", "light")])
def test_no_serious_barrier(
    address: str, opened: Callable[..., Any], locale: str, scheme: str
) -> None:
    page = opened(locale=locale, color_scheme=scheme)
    found = []
    for place in PLACES:
        page.goto(f"{address}{place}")
        page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        for one in Axe().run(page).response["violations"]:
            if one["impact"] in SERIOUS:
                where = [node["html"][:120] for node in one["nodes"][:3]]
                found.append((place, one["id"], where))
    assert found == [], "\n".join(map(str, found))


def test_own_data_by_the_form(address: str, chromium: Any, tmp_path: Path) -> None:
    # A refused form is an error in the console, so the window is opened here.
    window = chromium.new_context(locale="en-GB")
    page = window.new_page()
    page.goto(f"{address}parks")
    page.set_input_files("#workbook", _workbook(tmp_path / "bad.xlsx", "nobody"))
    page.get_by_role("button", name="Check and use it").click()
    alert = page.get_by_role("alert")
    assert "Faults found: 1." in alert.inner_text()
    assert "nobody" in alert.inner_text()
    box = alert.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 720, "what is wrong is in sight"
    page.set_input_files("#workbook", _workbook(tmp_path / "good.xlsx", "visit"))
    page.get_by_role("button", name="Check and use it").click()
    assert page.get_by_role("status").inner_text() == "The workbook is in use."
    page.goto(f"{address}parks/tcr")
    price = page.locator(".judged").first
    assert price.locator("strong").first.inner_text() == "55"
    assert price.locator(".tag.own").first.is_visible()
    page.goto(f"{address}parks")
    with page.expect_download() as sent:
        page.get_by_role("link", name="Download your present workbook").click()
    assert sent.value.suggested_filename.endswith(".xlsx")
    page.locator("summary", has_text="Remove your own data").click()
    page.get_by_role("button", name="Remove your own data").click()
    assert "removed" in page.get_by_role("status").inner_text()
    window.close()
