"""No page has a serious barrier, in either language, light or dark."""

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe

from mcda.parks import load_catalogue, scorable
from tests.api.assessments.desk import content
from tests.browser.walk import to_result, unfold

pytestmark = pytest.mark.long
SERIOUS = ("serious", "critical")
FEW = 20
"""Parks of an annex, which shows the same of each: with more than fit in a chart it says so."""


@pytest.fixture(scope="module")
def annex(address: str) -> str:
    """Give the address of the annex to a result: with all parks it took axe two minutes."""
    asked = content(parks=sorted(scorable(load_catalogue()))[:FEW], sensitivity=True)
    with httpx2.Client(base_url=address, timeout=120) as client:
        made = client.post("/v1/assessments", json=asked).json()["id"]
        client.post(f"/v1/assessments/{made}/run").raise_for_status()
    return f"{address}assess/{made}/results/1/annex"


@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "light"), ("zh-CN", "dark")])
def test_no_serious_barrier(address, opened, annex, locale, scheme):
    page = opened(locale=locale, color_scheme=scheme)
    place = to_result(page, address, "en")
    begun = place.rpartition("/results")[0]
    paths = ["", "assess", "assess/deleted", "assess/new", "sign-in"]
    paths += ["parks", "parks/tcr", "compare", "panels"]
    paths += ["guide", "guide/quickstart", "guide/changelog", "guide/design"]
    paths += ["docs", "docs/weights", "problems"]
    steps = ("company", "business", "priorities", "interview")
    pages = [f"{address}{path}" for path in paths]
    pages += [f"{begun}/{step}" for step in steps]
    results = [place, annex, f"{place}/evidence/tcr", f"{place}/shares"]
    found = []
    for url in (*pages, *results):
        page.goto(url)
        if url in results:
            unfold(page)
        for one in Axe().run(page).response["violations"]:
            if one["impact"] in SERIOUS:
                where = [node["html"][:120] for node in one["nodes"][:3]]
                found.append((url.removeprefix(address), one["id"], where))
    assert found == [], "\n".join(map(str, found))
