"""What a recommendation says besides the ranking: evidence and what to ask next."""

from collections.abc import Mapping
from typing import Any

from api.cli.grid import Grid
from api.cli.numbers import percent, plain
from api.cli.page import Page
from api.cli.ranking_view import write_warnings
from api.cli.words import named
from mcda.texts.figures import unit_names

Answer = Mapping[str, Any]
_IN_EVIDENCE = ("uncertain_cell", "unknown_cell")
_MOST_ASKED = 10


def write_park_warnings(page: Page, answer: Answer) -> None:
    """Write the warnings; of uncertain cells only how many, since the evidence shows each."""
    others = [item for item in answer["warnings"] if item["code"] not in _IN_EVIDENCE]
    count = len(answer["warnings"]) - len(others)
    if count:
        told = {"code": "", "detail": page.word("uncertain_in_evidence", count=count)}
        others.append(told)
    write_warnings(page, others)


def write_ask_next(page: Page, answer: Answer) -> None:
    """Write which facts to ask for, most valuable first."""
    if answer["sensitivity"] is None:
        return
    page.heading("ask_next")
    rows = [
        [
            page.labels.alternative(item["park"]),
            page.labels.criterion(item["criterion"]),
            f"{percent(item['chance_of_changing_winner'])} ± {percent(item['standard_error'])}",
        ]
        for item in answer["ask_next"][:_MOST_ASKED]
        if item["chance_of_changing_winner"] > 0
    ]
    if rows:
        page.grid(Grid(page.words("park", "criterion", "chance"), rows, figures=(2,)))
    else:
        page.line(page.word("ask_nothing"))


def write_scenarios(page: Page, answer: Answer) -> None:
    """Write what is first under each tariff scenario."""
    found = answer["scenario_doubt"]
    if found is None:
        return
    page.heading("scenarios")
    rows = [
        [
            item["name"] or item["scenario"],
            ", ".join(map(page.labels.alternative, item["winners"])),
            percent(max(item["first_shares"].values())),
        ]
        for item in found["scenarios"]
    ]
    page.grid(Grid(page.words("scenario", "first", "first_share"), rows, figures=(2,)))
    page.line(page.word("scenario_doubt", share=percent(found["share"])))


def write_evidence(page: Page, answer: Answer) -> None:
    """Write for each park what each value is and what kind of evidence stands behind it."""
    page.heading("evidence")
    if answer["lead"] is not None:
        page.line(answer["lead"]["sentence"])
    heads = page.words("criterion", "value", "bounds", "unit", "kind", "grade", "newest", "sources")
    for park, row in answer["evidence"].items():
        page.console.print()
        page.line(page.labels.alternative(park))
        rows = [
            [
                page.labels.criterion(criterion),
                plain(found["value"]),
                _bounds(found),
                unit_names(found["unit"])[page.language],
                named("evidence", found["kind"], page.language),
                named("grade", found["quality"]["grade"], page.language),
                str(found["quality"]["newest"] or "-"),
                str(found["quality"]["sources"]),
            ]
            for criterion, found in row.items()
        ]
        page.grid(Grid(heads, rows, figures=(1, 2, 6, 7)))
    page.console.print()
    page.line(page.word("evidence_note"))


def _bounds(found: Answer) -> str:
    if found["low"] is None or found["high"] is None or found["low"] == found["high"]:
        return ""
    return f"{plain(found['low'])}..{plain(found['high'])}"
