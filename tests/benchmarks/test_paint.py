"""How soon each page stands: largest paint, what moved after it, and the longest task of scripts.

The service and Chromium share the machine. Every page is opened three times by a browser that has
the style sheet already, as after the first page; the median counts.
"""

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.service_process import Service
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.walk import to_result

PAINT, TASK, TIMES = 1000.0, 100.0, 3  # milliseconds, milliseconds, visits
WATCH = """
window.seen = {paint: 0, shift: 0, task: 0};
const watch = (type, act) => new PerformanceObserver((list) => {
  list.getEntries().forEach(act);
}).observe({type, buffered: true});
watch("largest-contentful-paint", (one) => { seen.paint = one.startTime; });
watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.shift += one.value; });
watch("longtask", (one) => { seen.task = Math.max(seen.task, one.duration); });
"""


@pytest.fixture
def page() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        window = browser.new_page(viewport={"width": 1200, "height": 900})
        window.set_default_timeout(120_000)
        yield window
        browser.close()


def test_every_page_stands_at_once(page: Any, tmp_path: Path) -> None:
    service = Service(f"sqlite:///{tmp_path}/paint.db")
    service.start()
    try:
        home = f"{service.base}/"
        place = to_result(page, home)
        begun = place.rpartition("/results")[0]
        page.add_init_script(WATCH)
        paths = ["", "assess", "assess/new", "parks", "parks/tcr", "parks/compared?id=tcr&id=vcep"]
        paths += ["compare", "panels", "guide", "guide/design", "docs", "problems", "sign-in"]
        urls = [f"{home}{path}" for path in paths]
        urls += [f"{begun}/{step}" for step in ("company", "business", "priorities", "interview")]
        urls += [place, f"{place}/annex", f"{place}/evidence/tcr", f"{place}/shares"]
        late = []
        for url in urls:
            seen = [_visit(page, url) for _ in range(TIMES)]
            paint, shift, task = (
                statistics.median(one[name] for one in seen) for name in ("paint", "shift", "task")
            )
            print(
                f"\n{url.removeprefix(home):60} {paint:5.0f} ms {shift:.3f} {task:4.0f} ms", end=""
            )
            if paint > PAINT or shift > 0 or task > TASK:
                late.append(url)
        assert late == []
    finally:
        service.kill()


def _visit(page: Any, url: str) -> dict[str, float]:
    assert page.goto(url, wait_until="load").status == 200, url
    page.wait_for_timeout(300)
    seen: dict[str, float] = page.evaluate("window.seen")
    return seen
