"""No page has a serious barrier, in either language, light or dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.walk import to_result, unfold

pytestmark = pytest.mark.long
SERIOUS = ("serious", "critical")


@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "light"), ("zh-CN", "dark")])
def test_no_serious_barrier(address, opened, locale, scheme):
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
    pages += [place, f"{place}/annex", f"{place}/evidence/tcr", f"{place}/shares"]
    found = []
    for url in pages:
        page.goto(url)
        if url.startswith(place):
            unfold(page)
        for one in Axe().run(page).response["violations"]:
            if one["impact"] in SERIOUS:
                where = [node["html"][:120] for node in one["nodes"][:3]]
                found.append((url.removeprefix(address), one["id"], where))
    assert found == [], "\n".join(map(str, found))
