"""A comparison of weightings, written for people."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from api.cli.grid import Grid
from api.cli.numbers import percent, score_pattern
from api.cli.page import Page
from api.cli.ranking_view import write_warnings
from api.cli.terminal import console
from api.cli.words import Language
from api.parks.labels import labels_of_catalogue, labels_of_problem
from mcda.texts.figures import formatted
from weights.comparison.winner_gaps import shown

Answer = Mapping[str, Any]
_MOST_PAIRS = 45


def write_compare(answer: Answer, language: Language) -> None:
    """Write the answer of ``POST /v1/comparisons``."""
    problem = answer["record"]["spec"]["problem"]
    found = (
        labels_of_catalogue(language) if problem is None else labels_of_problem(problem, language)
    )
    page = Page(console(), language, found)
    _ranks(page, answer)
    _sure(page, answer["rankings"])
    _weights(page, answer)
    _agreement(page, answer)
    _consensus(page, answer["consensus"])
    _gaps(page, answer)
    write_warnings(page, answer["warnings"])


def _ranks(page: Page, answer: Answer) -> None:
    """Write one column a weighting, the alternatives by the sum of their ranks."""
    page.heading("ranks", first=True)
    columns = [{row["alternative"]: row for row in item["ranking"]} for item in answer["rankings"]]
    order = sorted(columns[0], key=lambda key: sum(column[key]["rank"] for column in columns))
    rows = [
        [page.labels.alternative(key), *(_rank(column[key]) for column in columns)] for key in order
    ]
    heads = [page.word("alternative"), *_names(answer)]
    page.grid(Grid(heads, rows, figures=range(1, len(heads))))
    if any(row["tied_with"] for column in columns for row in column.values()):
        page.line(page.word("tied"))
    page.line(page.word("method_line", method=answer["method"]["name"]))


def _sure(page: Page, rankings: Sequence[Answer]) -> None:
    """Write how sure each first place is, and of which parks too little is known."""
    found = [item for item in rankings if item["verdict"] is not None]
    if not found:
        return
    page.heading("how_sure")
    page.items(
        [
            page.word("sure_under", weighting=item["name"], said=item["verdict"]["sentence"])
            for item in found
        ]
    )
    for item in found:
        if item["first_ask"]:
            parks = [page.labels.alternative(one["alternative"]) for one in item["first_ask"]]
            told = {"weighting": item["name"], "alternatives": _listed(page, parks)}
            page.line(page.word("first_ask_under", **told))


def _listed(page: Page, items: Sequence[str]) -> str:
    return (", " if page.language == "en" else "、").join(items)


def _rank(row: Answer) -> str:
    return f"{row['rank']}{' =' if row['tied_with'] else ''}"


def _names(answer: Answer) -> list[str]:
    return [item["name"] for item in answer["rankings"]]


def _weights(page: Page, answer: Answer) -> None:
    page.heading("weights")
    columns = [item["weights"]["values"] for item in answer["rankings"]]
    rows = [
        [page.labels.criterion(key), *(percent(column[key]) for column in columns)]
        for key in columns[0]
    ]
    heads = [page.word("criterion"), *_names(answer)]
    page.grid(Grid(heads, rows, figures=range(1, len(heads))))


def _agreement(page: Page, answer: Answer) -> None:
    page.heading("weightings_agree")
    taus, moved = answer["kendall_tau"], answer["weight_distance"]
    pairs = combinations(_names(answer), 2)
    rows = [
        [a, b, formatted(taus[a][b], ".2f"), percent(moved[a][b]), _way(page, item)]
        for (a, b), item in zip(pairs, answer["winner_regions"], strict=True)
    ]
    heads = page.words("weighting", "other_weighting", "tau_b", "weight_moved", "first_on_the_way")
    _shortened(page, heads, rows, figures=(2, 3), kept=2)
    page.line(page.word("weightings_agree_note"))


def _way(page: Page, item: Answer) -> str:
    """Return who is first at one weighting and from where on the way to the other who else is."""
    first, *others = item["stretches"]
    told = [_tied(first)]
    told += [
        page.word("first_from", winner=_tied(other), share=percent(other["from"]))
        for other in others
    ]
    return ("; " if page.language == "en" else "；").join(told)


def _tied(stretch: Answer) -> str:
    return " = ".join([stretch["winner"], *stretch["tied_with"]])


def _consensus(page: Page, found: Answer) -> None:
    page.heading("consensus")
    page.line(found["sentence"])
    if found["objects_most"] is None:
        return
    pattern = score_pattern(found["regrets"].values())
    rows = [[name, formatted(value, pattern)] for name, value in found["regrets"].items()]
    page.grid(Grid(page.words("weighting", "regret"), rows, figures=(1,)))
    page.line(page.word("regret_note"))


def _gaps(page: Page, answer: Answer) -> None:
    """Write how far the winners of others are behind, criterion by criterion."""
    page.heading("winner_gaps")
    gaps = answer["winner_gaps"]
    if not gaps:
        page.line(page.word("no_winner_gaps"))
        return
    criteria = list(answer["rankings"][0]["weights"]["values"])
    heads = [
        *page.words("weighting", "behind_first"),
        *map(page.labels.criterion, criteria),
        page.word("total"),
    ]
    rows = []
    for gap in gaps:
        total, parts = shown(gap["gap"], gap["gaps"])
        pair = page.word("behind", first=gap["first"], alternative=gap["alternative"])
        rows.append([gap["under"], pair, *(parts.get(key, "-") for key in criteria), total])
    _shortened(page, heads, rows, figures=range(2, len(heads)), kept=2)
    page.line(page.word("winner_gaps_note"))


def _shortened(
    page: Page, heads: Sequence[str], rows: Sequence[Sequence[str]], figures: Any, kept: int
) -> None:
    page.grid(Grid(heads, rows[:_MOST_PAIRS], figures=figures, kept=kept))
    if len(rows) > _MOST_PAIRS:
        page.line(page.word("more_of_kind", count=len(rows) - _MOST_PAIRS))
