"""What a reader wants compared, from the page's address to a request of the service."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from api.assessments.content import nothing_left
from api.comparisons.schemas import ComparisonRequest
from api.pages.compare.options import ASSESSMENT, PANEL, POINTS, ComparisonOptions
from api.pages.words import Words
from api.parks.problem import make_problem
from api.parks.schemas import RecommendationRequest
from api.results.evaluation import request_of
from api.settings import Settings
from api.typed_number import typed_number
from mcda.errors import InvalidProblem
from mcda.parks.rated_problem import RatedProblem
from mcda.parks.templates import PARKS
from weights.validation import validate

FEWEST, MOST = 2, 6
FEWEST_PARKS = 2
MOST_COMPLAINTS = 10
MOST_POINTS = 100
DEFAULT_METHOD = RatedProblem.default_method
_LONGEST = 60
_FIELDS = ("weighting", "park", "assessment", "method")
_SLIDER = "points_"
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ComparedParty:
    """One of those who are compared.

    Parameters
    ----------
    weighting
        Id of a profile, of a panel, a judge or an assessment's answers, ``equal``, or
        ``points:`` with ``criterion=points`` of its own, separated by commas.
    name
        As the reader calls it; empty for that of the weighting.
    """

    weighting: str
    name: str = ""

    @property
    def points(self) -> dict[str, float] | None:
        """Points by criterion, None of a weighting that has a name elsewhere."""
        kind, colon, said = self.weighting.partition(":")
        if kind != POINTS or not colon:
            return None
        parts = [part.partition("=") for part in said.split(",") if part]
        return {criterion: _number(value) for criterion, _, value in parts}

    @property
    def assessment(self) -> str:
        """Id of the assessment whose answers are the weighting, empty for another."""
        kind, _, number = self.weighting.partition(":")
        return number if kind == ASSESSMENT else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonQuestion:
    """What the address says.

    Parameters
    ----------
    sides
        Who is compared, each once, in the order sent.
    parks
        Ids; none means all that can be ranked, or those of the assessment.
    assessment
        Id of a saved assessment by whose enterprise the parks are seen, or empty.
    method
        Name of the ranking method.
    """

    sides: tuple[ComparedParty, ...] = ()
    parks: tuple[str, ...] = ()
    assessment: str = ""
    method: str = DEFAULT_METHOD

    @property
    def address(self) -> str:
        """The shortest address that asks the same."""
        named = any(side.name for side in self.sides)
        pairs = [
            pair
            for side in self.sides
            for pair in ([("name", side.name)] if named else []) + [("weighting", side.weighting)]
        ]
        pairs += [("park", park) for park in self.parks]
        pairs += [("assessment", self.assessment)] if self.assessment else []
        pairs += [("method", self.method)] if self.method != DEFAULT_METHOD else []
        return f"/compare?{urlencode(pairs)}"


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why nothing can be compared, and what to do."""

    detail: str
    remedy: str = ""


def question_of(query: QueryParams) -> ComparisonQuestion | None:
    """Return what is asked, None where the form was not sent yet."""
    if not any(name in query for name in _FIELDS):
        return None
    return ComparisonQuestion(
        sides=tuple(dict.fromkeys(_sides(query))),
        parks=tuple(dict.fromkeys(_shown(value) for value in query.getlist("park") if value)),
        assessment=_shown(query.get("assessment", "")),
        method=_shown(query.get("method") or DEFAULT_METHOD),
    )


def complaints(
    question: ComparisonQuestion,
    options: ComparisonOptions,
    contents: Mapping[str, Plain],
    words: Words,
) -> list[Complaint]:
    """Return what keeps the weightings from being compared, in the reader's language.

    Parameters
    ----------
    question, options
        What is wanted, and what there is.
    contents
        Of the assessments that are named, by id.
    words
        Of the pages.
    """
    wrong = islice(_wrong(question, options, contents), MOST_COMPLAINTS)
    return [complaint(words, key, **fields) for key, fields in wrong]


def complaint(words: Words, key: str, **fields: Any) -> Complaint:
    """Return one of the page's own complaints, in the reader's language."""
    return Complaint(words["compare"][key].format(**fields))


def narrowed(
    question: ComparisonQuestion, content: Plain | None, settings: Settings
) -> ComparisonQuestion:
    """Return the question about the parks that an assessment ranks, where none are named.

    Raises
    ------
    McdaError
        The assessment cannot be used.
    """
    if content is None or question.parks:
        return question
    plain = {name: value for name, value in content.items() if name != "answers"}
    try:
        problem = make_problem(request_of(plain, settings), settings)
    except InvalidProblem as error:
        if not nothing_left(error):
            raise
        return question
    return replace(question, parks=problem.alternative_ids)


def to_request(
    question: ComparisonQuestion,
    options: ComparisonOptions,
    contents: Mapping[str, Plain],
    settings: Settings,
) -> ComparisonRequest:
    """Return the request that the service answers.

    Where an assessment is asked for, the parks are seen as by its enterprise.

    Raises
    ------
    McdaError
        An assessment, or a profile of the organisation's own, cannot be used.
    """
    subject: Plain = {"enterprise": {}, "parks": list(question.parks) or None}
    if question.assessment:
        assessed = _assessed(question, contents[question.assessment], settings)
        told = assessed.model_dump(mode="json", exclude_unset=True)
        about = ("enterprise", "parks", "criteria", "overrides", "scenario")
        subject = {name: told[name] for name in about if name in told}
    weights = [_weights(side, question, options, contents, settings) for side in question.sides]
    named = zip(called(question.sides, options), weights, strict=True)
    return validate(
        ComparisonRequest,
        {
            **subject,
            "weightings": [{"name": name, "weights": weights} for name, weights in named],
            "method": {"name": question.method},
        },
    )


def called(sides: Sequence[ComparedParty], options: ComparisonOptions) -> list[str]:
    """Return the names of those who are compared; two that have one by default bear their ids."""
    panels = [side for side in sides if side.weighting.partition(":")[0] == PANEL]
    plain = [
        side.name or (options.everyone if panels == [side] else options.label(side.weighting))
        for side in sides
    ]
    return [
        f"{name} ({side.weighting})" if plain.count(name) > 1 and not side.name else name
        for name, side in zip(plain, sides, strict=True)
    ]


def _shown(value: str) -> str:
    return value.replace("\0", "\ufffd")


def _sides(query: QueryParams) -> Iterator[ComparedParty]:
    """Yield who is compared: names and weightings come in rows, each with its sliders."""
    names = [_shown(name).strip()[:_LONGEST] for name in query.getlist("name")]
    for row, weighting in enumerate(query.getlist("weighting")):
        if weighting:
            chosen = _sliders(query, row) if weighting == POINTS else _shown(weighting)
            yield ComparedParty(chosen, names[row] if row < len(names) else "")


def _sliders(query: QueryParams, row: int) -> str:
    prefix = f"{_SLIDER}{row}_"
    found = [
        f"{_shown(name.removeprefix(prefix))}={_shown(value)}"
        for name, value in query.multi_items()
        if name.startswith(prefix)
    ]
    return f"{POINTS}:{','.join(found)}"


def _number(said: str) -> float:
    try:
        return typed_number(said)
    except ValueError:
        return -1.0


def _wrong(
    question: ComparisonQuestion, options: ComparisonOptions, contents: Mapping[str, Plain]
) -> Iterator[tuple[str, Plain]]:
    methods = {choice.value for choice in options.methods}
    parks = {choice.value for choice in options.parks}
    for content in contents.values():
        if content.get("template", PARKS) != PARKS:
            yield "other_template", {"name": content["name"]}
    for side in question.sides:
        yield from _wrong_side(side, options, contents)
    yield from (("no_park", {"id": park}) for park in question.parks if park not in parks)
    if question.method not in methods:
        yield "no_method", {"id": question.method}
    if 0 < len(question.parks) < FEWEST_PARKS:
        yield "one_park", {}
    yield from _miscounted(question.sides)


def _wrong_side(
    side: ComparedParty, options: ComparisonOptions, contents: Mapping[str, Plain]
) -> Iterator[tuple[str, Plain]]:
    if side.points is not None:
        yield from _wrong_points(side, options)
    elif side.assessment:
        content = contents.get(side.assessment, {})
        if content and not weighs(content):
            yield "no_answers", {"name": content["name"]}
    elif side.weighting not in options.weights:
        yield "no_weighting", {"id": side.weighting}


def _wrong_points(side: ComparedParty, options: ComparisonOptions) -> Iterator[tuple[str, Plain]]:
    points, known = side.points or {}, {item.id for item in options.criteria}
    name = side.name or options.label(side.weighting)
    if unknown := [key for key in points if key not in known]:
        yield "no_criterion", {"name": name, "id": unknown[0]}
    if any(not 0 <= value <= MOST_POINTS for value in points.values()):
        yield "bad_points", {"name": name, "most": MOST_POINTS}
    elif not any(points.values()):
        yield "no_points", {"name": name}


def _miscounted(sides: Sequence[ComparedParty]) -> Iterator[tuple[str, Plain]]:
    names = [side.name for side in sides if side.name]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        yield "name_twice", {"name": twice}
    if len(sides) < FEWEST:
        yield "too_few", {"count": len(sides), "fewest": FEWEST, "most": MOST}
    if len(sides) > MOST:
        yield "too_many", {"count": len(sides), "fewest": FEWEST, "most": MOST}


def _weights(
    side: ComparedParty,
    question: ComparisonQuestion,
    options: ComparisonOptions,
    contents: Mapping[str, Plain],
    settings: Settings,
) -> Any:
    points = side.points
    if points is not None:
        every = {item.id: 0.0 for item in options.criteria}
        return {"kind": "direct", "values": {**every, **points}}
    if side.assessment:
        assessed = _assessed(question, contents[side.assessment], settings)
        return assessed.model_dump(mode="json", exclude_unset=True)["weights"]
    return options.weights[side.weighting]


def _assessed(
    question: ComparisonQuestion, content: Plain, settings: Settings
) -> RecommendationRequest:
    """Return the assessment's request about the parks and the method that are compared."""
    kept = {name: value for name, value in content.items() if name not in ("screens", "keep")}
    about: Plain = {"method": {"name": question.method}}
    if question.parks:
        about["parks"] = list(question.parks)
    return request_of({**kept, **about}, settings)


def weighs(content: Plain) -> bool:
    """Tell whether an assessment says anything of its weights."""
    return bool(content.get("weights") or content.get("answers"))
