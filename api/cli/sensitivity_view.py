"""What the sensitivity analysis found."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from api.cli.grid import Grid
from api.cli.numbers import percent, span
from api.cli.page import Page
from mcda.texts.figures import formatted

Found = Mapping[str, Any]
_MOST_NAMED = 8


def write_sensitivity(page: Page, answer: Mapping[str, Any]) -> None:
    """Write every part that was run; nothing when the analysis was left out."""
    found = answer["sensitivity"]
    if found is None:
        return
    if found["stability"]:
        _stability(page, found["stability"])
    if len(answer["ranking"]) > 1 and _asked(answer, "smallest_change"):
        _smallest_change(page, found["smallest_change"])
    views: Mapping[str, Callable[[Page, Found], None]] = {
        "acceptability": _acceptability,
        "exact_acceptability": _exact_acceptability,
        "methods": partial(_agreement, chosen=answer["method"]["name"]),
        "reversal": _reversal,
        "judgements": _judgements,
    }
    for part, view in views.items():
        if found[part] is not None:
            view(page, found[part])


def _stability(page: Page, items: list[Found]) -> None:
    page.heading("stability")
    keys = ("criterion", "weight", "winner_holds", "order_holds", "challengers", "exact")
    rows = [
        [
            page.labels.criterion(item["criterion"]),
            percent(item["weight"]),
            _span(item["winner"]),
            _span(item["order"]),
            _challengers(page, item["winner"]),
            page.word("yes" if item["exact"] else "no"),
        ]
        for item in items
    ]
    page.grid(Grid(page.words(*keys), rows, figures=(1, 2, 3)))
    page.line(page.word("stability_note"))


def _span(bounds: Found | None) -> str:
    return "-" if bounds is None else span(bounds["low"], bounds["high"])


def _challengers(page: Page, bounds: Found | None) -> str:
    ends = (("↓", "challenger_low"), ("↑", "challenger_high"))
    found = [
        f"{mark} {page.labels.name(bounds[end])}" for mark, end in ends if bounds and bounds[end]
    ]
    return " ".join(found) or "-"


def _asked(answer: Mapping[str, Any], part: str) -> bool:
    asked = answer["record"]["spec"].get("sensitivity", True)
    return not isinstance(asked, Mapping) or bool(asked.get(part, True))


def _smallest_change(page: Page, found: Found | None) -> None:
    page.heading("smallest_change")
    if found is None:
        page.line(page.word("no_smallest_change"))
        return
    page.line(found["sentence"])


def _exact_acceptability(page: Page, found: Found) -> None:
    page.heading("exact_acceptability")
    _shares(page, found["first_shares"], 4)
    page.line(page.word("volumes", weights=found["drawn_from"]["sentence"]))


def _shares(page: Page, shares: Found, digits: int) -> None:
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    rows = [[page.labels.alternative(key), percent(share, digits)] for key, share in ordered]
    page.grid(Grid(page.words("alternative", "first_share"), rows, figures=(1,)))


def _acceptability(page: Page, found: Found) -> None:
    page.heading("acceptability")
    _shares(page, {key: row[0] for key, row in found["rank_shares"].items()}, 2)
    fields = {
        "samples": found["samples"],
        "seed": found["seed"],
        "error": percent(found["standard_error"], 2),
    }
    page.line(page.word("draws", weights=found["drawn_from"]["sentence"], **fields))


def _agreement(page: Page, found: Found, chosen: str) -> None:
    page.heading("agreement")
    taus = {chosen: 1.0, **found["kendall_tau"].get(chosen, {})}
    heads = [page.word("method"), page.word("order"), page.word("tau", method=chosen)]
    rows = [[name, _order(ids), _tau(taus.get(name))] for name, ids in found["rankings"].items()]
    page.grid(Grid(heads, rows, figures=(2,)))
    ordered = sorted(found["winner_share"].items(), key=lambda item: -item[1])
    shares = [f"{key} {percent(share)}" for key, share in ordered]
    page.line(page.word("winner_share", shares=", ".join(shares)))
    page.items([f"{method}: {note['detail']}" for method, note in found["unavailable"].items()])


def _order(ids: list[str]) -> str:
    more = " > ..." if len(ids) > _MOST_NAMED else ""
    return " > ".join(ids[:_MOST_NAMED]) + more


def _tau(value: float | None) -> str:
    return "-" if value is None else formatted(value, ".2f")


def _reversal(page: Page, found: Found) -> None:
    page.heading("reversal")
    page.line(found["sentence"])
    page.items([case["sentence"] for case in found["cases"][:_MOST_NAMED]])
    if len(found["cases"]) > _MOST_NAMED:
        page.line(page.word("more_of_kind", count=len(found["cases"]) - _MOST_NAMED))


def _judgements(page: Page, found: Found) -> None:
    page.heading("judgements")
    deciding = found["deciding"]
    page.line(page.word("no_deciding") if deciding is None else deciding["sentence"])
    changes = [item for item in found["without_judge"] if item["changes"]]
    page.items(
        [
            page.word("without_judge", judge=item["judge"], winners=", ".join(item["winners"]))
            for item in changes
        ]
    )
    if found["without_judge"] and not changes:
        page.line(page.word("no_judge_decides"))
