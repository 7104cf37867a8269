"""Compares weightings of a file's problem, and prints who is first under each."""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.environment import own_settings
from api.cli.errors import Place, pointed, reporting, said
from api.cli.inputs import (
    INTERVIEW,
    Csv,
    Document,
    Json,
    Lang,
    MethodChoice,
    changed,
    enterprise_place,
    form_of,
    problem_place,
    read_problem,
    stated,
)
from api.cli.ranking import without_answers
from api.cli.rows import Answer, comparison_rows, write_data
from api.cli.terminal import Language, Page, console, percent, score_pattern
from api.document.result import rank
from api.parks.labels import Labels
from mcda.errors import Path as Where
from mcda.errors import error_path
from mcda.texts.figures import formatted
from mcda.texts.marks import COMMA

OWN = "file"  # name of the weights that a file holds itself
_SAID = ("weights", *INTERVIEW, "name", "note", "employees", "products")
"""Of a request or an interview: what is no part of a comparison, but a weighting in it."""
_FEWEST = 2
Source = tuple[Any, str]  # a weighting, and where it was given


def compare(
    file: Path,
    weights: Annotated[list[str] | None, typer.Option(metavar="[NAME=]JSON|FILE|PROFILE")] = None,
    *,
    choice: MethodChoice,
    full: bool = False,
    answer_csv: Csv = False,
    answer_json: Json = False,
    language: Lang,
) -> None:
    """Print the answer of ``POST /v1/comparisons`` to a file.

    The file is a sheet, or JSON with a problem, a request, only an enterprise, or an interview;
    weightings are ``NAME=JSON``, ``NAME=FILE.json``, ``NAME=PROFILE``, ``FILE.json`` or
    ``PROFILE``.
    """
    from api.comparisons.schemas import ComparisonRequest
    from api.comparisons.service import compare_weightings
    from api.http.localisation import localise
    from weights.validation import validate

    form = form_of(language, answer_csv, answer_json, in_words=full)
    with reporting(language, answer_json, problem_place(file)):
        document = read_problem(file)
        options = [_weighting(option) for option in weights or ()]
    # An enterprise, rather than a request with one in it.
    alone = not document.keys() & {"weights", *ComparisonRequest.model_fields}
    weightings = [*([] if alone else _own(document)), *options]
    with reporting(language, answer_json, _place(file, alone, weightings)):
        body = changed({"enterprise": document} if alone else document, choice)
        body = {name: own for name, own in body.items() if name not in _SAID}
        if isinstance(body.get("weightings", []), list):
            if len(weightings) < _FEWEST:
                raise said("error_few_weightings", "weightings_too_few")
            body["weightings"] = [
                _without_answers(item, place, body, language)
                for place, (item, _) in enumerate(weightings)
            ]
        answer = compare_weightings(validate(ComparisonRequest, body), own_settings(language))
    if form == "table":
        write_compare(localise(answer, language), language, whole=full)
    else:
        write_data(answer, comparison_rows, form, language)


def _weighting(option: str) -> Source:
    name, separator, value = (part.strip() for part in option.partition("="))
    if not name or name.startswith("{"):
        raise said("error_weighting", "weighting_unnamed", value=option)
    if not separator:
        name, value = Path(name).stem, name
    place = f"--weights {name}"
    return {"name": name, **stated(value, place)}, place


def _without_answers(item: Any, place: int, body: Document, language: Language) -> Any:
    """Return a weighting with weights in the place of the answers of an interview, if any."""
    if not isinstance(item, dict) or not item.keys() & {*INTERVIEW}:
        return item
    about = {name: value for name, value in body.items() if name != "weightings" and value}
    own = {name: item.get(name) for name in ("weights", *INTERVIEW) if name in item}
    with error_path("weightings", place, "weights"):
        request = without_answers({**about, **own}, language)
    return {"name": item.get("name"), "weights": request["weights"]}


def _own(document: Document) -> list[Source]:
    """Return the weightings in a file; single weights become a weighting named ``file``."""
    listed = document.get("weightings")
    items = enumerate(listed if isinstance(listed, list) else [])
    own: list[Source] = [(item, f"/weightings/{place}/weights") for place, item in items]
    weights = document.get("weights")
    said = {name: document[name] for name in INTERVIEW if document.get(name)}
    if said:
        own.append(({"name": OWN, "weights": weights, **said}, ""))
    elif weights is not None:
        own.append(({"name": OWN, "weights": weights}, "/weights"))
    return own


def _place(path: Path, alone: bool, weightings: Sequence[Source]) -> Place:
    """Return a function that writes the place of a fault; in a weighting, by its source."""

    def place(where: Where) -> str:
        if where[:1] == ("weightings",) and where[2:3] == ("weights",):
            if where[3:4] in (("enterprise",), ("problem",)):  # what its answers are about
                return place(where[3:])
            return weightings[int(where[1])][1] + pointed(where[3:])
        return enterprise_place(where) if alone else problem_place(path)(where)

    return place


_MOST_PAIRS = 45
_MOST_SENTENCES = 6
_FRONT = 3
"""Rank up to which an alternative is shown unasked."""


def write_compare(answer: Answer, language: Language, *, whole: bool) -> None:
    """Write the answer of ``POST /v1/comparisons``: choices and reasons, then the measures."""
    names, consensus = answer["names"], answer["consensus"]
    page, labels = Page(console(), language), Labels(names["alternatives"], names["criteria"])
    page.title(answer["sentence"])
    if consensus["objects_most"] is not None:
        page.line(consensus["sentence"])
    if answer["disagreement"]:
        page.heading("where_they_differ")
        sentences = [item["sentence"] for item in answer["disagreement"]]
        most = len(sentences) if whole else _MOST_SENTENCES
        page.items(sentences[:most])
        _more(page, "compare_more", len(sentences) - most)
    _sure(page, labels, answer["rankings"])
    _ranks(page, labels, answer, whole=whole)
    if whole:
        _measures(page, labels, answer)
    else:
        page.console.print()
        page.say("compare_after", count=len(answer["warnings"]))


def _more(page: Page, key: str, count: int) -> None:
    if count > 0:
        page.say(key, count=count)


def _sure(page: Page, labels: Labels, rankings: Sequence[Answer]) -> None:
    """Write the certainty of each first place, and the parks with too little known about them."""
    verdicts = [(item, item["decision"] or item["verdict"]) for item in rankings]
    sure = [(item, verdict["sentence"]) for item, verdict in verdicts if verdict]
    if sure:
        page.heading("how_sure")
    for item, sentence in sure:
        page.items([page.word("sure_under", weighting=item["name"], said=sentence)])
    for item in (item for item, _ in sure if item["first_ask"]):
        parks = (labels.alternative(fact["alternative"]) for fact in item["first_ask"])
        names = COMMA[page.language].join(parks)
        page.say("first_ask_under", weighting=item["name"], alternatives=names)


def _by_weighting(page: Page, head: str, rankings: Sequence[Answer], rows: list[list[str]]) -> None:
    """Write a table with a column for each weighting."""
    heads = [page.word(head), *(item["name"] for item in rankings)]
    page.grid(heads, rows, figures=range(1, len(heads)))


def _ranks(page: Page, labels: Labels, answer: Answer, *, whole: bool) -> None:
    """Write one column for each weighting, the alternatives by the sum of their ranks.

    Unless `whole` is set, only alternatives near the front under some weighting are written.
    """
    from api.comparisons.presentation import by_alternative

    page.heading("ranks")
    lines = by_alternative(answer)
    rows = [
        [labels.alternative(key), *map(rank, own)]
        for key, own in lines.items()
        if whole or any(line["rank"] <= _FRONT for line in own)
    ]
    _by_weighting(page, "alternative", answer["rankings"], rows)
    _more(page, "compare_more", len(lines) - len(rows))
    if any(line["tied_with"] for own in lines.values() for line in own):
        page.say("tied")
    page.say("method_line", method=answer["method"]["name"])


def _measures(page: Page, labels: Labels, answer: Answer) -> None:
    """Write the weights, how far they agree, whom a compromise suits, and the warnings."""
    page.heading("weights")
    columns = [item["weights"]["values"] for item in answer["rankings"]]
    rows = [
        [labels.criterion(key), *(percent(column[key]) for column in columns)] for key in columns[0]
    ]
    _by_weighting(page, "criterion", answer["rankings"], rows)

    page.heading("weightings_agree")
    taus, moved = answer["kendall_tau"], answer["weight_distance"]
    rows = [
        [a, b, formatted(taus[a][b], ".2f"), percent(moved[a][b])]
        for a, b in combinations([item["name"] for item in answer["rankings"]], 2)
    ]
    heads = page.words("weighting", "other_weighting", "tau_b", "weight_moved")
    page.grid(heads, rows[:_MOST_PAIRS], figures=(2, 3), repeated=2)
    _more(page, "more_of_kind", len(rows) - _MOST_PAIRS)
    page.say("weightings_agree_note")

    page.heading("consensus")
    page.line(answer["consensus"]["sentence"])
    if answer["consensus"]["objects_most"] is not None:
        regrets = answer["consensus"]["regrets"]
        pattern = score_pattern(regrets.values())
        rows = [[name, formatted(value, pattern)] for name, value in regrets.items()]
        page.grid(page.words("weighting", "regret"), rows, figures=(1,))
        page.say("regret_note")
    if answer["warnings"]:
        page.heading("warnings")
        page.items([item["detail"] for item in answer["warnings"]])
