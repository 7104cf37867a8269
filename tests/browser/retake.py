"""Takes the pictures of the README anew: ``python -m tests.browser.retake``; look at each."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.walk import facts, go_on, to_result
from tests.service import served

PICTURES = Path(__file__).parent / "pictures"


def retake(address: str) -> None:
    """Walk from the questions to the result, and take what the README shows."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(locale="en-GB", viewport={"width": 1200, "height": 900})
        page.goto(f"{address}parks")
        page.screenshot(path=PICTURES / "parks.png")
        facts(page, address, "en")
        page.check("input[name=profile][value=first-time-private-exporter]")
        go_on(page)
        page.screenshot(path=PICTURES / "interview.png")
        result = to_result(page, address)
        page.screenshot(path=PICTURES / "result.png")
        page.goto(f"{result}?lang=zh#change")
        page.screenshot(path=PICTURES / "change-zh.png")
        browser.close()


if __name__ == "__main__":
    with TemporaryDirectory() as folder, served(Path(folder)) as address:
        retake(address)
