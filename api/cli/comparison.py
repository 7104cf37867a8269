"""Compares weightings of a file's problem, and prints who is first under each."""

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
from api.document.result import rank
from api.parks.labels import Labels
from mcda.errors import Path as Where
from mcda.errors import error_path
from mcda.texts.figures import formatted
from mcda.texts.marks import COMMA

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
    """Print the answer of ``POST /v1/comparisons`` to a file.

    The file is a sheet, or JSON with a problem, a request, only an enterprise, or an interview;
    weightings are ``NAME=JSON``, ``NAME=FILE.json``, ``NAME=PROFILE``, ``FILE.json`` or
    ``PROFILE``.
    """
    from api.comparisons.schemas import ComparisonRequest
    from api.comparisons.service import compare_weightings
    from api.http.localisation import localise, localise_json
    from weights.validation import validate

    as_json = form == "json"
    with reporting(language, as_json, problem_place(path)):
        document = read_problem(path)
        more = [_weighting(item) for item in given]
    # An enterprise, rather than a request with one in it.
    alone = not document.keys() & {"weights", *ComparisonRequest.model_fields}
    own = [] if alone else _own(document)
    options = [(item, f"--weights {item['name']}") for item in more]
    with reporting(language, as_json, _place(path, alone, [*own, *options])):
        body = changes.applied({"enterprise": document} if alone else document)
        for name in _SAID:
            body.pop(name, None)
        if isinstance(body.setdefault("weightings", []), list):
            weightings = [*(item for item, _ in own), *more]
            if len(weightings) < _FEWEST:
                raise said("error_few_weightings", "weightings_too_few")
            body["weightings"] = [
                _resolved(item, place, body, language) for place, item in enumerate(weightings)
            ]
        request = validate(ComparisonRequest, body)
        answer = compare_weightings(request, own_settings(language))
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
    """Return a weighting with weights in the place of the answers of an interview, if any."""
    if not isinstance(item, dict) or "answers" not in item:
        return item
    about = {name: value for name, value in asked.items() if name != "weightings" and value}
    with error_path("weightings", place, "weights"):
        own = {"weights": item["weights"], "answers": item["answers"]}
        request = without_answers({**about, **own}, language)
    return {"name": item["name"], "weights": request["weights"]}


def _own(document: Document) -> list[Placed]:
    """Return the weightings in a file; single weights become a weighting named ``file``."""
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


def _place(path: Path, alone: bool, weightings: Sequence[Placed]) -> Place:
    """Return a function that writes the place of a fault; in a weighting, by its source."""

    def place(where: Where) -> str:
        if where[:1] == ("weightings",) and where[2:3] == ("weights",):
            if where[3:4] in (("enterprise",), ("problem",)):  # what its answers are about
                return place(where[3:])
            return weightings[int(where[1])][1] + pointed(where[3:])
        return enterprise_place(where) if alone else problem_place(path)(where)

    return place


Answer = Mapping[str, Any]
_MOST_PAIRS = 45
_MOST_SENTENCES = 6
_FRONT = 3
"""Rank up to which an alternative is shown unasked."""


def write_compare(answer: Answer, language: Language, *, whole: bool) -> None:
    """Write the answer of ``POST /v1/comparisons``: choices and reasons, then the measures."""
    names = answer["names"]
    page = Page(console(), language, Labels(names["alternatives"], names["criteria"]))
    page.title(answer["sentence"])
    if answer["consensus"]["objects_most"] is not None:
        page.line(answer["consensus"]["sentence"])
    _differences(page, answer, whole=whole)
    _sure(page, answer["rankings"])
    _ranks(page, answer, whole=whole)
    if whole:
        _weights(page, answer)
        _agreement(page, answer)
        _consensus(page, answer["consensus"])
        if answer["warnings"]:
            page.heading("warnings")
            page.items([item["detail"] for item in answer["warnings"]])
    else:
        page.console.print()
        page.line(page.word("compare_after", count=len(answer["warnings"])))


def _differences(page: Page, answer: Answer, *, whole: bool) -> None:
    """Write, for every two weightings without a common winner, why they differ."""
    if not answer["disagreement"]:
        return
    page.heading("where_they_differ")
    differences = answer["disagreement"][: None if whole else _MOST_SENTENCES]
    page.items([item["sentence"] for item in differences])
    remaining = len(answer["disagreement"]) - len(differences)
    if remaining:
        page.line(page.word("compare_more", count=remaining))


def _ranks(page: Page, answer: Answer, *, whole: bool) -> None:
    """Write one column for each weighting, the alternatives by the sum of their ranks.

    Unless `whole` is set, only alternatives near the front under some weighting are written.
    """
    page.heading("ranks")
    columns = [{row["alternative"]: row for row in item["ranking"]} for item in answer["rankings"]]
    order = sorted(columns[0], key=lambda key: sum(column[key]["rank"] for column in columns))
    front = [key for key in order if any(column[key]["rank"] <= _FRONT for column in columns)]
    rows = [
        [page.labels.alternative(key), *(rank(column[key]) for column in columns)]
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
    """Write the certainty of each first place, and the parks with too little known about them."""
    judged = [item for item in rankings if item["decision"] or item["verdict"]]
    if not judged:
        return
    page.heading("how_sure")
    page.items(
        [
            page.word(
                "sure_under",
                weighting=item["name"],
                said=(item["decision"] or item["verdict"])["sentence"],
            )
            for item in judged
        ]
    )
    for item in judged:
        if item["first_ask"]:
            parks = [page.labels.alternative(fact["alternative"]) for fact in item["first_ask"]]
            fields = {"weighting": item["name"], "alternatives": COMMA[page.language].join(parks)}
            page.line(page.word("first_ask_under", **fields))


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
    rows = [
        [a, b, formatted(taus[a][b], ".2f"), percent(moved[a][b])]
        for a, b in combinations(_names(answer), 2)
    ]
    heads = page.words("weighting", "other_weighting", "tau_b", "weight_moved")
    page.grid(Grid(heads, rows[:_MOST_PAIRS], figures=(2, 3), kept=2))
    if len(rows) > _MOST_PAIRS:
        page.line(page.word("more_of_kind", count=len(rows) - _MOST_PAIRS))
    page.line(page.word("weightings_agree_note"))


def _consensus(page: Page, found: Answer) -> None:
    page.heading("consensus")
    page.line(found["sentence"])
    if found["objects_most"] is None:
        return
    pattern = score_pattern(found["regrets"].values())
    rows = [[name, formatted(value, pattern)] for name, value in found["regrets"].items()]
    page.grid(Grid(page.words("weighting", "regret"), rows, figures=(1,)))
    page.line(page.word("regret_note"))
