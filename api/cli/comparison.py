"""Compare weightings of a file's problem, and print who is first under each."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import typer

from api.cli.environment import own_settings
from api.cli.errors import Place, pointed, reporting, said
from api.cli.input_files import (
    Document,
    OptionChanges,
    enterprise_place,
    problem_place,
    read_problem,
    stated,
)
from api.cli.ranking import without_answers
from api.cli.terminal import Form, Grid, Language, Page, console, percent, score_pattern
from api.parks.labels import Labels
from mcda.errors import Path as Where
from mcda.errors import error_path
from mcda.texts.figures import formatted
from mcda.texts.marks import BLANK, COMMA, SEMICOLON
from weights.comparison.winner_gaps import shown

OWN = "file"  # name of the weights that a file holds itself
_SAID = ("weights", "answers", "name", "note", "employees", "products")
"""Of a request or an interview: what is no part of a comparison, but a weighting in it."""
_FEWEST = 2
Placed = tuple[Any, str]  # a weighting, and where it was given


def compare_file(
    path: Path,
    given: Sequence[str],
    changes: OptionChanges,
    language: Language,
    form: Form,
    *,
    whole: bool,
) -> None:
    """Print what ``POST /v1/comparisons`` answers to a file.

    Parameters
    ----------
    path
        A sheet, or a JSON file with a problem, a request, an enterprise alone, or an interview.
    given
        Weightings as ``NAME=JSON``, ``NAME=FILE.json``, ``NAME=PROFILE``, ``FILE.json`` or
        ``PROFILE``.
    changes
        What the options change in the method.
    language
        Of the answer.
    form
        The answer as it is, as rows, or in sentences and tables.
    whole
        Behind the sentences, all measures.
    """
    as_json = form == "json"
    with reporting(language, as_json, problem_place(path)):
        document = read_problem(path)
        more = [_weighting(item) for item in given]
    alone = _is_enterprise(document)
    own = [] if alone else _own(document)
    with reporting(language, as_json, _place(path, alone, [*own, *map(_option, more)])):
        asked = changes.applied({"enterprise": document} if alone else document)
        for name in _SAID:
            asked.pop(name, None)
        if isinstance(asked.setdefault("weightings", []), list):
            weightings = [*(item for item, _ in own), *more]
            if len(weightings) < _FEWEST:
                raise said("error_few_weightings", "weightings_too_few")
            asked["weightings"] = [
                _resolved(item, place, asked, language) for place, item in enumerate(weightings)
            ]
        answer = _compare(asked, language)
    from api.localisation import localise, localise_json

    if as_json:
        typer.echo(localise_json(answer, language))
    elif form == "csv":
        from api.cli.rows import comparison_rows, write_rows

        write_rows(comparison_rows(localise(answer, language)))
    else:
        write_compare(localise(answer, language), language, whole=whole)


def _weighting(given: str) -> Document:
    name, separator, value = (part.strip() for part in given.partition("="))
    if not name or name.startswith("{"):
        raise said("error_weighting", "weighting_unnamed", value=given)
    if separator:
        return {"name": name, **stated(value, f"--weights {name}")}
    return {"name": Path(name).stem, **stated(name, "--weights")}


def _resolved(item: Any, place: int, asked: Document, language: Language) -> Any:
    """Return a weighting in which weights stand for the answers of an interview, if it has any."""
    if not isinstance(item, dict) or "answers" not in item:
        return item
    about = {name: value for name, value in asked.items() if name != "weightings" and value}
    with error_path("weightings", place, "weights"):
        own = {"weights": item["weights"], "answers": item["answers"]}
        found = without_answers({**about, **own}, language)
    return {"name": item["name"], "weights": found["weights"]}


def _is_enterprise(document: Document) -> bool:
    """Tell whether a document is an enterprise rather than a request with one in it."""
    from api.comparisons.schemas import ComparisonRequest

    return not document.keys() & {"weights", *ComparisonRequest.model_fields}


def _own(document: Document) -> list[Placed]:
    """Return the weightings that a file brings; its only weights count as one called ``file``."""
    listed = document.get("weightings")
    own: list[Placed] = [
        (item, f"/weightings/{place}/weights")
        for place, item in enumerate(listed if isinstance(listed, list) else [])
    ]
    weights, answers = document.get("weights"), document.get("answers")
    if answers:
        own.append(({"name": OWN, "weights": weights, "answers": answers}, ""))
    elif weights is not None:
        own.append(({"name": OWN, "weights": weights}, "/weights"))
    return own


def _option(weighting: Document) -> Placed:
    return weighting, f"--weights {weighting['name']}"


def _place(path: Path, alone: bool, weightings: Sequence[Placed]) -> Place:
    """Return how to write the place of a fault; in a weighting, by where that was given."""

    def place(where: Where) -> str:
        if where[:1] == ("weightings",) and where[2:3] == ("weights",):
            if where[3:4] in (("enterprise",), ("problem",)):  # what its answers are about
                return place(where[3:])
            return weightings[int(where[1])][1] + pointed(where[3:])
        return enterprise_place(where) if alone else problem_place(path)(where)

    return place


def _compare(document: Document, language: Language) -> Document:
    from api.comparisons.schemas import ComparisonRequest
    from api.comparisons.service import compare_weightings
    from weights.validation import validate

    request = validate(ComparisonRequest, document)
    return compare_weightings(request, own_settings(language))


Answer = Mapping[str, Any]
_MOST_PAIRS = 45
_MOST_SENTENCES = 6
_FRONT = 3
"""Rank up to which an alternative is shown unasked."""


def write_compare(answer: Answer, language: Language, *, whole: bool) -> None:
    """Write the answer of ``POST /v1/comparisons``: who chooses what and why, then the measures."""
    names = answer["names"]
    page = Page(console(), language, Labels(names["alternatives"], names["criteria"]))
    page.title(answer["sentence"])
    if answer["consensus"]["objects_most"] is not None:
        page.line(answer["consensus"]["sentence"])
    _differences(page, answer, whole=whole)
    _sure(page, answer["rankings"])
    _ranks(page, answer, whole=whole)
    if whole:
        _measures(page, answer)
    else:
        page.console.print()
        page.line(page.word("compare_after", count=len(answer["warnings"])))


def _differences(page: Page, answer: Answer, *, whole: bool) -> None:
    """Write of every two where they agree, why they choose differently, and where that turns."""
    page.heading("where_they_differ")
    causes = {tuple(item["between"]): item["sentence"] for item in answer["disagreement"]}
    ways = {tuple(item["between"]): item["sentence"] for item in answer["winner_regions"]}
    shown = answer["agreements"][: None if whole else _MOST_SENTENCES]
    for item in shown:
        pair = tuple(item["between"])
        why = [causes[pair], ways[pair]] if pair in causes else []
        page.items([BLANK[page.language].join([item["sentence"], *why])])
    left = len(answer["agreements"]) - len(shown)
    if left:
        page.line(page.word("compare_more", count=left))


def _measures(page: Page, answer: Answer) -> None:
    _weights(page, answer)
    _agreement(page, answer)
    _consensus(page, answer["consensus"])
    _gaps(page, answer)
    _warnings(page, answer["warnings"])


def _ranks(page: Page, answer: Answer, *, whole: bool) -> None:
    """Write one column a weighting, the alternatives by the sum of their ranks.

    Unless all are asked for, only those that some weighting puts near the front.
    """
    page.heading("ranks")
    columns = [{row["alternative"]: row for row in item["ranking"]} for item in answer["rankings"]]
    order = sorted(columns[0], key=lambda key: sum(column[key]["rank"] for column in columns))
    front = [key for key in order if any(column[key]["rank"] <= _FRONT for column in columns)]
    rows = [
        [page.labels.alternative(key), *(_rank(column[key]) for column in columns)]
        for key in (order if whole else front)
    ]
    heads = [page.word("alternative"), *_names(answer)]
    page.grid(Grid(heads, rows, figures=range(1, len(heads))))
    if len(rows) < len(order):
        page.line(page.word("compare_more", count=len(order) - len(rows)))
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
            told = {"weighting": item["name"], "alternatives": COMMA[page.language].join(parks)}
            page.line(page.word("first_ask_under", **told))


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
    return SEMICOLON[page.language].join(told)


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


def _warnings(page: Page, warnings: Sequence[Mapping[str, Any]]) -> None:
    """Write one sentence for each kind of warning."""
    if warnings:
        page.heading("warnings")
        page.items([item["detail"] for item in warnings])
