"""Why the first is first, which facts would change that, and where the doubt comes from."""

from collections.abc import Mapping
from typing import Any

from api.cli.grid import Grid
from api.cli.numbers import percent
from api.cli.page import Page

Found = Mapping[str, Any]
_MOST = 5


def write_explanation(page: Page, answer: Found) -> None:
    """Write why the first is first, right after the ranking."""
    found = answer["sensitivity"] and answer["sensitivity"]["explanation"]
    if found:
        page.heading("explanation")
        page.items(found["sentences"])


def write_facts(page: Page, answer: Found) -> None:
    """Write the facts nearest to changing the winner, and which ranks uncertain ones allow."""
    found = answer["sensitivity"]
    if found is None or len(answer["ranking"]) < 2:
        return
    if found["facts"] is not None:
        page.heading("facts")
        near = [item for item in found["facts"] if item["below"] or item["above"]]
        page.items([item["sentence"] for item in near[:_MOST]])
        if len(near) > _MOST:
            page.line(page.word("more_of_kind", count=len(near) - _MOST))
        if not near:
            page.line(page.word("no_fact_changes"))
    if found["possible_ranks"] and _open(found["possible_ranks"]):
        page.heading("possible_ranks")
        page.items([item["sentence"] for item in found["possible_ranks"]])


def _open(items: list[Found]) -> bool:
    return any(item["best"] != item["worst"] for item in items)


def write_doubt(page: Page, answer: Found) -> None:
    """Write what other defensible choices say, and where the doubt comes from, if asked."""
    found = answer["sensitivity"]
    if found is None:
        return
    if found["multiverse"] is not None:
        page.heading("multiverse")
        page.items(found["multiverse"]["sentences"])
    if found["budget"] is not None:
        _budget(page, found["budget"])


def _budget(page: Page, found: Found) -> None:
    page.heading("budget")
    page.line(page.word("budget_doubt", doubt=percent(found["doubt"])))
    rows = [
        [_source(page, item), f"{percent(item['share'])} ± {percent(item['standard_error'])}"]
        for item in found["sources"][: 2 * _MOST]
        if item["share"] > item["standard_error"]
    ]
    if rows:
        page.grid(Grid(page.words("source", "share_of_doubt"), rows, figures=(1,)))


def _source(page: Page, item: Found) -> str:
    if item["kind"] != "cell":
        return page.word(f"source_{item['kind']}")
    alternative = page.labels.alternative(item["alternative"])
    return f"{alternative}: {page.labels.criterion(item['criterion'])}"
